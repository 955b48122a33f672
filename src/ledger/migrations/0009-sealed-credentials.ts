import { sql, type ColumnDataType, type Kysely, type RawBuilder } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../schema/store.ts';

type ColumnType = ColumnDataType | RawBuilder<unknown>;

/** Sealed starts while their outcome is open, and links between a recording that failed and the retry with its key. */
export function sealedCredentials(dialect: Dialect): Migration {
  const key: ColumnType = dialect === 'postgres' ? sql`text collate "C"` : 'text';
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      // SQLite adds one column at a time.
      const recordings = { sealed_params: 'text', retry_of: key, superseded_by: key } as const;
      for (const [name, type] of Object.entries(recordings)) {
        await db.schema.alterTable('recordings').addColumn(name, type).execute();
      }
      // Few rows at a time have a sealed start: those that are too old are found without reading the others.
      await db.schema
        .createIndex('recordings_sealed')
        .on('recordings')
        .column('created_at')
        .where(sql.ref('sealed_params'), 'is not', null)
        .execute();
      await db.schema
        .alterTable('idempotency_keys')
        .addColumn('released', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema.alterTable('idempotency_keys').addColumn('retry_of', key).execute();
    },
  };
}
