import { LRUCache } from 'lru-cache';
import { SingleFlight } from '../concurrency/single-flight.ts';

/** Pages that are cached for slower readers. */
const MAX_PAGES = 16;
/** Every eighth read is the page that was requested first: readers that come from far back must not starve the others. */
const FAIR_TURN = 8;

/** Reads the items with a number above `after`: a full page, or fewer if there are no more. */
type ReadPage<Item> = (after: number) => Promise<readonly Item[]>;

/**
 * Reads old items for many readers at different positions, as after a deploy. Numbers have no gap, so the pages of all
 * readers begin at the same numbers and are shared. One page is read at a time, the lowest first: the readers catch up with
 * each other, and a thousand readers cost little more than one.
 */
export class SharedPages<Item> {
  readonly #read: ReadPage<Item>;
  readonly #pageSize: number;
  /** Requested pages by the number before the first item, in the order of the requests. */
  readonly #requested = new Map<number, PromiseWithResolvers<readonly Item[]>>();
  /** Full pages, which never change. */
  readonly #pages = new LRUCache<number, readonly Item[]>({ max: MAX_PAGES });
  readonly #reading = new SingleFlight(() => this.#readAll());
  #isStopped = false;

  constructor(read: ReadPage<Item>, pageSize: number) {
    this.#read = read;
    this.#pageSize = pageSize;
  }

  /** Returns the items after a number, up to the end of their page; none if there are no more, or after `stop`. */
  async after(seq: number): Promise<readonly Item[]> {
    const place = seq % this.#pageSize;
    const page = await this.#page(seq - place);
    return place === 0 ? page : page.slice(place);
  }

  /** Reads no more pages. Resolves when the active read has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#reading.idle();
  }

  #page(start: number): Promise<readonly Item[]> {
    const known = this.#pages.get(start);
    if (known) return Promise.resolve(known);
    let page = this.#requested.get(start);
    if (!page) {
      page = Promise.withResolvers();
      this.#requested.set(start, page);
      void this.#reading.run();
    }
    return page.promise;
  }

  async #readAll(): Promise<void> {
    for (let turn = 1; this.#requested.size > 0; turn += 1) {
      const starts = [...this.#requested.keys()];
      const start = turn % FAIR_TURN === 0 ? starts[0]! : Math.min(...starts);
      await this.#readPage(start, this.#requested.get(start)!);
      await allRequested();
    }
  }

  async #readPage(start: number, { resolve, reject }: PromiseWithResolvers<readonly Item[]>): Promise<void> {
    try {
      const page = this.#isStopped ? [] : await this.#read(start);
      if (page.length === this.#pageSize) this.#pages.set(start, page);
      resolve(page);
    } catch (error) {
      reject(error);
    } finally {
      this.#requested.delete(start);
    }
  }
}

/** Resolves after two turns of the event loop. A reader that skips a whole page requests the next after the first turn. */
async function allRequested(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
