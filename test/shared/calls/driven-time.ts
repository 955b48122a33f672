import type { Timing } from '../../../src/calls/timing.ts';

/** Time that only a test advances. Each timer is late by the next value of `lateness`. */
export class DrivenTime implements Timing {
  #now = 0;
  #late = 0;
  #timers: { at: number; run: () => void }[] = [];

  constructor(
    private readonly lateness: readonly number[] = [],
    readonly random: () => number = () => 0.5,
  ) {}

  readonly now = (): number => this.#now;

  readonly setTimer = (run: () => void, ms: number): void => {
    const late = this.lateness[this.#late++ % this.lateness.length] ?? 0;
    this.#timers.push({ at: this.#now + Math.ceil(ms) + late, run });
    this.#timers.sort((one, other) => one.at - other.at);
  };

  /** Timers that have not run. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Advances to a moment, through every timer before the moment. */
  async runUntil(moment: number): Promise<void> {
    await settled();
    for (let next = this.#timers[0]; next && next.at <= moment; next = this.#timers[0]) {
      this.#timers.shift();
      this.#now = next.at;
      next.run();
      await settled();
    }
    this.#now = Math.max(this.#now, moment);
  }

  /** Advances until no timer is left. */
  async runToEnd(): Promise<void> {
    await settled();
    for (let next = this.#timers[0]; next; next = this.#timers[0]) await this.runUntil(next.at);
  }
}

/** Waits for all work that waits for no timer. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

/** Time without waits: each new timer advances the time to its end. */
export function hurriedTiming(): Timing & { readonly waits: readonly number[] } {
  const waits: number[] = [];
  let now = 0;
  return {
    waits,
    now: () => now,
    setTimer: (run, ms) => {
      waits.push(ms);
      now += Math.ceil(ms);
      queueMicrotask(run);
    },
    random: () => 0.5,
  };
}
