import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The epochs of a ledger: a restore begins another one. The counter of changes has the current epoch, and the mark of
 * the database, or of the process that has the file, by which the next start sees that the tables came from a backup.
 */
export const epochs: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('epochs')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('parent', 'text')
      .addColumn('from_seq', 'bigint', (column) => column.notNull())
      .addColumn('begun_at', 'bigint', (column) => column.notNull())
      .addColumn('gap_since', 'bigint')
      .addColumn('reason', 'text', (column) => column.notNull())
      .execute();
    await db.schema.alterTable('change_counter').addColumn('epoch', 'text').execute();
    await db.schema.alterTable('change_counter').addColumn('instance', 'text').execute();
  },
};
