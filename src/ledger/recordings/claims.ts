import { sql, type RawBuilder } from 'kysely';
import type { Lease, Moment } from '../queue/lease.ts';
import { toRow } from '../schema/recording-record.ts';
import type { RecordingRow } from '../contract/rows.ts';
import type { Db, Dialect } from '../schema/store.ts';
import { wakeDeliveries } from '../webhooks/deliveries.ts';

/**
 * Takes recordings that are due: what is urgent, then the most overdue. Otherwise a stop would wait behind all that is only
 * asked about, which can be an hour's work. No two claims take the same row. `but`: what this process has in work itself.
 */
export async function claimDue(
  db: Db,
  dialect: Dialect,
  product: string,
  { at, until }: Lease,
  limit: number,
  but: readonly string[] = [],
): Promise<RecordingRow[]> {
  const due = async (column: 'urgent_at' | 'next_action_at', most: number, others: readonly string[]) => {
    const found = await db
      .selectFrom('recordings')
      .select('id')
      .where('product', '=', product)
      .where(column, '<=', at)
      .$if(others.length > 0, (query) => query.where('id', 'not in', others))
      .orderBy(column)
      .limit(most)
      .$if(dialect === 'postgres', (query) => query.forUpdate().skipLocked())
      .execute();
    return found.map(({ id }) => id);
  };
  const urgent = await due('urgent_at', limit, but);
  const others = urgent.length < limit ? await due('next_action_at', limit - urgent.length, [...but, ...urgent]) : [];
  const ids = [...urgent, ...others];
  if (ids.length === 0) return [];
  const claimed = await db
    .updateTable('recordings')
    .set({ fence: sql<number>`fence + 1`, next_action_at: until, urgent_at: urgentAfter(until), leased: 1 })
    .where('id', 'in', ids)
    .returningAll()
    .execute();
  const byId = new Map(claimed.map((record) => [record.id, record]));
  return ids.flatMap((id) => {
    const record = byId.get(id);
    return record ? [toRow(record)] : [];
  });
}

/** What was urgent is so again when the lease ends; a deadline beyond that stays. */
function urgentAfter(until: Moment): RawBuilder<number | null> {
  return sql`case when urgent_at < ${until} then ${until} else urgent_at end`;
}

/** Ends every lease: whoever held one is gone. */
export async function breakLeases(db: Db, now: number): Promise<void> {
  const at = Math.round(now);
  await db
    .updateTable('recordings')
    .set({ next_action_at: at, urgent_at: at, leased: 0 })
    .where('next_action_at', '>', at)
    .where('leased', '=', 1)
    .execute();
  // Few, and put off for short: all of them are looked at.
  await bringForward(db, at, at);
}

/** Makes orphans and callbacks due that are put off beyond a time. */
async function bringForward(db: Db, at: number, beyond: number): Promise<void> {
  for (const table of ['orphans', 'callbacks'] as const)
    await db.updateTable(table).set({ next_action_at: at }).where('next_action_at', '>', beyond).execute();
}

/** The longest wait of an orphan or a callback. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Makes due now what is put off, for a clock that was put back: by the new time it would wait for as long as the clock
 * went back. Leases end when one that is taken now would.
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
  await bringForward(db, at, at + LONGEST_WAIT_MS);
  await wakeDeliveries(db, at, at + leaseMs);
}
