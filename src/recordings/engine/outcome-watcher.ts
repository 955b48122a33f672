import type { Ledger } from '../../ledger/contract/ledger.ts';
import type { RecordingRow } from '../../ledger/contract/rows.ts';

/** A call that is answered within this time is waited for without looking what other processes have learnt, in ms. */
const WATCH_AFTER_MS = 500;

interface Waiter {
  readonly since: number;
  readonly isProof: (row: RecordingRow) => boolean;
  readonly proven: (row: RecordingRow) => void;
}

export interface OutcomeWatcherOptions {
  readonly ledger: Pick<Ledger, 'shared' | 'onChanges' | 'findMany'>;
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds that never go back. */
  readonly clock: () => number;
  readonly log: { error(fields: Record<string, unknown>, message: string): void };
}

/**
 * Ends the wait for a vendor's answer as soon as the ledger knows by another way what the call came to: a callback that
 * this process applied, or any news that another process put down.
 */
export class OutcomeWatcher {
  readonly #options: OutcomeWatcherOptions;
  readonly #waiters = new Map<string, Set<Waiter>>();
  #isWatching = false;
  #isLooking = false;
  #isAsked = false;

  constructor(options: OutcomeWatcherOptions) {
    this.#options = options;
  }

  /**
   * Returns what `work` comes to, or, if the recording is known to be so before, what `answer` makes of it. The work goes
   * on then; a failure of it is logged.
   */
  async race<Result>(
    id: string,
    work: Promise<Result>,
    isProof: (row: RecordingRow) => boolean,
    answer: (row: RecordingRow) => Result,
  ): Promise<Result> {
    let isProven = false;
    work.catch((error: unknown) => {
      if (isProven)
        this.#options.log.error({ err: error, recordingId: id }, 'a call that nobody waits for any more failed');
    });
    const waiters = this.#waiters.get(id) ?? new Set();
    this.#waiters.set(id, waiters);
    const { promise, resolve } = Promise.withResolvers<RecordingRow>();
    const waiter: Waiter = { since: this.#options.clock(), isProof, proven: resolve };
    waiters.add(waiter);
    if (this.#options.ledger.shared && !this.#isWatching) void this.#watch();
    const proof = promise.then((row) => {
      isProven = true;
      return answer(row);
    });
    try {
      return await Promise.race([work, proof]);
    } finally {
      waiters.delete(waiter);
      if (waiters.size === 0) this.#waiters.delete(id);
    }
  }

  /** Takes news of a recording. */
  notify(row: RecordingRow): void {
    for (const { isProof, proven } of this.#waiters.get(row.id) ?? []) if (isProof(row)) proven(row);
  }

  /** Looks what other processes have put down, at every change, while a call is waited for. */
  async #watch(): Promise<void> {
    this.#isWatching = true;
    const unlisten = this.#options.ledger.onChanges(() => this.#look());
    while (this.#waiters.size > 0) {
      await this.#options.sleep(WATCH_AFTER_MS);
      this.#look(); // a change may have come before the wait was long enough to look
    }
    unlisten();
    this.#isWatching = false;
  }

  #look(): void {
    this.#isAsked = true;
    if (!this.#isLooking) void this.#lookUntilQuiet();
  }

  async #lookUntilQuiet(): Promise<void> {
    this.#isLooking = true;
    while (this.#isAsked) {
      this.#isAsked = false;
      const before = this.#options.clock() - WATCH_AFTER_MS;
      const isLong = (waiters: ReadonlySet<Waiter>): boolean =>
        Array.from(waiters).some(({ since }) => since <= before);
      const ids = Array.from(this.#waiters).flatMap(([id, waiters]) => (isLong(waiters) ? [id] : []));
      if (ids.length === 0) continue;
      try {
        for (const row of await this.#options.ledger.findMany(ids)) this.notify(row);
      } catch (error) {
        // The next change, or the next wait, leads to another look.
        this.#options.log.error(
          { err: error },
          'what other processes learnt of calls that are waited for cannot be read',
        );
      }
    }
    this.#isLooking = false;
  }
}
