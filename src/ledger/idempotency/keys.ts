import { KEY_LIFETIME_MS } from '../contract/limits.ts';
import { sql } from 'kysely';
import { settle } from '../queue/claim.ts';
import { dropRows } from '../queue/drop-rows.ts';
import type { NewKey } from '../contract/ledger.ts';
import { toKey } from '../schema/row-mappers.ts';
import type { IdempotencyKey } from '../contract/entities.ts';
import type { Db, Store } from '../schema/store.ts';

/** Result of taking a key. */
export interface KeyUse {
  /** Earlier use that is still valid. Null: the key was free. */
  readonly taken: IdempotencyKey | null;
  readonly fence: number;
  /** Failed recording of the same call, which used the key before and released the key. Null: none. */
  readonly retryOf: string | null;
}

/** Takes a key for the start of a recording. The recording is the result of the key. */
export function takeForRecording(db: Db, key: NewKey, recordingId: string): Promise<KeyUse> {
  return take(db, key, recordingId, false);
}

/** Takes a key for another operation. The same operation can take over a use whose lease expired without a result. */
export async function takeForOperation(db: Db, key: NewKey): Promise<Omit<KeyUse, 'retryOf'>> {
  const { taken, fence } = await take(db, key, null, true);
  return { taken, fence };
}

async function take(db: Db, key: NewKey, recordingId: string | null, mayTakeOver: boolean): Promise<KeyUse> {
  for (;;) {
    const won = await insertOrReplace(db, key, recordingId, mayTakeOver);
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
  mayTakeOver: boolean,
): Promise<{ fence: number; retry_of: string | null } | undefined> {
  const values = {
    operation,
    input_hash: inputHash,
    recording_id: recordingId,
    result: null,
    created_at: createdAt,
    lease_until: leaseUntil,
    released: 0,
  };
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
          if (!mayTakeOver) return isFree;
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

export async function findKey(db: Db, key: string): Promise<IdempotencyKey | undefined> {
  const record = await db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('key', '=', key)
    .where('released', '=', 0)
    .executeTakeFirst();
  return record && toKey(record);
}

export async function finishKey(db: Db, key: string, fence: number, result: string): Promise<void> {
  await settle(db, 'idempotency_keys', { key, fence }, { result });
}

export async function releaseKey(db: Db, key: string, fence: number): Promise<void> {
  await db.deleteFrom('idempotency_keys').where('key', '=', key).where('fence', '=', fence).execute();
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

/** Drops keys that were created before a time. Returns the number of dropped keys. */
export function dropKeys(store: Store, createdBefore: number): Promise<number> {
  return dropRows(store, 'idempotency_keys', ['key'], sql`created_at < ${createdBefore}`, 'created_at');
}
