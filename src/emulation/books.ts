/** The books of an emulator cannot be opened; the message names the file, and is for the operator. */
export class BooksUnusable extends Error {
  override readonly name = 'BooksUnusable';
}

/** Where a shelf is written down, row by row, as it changes. */
export interface Pages {
  put(key: string, row: unknown): void;
  remove(key: string): void;
}

/**
 * Rows of one kind by key, in the order in which they first came. Rows are plain JSON values, `bigint` included; who
 * changes something inside a row puts it again, for only then it is written down.
 */
export class Shelf<Row> {
  readonly #rows: Map<string, Row>;

  /** Without pages it is kept in memory alone. */
  constructor(
    rows: Iterable<readonly [string, Row]> = [],
    private readonly pages?: Pages,
  ) {
    this.#rows = new Map(rows);
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  entries(): [string, Row][] {
    return [...this.#rows];
  }

  rows(): Row[] {
    return [...this.#rows.values()];
  }

  put(key: string, row: Row): void {
    this.#rows.set(key, row);
    this.pages?.put(key, row);
  }

  remove(key: string): void {
    this.#rows.delete(key);
    this.pages?.remove(key);
  }
}

/** What an emulator must not forget. */
export interface Books {
  /** The shelf of that name, with what was put on it before. A name is asked for once. */
  shelf<Row>(name: string): Shelf<Row>;
  /** Does the work in one piece: after a crash all that it wrote is there, or nothing. */
  together<Result>(work: () => Result): Result;
  close(): void;
}

/** How long an ended task is kept before a start may drop it, in ms. */
export const KEPT_AFTER_END_MS = 7 * 24 * 3_600_000;

/** Books that end with the process. */
export function memoryBooks(): Books {
  return {
    shelf: <Row>() => new Shelf<Row>(),
    together: (work) => work(),
    close: () => undefined,
  };
}
