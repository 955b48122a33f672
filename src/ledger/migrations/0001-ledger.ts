import { sql, type ColumnDataType, type Kysely, type RawBuilder } from 'kysely';
import type { Migration } from 'kysely/migration';
import { CHANNEL } from '../changes/change-log.ts';
import type { Dialect } from '../schema/store.ts';

type ColumnType = ColumnDataType | RawBuilder<unknown>;

/** Recordings with their labels, changes and files; orphans, idempotency keys, slots and the probe. */
export function ledger(dialect: Dialect): Migration {
  // Ids and keys sort by their bytes, whatever the database's language is.
  const key: ColumnType = dialect === 'postgres' ? sql`text collate "C"` : 'text';
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await createRecordings(db, key);
      await createParts(db, key, dialect);
      await createWork(db, key);
    },
  };
}

async function createRecordings(db: Kysely<unknown>, key: ColumnType): Promise<void> {
  await db.schema
    .createTable('recordings')
    .addColumn('id', key, (column) => column.primaryKey().notNull())
    .addColumn('product', key, (column) => column.notNull())
    .addColumn('account', key, (column) => column.notNull())
    .addColumn('room', key)
    .addColumn('state', key, (column) => column.notNull())
    .addColumn('cause', 'text')
    .addColumn('evidence', 'text', (column) => column.notNull())
    .addColumn('wanted', 'text', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('task_id', key)
    .addColumn('accepted', 'integer', (column) => column.notNull())
    .addColumn('begun_at', 'bigint')
    .addColumn('paused_at', 'bigint')
    .addColumn('resumed_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('stop_wanted_at', 'bigint')
    .addColumn('vendor_key', key)
    .addColumn('ref', 'text', (column) => column.notNull())
    .addColumn('params', 'text')
    .addColumn('answer', 'text')
    .addColumn('errors', 'text')
    .addColumn('labels', 'text', (column) => column.notNull())
    .addColumn('metadata', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('sent_at', 'bigint')
    .addColumn('stop_by', 'bigint')
    .addColumn('controllable_until', 'bigint')
    .addColumn('next_action_at', 'bigint')
    .addColumn('urgent_at', 'bigint')
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('news_at', 'bigint', (column) => column.notNull())
    .addColumn('last_change', 'integer', (column) => column.notNull())
    .addColumn('leased', 'integer', (column) => column.notNull())
    .execute();

  // Every filter of a page finds its ids in order, however many rows there are.
  const pages = [['product'], ['product', 'state'], ['product', 'account'], ['state'], ['account'], ['created_at']];
  for (const columns of pages) {
    await db.schema
      .createIndex(`recordings_by_${columns.join('_')}`)
      .on('recordings')
      .columns([...columns, 'id'])
      .execute();
  }
  const partial = {
    by_room: ['room', 'id'],
    by_task: ['product', 'task_id'],
    by_vendor_key: ['product', 'vendor_key'],
  };
  const present = { by_room: 'room', by_task: 'task_id', by_vendor_key: 'vendor_key' };
  for (const name of ['by_room', 'by_task', 'by_vendor_key'] as const) {
    await db.schema
      .createIndex(`recordings_${name}`)
      .on('recordings')
      .columns(partial[name])
      .where(sql.ref(present[name]), 'is not', null)
      .execute();
  }
  await createDueIndex(db, 'recordings');
  await db.schema
    .createIndex('recordings_urgent')
    .on('recordings')
    .columns(['product', 'urgent_at'])
    .where(sql.ref('urgent_at'), 'is not', null)
    .execute();
}

/** What is due is found among what is live; the rest is not in the index. */
async function createDueIndex(db: Kysely<unknown>, table: string): Promise<void> {
  await db.schema
    .createIndex(`${table}_due`)
    .on(table)
    .columns(['product', 'next_action_at'])
    .where(sql.ref('next_action_at'), 'is not', null)
    .execute();
}

async function createParts(db: Kysely<unknown>, key: ColumnType, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('recording_labels')
    .addColumn('recording_id', key, (column) => column.notNull().references('recordings.id').onDelete('cascade'))
    .addColumn('name', key, (column) => column.notNull())
    .addColumn('value', key, (column) => column.notNull())
    .addPrimaryKeyConstraint('recording_labels_pk', ['recording_id', 'name'])
    .execute();
  await db.schema
    .createIndex('recording_labels_by_value')
    .on('recording_labels')
    .columns(['name', 'value', 'recording_id'])
    .execute();
  await db.schema
    .createIndex('recording_labels_by_name')
    .on('recording_labels')
    .columns(['name', 'recording_id'])
    .execute();

  await db.schema
    .createTable('changes')
    .$call((table) =>
      dialect === 'postgres'
        ? table
            .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
            .addColumn('seq', 'bigint', (column) => column.unique())
        : table.addColumn('seq', 'integer', (column) => column.primaryKey().notNull()),
    )
    .addColumn('recording_id', key, (column) => column.notNull().references('recordings.id').onDelete('cascade'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('file', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('from_state', 'text')
    .addColumn('to_state', 'text', (column) => column.notNull())
    .addColumn('cause', 'text')
    .addColumn('evidence', 'text', (column) => column.notNull())
    .addUniqueConstraint('changes_by_recording', ['recording_id', 'number'])
    .execute();
  await db.schema
    .createTable('change_counter')
    .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('last_seq', 'bigint', (column) => column.notNull())
    .execute();
  await sql`insert into change_counter (id, last_seq) values (1, 0)`.execute(db);
  if (dialect === 'postgres') await createNumbering(db);

  await db.schema
    .createTable('files')
    .addColumn('recording_id', key, (column) => column.notNull().references('recordings.id').onDelete('cascade'))
    .addColumn('name', key, (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text')
    .addColumn('track', 'text')
    .addColumn('format', 'text')
    .addColumn('url', 'text')
    .addColumn('size_bytes', 'bigint')
    .addColumn('begins_at', 'bigint')
    .addColumn('ends_at', 'bigint')
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('files_pk', ['recording_id', 'name'])
    .execute();
}

/**
 * Numbers committed changes in the order in which they were put down, at most so many, and answers how many. Changes of one
 * recording are put down one after the other, as its row is locked for each; so they are numbered in their order.
 * Each statement sees what was committed before it began: the second one all that others numbered before the lock was ours.
 */
async function createNumbering(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('changes_without_number')
    .on('changes')
    .column('id')
    .where(sql.ref('seq'), 'is', null)
    .execute();
  await sql`
    create function number_changes(at_most integer) returns integer language plpgsql as $$
    declare
      last bigint;
      count integer;
    begin
      if not exists (select from changes where seq is null) then
        return 0;
      end if;
      select last_seq into last from change_counter where id = 1 for update;
      update changes set seq = last + unnumbered.place
        from (
          select id, row_number() over (order by id) as place
          from changes where seq is null order by id limit at_most
        ) as unnumbered
        where changes.id = unnumbered.id;
      get diagnostics count = row_count;
      update change_counter set last_seq = last + count where id = 1;
      perform pg_notify('${sql.raw(CHANNEL)}', '');
      return count;
    end $$`.execute(db);
}

async function createWork(db: Kysely<unknown>, key: ColumnType): Promise<void> {
  await db.schema
    .createTable('orphans')
    .addColumn('product', key, (column) => column.notNull())
    .addColumn('task_id', key, (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('room', 'text')
    .addColumn('ref', 'text', (column) => column.notNull())
    .addColumn('surplus_of', key)
    .addColumn('started_at', 'bigint')
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('next_action_at', 'bigint')
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('orphans_pk', ['product', 'task_id'])
    .execute();
  await createDueIndex(db, 'orphans');
  await db.schema.createIndex('orphans_by_age').on('orphans').column('last_seen_at').execute();

  await db.schema
    .createTable('idempotency_keys')
    .addColumn('key', key, (column) => column.primaryKey().notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('input_hash', 'text', (column) => column.notNull())
    .addColumn('recording_id', key)
    .addColumn('result', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('lease_until', 'bigint', (column) => column.notNull())
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('idempotency_keys_by_age').on('idempotency_keys').column('created_at').execute();
  await db.schema
    .createIndex('idempotency_keys_by_recording')
    .on('idempotency_keys')
    .column('recording_id')
    .where(sql.ref('recording_id'), 'is not', null)
    .execute();

  await db.schema
    .createTable('slots')
    .addColumn('action', key, (column) => column.primaryKey().notNull())
    .addColumn('free_at', 'double precision', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('probe')
    .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
}
