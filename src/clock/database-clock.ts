import { WORTH_CHECKING_MS, type LedgerClock } from './ledger-clock.ts';
import type { MachineClocks } from './machine-clocks.ts';

/** A slower response is too inexact for the first comparison, which is then repeated. */
const SLOW_MS = 500;
const MAX_FIRST_TRIES = 3;

/**
 * Clock of a shared ledger: follows the clock of the database, and is monotonic between two comparisons. Independent of the
 * clocks of the machines.
 */
export class DatabaseClock implements LedgerClock {
  readonly source = 'database';
  readonly #machine: MachineClocks;
  readonly #readTime: () => Promise<number>;
  /** Leads over the monotonic clock: of the database's clock, and of the machine's clock at the last comparison. */
  #offsetMs = 0;
  #wallOffsetMs = 0;
  #checking: Promise<void> | undefined;

  private constructor(machine: MachineClocks, readTime: () => Promise<number>) {
    this.#machine = machine;
    this.#readTime = readTime;
  }

  /** Opens the clock. `readTime` returns the database's time, Unix ms. Rejects if `readTime` rejects. */
  static async open(machine: MachineClocks, readTime: () => Promise<number>): Promise<DatabaseClock> {
    const clock = new DatabaseClock(machine, readTime);
    for (let tries = 1; ; tries++) {
      const { low, high } = await clock.#compare();
      clock.#offsetMs = (low + high) / 2;
      if (high - low <= SLOW_MS || tries === MAX_FIRST_TRIES) return clock;
    }
  }

  readonly now = (): number => Math.round(this.#machine.monotonic() + this.#offsetMs);

  readonly settled = async (): Promise<void> => {
    const gainMs = this.#wallOffset() - this.#wallOffsetMs;
    if (Math.abs(gainMs) <= WORTH_CHECKING_MS) return;
    // If the database is unreachable, the work that follows fails anyway.
    await this.check().catch(() => undefined);
  };

  readonly check = (): Promise<void> => {
    this.#checking ??= this.#correct().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  };

  readonly aheadMs = (): number => this.now() - this.#machine.wall();

  /** Corrects the offset only as far as the response proves, because the round trip takes time. */
  async #correct(): Promise<void> {
    const { low, high } = await this.#compare();
    this.#offsetMs = Math.min(Math.max(this.#offsetMs, low), high);
  }

  /** Returns bounds of the offset. */
  async #compare(): Promise<{ readonly low: number; readonly high: number }> {
    const askedAt = this.#machine.monotonic();
    const time = await this.#readTime();
    const answeredAt = this.#machine.monotonic();
    this.#wallOffsetMs = this.#wallOffset();
    return { low: time - answeredAt, high: time - askedAt };
  }

  #wallOffset(): number {
    return this.#machine.wall() - this.#machine.monotonic();
  }
}
