import type { ChangeQuery } from '../contract/queries.ts';
import { sql, type Insertable, type Selectable } from 'kysely';
import type { RecordingChange } from '../contract/entities.ts';
import type { ChangesTable } from '../schema/schema.ts';
import type { Db, Dialect } from '../schema/store.ts';

/** A change without a sequence number. */
export type NewChange = Omit<RecordingChange, 'seq' | 'epoch'>;

/** Members of a change that concerns no file. */
export const NO_FILE = { file: null, fileTask: '' } as const;

/** A change as stored. The sequence number determines the epoch. */
export type ChangeRow = Selectable<ChangesTable>;

/** Channel on which PostgreSQL notifies processes of new changes. */
export const CHANNEL = 'tapedeck_changes';

const ROWS_PER_STATEMENT = 500;

/** Changes that one PostgreSQL statement numbers. The statement blocks other numberings for a few milliseconds. */
const NUMBERED_PER_COMMIT = 1000;

/**
 * Inserts changes. SQLite commits one transaction after the other, so changes get their sequence numbers at once. In
 * PostgreSQL, `numberChanges` assigns sequence numbers after the commit.
 */
export async function insertChanges(db: Db, dialect: Dialect, changes: readonly NewChange[]): Promise<void> {
  if (changes.length === 0) return;
  const first = dialect === 'sqlite' ? await reserveNumbers(db, changes.length) : undefined;
  const records = changes.map((change, index) => toRow(change, first && first + index));
  for (let from = 0; from < records.length; from += ROWS_PER_STATEMENT) {
    await db
      .insertInto('changes')
      .values(records.slice(from, from + ROWS_PER_STATEMENT))
      .execute();
  }
}

/** Reserves sequence numbers. Returns the first. */
async function reserveNumbers(db: Db, count: number): Promise<number> {
  const { last_seq: last } = await db
    .updateTable('change_counter')
    .set({ last_seq: sql<number>`last_seq + ${count}` })
    .where('id', '=', 1)
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  return last - count + 1;
}

/**
 * Assigns a sequence number to every committed change of a PostgreSQL ledger, and notifies all processes. Numbers are
 * assigned only here, by one process at a time and in a separate commit. So numbers have no gaps, no number becomes visible
 * after a higher number, and a reader that has read up to a number has missed no change. No commit of a recording waits
 * for the numbering. The numbering is a single statement, so a paused process cannot block it.
 */
export async function numberChanges(db: Db): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ count: number }>`select number_changes(${NUMBERED_PER_COMMIT}) as count`.execute(db);
    if (rows[0]!.count < NUMBERED_PER_COMMIT) return;
  }
}

function toRow(change: NewChange, seq: number | undefined): Insertable<ChangesTable> {
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

/** Lists changes after a sequence number, in order. */
export async function changesAfter(db: Db, seq: number, limit: number): Promise<ChangeRow[]> {
  return db.selectFrom('changes').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute();
}

/** Lists changes of recordings, sorted by recording and number. */
export async function changesOf(
  db: Db,
  recordingIds: readonly string[],
  query: ChangeQuery = {},
): Promise<ChangeRow[]> {
  if (recordingIds.length === 0) return [];
  for (;;) {
    const records = await (query.each === undefined
      ? allOf(db, recordingIds, query)
      : someOf(db, recordingIds, query, query.each));
    if (records.every(({ seq }) => seq !== null)) return records;
    await numberChanges(db); // another process committed a change meanwhile
  }
}

function allOf(db: Db, recordingIds: readonly string[], { limit }: ChangeQuery): Promise<ChangeRow[]> {
  return db
    .selectFrom('changes')
    .selectAll()
    .where('recording_id', 'in', recordingIds)
    .orderBy('recording_id')
    .orderBy('number')
    .$if(limit !== undefined, (query) => query.limit(limit!))
    .execute();
}

/** Lists the first or last changes of each recording. `after` does not exclude changes without a sequence number. */
async function someOf(
  db: Db,
  recordingIds: readonly string[],
  { after = 0, before, fromEnd = false }: ChangeQuery,
  each: number,
): Promise<ChangeRow[]> {
  if (after === 0 && before === undefined && !fromEnd) {
    return db
      .selectFrom('changes')
      .selectAll()
      .where('recording_id', 'in', recordingIds)
      .where('number', '<=', each) // numbers of a recording start at 1 and have no gaps
      .orderBy('recording_id')
      .orderBy('number')
      .execute();
  }
  const ranked = db
    .selectFrom('changes')
    .selectAll()
    .select(
      sql<number>`row_number() over (partition by recording_id order by number ${sql.raw(fromEnd ? 'desc' : 'asc')})`.as(
        'rank',
      ),
    )
    .where('recording_id', 'in', recordingIds)
    .where((eb) => eb.or([eb('seq', 'is', null), eb('seq', '>', after)]))
    .$if(before !== undefined, (query) => query.where('seq', '<', before!));
  const records = await db
    .selectFrom(ranked.as('ranked'))
    .selectAll()
    .where('rank', '<=', each)
    .orderBy('recording_id')
    .orderBy('number')
    .execute();
  return records.map(({ rank: _rank, ...record }) => record);
}

/** Returns the time of the last change, Unix ms. 0: no change yet. */
export async function lastChangeAt(db: Db): Promise<number> {
  const newest = db.selectFrom('changes').select('at').where('seq', 'is not', null).orderBy('seq', 'desc').limit(1);
  return (await newest.executeTakeFirst())?.at ?? 0;
}

/** Returns the last sequence number. 0: no change yet. */
export async function lastSeq(db: Db): Promise<number> {
  const { last_seq: last } = await db.selectFrom('change_counter').select('last_seq').executeTakeFirstOrThrow();
  return last;
}
