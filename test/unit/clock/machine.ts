import type { MachineClocks } from '../../../src/clock/machine-clocks.ts';

export const BEGIN = Date.UTC(2026, 0, 15, 12);

/** A machine whose clocks a test controls. */
export class DrivenMachine implements MachineClocks {
  #wall = BEGIN;
  #monotonic = 1000;
  #uptime = 500_000;

  readonly wall = (): number => this.#wall;
  readonly monotonic = (): number => this.#monotonic;
  readonly uptime = (): number => this.#uptime;

  /** Advances all clocks. */
  pass(ms: number): void {
    this.#monotonic += ms;
    this.sleep(ms);
  }

  /** Advances the clocks that run while the machine sleeps. */
  sleep(ms: number): void {
    this.#uptime += ms;
    this.#wall += ms;
  }

  /** Sets the wall clock. */
  set(byMs: number): void {
    this.#wall += byMs;
  }
}
