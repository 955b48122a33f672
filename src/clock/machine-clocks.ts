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
