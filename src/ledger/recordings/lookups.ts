import { RecordingState } from '../../domain/recording.ts';
import { toFile } from '../schema/row-mappers.ts';
import { toRecording } from '../schema/recording-mapper.ts';
import type { RecordingFile, Recording } from '../contract/entities.ts';
import type { Db } from '../schema/store.ts';

export async function findById(db: Db, id: string): Promise<Recording | undefined> {
  const record = await db.selectFrom('recordings').selectAll().where('id', '=', id).executeTakeFirst();
  return record && toRecording(record);
}

/** Returns the existing recordings among `ids`, in no particular order. */
export async function findMany(db: Db, ids: readonly string[]): Promise<Recording[]> {
  if (ids.length === 0) return [];
  const records = await db.selectFrom('recordings').selectAll().where('id', 'in', ids).execute();
  return records.map(toRecording);
}

/** Returns the newest recording with a task id: a vendor may assign an id twice. */
export function findByTask(db: Db, product: string, taskId: string): Promise<Recording | undefined> {
  return findNewest(db, product, 'task_id', taskId);
}

/** Whether a recording owns the task, other than `otherThan`. */
export async function isOwned(db: Db, product: string, taskId: string, otherThan?: string): Promise<boolean> {
  const owner = await db
    .selectFrom('recordings')
    .select('id')
    .where('product', '=', product)
    .where('task_id', '=', taskId)
    .$if(otherThan !== undefined, (query) => query.where('id', '<>', otherThan!))
    .limit(1)
    .executeTakeFirst();
  return owner !== undefined;
}

/** Returns the newest recording with a vendor key. A rejected start counts only without a retry that has the key. */
export function findByVendorKey(db: Db, product: string, vendorKey: string): Promise<Recording | undefined> {
  return findNewest(db, product, 'vendor_key', vendorKey);
}

async function findNewest(
  db: Db,
  product: string,
  column: 'task_id' | 'vendor_key',
  value: string,
): Promise<Recording | undefined> {
  const records = await db
    .selectFrom('recordings')
    .selectAll()
    .where('product', '=', product)
    .where(column, '=', value)
    .execute();
  // Sorted here: with `order by`, a database may scan all recordings of the product instead.
  records.sort((one, other) => (one.id < other.id ? 1 : -1));
  const found = records.find(({ accepted, state }) => accepted === 1 || state !== RecordingState.FAILED) ?? records[0];
  return found && toRecording(found);
}

/** Lists files of recordings by name, at most `limit` in total. */
export async function filesOf(db: Db, recordingIds: readonly string[], limit?: number): Promise<RecordingFile[]> {
  if (recordingIds.length === 0) return [];
  const records = await db
    .selectFrom('files')
    .selectAll()
    .where('recording_id', 'in', recordingIds)
    .orderBy('recording_id')
    .orderBy('name')
    .orderBy('task_id')
    .$if(limit !== undefined, (query) => query.limit(limit!))
    .execute();
  return records.map(toFile);
}

/** Counts recordings by product and state. Reads a complete index: too slow for every request. */
export async function countStates(db: Db): Promise<{ product: string; state: string; count: number }[]> {
  return db
    .selectFrom('recordings')
    .select(['product', 'state', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy(['product', 'state'])
    .orderBy('product')
    .orderBy('state')
    .execute();
}

/** Counts, by product, the recordings that have a next action and no end. */
export async function countLive(db: Db): Promise<ReadonlyMap<string, number>> {
  const counts = await db
    .selectFrom('recordings')
    .select(['product', ({ fn }) => fn.countAll<number>().as('count')])
    .where('next_action_at', 'is not', null)
    .where('ended_at', 'is', null)
    .groupBy('product')
    .execute();
  return new Map(counts.map(({ product, count }) => [product, count]));
}
