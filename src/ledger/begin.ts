import type { NewKey } from './ledger.ts';
import { takeForRecording } from './keys.ts';
import { toRecord } from './recording-record.ts';
import type { KeyRow, NewRecording, RecordingRow } from './rows.ts';
import type { Db } from './store.ts';

/** Puts a recording down with its labels and its first change, unless its key was used before. */
export async function begin(db: Db, recording: NewRecording, key?: NewKey): Promise<{ taken: KeyRow | null }> {
  if (key) {
    const { taken } = await takeForRecording(db, key, recording.id);
    if (taken) return { taken };
  }
  const { createdAt } = recording;
  const row: RecordingRow = { ...recording, updatedAt: createdAt, newsAt: createdAt, tries: 0, lastChange: 1 };
  await db
    .insertInto('recordings')
    .values({ ...toRecord(row), leased: row.nextActionAt === null ? 0 : 1 })
    .execute();
  await insertLabels(db, row.id, row.labels);
  await db
    .insertInto('changes')
    .values({
      recording_id: row.id,
      number: 1,
      at: Math.round(createdAt),
      from_state: null,
      to_state: row.state,
      cause: row.cause,
      evidence: row.evidence,
    })
    .execute();
  return { taken: null };
}

/** Labels as rows, for finding recordings by them. */
export async function insertLabels(db: Db, recordingId: string, labels: RecordingRow['labels']): Promise<void> {
  const rows = Object.entries(labels).map(([name, value]) => ({ recording_id: recordingId, name, value }));
  if (rows.length > 0) await db.insertInto('recording_labels').values(rows).execute();
}
