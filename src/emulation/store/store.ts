/** An emulator's store cannot be opened. The message names the file and is for the operator. */
export class EmulatorStoreUnusable extends Error {
  override readonly name = 'EmulatorStoreUnusable';
}

/** Saves the rows of one table in a file, each on change. */
export interface TableFile {
  put(key: string, row: unknown): void;
  remove(key: string): void;
}

/** Rows of one kind by key, in order of insertion: plain JSON values. After a change, `put` the row again. */
export class Table<Row> {
  readonly #rows: Map<string, Row>;

  /** Without a file, the rows are kept in memory only. */
  constructor(
    rows: Iterable<readonly [string, Row]> = [],
    private readonly file?: TableFile,
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
    this.file?.put(key, row);
  }

  remove(key: string): void {
    this.#rows.delete(key);
    this.file?.remove(key);
  }
}

/** The state of an emulator: tasks, rooms, settings and the driven clock. */
export interface Store {
  /** Returns the table of that name with its saved rows. Call once per name. */
  table<Row>(name: string): Table<Row>;
  /** Runs the work in one transaction: after a crash, either all writes are saved or none. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}

/** How long an ended task is kept before a start of the emulator may drop the task, in ms. */
export const KEPT_AFTER_END_MS = 7 * 24 * 3_600_000;

/** A store that ends with the process. */
export function memoryStore(): Store {
  return {
    table: <Row>() => new Table<Row>(),
    transaction: (work) => work(),
    close: () => undefined,
  };
}
