import { RecordingState } from '../../domain/recording.ts';
import type { Recording, RecordingFile } from '../contract/entities.ts';
import type { Ledger } from '../contract/ledger.ts';
import { toFile } from '../schema/row-mappers.ts';
import { toRecording } from '../schema/recording-mapper.ts';
import type { Db, Store } from '../schema/store.ts';

type Lookups = Pick<
  Ledger,
  'find' | 'findMany' | 'findByTask' | 'findByVendorKey' | 'counts' | 'countLive' | 'filesOf'
>;

/** Reads recordings and their files by their keys, and counts recordings. */
export function lookups(store: Store): Lookups {
  return {
    async find(id) {
      const record = await store.read((db) =>
        db.selectFrom('recordings').selectAll().where('id', '=', id).executeTakeFirst(),
      );
      return record && toRecording(record);
    },

    async findMany(ids) {
      if (ids.length === 0) return [];
      const records = await store.read((db) =>
        db.selectFrom('recordings').selectAll().where('id', 'in', ids).execute(),
      );
      return records.map(toRecording);
    },

    findByTask: (product, taskId) => store.read((db) => findNewest(db, product, 'task_id', taskId)),

    findByVendorKey: (product, vendorKey) => store.read((db) => findNewest(db, product, 'vendor_key', vendorKey)),

    counts: () =>
      store.read((db) =>
        db
          .selectFrom('recordings')
          .select(['product', 'state', ({ fn }) => fn.countAll<number>().as('count')])
          .groupBy(['product', 'state'])
          .orderBy('product')
          .orderBy('state')
          .execute(),
      ),

    async countLive() {
      const counts = await store.read((db) =>
        db
          .selectFrom('recordings')
          .select(['product', ({ fn }) => fn.countAll<number>().as('count')])
          .where('next_action_at', 'is not', null)
          .where('ended_at', 'is', null)
          .groupBy('product')
          .execute(),
      );
      return new Map(counts.map(({ product, count }) => [product, count]));
    },

    filesOf: (recordingIds, limit) => store.read((db) => filesOf(db, recordingIds, limit)),
  };
}

/**
 * Returns the newest recording with a task id or a vendor key, because a vendor may assign a task id twice. A rejected start
 * counts only without a retry that has the key.
 */
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
