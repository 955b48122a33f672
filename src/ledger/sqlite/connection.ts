import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type SqliteStatement } from 'kysely';
import type { Schema } from '../schema/schema.ts';
import type { Db } from '../schema/store.ts';

/** Maximum wait for a lock, for example of a backup. The wait blocks the event loop. */
const BUSY_MS = 1000;

/**
 * Pages of the write-ahead log before a checkpoint. The commit that reaches the limit moves the log into the file and blocks
 * the event loop: 15 ms for SQLite's default of 1000 scattered pages. Frequent small checkpoints cost no more in total.
 */
const PAGES_PER_CHECKPOINT = 100;

/** Maximum number of cached statements. More than the ledger has, although the statements of pages vary with filters. */
const MAX_STATEMENTS = 300;

/** A connection to a SQLite database, with a query builder. */
export interface SqliteConnection {
  readonly raw: Database.Database;
  readonly db: Db;
  close(): void;
}

/** Opens a connection. Commits survive a power cut. */
export function connectSqlite(path: string, options: { readonly readonly: boolean }): SqliteConnection {
  const raw = new Database(path, { ...options, timeout: BUSY_MS });
  try {
    raw.pragma('foreign_keys = ON');
    if (!options.readonly) {
      raw.pragma('journal_mode = WAL');
      raw.pragma('synchronous = FULL');
      raw.pragma('secure_delete = ON'); // overwrites deleted and replaced bytes with zeros
      raw.pragma(`wal_autocheckpoint = ${PAGES_PER_CHECKPOINT}`);
    }
  } catch (error) {
    raw.close();
    throw error;
  }
  const db = new Kysely<Schema>({
    dialect: new SqliteDialect({ database: { prepare: statementsOf(raw), close: () => undefined } }),
  });
  return { raw, db, close: () => raw.close() };
}

/** Moves the write-ahead log into the file and truncates the log. Does not wait: the log stays while a reader uses it. */
export function scrub(raw: Database.Database): void {
  raw.pragma('busy_timeout = 0');
  try {
    raw.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  } finally {
    raw.pragma(`busy_timeout = ${BUSY_MS}`);
  }
}

/** Caches prepared statements: preparing a statement costs more than running the statement. */
function statementsOf(raw: Database.Database): (text: string) => SqliteStatement {
  const prepared = new Map<string, SqliteStatement>();
  return (text) => {
    let statement = prepared.get(text);
    if (!statement) {
      if (prepared.size >= MAX_STATEMENTS) prepared.clear();
      prepared.set(text, (statement = raw.prepare(text) as SqliteStatement));
    }
    return statement;
  };
}
