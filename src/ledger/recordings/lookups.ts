import { RecordingState } from '../../domain/recording.ts';
import { toFile } from '../schema/row-mappers.ts';
import { toRow } from '../schema/recording-mapper.ts';
import type { FileRow, RecordingRow } from '../contract/rows.ts';
import type { Db } from '../schema/store.ts';

export async function findById(db: Db, id: string): Promise<RecordingRow | undefined> {
  const record = await db.selectFrom('recordings').selectAll().where('id', '=', id).executeTakeFirst();
  return record && toRow(record);
}

/** Those of these ids that there are. */
export async function findMany(db: Db, ids: readonly string[]): Promise<RecordingRow[]> {
  if (ids.length === 0) return [];
  const records = await db.selectFrom('recordings').selectAll().where('id', 'in', ids).execute();
  return records.map(toRow);
}

/** The newest, should the vendor give an id twice. */
export function findByTask(db: Db, product: string, taskId: string): Promise<RecordingRow | undefined> {
  return findNewest(db, product, 'task_id', taskId);
}

/** Whether a recording has the task, other than the one given. */
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

/** The newest with a key of ours; one that the vendor refused only where no other has the key, as its retry has. */
export function findByVendorKey(db: Db, product: string, vendorKey: string): Promise<RecordingRow | undefined> {
  return findNewest(db, product, 'vendor_key', vendorKey);
}

async function findNewest(
  db: Db,
  product: string,
  column: 'task_id' | 'vendor_key',
  value: string,
): Promise<RecordingRow | undefined> {
  const records = await db
    .selectFrom('recordings')
    .selectAll()
    .where('product', '=', product)
    .where(column, '=', value)
    .execute();
  // Sorted here: told to sort, a database may walk all recordings of the product in that order instead.
  records.sort((one, other) => (one.id < other.id ? 1 : -1));
  const found = records.find(({ accepted, state }) => accepted === 1 || state !== RecordingState.FAILED) ?? records[0];
  return found && toRow(found);
}

/** Files of recordings, by name; at most `limit` in all. */
export async function filesOf(db: Db, recordingIds: readonly string[], limit?: number): Promise<FileRow[]> {
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

/** How many recordings are in each state, by product. Reads an index from end to end: not for the hot way. */
export async function countStates(db: Db): Promise<{ product: string; state: string; count: number }[]> {
  return db
    .selectFrom('recordings')
    .select(['product', 'state', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy(['product', 'state'])
    .orderBy('product')
    .orderBy('state')
    .execute();
}

/** How many recordings of each product may run: those that somebody looks at and whose end was not seen. */
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
