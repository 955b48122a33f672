import { insertChanges, type NewChange } from '../changes/change-log.ts';
import type { NewKey } from '../contract/ledger.ts';
import { takeForRecording } from '../idempotency/keys.ts';
import { toRow } from '../schema/recording-mapper.ts';
import { supersede } from './retries.ts';
import type { IdempotencyKey, NewRecording, Recording } from '../contract/entities.ts';
import type { Db, Dialect } from '../schema/store.ts';

/** Inserts a recording with its labels and its first change, unless the idempotency key is in use. See `Ledger.insert`. */
export async function insertRecording(
  db: Db,
  dialect: Dialect,
  recording: NewRecording,
  key?: NewKey,
): Promise<{ taken: IdempotencyKey | null; retryOf: string | null }> {
  const use = key && (await takeForRecording(db, key, recording.id));
  if (use?.taken) return { taken: use.taken, retryOf: null };
  const { createdAt } = recording;
  const counts = { tries: 0, lastChange: 1 };
  const superseded = use?.retryOf == null ? undefined : await supersede(db, use.retryOf, recording.id, createdAt);
  const retryOf = superseded?.recordingId ?? null;
  const links = { sealedParams: recording.sealedParams ?? null, retryOf, supersededBy: null };
  const times = { updatedAt: createdAt, newsAt: createdAt };
  const row: Recording = { ...recording, ...links, results: null, earlierLabels: null, ...times, ...counts };
  await db
    .insertInto('recordings')
    .values({ ...toRow(row), leased: row.nextActionAt === null ? 0 : 1 })
    .execute();
  await insertLabels(db, row.id, row.labels);
  const { id: recordingId, state: to, cause, evidence } = row;
  const first: NewChange = {
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
  };
  await insertChanges(db, dialect, superseded ? [first, superseded] : [first]);
  return { taken: null, retryOf };
}

/** Inserts labels as rows, to search recordings by label. */
export async function insertLabels(db: Db, recordingId: string, labels: Recording['labels']): Promise<void> {
  const rows = Object.entries(labels).map(([name, value]) => ({ recording_id: recordingId, name, value }));
  if (rows.length > 0) await db.insertInto('recording_labels').values(rows).execute();
}
