import { DatabaseClock } from '../clock/database-clock.ts';
import { drivenClock, type LedgerClock } from '../clock/ledger-clock.ts';
import { MACHINE_CLOCKS, type MachineClocks } from '../clock/machine-clocks.ts';
import { SteadyClock } from '../clock/steady-clock.ts';
import { readDatabaseTime } from './queue/lease.ts';
import { LedgerUnavailable } from '../errors.ts';
import { openPostgresEpochs } from './postgres/open-epochs.ts';
import { openSqliteEpochs } from './sqlite/open-epochs.ts';
import { codeOf, StoreUnusable } from './contract/errors.ts';
import type { Ledger } from './contract/ledger.ts';
import { openPostgres } from './postgres/store.ts';
import { createLedger } from './sql-ledger.ts';
import { openSqlite } from './sqlite/store.ts';
import type { Store } from './schema/store.ts';
import type { Log } from '../log.ts';

export interface LedgerOptions {
  /** `sqlite:<path>`, `sqlite::memory:`, or `postgres://…`. */
  readonly url: string;
  /** Clock of a test, Unix ms. Default: the clock of the database, or with SQLite a steady clock of this process. */
  readonly now?: () => number;
  /** Clocks of the machine. Default: the real clocks. */
  readonly machine?: MachineClocks;
  readonly log?: Pick<Log, 'warn'>;
  /**
   * File in which this process stores the last published sequence number of a PostgreSQL ledger, so that the next start
   * detects a restore. A SQLite ledger has its own mark file.
   */
  readonly markFile?: string;
  /** Called after every commit of a SQLite store, with the number of jobs in the commit. */
  readonly onCommit?: (jobs: number) => void;
}

/**
 * Opens the ledger and migrates its tables. Throws `StoreInUse` if another process has the SQLite file open, `StoreTooNew`
 * if a newer version wrote the tables, and `StoreUnusable` for other failures. The messages are for the operator.
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const store = await openStore(options);
  const { log, markFile } = options;
  try {
    const clock = await clockOf(store, options);
    const opening = { store, now: clock.now, log };
    const keeper = store.shared ? await openPostgresEpochs(opening, markFile) : await openSqliteEpochs(opening);
    return createLedger(store, clock, keeper);
  } catch (error) {
    await store.close();
    if (error instanceof LedgerUnavailable || error instanceof StoreUnusable) throw error;
    const reason = codeOf(error) ?? codeOf((error as Error).cause) ?? 'unknown fault';
    throw new StoreUnusable(`The ledger's mark cannot be kept (${reason}).`, { cause: error });
  }
}

async function clockOf(store: Store, { now, machine = MACHINE_CLOCKS }: LedgerOptions): Promise<LedgerClock> {
  if (now) return drivenClock(now);
  return store.shared ? DatabaseClock.open(machine, () => store.read(readDatabaseTime)) : new SteadyClock(machine);
}

async function openStore({ url, log, onCommit }: LedgerOptions): Promise<Store> {
  const sqlite = /^sqlite:(.+)$/s.exec(url);
  if (sqlite) return openSqlite(sqlite[1]!, onCommit ?? (() => undefined));
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, log);
  throw new StoreUnusable('The address of the ledger must begin with sqlite: or postgres://');
}
