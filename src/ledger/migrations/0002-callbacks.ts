import { sql, type ColumnDataType, type Kysely, type RawBuilder } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../schema/store.ts';

/** Callbacks of vendors as they came in. */
export function callbacks(dialect: Dialect): Migration {
  const key: ColumnDataType | RawBuilder<unknown> = dialect === 'postgres' ? sql`text collate "C"` : 'text';
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('callbacks')
        .addColumn('digest', key, (column) => column.primaryKey().notNull())
        .addColumn('source', 'text', (column) => column.notNull())
        .addColumn('received_at', 'bigint', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('type', 'text')
        .addColumn('task_id', 'text')
        .addColumn('recording_id', key)
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('next_action_at', 'bigint')
        .addColumn('fence', 'bigint', (column) => column.notNull())
        .addColumn('tries', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('callbacks_due')
        .on('callbacks')
        .column('next_action_at')
        .where(sql.ref('next_action_at'), 'is not', null)
        .execute();
      await db.schema
        .createIndex('callbacks_by_recording')
        .on('callbacks')
        .columns(['recording_id', 'received_at'])
        .where(sql.ref('recording_id'), 'is not', null)
        .execute();
      await db.schema.createIndex('callbacks_by_kind').on('callbacks').columns(['source', 'type', 'state']).execute();
      await db.schema.createIndex('callbacks_by_age').on('callbacks').column('received_at').execute();
    },
  };
}
