import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { printJson } from '../../wire/json.ts';
import type { Dialect } from '../schema/store.ts';

/** Above every time in ms, and a whole number that JavaScript keeps. */
const NOT_ENDED = 9_007_199_254_740_991;
/** Rows that are read at once. */
const ROWS = 500;

/**
 * Lists of recordings by their end and by their last change; and which labels a recording had earlier. A recording without
 * an end stands in the order as if it ended after all others.
 */
export function orders(dialect: Dialect): Migration {
  // SQLite cannot add a stored one to a table, PostgreSQL before 18 has no other.
  const kind = sql.raw(dialect === 'postgres' ? 'stored' : 'virtual');
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        alter table recordings add column ended_order bigint
          generated always as (coalesce(ended_at, ${sql.lit(NOT_ENDED)})) ${kind}`.execute(db);
      await db.schema.alterTable('recordings').addColumn('earlier_labels', 'text').execute();
      for (const [name, column] of [
        ['ended', 'ended_order'],
        ['last_change', 'news_at'],
      ] as const) {
        await db.schema.createIndex(`recordings_by_${name}`).on('recordings').columns([column, 'id']).execute();
      }
      await doubtLabels(db);
    },
  };
}

/**
 * A recording that was taken over may have got its labels later, and until now that was no change. Which labels the changes
 * so far were made with is not known of such a recording.
 */
async function doubtLabels(db: Kysely<unknown>): Promise<void> {
  let last = '';
  for (;;) {
    const { rows } = await sql<{ id: string; last_change: number }>`
      select id, last_change from recordings
      where id > ${last} and attempt = 0 and sent_at is null and labels <> '{}'
      order by id limit ${sql.lit(ROWS)}`.execute(db);
    for (const { id, last_change: number } of rows) {
      const doubt = printJson([{ before: number + 1, labels: null }]);
      await sql`update recordings set earlier_labels = ${doubt} where id = ${id}`.execute(db);
    }
    if (rows.length < ROWS) return;
    last = rows.at(-1)!.id;
  }
}
