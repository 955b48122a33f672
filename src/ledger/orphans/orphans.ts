import { sql, type SqlBool } from 'kysely';
import { membersOf, whole } from '../contract/json-text.ts';
import type { Orphan, Recording } from '../contract/entities.ts';
import type { Ledger } from '../contract/ledger.ts';
import { MAX_ORPHANS_LISTED } from '../contract/limits.ts';
import { claim, postponed, settle } from '../queue/claim.ts';
import { dropRows } from '../queue/drop-rows.ts';
import type { LeaseOf } from '../queue/lease.ts';
import { columnsOf, toOrphan } from '../schema/row-mappers.ts';
import type { Db, Store } from '../schema/store.ts';

type OrphanStore = Pick<
  Ledger,
  'seeOrphans' | 'orphans' | 'claimOrphans' | 'settleOrphan' | 'dropOrphan' | 'dropOrphans' | 'accountsOf'
>;

/** Excludes orphans that a recording has adopted meanwhile. */
const IS_UNOWNED = sql<SqlBool>`not exists (
  select 1 from recordings where recordings.product = orphans.product and recordings.task_id = orphans.task_id)`;

/** An account without a recording for this long has no running recording. */
const RECENT_MS = 30 * 24 * 60 * 60_000;

/** Stores orphans, and lists the accounts to search for orphans. */
export function orphanStore(store: Store, leaseOf: LeaseOf, now: () => number): OrphanStore {
  return {
    seeOrphans: (tasks) =>
      store.write(async (db) => {
        for (const task of tasks) {
          if (await isOwned(db, task.product, task.taskId)) continue;
          await db
            .insertInto('orphans')
            .values(toRow(task))
            .onConflict((conflict) =>
              conflict.columns(['product', 'task_id']).doUpdateSet({ last_seen_at: whole(task.lastSeenAt) }),
            )
            .execute();
        }
      }),

    async orphans(product, seenAfter = 0) {
      const records = await store.read((db) =>
        db
          .selectFrom('orphans')
          .selectAll()
          .where(IS_UNOWNED)
          .where((eb) => eb.or([eb('last_seen_at', '>', whole(seenAfter)), eb('surplus_of', 'is not', null)]))
          .$if(product !== undefined, (query) => query.where('product', '=', product!))
          .orderBy('last_seen_at', 'desc')
          .orderBy('task_id')
          .limit(MAX_ORPHANS_LISTED)
          .execute(),
      );
      return records.map(toOrphan);
    },

    async claimOrphans(product, from, leaseUntil, limit, except = []) {
      const { at, until } = leaseOf(from, leaseUntil);
      const where = sql`next_action_at <= ${at} and ${IS_UNOWNED}`;
      const query = { product, where, except, limit };
      return (await store.write((db) => claim(db, store.dialect, 'orphans', until, query))).map(toOrphan);
    },

    settleOrphan: (product, taskId, fence, nextActionAt) =>
      store.writeOne(async (db) => {
        await settle(db, 'orphans', { key: taskId, fence, product }, postponed(nextActionAt));
      }),

    dropOrphan: (product, taskId) =>
      store.writeOne(async (db) => {
        await db.deleteFrom('orphans').where('product', '=', product).where('task_id', '=', taskId).execute();
      }),

    dropOrphans(seenBefore) {
      const where = sql`surplus_of is null and last_seen_at < ${whole(seenBefore)}`;
      return dropRows(store, 'orphans', ['product', 'task_id'], where, 'last_seen_at');
    },

    accountsOf: (product) => store.read((db) => accountsOf(db, product, now() - RECENT_MS)),
  };
}

/** Stores surplus tasks of a recording, to be stopped. Returns whether any of the tasks was not known as surplus. */
export async function putSurplus(
  db: Db,
  { id, product, account, room, ref }: Recording,
  taskIds: readonly string[],
  at: number,
): Promise<boolean> {
  let isNew = false;
  for (const taskId of taskIds) {
    const times = { startedAt: null, lastSeenAt: at, nextActionAt: at };
    const orphan = toRow({ product, taskId, account, room, ref, surplusOf: id, ...times });
    const { last_seen_at, surplus_of, next_action_at } = orphan;
    // One statement checks and writes, because another process may store the same task at the same time.
    const put = await db
      .insertInto('orphans')
      .values(orphan)
      .onConflict((conflict) =>
        conflict
          .columns(['product', 'task_id'])
          .doUpdateSet({ last_seen_at, surplus_of, next_action_at })
          .where('orphans.surplus_of', 'is', null),
      )
      .returning('task_id')
      .executeTakeFirst();
    if (put) isNew = true;
  }
  return isNew;
}

function toRow(task: Omit<Orphan, 'firstSeenAt' | 'fence' | 'tries'>) {
  return columnsOf({ ...task, firstSeenAt: task.lastSeenAt, fence: 0, tries: 0 });
}

/**
 * Lists accounts with recordings since a time, with the `ref` of their newest recordings. Steps from account to account in the
 * index, so the cost grows with the number of accounts only.
 */
async function accountsOf(db: Db, product: string, since: number): ReturnType<Ledger['accountsOf']> {
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
    where newest.created_at >= ${Math.round(since)}
    order by newest.account
  `.execute(db);
  return rows.map(({ account, ref }) => ({ account, ref: membersOf(ref) }));
}

/** Whether a recording owns the task, other than `otherThan`. */
export async function isOwned(db: Db, product: string, taskId: string, otherThan = ''): Promise<boolean> {
  const owner = await db
    .selectFrom('recordings')
    .select('id')
    .where('product', '=', product)
    .where('task_id', '=', taskId)
    .where('id', '<>', otherThan)
    .limit(1)
    .executeTakeFirst();
  return owner !== undefined;
}
