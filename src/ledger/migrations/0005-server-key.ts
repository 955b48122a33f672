import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whose ledger it is: one row, with what tells the key of its servers from others. */
export const serverKey: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('server_key')
      .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .execute();
  },
};
