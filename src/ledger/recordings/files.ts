import { whole } from '../contract/json-text.ts';
import { filesOf } from './lookups.ts';
import type { FileRow, Patch } from '../contract/rows.ts';
import type { Db } from '../schema/store.ts';

/** A later state takes the place of an earlier one. What failed can still be made good; what is stored stays stored. */
const STATES: readonly FileRow['state'][] = ['RECORDING', 'PROCESSING', 'HELD_BY_VENDOR', 'FAILED', 'READY'];

/**
 * Puts down what is new about the files of a recording. Returns the files of which anything was new, and all files; these
 * are undefined where the patch needed none. A state never goes back, and what is not told again stays known. `seenAt` is
 * when a file was first heard of.
 */
export async function putFiles(
  db: Db,
  recordingId: string,
  { files: told = [], settle, judge, at }: Pick<Patch, 'files' | 'settle' | 'judge' | 'at'>,
): Promise<{ readonly news: readonly FileRow[]; readonly files: readonly FileRow[] | undefined }> {
  if (told.length === 0 && !settle && !judge) return { news: [], files: undefined };
  const before = new Map((await filesOf(db, [recordingId])).map((file) => [keyOf(file), file]));
  const after = new Map(before);
  for (const report of told) {
    const file = { ...report, recordingId, seenAt: at };
    after.set(keyOf(file), merge(after.get(keyOf(file)), file));
  }
  if (settle) for (const [key, file] of after) after.set(key, settle(file));
  const news = [...after].flatMap(([key, file]) => {
    const known = before.get(key);
    return known && isSame(known, file) ? [] : [file];
  });
  for (const file of news) await putFile(db, file);
  return { news, files: [...after.values()] };
}

function keyOf({ taskId, name }: Pick<FileRow, 'taskId' | 'name'>): string {
  return `${taskId}\n${name}`;
}

function merge(known: FileRow | undefined, told: FileRow): FileRow {
  if (!known) return { ...told, ...numbersOf(told) };
  return {
    ...known,
    ...stateOf(known, told),
    userId: told.userId ?? known.userId,
    track: told.track ?? known.track,
    format: told.format ?? known.format,
    url: told.url ?? known.url,
    sizeBytes: whole(told.sizeBytes) ?? known.sizeBytes,
    beginsAt: whole(told.beginsAt) ?? known.beginsAt,
    endsAt: whole(told.endsAt) ?? known.endsAt,
  };
}

/** The state with its reason. Of one state the newer reason counts, where there is one. */
function stateOf(known: FileRow, told: FileRow): Pick<FileRow, 'state' | 'reasonCode' | 'reason'> {
  const [before, after] = [STATES.indexOf(known.state), STATES.indexOf(told.state)];
  const { state, reasonCode, reason } = after > before ? told : known;
  if (after !== before || told.reasonCode === null) return { state, reasonCode, reason };
  return { state, reasonCode: told.reasonCode, reason: told.reason ?? known.reason };
}

function numbersOf({ sizeBytes, beginsAt, endsAt, seenAt }: FileRow): Partial<FileRow> {
  return { sizeBytes: whole(sizeBytes), beginsAt: whole(beginsAt), endsAt: whole(endsAt), seenAt: whole(seenAt) };
}

function isSame(one: FileRow, other: FileRow): boolean {
  return (Object.keys(one) as (keyof FileRow)[]).every((member) => one[member] === other[member]);
}

async function putFile(db: Db, file: FileRow): Promise<void> {
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
