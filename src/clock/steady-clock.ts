import { WORTH_CHECKING_MS, type LedgerClock } from './ledger-clock.ts';
import type { MachineClocks } from './machine-clocks.ts';

/** Rate at which the clock catches up with the machine's clock: 3 h take 30 h, and a lease of 40 s is off by 4 s. */
const SLEW = 0.1;

/**
 * Clock of a ledger with a single process: starts with the machine's clock and is monotonic from then on. Follows a step of
 * the machine's clock slowly, so that a step neither ends nor extends a lease. Continues while the machine sleeps.
 */
export class SteadyClock implements LedgerClock {
  readonly source = 'process';
  readonly #machine: MachineClocks;
  /** All clocks at the last comparison. */
  #base: { readonly time: number; readonly wall: number; readonly monotonic: number; readonly uptime: number };
  /** Lead of the machine's clock at the last comparison, in ms. */
  #leftMs = 0;

  constructor(machine: MachineClocks) {
    this.#machine = machine;
    this.#base = this.#read(machine.wall());
  }

  readonly now = (): number => Math.round(this.#time());

  #time(): number {
    const passedMs = this.#machine.monotonic() - this.#base.monotonic;
    const maxMs = passedMs * SLEW;
    return this.#base.time + passedMs + Math.max(-maxMs, Math.min(maxMs, this.#leftMs));
  }

  readonly settled = (): Promise<void> => {
    const { wall, monotonic } = this.#machine;
    const gainMs = wall() - this.#base.wall - (monotonic() - this.#base.monotonic);
    return Math.abs(gainMs) > WORTH_CHECKING_MS ? this.check() : Promise.resolve();
  };

  readonly check = (): Promise<void> => {
    const before = this.#base;
    const time = this.#time();
    this.#base = this.#read(time);
    const { wall, monotonic, uptime } = this.#base;
    const passedMs = monotonic - before.monotonic;
    const sleptMs = uptime - before.uptime - passedMs;
    const gainMs = wall - before.wall - passedMs;
    // If both clocks moved, the machine slept. If only the wall clock moved, the wall clock was set.
    if (sleptMs > WORTH_CHECKING_MS && gainMs > WORTH_CHECKING_MS) {
      this.#base = { ...this.#base, time: time + Math.min(sleptMs, gainMs) };
    }
    this.#leftMs = wall - this.#base.time;
    return Promise.resolve();
  };

  readonly aheadMs = (): number => this.now() - this.#machine.wall();

  #read(time: number): { time: number; wall: number; monotonic: number; uptime: number } {
    const { wall, monotonic, uptime } = this.#machine;
    return { time, wall: wall(), monotonic: monotonic(), uptime: uptime() };
  }
}
