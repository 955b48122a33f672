import type { SeenNonce } from '../contract/callback-store.ts';
import type { Db } from '../schema/store.ts';

/** Stores new nonces. Returns the nonces that were already used with another body, in this call or in any process. */
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
