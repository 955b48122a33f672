import { MAX_ORPHANS_LISTED } from '../contract/limits.ts';
import { sql, type SqlBool } from 'kysely';
import { textOf, whole } from '../contract/json-text.ts';
import { claim, postponed, settle } from '../queue/claim.ts';
import { dropRows } from '../queue/drop-rows.ts';
import type { Lease } from '../queue/lease.ts';
import { isOwned } from '../recordings/lookups.ts';
import { toOrphan } from '../schema/row-mappers.ts';
import type { Orphan, Recording } from '../contract/entities.ts';
import type { OrphansTable } from '../schema/schema.ts';
import type { Db, Dialect, Store } from '../schema/store.ts';

export type SeenTask = Omit<Orphan, 'firstSeenAt' | 'fence' | 'tries'>;

/** Stores tasks that no recording owns. Updates only the time of a known orphan. */
export async function seeOrphans(db: Db, tasks: readonly SeenTask[]): Promise<void> {
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

function toRow(task: SeenTask): OrphansTable {
  return {
    product: task.product,
    task_id: task.taskId,
    account: task.account,
    room: task.room,
    ref: textOf(task.ref),
    surplus_of: task.surplusOf,
    started_at: whole(task.startedAt),
    first_seen_at: whole(task.lastSeenAt),
    last_seen_at: whole(task.lastSeenAt),
    next_action_at: whole(task.nextActionAt),
    fence: 0,
    tries: 0,
  };
}

/** Excludes orphans that a recording has adopted meanwhile. */
const IS_UNOWNED = sql<SqlBool>`not exists (
  select 1 from recordings where recordings.product = orphans.product and recordings.task_id = orphans.task_id)`;

/**
 * Lists orphans that were seen after a time, and all orphans that must be stopped. Last seen first. Without `product`: of
 * all products.
 */
export async function listOrphans(db: Db, product: string | undefined, seenAfter: number): Promise<Orphan[]> {
  const records = await db
    .selectFrom('orphans')
    .selectAll()
    .where(IS_UNOWNED)
    .where((eb) => eb.or([eb('last_seen_at', '>', whole(seenAfter)), eb('surplus_of', 'is not', null)]))
    .$if(product !== undefined, (query) => query.where('product', '=', product!))
    .orderBy('last_seen_at', 'desc')
    .orderBy('task_id')
    .limit(MAX_ORPHANS_LISTED)
    .execute();
  return records.map(toOrphan);
}

/** Claims due orphans, the most overdue first. */
export async function claimOrphans(
  db: Db,
  dialect: Dialect,
  product: string,
  { at, until }: Lease,
  limit: number,
  except: readonly string[] = [],
): Promise<Orphan[]> {
  const where = sql`next_action_at <= ${at} and ${IS_UNOWNED}`;
  return (await claim(db, dialect, 'orphans', until, { product, where, except, limit })).map(toOrphan);
}

/** Postpones the next action on a claimed orphan, or cancels the action (null). */
export async function settleOrphan(
  db: Db,
  product: string,
  taskId: string,
  fence: number,
  nextActionAt: number | null,
): Promise<void> {
  await settle(db, 'orphans', { key: taskId, fence, product }, postponed(nextActionAt));
}

export async function dropOrphan(db: Db, product: string, taskId: string): Promise<void> {
  await db.deleteFrom('orphans').where('product', '=', product).where('task_id', '=', taskId).execute();
}

/** Drops reported orphans that were last seen before a time; orphans that must be stopped stay. Returns the number dropped. */
export function dropOrphans(store: Store, seenBefore: number): Promise<number> {
  const where = sql`surplus_of is null and last_seen_at < ${whole(seenBefore)}`;
  return dropRows(store, 'orphans', ['product', 'task_id'], where, 'last_seen_at');
}
