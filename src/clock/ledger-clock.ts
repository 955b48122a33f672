/** The time that leases and deadlines of a ledger go by. */
export interface LedgerClock {
  /** Unix ms. May be handed around as a function. */
  readonly now: () => number;
  /**
   * Makes sure of the time before work begins: compares again where the clocks of the machine disagree by more than
   * before, as after a sleep. Costs nothing otherwise, and never rejects.
   */
  readonly settled: () => Promise<void>;
  /** Compares the time with its source. Rejects where that cannot be reached. */
  readonly check: () => Promise<void>;
  /** By how much this time is ahead of the machine's own clock, in ms. */
  readonly aheadMs: () => number;
  /** Whose time it is. A test's time is neither's, and is never compared. */
  readonly source: 'process' | 'database' | 'test';
}

/** Differences below this are delays, not clocks. */
export const WORTH_CHECKING_MS = 1000;

/** A time that a test drives. */
export function drivenClock(now: () => number): LedgerClock {
  const nothing = (): Promise<void> => Promise.resolve();
  return { now, settled: nothing, check: nothing, aheadMs: () => 0, source: 'test' };
}
