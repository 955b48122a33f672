import { PullIterator } from '../concurrency/pull-iterator.ts';
import type { ChangeFeed, RecordingEvent } from './change-feed.ts';
import { epochChanged } from './resume.ts';
import { transitionOf, type EventFilter } from './event-filter.ts';

/**
 * Reads the feed from a sequence number on, in batches of at most `maxBatch`: the events by which a recording enters a
 * filter, changes in the filter or leaves the filter. Ends by `return`, or when the feed stops.
 */
export class ChangeReader extends PullIterator<readonly RecordingEvent[]> {
  readonly #feed: ChangeFeed;
  readonly #filter: EventFilter;
  readonly #maxBatch: number;
  #position: number;
  /** Number of restores of the ledger that the reader has handled. */
  #forks: number;
  /** Ends the wait for more events. */
  #wake: (() => void) | undefined;

  constructor(feed: ChangeFeed, filter: EventFilter, after: number, maxBatch = Infinity) {
    super();
    this.#feed = feed;
    this.#filter = filter;
    this.#maxBatch = maxBatch;
    this.#position = after;
    this.#forks = feed.forks.length;
  }

  protected async pull(): Promise<IteratorResult<readonly RecordingEvent[]>> {
    while (!this.isEnded && !this.#feed.isStopped) {
      const events = await this.#feed.after(this.#position);
      if (this.#hasForked()) continue;
      const matching = events.filter((event) => transitionOf(event, this.#filter) !== undefined);
      const isTooLong = matching.length > this.#maxBatch;
      if (isTooLong) matching.length = this.#maxBatch; // the rest is read again: the feed keeps it
      this.#position = (isTooLong ? matching : events).at(-1)?.change.seq ?? this.#position;
      if (matching.length > 0) return { done: false, value: matching };
      if (events.length === 0) await this.#more();
      // A ledger can answer without a pause, and a year of changes may not match the filter.
      else await new Promise((resolve) => setImmediate(resolve));
    }
    return this.return();
  }

  protected release(): void {
    this.#wake?.();
  }

  /** Returns whether the ledger was restored meanwhile. Throws if the client has read a change that the restore lost. */
  #hasForked(): boolean {
    const forks = this.#feed.forks.slice(this.#forks);
    if (forks.length === 0) return false;
    this.#forks += forks.length;
    const common = Math.min(...forks.map((fork) => fork.common));
    if (this.#position <= common) return true;
    void this.return();
    throw epochChanged(forks.at(-1)!.lineage, common, ['after']);
  }

  async #more(): Promise<void> {
    if (this.isEnded || this.#feed.isStopped || this.#feed.head > this.#position) return;
    let cancel: (() => void) | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      cancel = this.#feed.onMore(resolve);
    });
    cancel?.();
  }
}
