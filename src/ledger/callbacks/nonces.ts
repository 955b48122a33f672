import type { SeenNonce } from '../contract/callback-store.ts';
import type { Db } from '../schema/store.ts';

const DROPPED_AT_ONCE = 500;

/** Puts nonces down that are new. Returns those that came with another body before, in this call or in any process. */
export async function useNonces(db: Db, seen: readonly SeenNonce[]): Promise<ReadonlySet<SeenNonce>> {
  if (seen.length === 0) return new Set();
  await db
    .insertInto('callback_nonces')
    .values(seen.map(({ nonce, body, until }) => ({ nonce, body, until: Math.round(until) })))
    .onConflict((conflict) => conflict.column('nonce').doNothing())
    .execute();
  const known = await db
    .selectFrom('callback_nonces')
    .select(['nonce', 'body'])
    .where(
      'nonce',
      'in',
      seen.map(({ nonce }) => nonce),
    )
    .execute();
  const bodies = new Map(known.map(({ nonce, body }) => [nonce, body]));
  return new Set(seen.filter(({ nonce, body }) => bodies.get(nonce) !== body));
}

/** Drops some nonces with which no callback could be accepted any more. Returns how many. */
export async function dropSomeNonces(
  db: Db,
  now: number,
): Promise<{ readonly dropped: number; readonly isLast: boolean }> {
  const { numDeletedRows } = await db
    .deleteFrom('callback_nonces')
    .where('nonce', 'in', (eb) =>
      eb.selectFrom('callback_nonces').select('nonce').where('until', '<', Math.round(now)).limit(DROPPED_AT_ONCE),
    )
    .executeTakeFirstOrThrow();
  const dropped = Number(numDeletedRows);
  return { dropped, isLast: dropped < DROPPED_AT_ONCE };
}
