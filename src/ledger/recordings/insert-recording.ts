import { sql } from 'kysely';
import { insertChanges, NO_FILE, type NewChange } from '../changes/change-log.ts';
import type { Ledger, NewKey } from '../contract/ledger.ts';
import { takeKey } from '../idempotency/keys.ts';
import { toRow } from '../schema/recording-mapper.ts';
import { inserted, type NewRecording, type Recording } from '../contract/entities.ts';
import type { Db, Dialect } from '../schema/store.ts';

/** Inserts a recording with its labels and its first change, unless the idempotency key is in use. See `Ledger.insert`. */
export async function insertRecording(
  db: Db,
  dialect: Dialect,
  recording: NewRecording,
  key?: NewKey,
): ReturnType<Ledger['insert']> {
  const use = key && (await takeKey(db, key, recording.id));
  if (use?.taken) return { taken: use.taken, retryOf: null };
  const { createdAt } = recording;
  const superseded = use?.retryOf == null ? undefined : await supersede(db, use.retryOf, recording.id, createdAt);
  const retryOf = superseded?.recordingId ?? null;
  const row = inserted(recording, retryOf);
  await db
    .insertInto('recordings')
    .values({ ...toRow(row), leased: row.nextActionAt === null ? 0 : 1 })
    .execute();
  await insertLabels(db, row.id, row.labels);
  const { id: recordingId, state: to, cause, evidence } = row;
  const about = { number: 1, kind: 'STATE', ...NO_FILE } as const;
  const first: NewChange = { recordingId, ...about, at: createdAt, from: null, to, cause, evidence };
  await insertChanges(db, dialect, superseded ? [first, superseded] : [first]);
  return { taken: null, retryOf };
}

/**
 * Links a failed recording to the recording that retries it. Returns the change of the failed recording. Undefined: the
 * failed recording does not exist.
 */
async function supersede(db: Db, failed: string, by: string, at: number): Promise<NewChange | undefined> {
  const changed = await db
    .updateTable('recordings')
    .set({ superseded_by: by, updated_at: Math.round(at), last_change: sql<number>`last_change + 1` })
    .where('id', '=', failed)
    .returning(['last_change', 'state', 'cause', 'evidence'])
    .executeTakeFirst();
  if (!changed) return undefined;
  const { last_change: number, state, cause, evidence } = changed;
  const about = { kind: 'SUPERSEDED', ...NO_FILE } as const;
  return { recordingId: failed, number, ...about, at, from: state, to: state, cause, evidence };
}

/** Inserts labels as rows, to search recordings by label. */
export async function insertLabels(db: Db, recordingId: string, labels: Recording['labels']): Promise<void> {
  const rows = Object.entries(labels).map(([name, value]) => ({ recording_id: recordingId, name, value }));
  if (rows.length > 0) await db.insertInto('recording_labels').values(rows).execute();
}
