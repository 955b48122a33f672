import { sql } from 'kysely';
import { lease, lockCandidates } from '../queue/claim.ts';
import type { LeaseOf } from '../queue/lease.ts';
import { toRecording } from '../schema/recording-mapper.ts';
import type { Ledger } from '../contract/ledger.ts';
import type { Db, Store } from '../schema/store.ts';
import { wakeDeliveries } from '../webhooks/deliveries.ts';

/** Longest postponement of an orphan or a callback. */
const MAX_WAIT_MS = 60_000;

/** Claims due recordings. Brings postponed work of all queues forward. */
export function recordingQueue(store: Store, leaseOf: LeaseOf): Pick<Ledger, 'claimDue' | 'breakLeases' | 'wake'> {
  return {
    /** Claims urgent recordings first: otherwise a stop would wait behind polls, which can be an hour's work. */
    claimDue(product, now, leaseUntil, limit, except = []) {
      const { at, until } = leaseOf(now, leaseUntil);
      return store.write(async (db) => {
        const due = (column: 'urgent_at' | 'next_action_at', most: number, others: readonly string[]) => {
          const order = { where: sql`${sql.ref(column)} <= ${at}`, orderBy: sql.ref(column) };
          return lockCandidates(db, store.dialect, 'recordings', { product, ...order, except: others, limit: most });
        };
        const urgent = await due('urgent_at', limit, except);
        const rest = limit - urgent.length;
        const polls = rest > 0 ? await due('next_action_at', rest, [...except, ...urgent]) : [];
        // An urgent row is urgent again when the lease ends; a later deadline stays.
        const set = sql`leased = 1, urgent_at = case when urgent_at < ${until} then ${until} else urgent_at end`;
        return (await lease(db, 'recordings', [...urgent, ...polls], until, set)).map(toRecording);
      });
    },

    breakLeases(now) {
      const at = Math.round(now);
      return store.write(async (db) => {
        await db
          .updateTable('recordings')
          .set({ next_action_at: at, urgent_at: at, leased: 0 })
          .where('next_action_at', '>', at)
          .where('leased', '=', 1)
          .execute();
        // Orphans and callbacks are few and postponed for short times, so all of them become due.
        await bringForward(db, at, at);
      });
    },

    /** Otherwise the work would wait for as long as the clock went back. Leases end when a lease that is taken now ends. */
    wake(now, leaseMs) {
      const at = Math.round(now);
      return store.write(async (db) => {
        for (const leased of [0, 1]) {
          const next = at + leased * leaseMs;
          const isSame = sql<number | null>`case when urgent_at = next_action_at then ${next} else urgent_at end`;
          await db
            .updateTable('recordings')
            .set({ urgent_at: isSame, next_action_at: next })
            .where('leased', '=', leased)
            .where('next_action_at', '>', next)
            .execute();
        }
        await bringForward(db, at, at + MAX_WAIT_MS);
        await wakeDeliveries(db, at, at + leaseMs);
      });
    },
  };
}

/** Makes orphans and callbacks due whose next action is after `beyond`. */
async function bringForward(db: Db, at: number, beyond: number): Promise<void> {
  for (const table of ['orphans', 'callbacks'] as const)
    await db.updateTable(table).set({ next_action_at: at }).where('next_action_at', '>', beyond).execute();
}
