import { whole } from './json-text.ts';
import { filesOf } from './lookups.ts';
import type { FileRow, Patch } from './rows.ts';
import type { Db } from './store.ts';

const READY = { state: 'READY' } as const;
const STATES: readonly FileRow['state'][] = ['RECORDING', 'PROCESSING', 'READY'];

/**
 * Puts down what is new about the files of a recording, and answers of which files anything was. A state never goes
 * back, and what is not told again stays known. `seenAt` is when a file was first heard of.
 */
export async function putFiles(
  db: Db,
  recordingId: string,
  { files: news = [], areFilesThere = false, at }: Pick<Patch, 'files' | 'areFilesThere' | 'at'>,
): Promise<string[]> {
  if (news.length === 0 && !areFilesThere) return [];
  const known = new Map((await filesOf(db, [recordingId])).map((file) => [file.name, file]));
  const changed = new Map<string, FileRow>();
  for (const told of news) {
    const before = changed.get(told.name) ?? known.get(told.name);
    const file = merge(before, { ...told, recordingId, seenAt: at, ...(areFilesThere && READY) });
    if (!before || !isSame(before, file)) changed.set(file.name, file);
  }
  if (areFilesThere) {
    for (const file of known.values()) {
      if (file.state !== 'READY' && !changed.has(file.name)) changed.set(file.name, { ...file, ...READY });
    }
  }
  for (const file of changed.values()) await putFile(db, file);
  return [...changed.keys()];
}

function merge(known: FileRow | undefined, told: FileRow): FileRow {
  if (!known) return { ...told, ...numbersOf(told) };
  return {
    ...known,
    state: STATES.indexOf(told.state) > STATES.indexOf(known.state) ? told.state : known.state,
    userId: told.userId ?? known.userId,
    track: told.track ?? known.track,
    format: told.format ?? known.format,
    url: told.url ?? known.url,
    sizeBytes: whole(told.sizeBytes) ?? known.sizeBytes,
    beginsAt: whole(told.beginsAt) ?? known.beginsAt,
    endsAt: whole(told.endsAt) ?? known.endsAt,
  };
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
    .values({ recording_id: file.recordingId, name: file.name, ...values, seen_at: file.seenAt })
    .onConflict((conflict) => conflict.columns(['recording_id', 'name']).doUpdateSet(values))
    .execute();
}
