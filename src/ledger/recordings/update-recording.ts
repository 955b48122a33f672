import { sql } from 'kysely';
import { insertLabels } from './insert-recording.ts';
import { insertChanges, NO_FILE, type NewChange } from '../changes/change-log.ts';
import { putFiles } from './files.ts';
import { releaseKeyOf } from '../idempotency/keys.ts';
import { textOf } from '../contract/json-text.ts';
import type { Ledger } from '../contract/ledger.ts';
import { isOwned, putSurplus } from '../orphans/orphans.ts';
import { toRow, toRecording, type RecordingRow } from '../schema/recording-mapper.ts';
import type { RecordingFile, Patch, Recording } from '../contract/entities.ts';
import { JobThrew, type Db, type Dialect } from '../schema/store.ts';

/** Updates a recording with the result of `decide` and writes the columns that differ. See `Ledger.update`. */
export async function updateRecording(
  db: Db,
  dialect: Dialect,
  id: string,
  decide: (row: Recording) => Patch | undefined,
  fence: number | undefined,
): Promise<(Awaited<ReturnType<Ledger['update']>> & { readonly hasErased?: boolean }) | undefined> {
  const record = await db
    .selectFrom('recordings')
    .selectAll()
    .where('id', '=', id)
    .$if(dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  if (!record) return undefined;
  const row = toRecording(record);
  if (fence !== undefined && fence !== row.fence) return { row, outcome: 'lost' };
  const requested = call(decide, row);
  if (!requested) return { row, outcome: 'unchanged' };
  const holdsLease = record.leased === 0 || fence !== undefined;
  if (requested.unlessOwned && (await isTaken(db, dialect, row, requested))) return { row, outcome: 'unchanged' };
  const { changed: changedFiles, files } = await putFiles(db, id, requested);
  const judged = requested.judge && files ? { ...requested, set: requested.judge(files) } : requested;
  const patch = holdsLease ? judged : withoutTimes(judged, row);

  const isSurplusNew = await putSurplus(db, row, patch.surplusTaskIds ?? [], patch.at);
  const isKeyFree = patch.releaseKey === true && (await releaseKeyOf(db, id));
  const next = toRow(resultOf(row, patch, changedFiles.length));
  const differences = differencesOf(record, next);
  const isUnchanged = Object.keys(differences).length === 0 && !isSurplusNew && !isKeyFree;
  if (isUnchanged) return { row, outcome: 'unchanged' };

  const changed = toRecording({ ...next, updated_at: Math.round(patch.at) });
  await db
    .updateTable('recordings')
    .set({ ...differences, ...leaseOf(row, changed), updated_at: changed.updatedAt })
    .where('id', '=', id)
    .execute();
  if (differences.labels !== undefined) {
    await db.deleteFrom('recording_labels').where('recording_id', '=', id).execute();
    await insertLabels(db, id, changed.labels);
  }
  await insertChanges(db, dialect, changesOf(row, changed, changedFiles, patch.evidence));
  const hasErased = row.sealedParams !== null && changed.sealedParams === null;
  return { row: changed, outcome: 'changed', hasErased };
}

function call(decide: (row: Recording) => Patch | undefined, row: Recording): Patch | undefined {
  try {
    return decide(row);
  } catch (error) {
    throw new JobThrew(error);
  }
}

/** Whether another recording owns the task id. In PostgreSQL, concurrent checks of a task id wait for this commit. */
async function isTaken(db: Db, dialect: Dialect, { id, product }: Recording, { set }: Patch): Promise<boolean> {
  const taskId = set?.taskId ?? null;
  if (taskId === null) return false;
  if (dialect === 'postgres') {
    const task = `${product} ${taskId}`;
    await sql`select pg_advisory_xact_lock(hashtextextended(${task}, 0))`.execute(db);
  }
  return isOwned(db, product, taskId, id);
}

/**
 * Removes the times of the next action from a patch while another worker holds the lease: only the lease holder may
 * reschedule a row. A patch with a new fence token takes the row over.
 */
function withoutTimes(patch: Patch, row: Recording): Patch {
  const { set = {}, at } = patch;
  const isTakenOver = set.fence !== undefined && set.fence !== row.fence;
  const isLeaseOver = row.nextActionAt === null || row.nextActionAt <= at;
  if (isTakenOver || isLeaseOver) return patch;
  return { ...patch, set: { ...set, nextActionAt: row.nextActionAt, urgentAt: row.urgentAt } };
}

function resultOf(row: Recording, { set = {}, at }: Patch, fileChanges: number): Recording {
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  const next: Recording = { ...row, ...given, updatedAt: row.updatedAt };
  const isStateNew = next.state !== row.state;
  const lastChange = row.lastChange + fileChanges + (isStateNew ? 1 : 0);
  const isRelabelled = hasOtherLabels(row, next);
  return {
    ...next,
    ...((isStateNew || fileChanges > 0) && { newsAt: at }),
    ...(isRelabelled && {
      earlierLabels: [...(row.earlierLabels ?? []), { before: lastChange + 1, labels: row.labels }],
    }),
    lastChange: lastChange + (isRelabelled ? 1 : 0),
  };
}

function hasOtherLabels({ labels }: Recording, next: Recording): boolean {
  return next.labels !== labels && textOf(next.labels) !== textOf(labels);
}

function differencesOf(before: RecordingRow, after: RecordingRow): Partial<RecordingRow> {
  const names = Object.keys(after) as (keyof RecordingRow)[];
  return Object.fromEntries(names.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]));
}

/** A new fence token starts a lease. A new time of the next action with the same fence token ends the lease. */
function leaseOf(before: Recording, after: Recording): { leased?: number } {
  if (after.fence !== before.fence) return { leased: 1 };
  return after.nextActionAt === before.nextActionAt ? {} : { leased: 0 };
}

/** Returns the changes that a patch makes, numbered in the recording: files first, then the state, then the labels. */
function changesOf(
  before: Recording,
  after: Recording,
  changedFiles: readonly RecordingFile[],
  evidence = after.evidence,
): NewChange[] {
  const { id: recordingId, updatedAt: at, cause } = after;
  const shared = { recordingId, at, cause };
  const unmoved = { from: before.state, to: before.state, cause: before.cause };
  const changes = changedFiles.map(({ name: file, taskId: fileTask }, index): NewChange => {
    const number = before.lastChange + 1 + index;
    return { recordingId, at, number, kind: 'FILE', file, fileTask, ...unmoved, evidence };
  });
  if (after.state !== before.state) {
    const number = before.lastChange + changes.length + 1;
    const state = { from: before.state, to: after.state, evidence: after.evidence };
    changes.push({ ...shared, number, kind: 'STATE', ...NO_FILE, ...state });
  }
  if (after.lastChange > before.lastChange + changes.length) {
    const state = { from: after.state, to: after.state, evidence };
    changes.push({ ...shared, number: after.lastChange, kind: 'LABELS', ...NO_FILE, ...state });
  }
  return changes;
}
