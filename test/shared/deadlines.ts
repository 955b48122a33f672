import type { StartTimer } from '../../src/wire/transport.ts';

/** Deadlines of calls, which pass when the test says so and never because the machine is slow. */
export class Deadlines {
  readonly #running = new Set<() => void>();

  readonly start: StartTimer = (run) => {
    this.#running.add(run);
    return () => this.#running.delete(run);
  };

  /** Lets every deadline that is running pass. */
  pass(): void {
    for (const run of this.#running) {
      this.#running.delete(run);
      run();
    }
  }
}

/**
 * Deadlines that pass once `hasArrived` reports that the other side has the call. Deadlines of connections never pass.
 */
export function deadlinesAfter(hasArrived: () => Promise<boolean>): StartTimer {
  return (run, ms) => {
    let isOver = ms !== DRIVEN_LIMITS.callTimeoutMs;
    void (async () => {
      while (!isOver && !(await hasArrived()));
      if (!isOver) run();
    })();
    return () => (isOver = true);
  };
}

/** Limits of a transport with driven deadlines: the durations have no effect. */
export const DRIVEN_LIMITS = { connectTimeoutMs: 1000, callTimeoutMs: 2000 };
