import type { Timing } from '../calls/timing.ts';
import type { LedgerClock } from './ledger-clock.ts';
import type { Log } from '../log.ts';

/** A larger difference between two clocks is logged and shown in /readyz. */
const MAX_UNREPORTED_MS = 5000;
const CHECK_MS = 5000;

/** Clock of a vendor. */
export interface ComparedVendor {
  /** Name in readiness details, for example TENCENT. */
  readonly name: string;
  readonly clock: {
    /** Whether a response has revealed the vendor's time. */
    readonly isKnown: boolean;
    /** Lead over the ledger's clock, in ms. */
    readonly offsetMs: number;
  };
}

interface ClockWatchOptions {
  readonly clock: LedgerClock;
  readonly vendors: readonly ComparedVendor[];
  readonly timing: Timing;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/** Compares the clocks of the machine, the ledger and the vendors. Logs each change of a difference once. */
export class ClockWatch {
  readonly #options: ClockWatchOptions;
  /** Last logged lead of each clock, in ms. */
  readonly #reported = new Map<string, number>();
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
    }, CHECK_MS);
  }

  /** Stops the comparisons. Resolves when no comparison is running. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#looking;
  }

  /** Compares all clocks. */
  async look(): Promise<void> {
    const { clock, log } = this.#options;
    // The readiness check reports a ledger that cannot be reached.
    await clock.check().catch(() => undefined);
    for (const [name, aheadMs] of this.#all()) {
      const reported = this.#reported.get(name) ?? 0;
      const isApart = Math.abs(aheadMs) > MAX_UNREPORTED_MS;
      // A difference that shrinks slowly is not logged repeatedly.
      const isNew = Math.abs(aheadMs - reported) > Math.max(MAX_UNREPORTED_MS, Math.abs(reported) / 2);
      if (isApart && isNew) {
        this.#reported.set(name, aheadMs);
        log.warn({ clock: name, aheadMs }, messageOf(name, aheadMs));
      } else if (!isApart && this.#reported.delete(name)) {
        log.info({ clock: name }, `${ownerOf(name)} and the clock of this machine agree again`);
      }
    }
  }

  /** Returns the lead in ms of each clock that differs from this machine's clock by more than 5 s, by name. */
  apart(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#all().filter(([, aheadMs]) => Math.abs(aheadMs) > MAX_UNREPORTED_MS));
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
/** With SQLite: the steady clock of the server. */
const SERVER = 'server';

function ownerOf(name: string): string {
  if (name === DATABASE) return 'the clock of the database';
  return name === SERVER ? 'the time of the server' : `the clock of ${name}`;
}

function messageOf(name: string, aheadMs: number): string {
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
