import type { Ledger } from './contract/ledger.ts';

/** Caches the result of a probe, so that many requests cause one write. */
const CACHE_MS = 500;

/** Checks on request whether the ledger accepts writes. */
export class ReadinessCheck {
  #probedAt = -Infinity;
  #result: Promise<boolean> = Promise.resolve(true);

  constructor(
    private readonly ledger: Pick<Ledger, 'probe'>,
    /** Monotonic time in ms. */
    private readonly clock: () => number,
  ) {}

  isWell(): Promise<boolean> {
    const now = this.clock();
    if (now - this.#probedAt >= CACHE_MS) {
      this.#probedAt = now;
      this.#result = this.ledger.probe().then(
        () => true,
        () => false,
      );
    }
    return this.#result;
  }
}
