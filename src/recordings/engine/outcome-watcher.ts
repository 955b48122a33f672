import type { Ledger } from '../../ledger/contract/ledger.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import { SingleFlight } from '../../concurrency/single-flight.ts';
import type { Log } from '../../log.ts';

/** The ledger is queried only for calls that have taken longer than this, ms. */
const WATCH_AFTER_MS = 500;

interface Waiter {
  readonly since: number;
  readonly isProof: (row: Recording) => boolean;
  readonly resolve: (row: Recording) => void;
}

interface OutcomeWatcherOptions {
  readonly ledger: Pick<Ledger, 'shared' | 'onChanges' | 'findMany'>;
  readonly sleep: (ms: number) => Promise<void>;
  /** Monotonic clock, ms. */
  readonly clock: () => number;
  readonly log: Pick<Log, 'error'>;
}

/**
 * Ends the wait for a vendor's answer as soon as the ledger knows the outcome of the call: from a callback that this process
 * applied, or from a change by another process.
 */
export class OutcomeWatcher {
  readonly #options: OutcomeWatcherOptions;
  readonly #waiters = new Map<string, Set<Waiter>>();
  readonly #queries = new SingleFlight(() => this.#query());
  #isWatching = false;

  constructor(options: OutcomeWatcherOptions) {
    this.#options = options;
  }

  /**
   * Returns the result of `work`, or `answer(row)` if the row proves the outcome earlier. In that case the work continues,
   * and its failure is logged.
   */
  async race<Result>(
    id: string,
    work: Promise<Result>,
    isProof: (row: Recording) => boolean,
    answer: (row: Recording) => Result,
  ): Promise<Result> {
    const { clock, ledger, log } = this.#options;
    let isProven = false;
    work.catch((error: unknown) => {
      if (isProven) log.error({ err: error, recordingId: id }, 'a call failed after its outcome was known');
    });
    const waiters = this.#waiters.get(id) ?? new Set();
    this.#waiters.set(id, waiters);
    const { promise, resolve } = Promise.withResolvers<Recording>();
    const waiter: Waiter = { since: clock(), isProof, resolve };
    waiters.add(waiter);
    if (ledger.shared && !this.#isWatching) void this.#watch();
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

  /** Reports the current row of a recording. */
  notify(row: Recording): void {
    for (const { isProof, resolve } of this.#waiters.get(row.id) ?? []) if (isProof(row)) resolve(row);
  }

  /** Queries the ledger at every change while a call is in flight. */
  async #watch(): Promise<void> {
    this.#isWatching = true;
    const query = (): void => void this.#queries.run();
    const unsubscribe = this.#options.ledger.onChanges(query);
    while (this.#waiters.size > 0) {
      await this.#options.sleep(WATCH_AFTER_MS);
      query(); // for a change that came before the call had taken long enough
    }
    unsubscribe();
    this.#isWatching = false;
  }

  async #query(): Promise<void> {
    const { clock, ledger, log } = this.#options;
    const before = clock() - WATCH_AFTER_MS;
    const ids = [...this.#waiters].flatMap(([id, waiters]) =>
      [...waiters].some(({ since }) => since <= before) ? [id] : [],
    );
    if (ids.length === 0) return;
    try {
      for (const row of await ledger.findMany(ids)) this.notify(row);
    } catch (error) {
      // The next change, or the next interval, queries again.
      log.error({ err: error }, 'the outcomes of calls in flight cannot be read from the ledger');
    }
  }
}
