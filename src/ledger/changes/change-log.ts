import type { ChangeQuery } from '../contract/queries.ts';
import { sql, type Insertable, type Selectable } from 'kysely';
import type { ChangeRow } from '../contract/rows.ts';
import type { ChangesTable } from '../schema/schema.ts';
import type { Db, Dialect } from '../schema/store.ts';

/** A change before it has its number over all recordings. */
export type NewChange = Omit<ChangeRow, 'seq' | 'epoch'>;

/** A change as it is read. Its number tells its epoch. */
export type NumberedChange = Selectable<ChangesTable>;

/** Where PostgreSQL tells other processes that there are changes. */
export const CHANNEL = 'tapedeck_changes';

const ROWS_AT_ONCE = 500;

/** Changes that PostgreSQL numbers at a time: others wait meanwhile, some milliseconds. */
const NUMBERED_AT_ONCE = 1000;

/**
 * Puts changes down. With SQLite, where commits follow one another anyway, they have their number over all recordings at
 * once; with PostgreSQL `numberChanges` gives it to them when they are committed.
 */
export async function putChanges(db: Db, dialect: Dialect, changes: readonly NewChange[]): Promise<void> {
  if (changes.length === 0) return;
  const first = dialect === 'sqlite' ? await countUp(db, changes.length) : undefined;
  const records = changes.map((change, index) => toRecord(change, first && first + index));
  for (let from = 0; from < records.length; from += ROWS_AT_ONCE) {
    await db
      .insertInto('changes')
      .values(records.slice(from, from + ROWS_AT_ONCE))
      .execute();
  }
}

/** The first of so many new numbers. */
async function countUp(db: Db, count: number): Promise<number> {
  const { last_seq: last } = await db
    .updateTable('change_counter')
    .set({ last_seq: sql<number>`last_seq + ${count}` })
    .where('id', '=', 1)
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  return last - count + 1;
}

/**
 * Gives every committed change of a PostgreSQL ledger its number, and tells all processes when there were any. Only here
 * are changes numbered, by one at a time and in a commit of its own, so numbers have no gap and none becomes visible
 * after a higher one: who has read up to a number has missed nothing. No commit of a recording waits for it, and as it
 * is one statement, no process that is paused meanwhile can hold it up.
 */
export async function numberChanges(db: Db): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ count: number }>`select number_changes(${NUMBERED_AT_ONCE}) as count`.execute(db);
    if (rows[0]!.count < NUMBERED_AT_ONCE) return;
  }
}

function toRecord(change: NewChange, seq: number | undefined): Insertable<ChangesTable> {
  return {
    ...(seq !== undefined && { seq }),
    recording_id: change.recordingId,
    number: change.number,
    kind: change.kind,
    file: change.file,
    file_task: change.fileTask,
    at: Math.round(change.at),
    from_state: change.from,
    to_state: change.to,
    cause: change.cause,
    evidence: change.evidence,
  };
}

/** Changes with a higher number, in their order. */
export async function changesAfter(db: Db, seq: number, limit: number): Promise<NumberedChange[]> {
  return db.selectFrom('changes').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute();
}

/** Changes of recordings, in their order. */
export async function changesOf(
  db: Db,
  recordingIds: readonly string[],
  wanted: ChangeQuery = {},
): Promise<NumberedChange[]> {
  if (recordingIds.length === 0) return [];
  for (;;) {
    const records = await (wanted.each === undefined
      ? allOf(db, recordingIds, wanted)
      : someOf(db, recordingIds, wanted, wanted.each));
    if (records.every(({ seq }) => seq !== null)) return records;
    await numberChanges(db); // some were committed just now
  }
}

function allOf(db: Db, recordingIds: readonly string[], { limit }: ChangeQuery): Promise<NumberedChange[]> {
  return db
    .selectFrom('changes')
    .selectAll()
    .where('recording_id', 'in', recordingIds)
    .orderBy('recording_id')
    .orderBy('number')
    .$if(limit !== undefined, (query) => query.limit(limit!))
    .execute();
}

/** The first or the last changes of each recording between two numbers; behind the first, those too that have none yet. */
async function someOf(
  db: Db,
  recordingIds: readonly string[],
  { after = 0, before, fromEnd = false }: ChangeQuery,
  each: number,
): Promise<NumberedChange[]> {
  if (after === 0 && before === undefined && !fromEnd) {
    return db
      .selectFrom('changes')
      .selectAll()
      .where('recording_id', 'in', recordingIds)
      .where('number', '<=', each) // they are numbered from 1 without a gap
      .orderBy('recording_id')
      .orderBy('number')
      .execute();
  }
  const behind = db
    .selectFrom('changes')
    .selectAll()
    .select(
      sql<number>`row_number() over (partition by recording_id order by number ${sql.raw(fromEnd ? 'desc' : 'asc')})`.as(
        'place',
      ),
    )
    .where('recording_id', 'in', recordingIds)
    .where((eb) => eb.or([eb('seq', 'is', null), eb('seq', '>', after)]))
    .$if(before !== undefined, (query) => query.where('seq', '<', before!));
  const records = await db
    .selectFrom(behind.as('behind'))
    .selectAll()
    .where('place', '<=', each)
    .orderBy('recording_id')
    .orderBy('number')
    .execute();
  return records.map(({ place: _place, ...record }) => record);
}

/** When the last change was made, Unix ms; 0 before the first. */
export async function lastChangeAt(db: Db): Promise<number> {
  const newest = db.selectFrom('changes').select('at').where('seq', 'is not', null).orderBy('seq', 'desc').limit(1);
  return (await newest.executeTakeFirst())?.at ?? 0;
}

/** The number of the last change; 0 before the first. */
export async function lastSeq(db: Db): Promise<number> {
  const { last_seq: last } = await db.selectFrom('change_counter').select('last_seq').executeTakeFirstOrThrow();
  return last;
}
