import os from 'node:os';

/** The clocks of a machine, in ms. Passed in, so that a test can set each of them. */
export interface MachineClocks {
  /** Unix ms, as the machine is set. Somebody can set it, so it can step. */
  readonly wall: () => number;
  /** Ms since some moment. It never steps, and stands still while the machine sleeps. */
  readonly monotonic: () => number;
  /** Ms since the machine started, its sleep included. */
  readonly uptime: () => number;
}

/** Those of this machine. */
export const MACHINE_CLOCKS: MachineClocks = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => os.uptime() * 1000,
};

/** Clocks that are less apart agree: the time since the start of a machine is not told more exactly. */
const WORTH_COUNTING_MS = 1000;

/**
 * Ms since some moment, which never step and go on while the machine sleeps: a lease that is held is measured by them.
 * The clock of the machine only tells when to look whether it slept: to look costs as much as a small query.
 */
export function sleeplessClock({ wall, monotonic, uptime }: MachineClocks): () => number {
  const begunAt = uptime() - monotonic();
  let lead = wall() - monotonic();
  let sleptMs = 0;
  return () => {
    const now = monotonic();
    const leadNow = wall() - now;
    if (Math.abs(leadNow - lead) > WORTH_COUNTING_MS) {
      lead = leadNow;
      const lateMs = uptime() - now - begunAt;
      if (lateMs > WORTH_COUNTING_MS) sleptMs = Math.max(sleptMs, lateMs);
    }
    return now + sleptMs;
  };
}
