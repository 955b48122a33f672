import { sql } from 'kysely';
import { textOf, whole } from './json-text.ts';
import { toOrphan } from './part-records.ts';
import type { OrphanRow, RecordingRow } from './rows.ts';
import type { OrphansTable } from './schema.ts';
import type { Db, Dialect } from './store.ts';

export type SeenTask = Omit<OrphanRow, 'firstSeenAt' | 'fence' | 'tries'>;

/** Puts down tasks that no recording owns. Of known ones only that they were seen again, or that they are surplus. */
export async function seeOrphans(db: Db, tasks: readonly SeenTask[]): Promise<void> {
  for (const task of tasks) {
    if (!(await isOwned(db, task.product, task.taskId))) await putOrphan(db, toRecord(task));
  }
}

/** Puts down tasks that were started beside a recording's own, to be stopped. Answers whether any was not known as such. */
export async function putSurplus(
  db: Db,
  { id, product, account, room, ref }: RecordingRow,
  taskIds: readonly string[],
  at: number,
): Promise<boolean> {
  let isNew = false;
  for (const taskId of taskIds) {
    const known = await findOrphan(db, product, taskId);
    if (known?.surplus_of != null) continue;
    isNew = true;
    const times = { startedAt: null, lastSeenAt: at, nextActionAt: at };
    await putOrphan(db, toRecord({ product, taskId, account, room, ref, surplusOf: id, ...times }));
  }
  return isNew;
}

function toRecord(task: SeenTask): OrphansTable {
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

async function putOrphan(db: Db, orphan: OrphansTable): Promise<void> {
  const known = await findOrphan(db, orphan.product, orphan.task_id);
  const isNewlySurplus = known !== undefined && known.surplus_of === null && orphan.surplus_of !== null;
  await db
    .insertInto('orphans')
    .values(orphan)
    .onConflict((conflict) =>
      conflict.columns(['product', 'task_id']).doUpdateSet({
        last_seen_at: orphan.last_seen_at,
        ...(isNewlySurplus && { surplus_of: orphan.surplus_of, next_action_at: orphan.next_action_at }),
      }),
    )
    .execute();
}

async function findOrphan(db: Db, product: string, taskId: string) {
  return db
    .selectFrom('orphans')
    .select('surplus_of')
    .where('product', '=', product)
    .where('task_id', '=', taskId)
    .executeTakeFirst();
}

async function isOwned(db: Db, product: string, taskId: string): Promise<boolean> {
  const owner = await db
    .selectFrom('recordings')
    .select('id')
    .where('product', '=', product)
    .where('task_id', '=', taskId)
    .limit(1)
    .executeTakeFirst();
  return owner !== undefined;
}

/** Orphans that a recording has come to own meanwhile are none. */
function unowned(db: Db) {
  return db
    .selectFrom('orphans')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('recordings')
            .select('recordings.id')
            .whereRef('recordings.product', '=', 'orphans.product')
            .whereRef('recordings.task_id', '=', 'orphans.task_id'),
        ),
      ),
    );
}

/** All orphans, or those of a product; the first that was seen first. */
export async function listOrphans(db: Db, product?: string): Promise<OrphanRow[]> {
  const records = await unowned(db)
    .selectAll('orphans')
    .$if(product !== undefined, (query) => query.where('orphans.product', '=', product!))
    .orderBy('orphans.first_seen_at')
    .orderBy('orphans.task_id')
    .execute();
  return records.map(toOrphan);
}

/** Takes orphans that are due, the most overdue first. No two claims take the same one. */
export async function claimOrphans(
  db: Db,
  dialect: Dialect,
  product: string,
  now: number,
  leaseUntil: number,
  limit: number,
): Promise<OrphanRow[]> {
  const due = await unowned(db)
    .select('orphans.task_id')
    .where('orphans.product', '=', product)
    .where('orphans.next_action_at', '<=', Math.round(now))
    .orderBy('orphans.next_action_at')
    .limit(limit)
    .$if(dialect === 'postgres', (query) => query.forUpdate('orphans').skipLocked())
    .execute();
  if (due.length === 0) return [];
  const taskIds = due.map(({ task_id }) => task_id);
  const claimed = await db
    .updateTable('orphans')
    .set({ fence: sql<number>`fence + 1`, next_action_at: Math.round(leaseUntil) })
    .where('product', '=', product)
    .where('task_id', 'in', taskIds)
    .returningAll()
    .execute();
  const byTask = new Map(claimed.map((record) => [record.task_id, record]));
  return taskIds.flatMap((taskId) => {
    const record = byTask.get(taskId);
    return record ? [toOrphan(record)] : [];
  });
}

/** Puts off the next action on an orphan that was claimed with this fence, which counts as a try, or drops it (null). */
export async function settleOrphan(
  db: Db,
  product: string,
  taskId: string,
  fence: number,
  nextActionAt: number | null,
): Promise<void> {
  await db
    .updateTable('orphans')
    .set({ next_action_at: whole(nextActionAt), ...(nextActionAt !== null && { tries: sql<number>`tries + 1` }) })
    .where('product', '=', product)
    .where('task_id', '=', taskId)
    .where('fence', '=', fence)
    .execute();
}

export async function dropOrphan(db: Db, product: string, taskId: string): Promise<void> {
  await db.deleteFrom('orphans').where('product', '=', product).where('task_id', '=', taskId).execute();
}
