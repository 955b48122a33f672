import { sql, type ColumnDataType, type Kysely, type RawBuilder } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../schema/store.ts';

type ColumnType = ColumnDataType | RawBuilder<unknown>;

/** Endpoints of webhooks, and what is to be delivered to them. */
export function webhooks(dialect: Dialect): Migration {
  const key: ColumnType = dialect === 'postgres' ? sql`text collate "C"` : 'text';
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await createEndpoints(db, key);
      await createDeliveries(db, key);
      await indexDeliveries(db);
    },
  };
}

async function createEndpoints(db: Kysely<unknown>, key: ColumnType): Promise<void> {
  await db.schema
    .createTable('webhook_endpoints')
    .addColumn('id', key, (column) => column.primaryKey().notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('description', 'text')
    .addColumn('filter', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('cause', 'text')
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('old_secret', 'text')
    .addColumn('old_secret_until', 'bigint')
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('failing_since', 'bigint')
    .addColumn('hold_until', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
}

/** Without a reference to the endpoint: the deliveries of one that is deleted go in parts, not in one long commit. */
async function createDeliveries(db: Kysely<unknown>, key: ColumnType): Promise<void> {
  await db.schema
    .createTable('webhook_deliveries')
    .addColumn('id', key, (column) => column.primaryKey().notNull())
    .addColumn('endpoint_id', key, (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('recording_id', key, (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('state', key, (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('next_action_at', 'bigint')
    .addColumn('leased', 'integer', (column) => column.notNull())
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .addColumn('last_at', 'bigint')
    .addColumn('last_status', 'integer')
    .addColumn('last_error', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('settled_at', 'bigint')
    .execute();
}

async function indexDeliveries(db: Kysely<unknown>): Promise<void> {
  const lists = { by_seq: ['endpoint_id', 'seq'], by_state: ['endpoint_id', 'state', 'seq'] };
  for (const [name, columns] of Object.entries(lists)) {
    await db.schema.createIndex(`webhook_deliveries_${name}`).on('webhook_deliveries').columns(columns).execute();
  }
  // What is due, and whether something of the same recording must go first: both are asked of what is not settled only.
  const open = {
    due: ['endpoint_id', 'next_action_at', 'seq'],
    by_recording: ['endpoint_id', 'recording_id', 'seq'],
  };
  for (const [name, columns] of Object.entries(open)) {
    await db.schema
      .createIndex(`webhook_deliveries_${name}`)
      .on('webhook_deliveries')
      .columns(columns)
      .where(sql.ref('next_action_at'), 'is not', null)
      .execute();
  }
  await db.schema
    .createIndex('webhook_deliveries_by_age')
    .on('webhook_deliveries')
    .columns(['state', 'settled_at'])
    .where(sql.ref('settled_at'), 'is not', null)
    .execute();
}
