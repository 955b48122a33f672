import { putChanges } from './changes.ts';
import type { NewKey } from './ledger.ts';
import { takeForRecording } from './keys.ts';
import { toRecord } from './recording-record.ts';
import type { KeyRow, NewRecording, RecordingRow } from './rows.ts';
import type { Db, Dialect } from './store.ts';

/** Puts a recording down with its labels and its first change, unless its key was used before. */
export async function begin(
  db: Db,
  dialect: Dialect,
  recording: NewRecording,
  key?: NewKey,
): Promise<{ taken: KeyRow | null }> {
  if (key) {
    const { taken } = await takeForRecording(db, key, recording.id);
    if (taken) return { taken };
  }
  const { createdAt } = recording;
  const counts = { tries: 0, lastChange: 1 };
  const row: RecordingRow = { ...recording, results: null, updatedAt: createdAt, newsAt: createdAt, ...counts };
  await db
    .insertInto('recordings')
    .values({ ...toRecord(row), leased: row.nextActionAt === null ? 0 : 1 })
    .execute();
  await insertLabels(db, row.id, row.labels);
  const { id: recordingId, state: to, cause, evidence } = row;
  const first = {
    recordingId,
    number: 1,
    kind: 'STATE',
    file: null,
    fileTask: '',
    at: createdAt,
    from: null,
    to,
    cause,
    evidence,
  } as const;
  await putChanges(db, dialect, [first]);
  return { taken: null };
}

/** Labels as rows, for finding recordings by them. */
export async function insertLabels(db: Db, recordingId: string, labels: RecordingRow['labels']): Promise<void> {
  const rows = Object.entries(labels).map(([name, value]) => ({ recording_id: recordingId, name, value }));
  if (rows.length > 0) await db.insertInto('recording_labels').values(rows).execute();
}
