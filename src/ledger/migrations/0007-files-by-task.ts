import { sql, type ColumnDataType, type Kysely, type RawBuilder } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../schema/store.ts';

type ColumnType = ColumnDataType | RawBuilder<unknown>;

/** Files by task and name, with the reason why one is not delivered; and what a vendor said about the files as a whole. */
export function filesByTask(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('recordings').addColumn('results', 'text').execute();
      await db.schema
        .alterTable('changes')
        .addColumn('file_task', 'text', (column) => column.notNull().defaultTo(''))
        .execute();
      if (dialect === 'postgres') await alterFiles(db);
      else await rebuildFiles(db);
    },
  };
}

async function alterFiles(db: Kysely<unknown>): Promise<void> {
  const key: ColumnType = sql`text collate "C"`;
  await db.schema
    .alterTable('files')
    .addColumn('task_id', key, (column) => column.notNull().defaultTo(''))
    .addColumn('reason_code', 'text')
    .addColumn('reason', 'text')
    .execute();
  await db.schema.alterTable('files').dropConstraint('files_pk').execute();
  await db.schema
    .alterTable('files')
    .addPrimaryKeyConstraint('files_pk', ['recording_id', 'task_id', 'name'])
    .execute();
}

/** SQLite cannot change the key of a table. */
async function rebuildFiles(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('files_by_task')
    .addColumn('recording_id', 'text', (column) => column.notNull().references('recordings.id').onDelete('cascade'))
    .addColumn('task_id', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason_code', 'text')
    .addColumn('reason', 'text')
    .addColumn('user_id', 'text')
    .addColumn('track', 'text')
    .addColumn('format', 'text')
    .addColumn('url', 'text')
    .addColumn('size_bytes', 'bigint')
    .addColumn('begins_at', 'bigint')
    .addColumn('ends_at', 'bigint')
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('files_by_task_pk', ['recording_id', 'task_id', 'name'])
    .execute();
  const columns = sql.raw(
    'recording_id, name, state, user_id, track, format, url, size_bytes, begins_at, ends_at, seen_at',
  );
  await sql`insert into files_by_task (${columns}) select ${columns} from files`.execute(db);
  await db.schema.dropTable('files').execute();
  await db.schema.alterTable('files_by_task').renameTo('files').execute();
}
