import { sql, type RawBuilder } from 'kysely';
import type { LedgerClock } from '../../clock/ledger-clock.ts';
import type { Db } from '../schema/store.ts';

/** Unix ms, or an SQL expression for Unix ms. */
export type Moment = number | RawBuilder<number>;

/** Start and expiry of a lease. A claim selects rows that are due at `at`. */
export interface Lease {
  readonly at: Moment;
  readonly until: Moment;
}

/** Computes the start and expiry of a lease. */
export type LeaseOf = (now: number, leaseUntil: number) => Lease;

/** Start of the statement, Unix ms. Constant within a statement, so that an index can be used. */
const STATEMENT_TIME = sql<number>`cast(extract(epoch from statement_timestamp()) * 1000 as bigint)`;

/**
 * Chooses the clock of leases. A shared database measures the lease within the statement, so that a process that slept, or
 * whose clock is wrong, cannot claim an expired lease. Other stores use the given times.
 */
export function leasesBy({ source }: LedgerClock): LeaseOf {
  if (source !== 'database') return (now, until) => ({ at: Math.round(now), until: Math.round(until) });
  return (now, until) => ({
    at: STATEMENT_TIME,
    until: sql<number>`${STATEMENT_TIME} + cast(${Math.round(until - now)} as bigint)`,
  });
}

/** Reads the time of a PostgreSQL database, Unix ms. */
export async function readDatabaseTime(db: Db): Promise<number> {
  const { rows } = await sql<{ time: number }>`
    select cast(extract(epoch from clock_timestamp()) as double precision) * 1000 as time
  `.execute(db);
  return rows[0]!.time;
}
