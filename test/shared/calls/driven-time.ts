import type { Timing } from '../../../src/calls/timing.ts';

/** Time that passes only when it is told to. Timers come late by what `lateness` gives, one after the other. */
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

  /** Goes on to a moment, through every timer before it. */
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

  /** Goes on until nothing waits any more. */
  async runToEnd(): Promise<void> {
    await settled();
    for (let next = this.#timers[0]; next; next = this.#timers[0]) await this.runUntil(next.at);
  }
}

/** Lets everything run that waits for no timer. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

/** Time that does not keep anybody waiting: it jumps to every timer as it is set. */
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
