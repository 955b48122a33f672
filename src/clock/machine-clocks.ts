import os from 'node:os';

/** Clocks of a machine, in ms. Injectable, so that a test can set each clock. */
export interface MachineClocks {
  /** Wall clock, Unix ms. Can step, because an operator or NTP can set the clock. */
  readonly wall: () => number;
  /** Monotonic clock, which never steps and stops while the machine sleeps. */
  readonly monotonic: () => number;
  /** Time since the boot of the machine, including sleep. */
  readonly uptime: () => number;
}

/** Clocks of this machine. */
export const MACHINE_CLOCKS: MachineClocks = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => os.uptime() * 1000,
};

/** Resolution of the comparison: the uptime is no more exact. */
const RESOLUTION_MS = 1000;

/**
 * Creates a monotonic clock that continues while the machine sleeps, to measure held leases. A change of the wall clock
 * triggers the check for a sleep, because reading the uptime costs as much as a small query.
 */
export function sleeplessClock({ wall, monotonic, uptime }: MachineClocks): () => number {
  const begunAt = uptime() - monotonic();
  let lead = wall() - monotonic();
  let sleptMs = 0;
  return () => {
    const now = monotonic();
    const leadNow = wall() - now;
    if (Math.abs(leadNow - lead) > RESOLUTION_MS) {
      lead = leadNow;
      const lateMs = uptime() - now - begunAt;
      if (lateMs > RESOLUTION_MS) sleptMs = Math.max(sleptMs, lateMs);
    }
    return now + sleptMs;
  };
}
