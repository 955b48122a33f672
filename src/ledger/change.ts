import { insertLabels } from './begin.ts';
import { putFiles } from './files.ts';
import { releaseKeyOf } from './keys.ts';
import type { Ledger } from './ledger.ts';
import { putSurplus } from './orphans.ts';
import { toRecord, toRow, type RecordingRecord } from './recording-record.ts';
import type { Patch, RecordingRow } from './rows.ts';
import { JobThrew, type Db, type Dialect } from './store.ts';

/** Reads a row, lets `decide` say what changes, and writes what differs. See `Ledger.change`. */
export async function change(
  db: Db,
  dialect: Dialect,
  id: string,
  decide: (row: RecordingRow) => Patch | undefined,
  fence: number | undefined,
): ReturnType<Ledger['change']> {
  const record = await db
    .selectFrom('recordings')
    .selectAll()
    .where('id', '=', id)
    .$if(dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  if (!record) return undefined;
  const row = toRow(record);
  if (fence !== undefined && fence !== row.fence) return { row, outcome: 'lost' };
  const patch = ask(decide, row);
  if (!patch) return { row, outcome: 'unchanged' };

  const areFilesNew = await putFiles(db, id, patch.files ?? [], patch.at);
  const isSurplusNew = await putSurplus(db, row, patch.surplusTaskIds ?? [], patch.at);
  const isKeyFree = patch.releaseKey === true && (await releaseKeyOf(db, id));
  const next = toRecord(resultOf(row, patch, areFilesNew));
  const differences = differencesOf(record, next);
  const isChanged = Object.keys(differences).length > 0 || areFilesNew || isSurplusNew || isKeyFree;
  if (!isChanged) return { row, outcome: 'unchanged' };

  const changed = toRow({ ...next, updated_at: Math.round(patch.at) });
  await db
    .updateTable('recordings')
    .set({ ...differences, ...leaseOf(row, changed), updated_at: changed.updatedAt })
    .where('id', '=', id)
    .execute();
  if (differences.labels !== undefined) {
    await db.deleteFrom('recording_labels').where('recording_id', '=', id).execute();
    await insertLabels(db, id, changed.labels);
  }
  if (changed.lastChange > row.lastChange) await putChange(db, row, changed);
  return { row: changed, outcome: 'changed' };
}

function ask(decide: (row: RecordingRow) => Patch | undefined, row: RecordingRow): Patch | undefined {
  try {
    return decide(row);
  } catch (error) {
    throw new JobThrew(error);
  }
}

function resultOf(row: RecordingRow, { set = {}, at }: Patch, areFilesNew: boolean): RecordingRow {
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  const next: RecordingRow = { ...row, ...given, updatedAt: row.updatedAt };
  const isStateNew = next.state !== row.state;
  return {
    ...next,
    ...((isStateNew || areFilesNew) && { newsAt: at }),
    ...(isStateNew && { lastChange: row.lastChange + 1 }),
  };
}

function differencesOf(before: RecordingRecord, after: RecordingRecord): Partial<RecordingRecord> {
  const names = Object.keys(after) as (keyof RecordingRecord)[];
  return Object.fromEntries(names.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]));
}

/** Who raises the fence is at work; who then sets another time for the next action has let the row go. */
function leaseOf(before: RecordingRow, after: RecordingRow): { leased?: number } {
  if (after.fence !== before.fence) return { leased: 1 };
  return after.nextActionAt === before.nextActionAt ? {} : { leased: 0 };
}

async function putChange(db: Db, before: RecordingRow, after: RecordingRow): Promise<void> {
  await db
    .insertInto('changes')
    .values({
      recording_id: after.id,
      number: after.lastChange,
      at: after.updatedAt,
      from_state: before.state,
      to_state: after.state,
      cause: after.cause,
      evidence: after.evidence,
    })
    .execute();
}
