/** Pages that are kept for those who come a little later. */
const MOST_KEPT = 16;
/** Of so many pages one is for who has waited longest: those who keep coming from far back must not hold up the rest. */
const FAIR_TURN = 8;

/** Reads what has a number above the given one: at most a page of it, less only where there is no more. */
export type ReadPage<Item> = (after: number) => Promise<readonly Item[]>;

/**
 * Reads what many want to read again from where each of them was, as after a deploy. Numbers have no gap, so everybody's
 * pages begin at the same places and are shared, and one is read at a time. Whoever is furthest back comes first: so
 * they come to walk together, and a thousand of them cost little more than one.
 */
export class Past<Item> {
  readonly #read: ReadPage<Item>;
  readonly #pageSize: number;
  /** Pages that somebody waits for, by the number before their first; the one that was asked for first comes first. */
  readonly #wanted = new Map<number, PromiseWithResolvers<readonly Item[]>>();
  /** Full pages, which never change; the one that was read first comes first. */
  readonly #kept = new Map<number, readonly Item[]>();
  #reading: Promise<void> | undefined;
  #isStopped = false;

  constructor(read: ReadPage<Item>, pageSize: number) {
    this.#read = read;
    this.#pageSize = pageSize;
  }

  /** What follows a number, up to the end of its page; nothing where there is no more, or where it was stopped. */
  async after(seq: number): Promise<readonly Item[]> {
    const place = seq % this.#pageSize;
    const page = await this.#page(seq - place);
    return place === 0 ? page : page.slice(place);
  }

  /** Reads nothing more. Resolves when nothing is being read. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#reading;
  }

  #page(start: number): Promise<readonly Item[]> {
    const kept = this.#kept.get(start);
    if (kept) return Promise.resolve(kept);
    let page = this.#wanted.get(start);
    if (!page) {
      page = Promise.withResolvers();
      this.#wanted.set(start, page);
      this.#reading ??= this.#readAll();
    }
    return page.promise;
  }

  async #readAll(): Promise<void> {
    for (let turn = 1; this.#wanted.size > 0; turn += 1) {
      const starts = [...this.#wanted.keys()];
      const start = turn % FAIR_TURN === 0 ? starts[0]! : Math.min(...starts);
      await this.#readOne(start, this.#wanted.get(start)!);
      await allAskedAgain();
    }
    this.#reading = undefined;
  }

  async #readOne(start: number, { resolve, reject }: PromiseWithResolvers<readonly Item[]>): Promise<void> {
    try {
      const page = this.#isStopped ? [] : await this.#read(start);
      if (page.length === this.#pageSize) this.#keep(start, page);
      resolve(page);
    } catch (error) {
      reject(error);
    } finally {
      this.#wanted.delete(start);
    }
  }

  #keep(start: number, page: readonly Item[]): void {
    this.#kept.set(start, page);
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
  }
}

/** Two turns of the loop: whoever was given a page, and wants none of it, asks for the next one after the first. */
async function allAskedAgain(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
