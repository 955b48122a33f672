import { sql } from 'kysely';
import { lease, lockCandidates } from '../queue/claim.ts';
import type { Lease } from '../queue/lease.ts';
import { toRecording } from '../schema/recording-mapper.ts';
import type { Recording } from '../contract/entities.ts';
import type { Db, Dialect } from '../schema/store.ts';
import { wakeDeliveries } from '../webhooks/deliveries.ts';

/**
 * Claims due recordings: urgent ones first, then the most overdue. Without this order a stop would wait behind polls, which
 * can be an hour's work. `except`: recordings that this process is already working on.
 */
export async function claimDue(
  db: Db,
  dialect: Dialect,
  product: string,
  { at, until }: Lease,
  limit: number,
  except: readonly string[] = [],
): Promise<Recording[]> {
  const due = (column: 'urgent_at' | 'next_action_at', most: number, others: readonly string[]) =>
    lockCandidates(db, dialect, 'recordings', {
      product,
      where: sql`${sql.ref(column)} <= ${at}`,
      except: others,
      orderBy: sql.ref(column),
      limit: most,
    });
  const urgent = await due('urgent_at', limit, except);
  const rest = limit - urgent.length;
  const polls = rest > 0 ? await due('next_action_at', rest, [...except, ...urgent]) : [];
  // An urgent row is urgent again when the lease ends; a later deadline stays.
  const set = sql`leased = 1, urgent_at = case when urgent_at < ${until} then ${until} else urgent_at end`;
  return (await lease(db, 'recordings', [...urgent, ...polls], until, set)).map(toRecording);
}

/** Ends all leases. Their holders no longer run. */
export async function breakLeases(db: Db, now: number): Promise<void> {
  const at = Math.round(now);
  await db
    .updateTable('recordings')
    .set({ next_action_at: at, urgent_at: at, leased: 0 })
    .where('next_action_at', '>', at)
    .where('leased', '=', 1)
    .execute();
  // Orphans and callbacks are few and postponed for short times, so all of them become due.
  await bringForward(db, at, at);
}

/** Makes orphans and callbacks due whose next action is after `beyond`. */
async function bringForward(db: Db, at: number, beyond: number): Promise<void> {
  for (const table of ['orphans', 'callbacks'] as const)
    await db.updateTable(table).set({ next_action_at: at }).where('next_action_at', '>', beyond).execute();
}

/** Longest postponement of an orphan or a callback. */
const MAX_WAIT_MS = 60_000;

/**
 * Makes postponed work due, after the clock was set back: otherwise the work would wait for as long as the clock went back.
 * Leases end when a lease that is taken now would end.
 */
export async function wake(db: Db, now: number, leaseMs: number): Promise<void> {
  for (const leased of [0, 1]) {
    const at = Math.round(now) + leased * leaseMs;
    const isSame = sql<number | null>`case when urgent_at = next_action_at then ${at} else urgent_at end`;
    await db
      .updateTable('recordings')
      .set({ urgent_at: isSame, next_action_at: at })
      .where('leased', '=', leased)
      .where('next_action_at', '>', at)
      .execute();
  }
  const at = Math.round(now);
  await bringForward(db, at, at + MAX_WAIT_MS);
  await wakeDeliveries(db, at, at + leaseMs);
}
