import { sql } from 'kysely';
import { toChange } from './part-records.ts';
import type { ChangeRow } from './rows.ts';
import type { ChangesTable } from './schema.ts';
import type { Db, Dialect } from './store.ts';

/** A change before it has its number over all recordings. */
export type NewChange = Omit<ChangeRow, 'seq'>;

/** Where PostgreSQL tells other processes that there are changes. */
export const CHANNEL = 'tapedeck_changes';

const ROWS_AT_ONCE = 500;

/**
 * Numbers changes over all recordings and puts them down. Whoever counts up holds the counter until the commit, so the
 * numbers have no gap and no change becomes visible after one with a higher number: who has read up to a number has
 * missed nothing. Therefore it must be the last thing that a job does: others wait meanwhile, and none who waits may
 * hold what this one still needs.
 */
export async function putChanges(db: Db, dialect: Dialect, changes: readonly NewChange[]): Promise<void> {
  if (changes.length === 0) return;
  const { last_seq: last } = await db
    .updateTable('change_counter')
    .set({ last_seq: sql<number>`last_seq + ${changes.length}` })
    .where('id', '=', 1)
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  const records = changes.map((change, index) => toRecord(change, last - changes.length + 1 + index));
  for (let from = 0; from < records.length; from += ROWS_AT_ONCE) {
    const insert = db.insertInto('changes').values(records.slice(from, from + ROWS_AT_ONCE));
    // The same text twice in one transaction is told once.
    if (dialect === 'postgres') await insert.returning(sql`pg_notify(${CHANNEL}, '')`.as('told')).execute();
    else await insert.execute();
  }
}

function toRecord(change: NewChange, seq: number): ChangesTable {
  return {
    seq,
    recording_id: change.recordingId,
    number: change.number,
    kind: change.kind,
    file: change.file,
    at: Math.round(change.at),
    from_state: change.from,
    to_state: change.to,
    cause: change.cause,
    evidence: change.evidence,
  };
}

/** Changes with a higher number, in their order. */
export async function changesAfter(db: Db, seq: number, limit: number): Promise<ChangeRow[]> {
  const records = await db
    .selectFrom('changes')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return records.map(toChange);
}

/** The number of the last change; 0 before the first. */
export async function lastSeq(db: Db): Promise<number> {
  const { last_seq: last } = await db.selectFrom('change_counter').select('last_seq').executeTakeFirstOrThrow();
  return last;
}
