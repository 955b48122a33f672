import { openPostgresEpochs } from './epochs/open-postgres.ts';
import { openSqliteEpochs } from './epochs/open-sqlite.ts';
import { codeOf, StoreUnusable } from './errors.ts';
import type { Ledger } from './ledger.ts';
import { openPostgres } from './postgres-store.ts';
import { SqlLedger } from './sql-ledger.ts';
import { openSqlite } from './sqlite-store.ts';
import type { Store, StoreLog } from './store.ts';

export interface LedgerOptions {
  /** `sqlite:<path>`, `sqlite::memory:`, or `postgres://…`. */
  readonly url: string;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly log?: StoreLog;
  /**
   * Where this process keeps the last number that it told of a PostgreSQL ledger, so that its next start sees a restore.
   * A SQLite ledger has that file beside it.
   */
  readonly markFile?: string;
  /** Told of every commit of a SQLite store how many jobs it held. */
  readonly onCommit?: (jobs: number) => void;
}

/**
 * Opens the ledger, and makes or updates its tables. Throws `StoreInUse` when another process has the SQLite file,
 * `StoreTooNew` when a newer version wrote it, `StoreUnusable` for all else; the messages are for the operator.
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const store = await openStore(options);
  const { now, log, markFile } = options;
  const opening = { store, now, log };
  try {
    const keeper = store.shared ? await openPostgresEpochs(opening, markFile) : await openSqliteEpochs(opening);
    return new SqlLedger(store, keeper, now);
  } catch (error) {
    await store.close();
    const reason = codeOf(error) ?? codeOf((error as Error).cause) ?? 'unknown fault';
    throw new StoreUnusable(`The ledger's mark cannot be kept (${reason}).`, { cause: error });
  }
}

async function openStore({ url, log, onCommit }: LedgerOptions): Promise<Store> {
  const sqlite = /^sqlite:(.+)$/s.exec(url);
  if (sqlite) return openSqlite(sqlite[1]!, onCommit ?? (() => undefined));
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, log);
  throw new StoreUnusable('The address of the ledger must begin with sqlite: or postgres://');
}
