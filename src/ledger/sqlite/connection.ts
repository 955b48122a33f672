import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type SqliteStatement } from 'kysely';
import type { Schema } from '../schema/schema.ts';
import type { Db } from '../schema/store.ts';

/** The event loop stands still while SQLite waits for a lock, as of a backup. */
const BUSY_MS = 1000;

/**
 * The commit that fills the log up also moves it into the file, while the event loop waits. SQLite's own 1000 pages are
 * 15 ms of that when they lie far apart; often and little at a time costs no more in all.
 */
const PAGES_A_CHECKPOINT = 100;

/** More than the queries there are; the texts of pages differ by their filters. */
const MAX_STATEMENTS = 300;

/** One connection to a SQLite database, as it is and with the query builder on it. */
export interface SqliteConnection {
  readonly raw: Database.Database;
  readonly db: Db;
  close(): void;
}

/** Opens a connection. What it commits is on the disk, also after a power cut. */
export function connectSqlite(path: string, options: { readonly readonly: boolean }): SqliteConnection {
  const raw = new Database(path, { ...options, timeout: BUSY_MS });
  try {
    raw.pragma('foreign_keys = ON');
    if (!options.readonly) {
      raw.pragma('journal_mode = WAL');
      raw.pragma('synchronous = FULL');
      raw.pragma('secure_delete = ON'); // what is deleted or replaced is overwritten with zeros
      raw.pragma(`wal_autocheckpoint = ${PAGES_A_CHECKPOINT}`);
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

/** Moves the log into the file and empties it. Does not wait for readers: the log stays while another connection reads it. */
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

/** Prepared statements by their text: preparing one costs more than running it. */
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
