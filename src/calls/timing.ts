/** Injectable clock, timer and random source. */
export interface Timing {
  /** Milliseconds since an arbitrary moment; monotonic. */
  readonly now: () => number;
  /** Runs a function once, not earlier than after `ms`. The timer does not keep the process alive. */
  readonly setTimer: (run: () => void, ms: number) => void;
  /** A random number from 0 to below 1. */
  readonly random: () => number;
}

export const MACHINE_TIMING: Timing = {
  now: () => performance.now(),
  setTimer: (run, ms) => {
    setTimeout(run, Math.ceil(ms)).unref();
  },
  random: () => Math.random(),
};

export function sleep({ setTimer }: Timing, ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimer(resolve, ms);
  });
}
