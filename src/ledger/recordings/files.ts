import { whole } from '../contract/json-text.ts';
import { filesOf } from './lookups.ts';
import type { RecordingFile, Patch } from '../contract/entities.ts';
import type { Db } from '../schema/store.ts';

/** Order of states: a later state replaces an earlier state. A failed file can become READY; READY is final. */
const STATES: readonly RecordingFile['state'][] = ['RECORDING', 'PROCESSING', 'HELD_BY_VENDOR', 'FAILED', 'READY'];

/**
 * Merges a report on files into the files of a recording. A state never goes back, and a member that a report omits keeps
 * its value. Returns the changed files and all files; `files` is undefined if the patch concerns no files.
 */
export async function putFiles(
  db: Db,
  recordingId: string,
  { files: reported = [], settle, judge, at }: Pick<Patch, 'files' | 'settle' | 'judge' | 'at'>,
): Promise<{ readonly changed: readonly RecordingFile[]; readonly files: readonly RecordingFile[] | undefined }> {
  if (reported.length === 0 && !settle && !judge) return { changed: [], files: undefined };
  const before = new Map((await filesOf(db, [recordingId])).map((file) => [keyOf(file), file]));
  const after = new Map(before);
  for (const report of reported) {
    const file = { ...report, recordingId, seenAt: at };
    after.set(keyOf(file), merge(after.get(keyOf(file)), file));
  }
  if (settle) for (const [key, file] of after) after.set(key, settle(file));
  const changed = [...after].flatMap(([key, file]) => {
    const known = before.get(key);
    return known && isSame(known, file) ? [] : [file];
  });
  for (const file of changed) await putFile(db, file);
  return { changed, files: [...after.values()] };
}

function keyOf({ taskId, name }: Pick<RecordingFile, 'taskId' | 'name'>): string {
  return `${taskId}\n${name}`;
}

function merge(known: RecordingFile | undefined, report: RecordingFile): RecordingFile {
  if (!known) return { ...report, ...numbersOf(report) };
  return {
    ...known,
    ...stateOf(known, report),
    userId: report.userId ?? known.userId,
    track: report.track ?? known.track,
    format: report.format ?? known.format,
    url: report.url ?? known.url,
    sizeBytes: whole(report.sizeBytes) ?? known.sizeBytes,
    beginsAt: whole(report.beginsAt) ?? known.beginsAt,
    endsAt: whole(report.endsAt) ?? known.endsAt,
  };
}

/** Returns the later state with its reason. For equal states, the newer reason wins if the report has a reason. */
function stateOf(known: RecordingFile, report: RecordingFile): Pick<RecordingFile, 'state' | 'reasonCode' | 'reason'> {
  const [before, after] = [STATES.indexOf(known.state), STATES.indexOf(report.state)];
  const { state, reasonCode, reason } = after > before ? report : known;
  if (after !== before || report.reasonCode === null) return { state, reasonCode, reason };
  return { state, reasonCode: report.reasonCode, reason: report.reason ?? known.reason };
}

function numbersOf({ sizeBytes, beginsAt, endsAt, seenAt }: RecordingFile): Partial<RecordingFile> {
  return { sizeBytes: whole(sizeBytes), beginsAt: whole(beginsAt), endsAt: whole(endsAt), seenAt: whole(seenAt) };
}

function isSame(one: RecordingFile, other: RecordingFile): boolean {
  return (Object.keys(one) as (keyof RecordingFile)[]).every((member) => one[member] === other[member]);
}

async function putFile(db: Db, file: RecordingFile): Promise<void> {
  const values = {
    state: file.state,
    reason_code: file.reasonCode,
    reason: file.reason,
    user_id: file.userId,
    track: file.track,
    format: file.format,
    url: file.url,
    size_bytes: file.sizeBytes,
    begins_at: file.beginsAt,
    ends_at: file.endsAt,
  };
  await db
    .insertInto('files')
    .values({ recording_id: file.recordingId, task_id: file.taskId, name: file.name, ...values, seen_at: file.seenAt })
    .onConflict((conflict) => conflict.columns(['recording_id', 'task_id', 'name']).doUpdateSet(values))
    .execute();
}
