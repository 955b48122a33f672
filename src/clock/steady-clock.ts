import { WORTH_CHECKING_MS, type LedgerClock } from './ledger-clock.ts';
import type { MachineClocks } from './machine-clocks.ts';

/** How fast a difference to the machine's clock is made up, in ms a ms: 3 h take 30 h, and a lease of 40 s ends 4 s off. */
const SLEW = 0.1;

/**
 * The time of a ledger that one process has to itself: what the machine's clock said at the start, and monotonic from
 * then on. A step of the machine's clock is made up slowly, so it neither ends a lease nor stretches one. While the
 * machine sleeps the time goes on.
 */
export class SteadyClock implements LedgerClock {
  readonly source = 'process';
  readonly #machine: MachineClocks;
  /** What all clocks said at the last comparison. */
  #base: { readonly time: number; readonly wall: number; readonly monotonic: number; readonly uptime: number };
  /** By how much the machine's clock was ahead of this one then. */
  #leftMs = 0;

  constructor(machine: MachineClocks) {
    this.#machine = machine;
    this.#base = this.#read(machine.wall());
  }

  readonly now = (): number => Math.round(this.#time());

  #time(): number {
    const passedMs = this.#machine.monotonic() - this.#base.monotonic;
    const mostMs = passedMs * SLEW;
    return this.#base.time + passedMs + Math.max(-mostMs, Math.min(mostMs, this.#leftMs));
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
    // Two clocks that agree: the machine slept. One alone was set.
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
