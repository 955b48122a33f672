/** What waiting is made of. Passed in, so that a test can drive it. */
export interface Timing {
  /** Milliseconds since some moment. Never goes back, as the time of day can. */
  readonly now: () => number;
  /** Runs something once, at the earliest after so many milliseconds. Does not keep the process alive. */
  readonly setTimer: (run: () => void, ms: number) => void;
  /** Anything from 0 to below 1. */
  readonly random: () => number;
}

/** This machine's. */
export const MACHINE_TIMING: Timing = {
  now: () => performance.now(),
  setTimer: (run, ms) => {
    setTimeout(run, Math.ceil(ms)).unref();
  },
  random: () => Math.random(),
};

/** Resolves after so many milliseconds. */
export function sleep({ setTimer }: Timing, ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimer(resolve, ms);
  });
}
