import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Schema } from '../../../../src/ledger/schema/schema.ts';
import { connectSqlite } from '../../../../src/ledger/sqlite/connection.ts';
import type { Db } from '../../../../src/ledger/schema/store.ts';

/** Opens a connection that bypasses the ledger. On SQLite, runs the work in a transaction. */
export async function connected(url: string, work: (db: Db) => Promise<void>): Promise<void> {
  if (!url.startsWith('sqlite:')) {
    const db = new Kysely<Schema>({
      dialect: new PostgresDialect({ pool: new Pool({ connectionString: url, max: 1 }) }),
    });
    return work(db).finally(() => db.destroy());
  }
  const connection = connectSqlite(url.slice('sqlite:'.length), { readonly: false });
  connection.raw.exec('BEGIN IMMEDIATE');
  return work(connection.db).finally(() => {
    connection.raw.exec('ROLLBACK'); // as the store does
    connection.close();
  });
}
