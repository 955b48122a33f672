import { sql } from 'kysely';
import type { IdempotencyKey } from '../contract/entities.ts';
import type { Ledger, NewKey } from '../contract/ledger.ts';
import { KEY_LIFETIME_MS } from '../contract/limits.ts';
import { settle } from '../queue/claim.ts';
import { dropRows } from '../queue/drop-rows.ts';
import { toKey } from '../schema/row-mappers.ts';
import type { Db, Store } from '../schema/store.ts';

type KeyStore = Pick<Ledger, 'takeKey' | 'takeKeyFor' | 'findKey' | 'finishKey' | 'releaseKey' | 'dropKeys'>;

/** Stores idempotency keys. */
export function keyStore(store: Store): KeyStore {
  return {
    async takeKey(key) {
      const { taken, fence } = await store.write((db) => takeKey(db, key, null));
      return { taken, fence };
    },

    takeKeyFor: (key, recordingId) => store.write((db) => takeKey(db, key, recordingId)),

    findKey: (key) => store.read((db) => findKey(db, key)),

    finishKey: (key, fence, result) =>
      store.writeOne(async (db) => {
        await settle(db, 'idempotency_keys', { key, fence }, { result });
      }),

    releaseKey: (key, fence) =>
      store.writeOne(async (db) => {
        await db.deleteFrom('idempotency_keys').where('key', '=', key).where('fence', '=', fence).execute();
      }),

    dropKeys: (createdBefore) =>
      dropRows(store, 'idempotency_keys', ['key'], sql`created_at < ${createdBefore}`, 'created_at'),
  };
}

/** Result of taking a key. */
interface KeyUse {
  /** Earlier use that is still valid. Null: the key was free. */
  readonly taken: IdempotencyKey | null;
  readonly fence: number;
  /** Failed recording of the same call, which used the key before and released the key. Null: none. */
  readonly retryOf: string | null;
}

/**
 * Takes a key for a recording, which is the result of the key, or for another operation (null). The same operation can take
 * over a use whose lease expired without a result.
 */
export async function takeKey(db: Db, key: NewKey, recordingId: string | null): Promise<KeyUse> {
  for (;;) {
    const won = await insertOrReplace(db, key, recordingId);
    if (won) return { taken: null, fence: won.fence, retryOf: won.retry_of };
    const taken = await findKey(db, key.key);
    // Without a row, the key was released between the two statements: try again.
    if (taken) return { taken, fence: taken.fence, retryOf: null };
  }
}

async function insertOrReplace(
  db: Db,
  { key, operation, inputHash, createdAt, leaseUntil }: NewKey,
  recordingId: string | null,
): Promise<{ fence: number; retry_of: string | null } | undefined> {
  const call = { operation, input_hash: inputHash, recording_id: recordingId, result: null, released: 0 };
  const values = { ...call, created_at: createdAt, lease_until: leaseUntil };
  return db
    .insertInto('idempotency_keys')
    .values({ key, ...values, fence: 1 })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({
          ...values,
          fence: sql<number>`idempotency_keys.fence + 1`,
          retry_of: sql<string | null>`case when idempotency_keys.released = 1
            and idempotency_keys.operation = ${operation} and idempotency_keys.input_hash = ${inputHash}
            then idempotency_keys.recording_id end`,
        })
        .where((eb) => {
          const isFree = eb.or([
            eb('idempotency_keys.released', '=', 1),
            eb('idempotency_keys.created_at', '<', createdAt - KEY_LIFETIME_MS),
          ]);
          if (recordingId !== null) return isFree;
          const isAbandoned = eb.and([
            eb('idempotency_keys.result', 'is', null),
            eb('idempotency_keys.recording_id', 'is', null),
            eb('idempotency_keys.lease_until', '<=', createdAt),
            eb('idempotency_keys.operation', '=', operation),
            eb('idempotency_keys.input_hash', '=', inputHash),
          ]);
          return eb.or([isFree, isAbandoned]);
        }),
    )
    .returning(['fence', 'retry_of'])
    .executeTakeFirst();
}

async function findKey(db: Db, key: string): Promise<IdempotencyKey | undefined> {
  const record = await db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('key', '=', key)
    .where('released', '=', 0)
    .executeTakeFirst();
  return record && toKey(record);
}

/** Releases the key of a recording's start. The key keeps the id of the recording, to link a retry with the recording. */
export async function releaseKeyOf(db: Db, recordingId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('idempotency_keys')
    .set({ released: 1 })
    .where('recording_id', '=', recordingId)
    .where('released', '=', 0)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
