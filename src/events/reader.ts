import type { EventFilter } from './event-filter.ts';
import type { Feed, RecordingEvent } from './feed.ts';
import { epochChanged } from './resume.ts';
import { transitionOf } from './transition.ts';

/**
 * Reads the feed for one who asks when he is ready for more: the events behind a number by which a recording stands in the filter, enters or leaves it, in batches, without an
 * end until `return` or until the feed stops. Not a generator: one of those cannot be ended while it waits.
 */
export class Reader implements AsyncIterableIterator<readonly RecordingEvent[]> {
  readonly #feed: Feed;
  readonly #filter: EventFilter;
  readonly #most: number;
  #position: number;
  /** How many restores of the ledger the reader knows. */
  #forks: number;
  #isEnded = false;
  /** Ends a wait that is going on. */
  #wake: (() => void) | undefined;

  /** `most`: the largest batch. */
  constructor(feed: Feed, filter: EventFilter, after: number, most = Infinity) {
    this.#feed = feed;
    this.#filter = filter;
    this.#most = most;
    this.#position = after;
    this.#forks = feed.forks.length;
  }

  async next(): Promise<IteratorResult<readonly RecordingEvent[]>> {
    while (!this.#isEnded && !this.#feed.isStopped) {
      const events = await this.#feed.after(this.#position);
      if (this.#hasForked()) continue;
      const wanted = events.filter((event) => transitionOf(event, this.#filter) !== undefined);
      const isTooMuch = wanted.length > this.#most;
      if (isTooMuch) wanted.length = this.#most; // the rest is read again: the feed keeps it
      this.#position = (isTooMuch ? wanted : events).at(-1)?.change.seq ?? this.#position;
      if (wanted.length > 0) return { done: false, value: wanted };
      if (events.length === 0) await this.#more();
      // A ledger can answer without a pause, and there may be a year of changes that nobody wants.
      else await new Promise((resolve) => setImmediate(resolve));
    }
    return { done: true, value: undefined };
  }

  /** Whether the ledger was restored meanwhile. Throws where the client saw what is lost. */
  #hasForked(): boolean {
    const forks = this.#feed.forks.slice(this.#forks);
    if (forks.length === 0) return false;
    this.#forks += forks.length;
    const common = Math.min(...forks.map((fork) => fork.common));
    if (this.#position <= common) return true;
    this.#isEnded = true;
    throw epochChanged(forks.at(-1)!.lineage, common, ['after']);
  }

  async #more(): Promise<void> {
    if (this.#isEnded || this.#feed.isStopped || this.#feed.head > this.#position) return;
    let giveUp: (() => void) | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      giveUp = this.#feed.onMore(resolve);
    });
    giveUp?.();
  }

  return(): Promise<IteratorResult<readonly RecordingEvent[]>> {
    this.#isEnded = true;
    this.#wake?.();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** The events of batches one by one. */
export class OneByOne implements AsyncIterableIterator<RecordingEvent> {
  readonly #reader: Reader;
  #batch: readonly RecordingEvent[] = [];
  #index = 0;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  async next(): Promise<IteratorResult<RecordingEvent>> {
    if (this.#index === this.#batch.length) {
      const result = await this.#reader.next();
      if (result.done) return { done: true, value: undefined };
      this.#batch = result.value;
      this.#index = 0;
    }
    return { done: false, value: this.#batch[this.#index++]! };
  }

  async return(): Promise<IteratorResult<RecordingEvent>> {
    await this.#reader.return();
    this.#index = this.#batch.length;
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
