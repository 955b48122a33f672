import { sql, type RawBuilder } from 'kysely';
import type { Ledger } from '../contract/ledger.ts';
import type { Store } from '../schema/store.ts';

/** Longest plausible queue. A later slot was reserved before the clock was set back. */
const MAX_QUEUE_MS = 10 * 60_000;

/** Reserves slots of actions. In PostgreSQL, the clock of the database is used for all processes. */
export function slotReserver(store: Store, now: () => number): Ledger['reserveSlot'] {
  return async (action, spacingMs, onlyIfFree = false) => {
    const clock = store.dialect === 'postgres' ? DATABASE_CLOCK : sql<number>`cast(${now()} as double precision)`;
    const spacing = sql<number>`cast(${spacingMs} as double precision)`;
    const reserve = sql<{ wait: number }>`
      insert into slots (action, free_at) values (${action}, ${clock} + ${spacing})
      on conflict (action) do update set free_at = ${nextFree(clock, spacingMs)} + ${spacing}
      ${onlyIfFree ? sql`where ${nextFree(clock, spacingMs)} <= ${clock}` : sql``}
      returning free_at - ${spacing} - ${clock} as wait
    `;
    const { rows } = await store.writeOne((db) => reserve.execute(db));
    return rows[0] && Math.max(0, rows[0].wait);
  };
}

/** Unix ms at the evaluation, which follows the lock of the row. */
const DATABASE_CLOCK = sql<number>`(cast(extract(epoch from clock_timestamp()) as double precision) * 1000)`;

function nextFree(clock: RawBuilder<number>, spacingMs: number): RawBuilder<number> {
  const farthest = sql<number>`${clock} + cast(${MAX_QUEUE_MS + spacingMs} as double precision)`;
  return sql`case when slots.free_at between ${clock} and ${farthest} then slots.free_at else ${clock} end`;
}
