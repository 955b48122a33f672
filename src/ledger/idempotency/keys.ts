import { KEY_LIFETIME_MS } from '../contract/limits.ts';
import { sql } from 'kysely';
import { settle } from '../queue/claim.ts';
import type { NewKey } from '../contract/ledger.ts';
import { toKey } from '../schema/row-mappers.ts';
import type { KeyRow } from '../contract/rows.ts';
import type { Db } from '../schema/store.ts';

/** Most keys that one commit drops, so that others have their turn. */
export const KEYS_PER_COMMIT = 500;

/** What taking a key came to. */
export interface KeyUse {
  /** An earlier use that still counts. */
  readonly taken: KeyRow | null;
  readonly fence: number;
  /** The recording that failed, where the same call used the key before and released it. */
  readonly retryOf: string | null;
}

/** Takes a key for the start of a recording; the recording is its result. */
export function takeForRecording(db: Db, key: NewKey, recordingId: string): Promise<KeyUse> {
  return take(db, key, recordingId, false);
}

/** Takes a key for another operation. A use that was given up half-way can be taken over by the same operation. */
export async function takeForOperation(db: Db, key: NewKey): Promise<Omit<KeyUse, 'retryOf'>> {
  const { taken, fence } = await take(db, key, null, true);
  return { taken, fence };
}

async function take(db: Db, key: NewKey, recordingId: string | null, mayTakeOver: boolean): Promise<KeyUse> {
  for (;;) {
    const won = await insertOrReplace(db, key, recordingId, mayTakeOver);
    if (won) return { taken: null, fence: won.fence, retryOf: won.retry_of };
    const taken = await findKey(db, key.key);
    // Gone between the two statements: it was released.
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
          const isGivenUp = eb.and([
            eb('idempotency_keys.result', 'is', null),
            eb('idempotency_keys.recording_id', 'is', null),
            eb('idempotency_keys.lease_until', '<=', createdAt),
            eb('idempotency_keys.operation', '=', operation),
            eb('idempotency_keys.input_hash', '=', inputHash),
          ]);
          return eb.or([isFree, isGivenUp]);
        }),
    )
    .returning(['fence', 'retry_of'])
    .executeTakeFirst();
}

export async function findKey(db: Db, key: string): Promise<KeyRow | undefined> {
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

/** Frees the key under which a recording was started. The key remembers the recording, so that a retry is linked to it. */
export async function releaseKeyOf(db: Db, recordingId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('idempotency_keys')
    .set({ released: 1 })
    .where('recording_id', '=', recordingId)
    .where('released', '=', 0)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Drops some of the keys made before. Fewer than `KEYS_AT_ONCE`: there are no more. */
export async function dropSomeKeys(db: Db, madeBefore: number): Promise<number> {
  const old = db
    .selectFrom('idempotency_keys')
    .select('key')
    .where('created_at', '<', madeBefore)
    .orderBy('created_at')
    .limit(KEYS_PER_COMMIT);
  const { numDeletedRows } = await db.deleteFrom('idempotency_keys').where('key', 'in', old).executeTakeFirst();
  return Number(numDeletedRows);
}
