import type { Timing } from '../calls/timing.ts';
import type { LedgerClock } from './ledger-clock.ts';
import type { Log } from '../log.ts';

/** A larger difference between two clocks is logged and shown in /readyz, in ms. */
const WORTH_TELLING_MS = 5000;
const LOOK_MS = 5000;

/** A vendor's clock, as far as it is known. */
export interface ComparedVendor {
  /** As in readiness details, TENCENT. */
  readonly name: string;
  readonly clock: {
    /** Whether an answer of the vendor has told the vendor's time. */
    readonly isKnown: boolean;
    /** By how much it is ahead of the ledger's time, in ms. */
    readonly offsetMs: number;
  };
}

export interface ClockWatchOptions {
  readonly clock: LedgerClock;
  readonly vendors: readonly ComparedVendor[];
  readonly timing: Timing;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/** Compares the clocks that a server has to do with, and tells of differences: once for each change. */
export class ClockWatch {
  readonly #options: ClockWatchOptions;
  /** By how much a clock was ahead when that was told. */
  readonly #told = new Map<string, number>();
  #isStopped = false;
  #looking: Promise<void> | undefined;

  constructor(options: ClockWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#options.timing.setTimer(() => {
      if (this.#isStopped) return;
      this.#looking = this.look();
      void this.#looking.then(() => this.start());
    }, LOOK_MS);
  }

  /** Compares nothing more; resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#looking;
  }

  /** Compares all clocks once. */
  async look(): Promise<void> {
    const { clock, log } = this.#options;
    // A ledger that cannot be reached is told of elsewhere.
    await clock.check().catch(() => undefined);
    for (const [name, aheadMs] of this.#all()) {
      const told = this.#told.get(name) ?? 0;
      const isApart = Math.abs(aheadMs) > WORTH_TELLING_MS;
      // What is made up slowly is not told over and over.
      const isNew = Math.abs(aheadMs - told) > Math.max(WORTH_TELLING_MS, Math.abs(told) / 2);
      if (isApart && isNew) {
        this.#told.set(name, aheadMs);
        log.warn({ clock: name, aheadMs }, wordsOf(name, aheadMs));
      } else if (!isApart && this.#told.delete(name)) {
        log.info({ clock: name }, `${ownerOf(name)} and the clock of this machine agree again`);
      }
    }
  }

  /** By name, how many ms each clock is ahead of this machine's: those that are more than 5 s apart. */
  apart(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#all().filter(([, aheadMs]) => Math.abs(aheadMs) > WORTH_TELLING_MS));
  }

  #all(): [name: string, aheadMs: number][] {
    const { clock, vendors } = this.#options;
    const own = Math.round(clock.aheadMs());
    const known = vendors.filter((vendor) => vendor.clock.isKnown);
    return [
      ...(clock.source === 'test'
        ? []
        : ([[clock.source === 'database' ? DATABASE : SERVER, own]] as [string, number][])),
      ...known.map((vendor): [string, number] => [vendor.name, own + vendor.clock.offsetMs]),
    ];
  }
}

const DATABASE = 'database';
/** With SQLite: the steady time of the server itself. */
const SERVER = 'server';

function ownerOf(name: string): string {
  if (name === DATABASE) return 'the clock of the database';
  return name === SERVER ? 'the time of the server' : `the clock of ${name}`;
}

function wordsOf(name: string, aheadMs: number): string {
  const difference = `${ownerOf(name)} is ${lengthOf(aheadMs)} ${aheadMs > 0 ? 'ahead of' : 'behind'} the clock of this machine`;
  if (name === DATABASE) return `${difference}: leases and deadlines follow the database`;
  if (name === SERVER) {
    return `${difference}, which was set while the server ran: leases and deadlines follow it slowly, and at once after a restart`;
  }
  return `${difference}: signatures and the age of callbacks follow the vendor`;
}

function lengthOf(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 6) / 10} h`;
}
