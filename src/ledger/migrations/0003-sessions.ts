import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../schema/store.ts';

/** The session that goes on in a room, as far as callbacks told. */
export function sessions(dialect: Dialect): Migration {
  const key = dialect === 'postgres' ? sql`text collate "C"` : 'text';
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('sessions')
        .addColumn('account', key, (column) => column.notNull())
        .addColumn('room', key, (column) => column.notNull())
        .addColumn('session_id', 'text', (column) => column.notNull())
        .addColumn('is_over', 'integer', (column) => column.notNull())
        .addColumn('seen_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('sessions_pk', ['account', 'room'])
        .execute();
      await db.schema.createIndex('sessions_by_age').on('sessions').column('seen_at').execute();
    },
  };
}
