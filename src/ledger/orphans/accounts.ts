import { sql } from 'kysely';
import { membersOf } from '../contract/json-text.ts';
import type { Recording } from '../contract/entities.ts';
import type { Db } from '../schema/store.ts';

/** An account without a recording for this long has no running recording. */
const RECENT_MS = 30 * 24 * 60 * 60_000;

/**
 * Lists accounts with recent recordings of a product, with the `ref` of their newest recordings. Steps from account to
 * account in the index, so the cost grows with the number of accounts only.
 */
export async function accountsOf(
  db: Db,
  product: string,
  now: number,
): Promise<{ account: string; ref: Recording['ref'] }[]> {
  const { rows } = await sql<{ account: string; ref: string }>`
    with recursive accounts (account) as (
      select min(account) from recordings where product = ${product}
      union all
      select (select min(r.account) from recordings r where r.product = ${product} and r.account > accounts.account)
      from accounts where accounts.account is not null
    )
    select newest.account, newest.ref
    from accounts
    join recordings newest on newest.id =
      (select max(r.id) from recordings r where r.product = ${product} and r.account = accounts.account)
    where newest.created_at >= ${Math.round(now - RECENT_MS)}
    order by newest.account
  `.execute(db);
  return rows.map(({ account, ref }) => ({ account, ref: membersOf(ref) }));
}
