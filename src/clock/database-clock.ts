import { WORTH_CHECKING_MS, type LedgerClock } from './ledger-clock.ts';
import type { MachineClocks } from './machine-clocks.ts';

/** An answer that took longer says too little for the first comparison: it is made again, so often at most. */
const SLOW_MS = 500;
const FIRST_TRIES = 3;

/**
 * The time of a ledger that several processes share: the database's own clock, learnt from it and monotonic between two
 * comparisons. What the clocks of the machines say does not matter.
 */
export class DatabaseClock implements LedgerClock {
  readonly source = 'database';
  readonly #machine: MachineClocks;
  readonly #ask: () => Promise<number>;
  /** By how much the database's clock is ahead of the monotonic one, and the machine's clock at the last comparison. */
  #offsetMs = 0;
  #wallOffsetMs = 0;
  #checking: Promise<void> | undefined;

  private constructor(machine: MachineClocks, ask: () => Promise<number>) {
    this.#machine = machine;
    this.#ask = ask;
  }

  /** `ask` gives the database's time, in Unix ms. Rejects as it does. */
  static async open(machine: MachineClocks, ask: () => Promise<number>): Promise<DatabaseClock> {
    const clock = new DatabaseClock(machine, ask);
    for (let tries = 1; ; tries++) {
      const { low, high } = await clock.#compare();
      clock.#offsetMs = (low + high) / 2;
      if (high - low <= SLOW_MS || tries === FIRST_TRIES) return clock;
    }
  }

  readonly now = (): number => Math.round(this.#machine.monotonic() + this.#offsetMs);

  readonly settled = async (): Promise<void> => {
    const gainMs = this.#wallOffset() - this.#wallOffsetMs;
    if (Math.abs(gainMs) <= WORTH_CHECKING_MS) return;
    // Where the database cannot be asked, the work that follows cannot be done either.
    await this.check().catch(() => undefined);
  };

  readonly check = (): Promise<void> => {
    this.#checking ??= this.#correct().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  };

  readonly aheadMs = (): number => this.now() - this.#machine.wall();

  /** Only what the answer proves is corrected: its way takes time. */
  async #correct(): Promise<void> {
    const { low, high } = await this.#compare();
    this.#offsetMs = Math.min(Math.max(this.#offsetMs, low), high);
  }

  /** The bounds between which the offset is. */
  async #compare(): Promise<{ readonly low: number; readonly high: number }> {
    const askedAt = this.#machine.monotonic();
    const time = await this.#ask();
    const answeredAt = this.#machine.monotonic();
    this.#wallOffsetMs = this.#wallOffset();
    return { low: time - answeredAt, high: time - askedAt };
  }

  #wallOffset(): number {
    return this.#machine.wall() - this.#machine.monotonic();
  }
}
