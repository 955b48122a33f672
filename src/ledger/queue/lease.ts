import { sql, type RawBuilder } from 'kysely';
import type { LedgerClock } from '../../clock/ledger-clock.ts';
import type { Db } from '../schema/store.ts';

/** Unix ms, or what gives them in a statement. */
export type Moment = number | RawBuilder<number>;

/** From when to when a claim holds what it takes. What is due at `at` is taken. */
export interface Lease {
  readonly at: Moment;
  readonly until: Moment;
}

/** Says when a claim begins and ends. */
export type LeaseOf = (now: number, leaseUntil: number) => Lease;

/** Unix ms at the beginning of the statement. Within one it does not change, so that an index can be searched by it. */
const STATEMENT_TIME = sql<number>`cast(extract(epoch from statement_timestamp()) * 1000 as bigint)`;

/**
 * A database with a time of its own measures a lease within the statement: a process that slept, or whose clock is wrong,
 * cannot claim for a time that is over. Everywhere else the given times count.
 */
export function leasesBy({ source }: LedgerClock): LeaseOf {
  if (source !== 'database') return (now, until) => ({ at: Math.round(now), until: Math.round(until) });
  return (now, until) => ({
    at: STATEMENT_TIME,
    until: sql<number>`${STATEMENT_TIME} + cast(${Math.round(until - now)} as bigint)`,
  });
}

/** The time of a PostgreSQL database, in Unix ms. */
export async function readDatabaseTime(db: Db): Promise<number> {
  const { rows } = await sql<{ time: number }>`
    select cast(extract(epoch from clock_timestamp()) as double precision) * 1000 as time
  `.execute(db);
  return rows[0]!.time;
}
