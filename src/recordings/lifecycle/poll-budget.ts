import { spacingOf } from '../../calls/rate-limiter.ts';
import { Lengths } from './poll-clock.ts';

/** Polls of running recordings may use 80 % of the vendor's rate limit of an action; the rest is for clients and retries. */
const POLLS_PER_MS = 0.8 / spacingOf(20);
/** Early polls of new recordings are allowed while they use at most this share of the polls. */
const MAX_SHARE_FOR_STARTS = 0.1;

/** Poll spacing when demand exceeds the vendor's rate limit. */
export interface PollSpacing {
  /** Returns the wait until the next poll of a recording that has run for `ageMs`, ms. */
  wait(ageMs: number): number;
  /** Whether the budget also allows an early poll of every new recording. */
  readonly sparesForStarts: boolean;
}

/** Value of a poll by the hazard: the share of running recordings that end per ms. Only the ratios count. */
type Worth = (hazard: number) => number;

/**
 * Returns the spacing at which `running` recordings of a product use up the poll budget; null if all of them can be polled
 * within `pollMs`. The spacing is even until 200 recordings have ended. After that the wait is proportional to 1 / √hazard,
 * which minimises the mean delay until an end without a callback is found.
 */
export function pollSpacing(
  running: number,
  lengths: Lengths,
  pollMs: number,
  worth: Worth = Math.sqrt,
): PollSpacing | null {
  const roundMs = running / POLLS_PER_MS;
  if (roundMs <= pollMs) return null;
  const clock = lengths.clock(worth);
  if (!clock) return { wait: () => roundMs, sparesForStarts: false };
  const intervalMs = clock.intervalMs(roundMs);
  return {
    wait: (ageMs) => Math.max(pollMs, clock.wait(ageMs, intervalMs)),
    sparesForStarts: running / clock.meanMs <= MAX_SHARE_FOR_STARTS * POLLS_PER_MS,
  };
}

/** Spaces the polls of each product by its number of running recordings and the lengths of those that ended. */
export class PollBudget {
  readonly #lengths: ReadonlyMap<string, Lengths>;
  readonly #pollMs: number;
  #spacings: ReadonlyMap<string, PollSpacing | null> = new Map();

  constructor(products: readonly string[], pollMs: number) {
    this.#lengths = new Map(products.map((product) => [product, new Lengths()]));
    this.#pollMs = pollMs;
  }

  /** Null: every running recording of the product can be polled within the poll interval. */
  spacingOf(product: string): PollSpacing | null {
    return this.#spacings.get(product) ?? null;
  }

  /** Recomputes the spacing from the number of running recordings by product. */
  update(running: ReadonlyMap<string, number>): void {
    const spacings = Array.from(
      this.#lengths,
      ([product, lengths]) => [product, pollSpacing(running.get(product) ?? 0, lengths, this.#pollMs)] as const,
    );
    this.#spacings = new Map(spacings);
  }

  /** Records the length of a recording that has just ended; all times in Unix ms. */
  recordLength(recording: {
    readonly product: string;
    readonly createdAt: number;
    readonly begunAt: number | null;
    readonly endedAt: number | null;
  }): void {
    const { product, createdAt, begunAt, endedAt } = recording;
    if (endedAt !== null) this.#lengths.get(product)?.add(endedAt - (begunAt ?? createdAt));
  }
}
