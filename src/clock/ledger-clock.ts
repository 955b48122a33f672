/** Clock for the leases and deadlines of a ledger. */
export interface LedgerClock {
  /** Returns Unix ms. Works without `this`. */
  readonly now: () => number;
  /**
   * Verifies the time before work begins: compares clocks again if the machine's clocks have drifted apart, for example
   * after a sleep. Otherwise costs nothing. Never rejects.
   */
  readonly settled: () => Promise<void>;
  /** Compares the time with its source. Rejects if the source is unreachable. */
  readonly check: () => Promise<void>;
  /** Returns the lead over the machine's clock, in ms. */
  readonly aheadMs: () => number;
  /** Source of the time. The time of a test is never compared. */
  readonly source: 'process' | 'database' | 'test';
}

/** Smaller differences are delays rather than clock differences. */
export const WORTH_CHECKING_MS = 1000;

/** Creates a clock that a test controls. */
export function drivenClock(now: () => number): LedgerClock {
  const nothing = (): Promise<void> => Promise.resolve();
  return { now, settled: nothing, check: nothing, aheadMs: () => 0, source: 'test' };
}
