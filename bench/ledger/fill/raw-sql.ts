import Database from 'better-sqlite3';
import { Client } from 'pg';
import type { StoreName } from '../store.ts';

type Columns = Readonly<Record<string, unknown>>;

/** A fast connection to fill a ledger. Its writes do not survive a crash. */
export interface RawSql {
  readonly store: StoreName;
  run(text: string): Promise<void>;
  rows(text: string): Promise<readonly Columns[]>;
  /** Brings the ledger to its state after days of service, and closes the connection. */
  settle(): Promise<void>;
}

/** Opens a ledger that is not in use. */
export function openRaw(url: string): Promise<RawSql> {
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  return file === undefined ? openPostgres(url) : Promise.resolve(openSqlite(file));
}

function openSqlite(file: string): RawSql {
  const database = new Database(file);
  for (const setting of ['journal_mode = OFF', 'synchronous = OFF', 'foreign_keys = OFF', 'cache_size = -400000']) {
    database.pragma(setting);
  }
  return {
    store: 'sqlite',
    run: (text) => {
      database.exec(text);
      return Promise.resolve();
    },
    rows: (text) => Promise.resolve(database.prepare<[], Columns>(text).all()),
    settle: () => {
      database.pragma('journal_mode = WAL');
      database.close();
      return Promise.resolve();
    },
  };
}

async function openPostgres(url: string): Promise<RawSql> {
  const client = new Client({ connectionString: url });
  await client.connect();
  // The second setting disables the check of foreign keys.
  await client.query(
    `set synchronous_commit = off; set session_replication_role = replica; set maintenance_work_mem = '400MB'`,
  );
  return {
    store: 'postgres',
    run: async (text) => {
      await client.query(text);
    },
    rows: async (text) => (await client.query<Columns>(text)).rows,
    settle: async () => {
      // Autovacuum does the same over time.
      await client.query('vacuum (analyze)');
      await client.query('checkpoint');
      await client.end();
    },
  };
}
