import { sql, type RawBuilder, type Selectable, type Updateable } from 'kysely';
import { whole } from '../contract/json-text.ts';
import type { Schema } from '../schema/schema.ts';
import type { Db, Dialect } from '../schema/store.ts';
import type { Moment } from './lease.ts';

/** Tables whose rows carry a fence token, with the column that identifies a row (of a product, if the table has products). */
const KEYS = {
  recordings: 'id',
  orphans: 'task_id',
  callbacks: 'digest',
  webhook_deliveries: 'id',
  idempotency_keys: 'key',
} as const satisfies Partial<Record<keyof Schema, string>>;

type Fenced = keyof typeof KEYS;
/** Tables whose rows have a time of the next action. */
type Queue = Exclude<Fenced, 'idempotency_keys'>;
type Row<T extends Fenced> = Selectable<Schema[T]>;
type Assignments<T> = { readonly [C in keyof Updateable<T>]: Updateable<T>[C] | RawBuilder<Updateable<T>[C]> };

/** Selects the rows of a claim. */
export interface ClaimQuery {
  readonly product?: string;
  readonly where: RawBuilder<unknown>;
  /** Keys of rows that this process is already working on. */
  readonly except?: readonly string[];
  readonly orderBy?: RawBuilder<unknown>;
  readonly limit: number;
}

/**
 * Claims rows until a lease ends: increments their fence tokens and sets their next action to the end of the lease. Two
 * claims never return the same row. `set`: further assignments.
 */
export async function claim<Q extends Queue>(
  db: Db,
  dialect: Dialect,
  queue: Q,
  until: Moment,
  candidates: ClaimQuery,
  set?: RawBuilder<unknown>,
): Promise<Row<Q>[]> {
  const keys = await lockCandidates(db, dialect, queue, candidates);
  return lease(db, queue, keys, until, set, candidates.product);
}

/** Returns the keys of claimable rows and, in PostgreSQL, locks the rows. Skips rows that another claim has locked. */
export async function lockCandidates(
  db: Db,
  dialect: Dialect,
  queue: Queue,
  { product, where, except = [], orderBy = sql`next_action_at`, limit }: ClaimQuery,
): Promise<string[]> {
  const key = sql.ref(KEYS[queue]);
  const others = except.length === 0 ? sql`` : sql`and ${key} not in (${sql.join(except)})`;
  const lock = dialect === 'sqlite' ? sql`` : sql`for update of ${sql.table(queue)} skip locked`;
  const { rows } = await sql<{ row_key: string }>`
    select ${key} as row_key from ${sql.table(queue)} where ${where} ${ofProduct(product)} ${others}
    order by ${orderBy} limit ${limit} ${lock}`.execute(db);
  return rows.map(({ row_key: found }) => found);
}

/** Second half of `claim`. Returns the rows in the order of their keys. */
export async function lease<Q extends Queue>(
  db: Db,
  queue: Q,
  keys: readonly string[],
  until: Moment,
  set?: RawBuilder<unknown>,
  product?: string,
): Promise<Row<Q>[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<Row<Q> & { row_key: string }>`
    update ${sql.table(queue)} set fence = fence + 1, next_action_at = ${until}${set ? sql`, ${set}` : sql``}
    where ${sql.ref(KEYS[queue])} in (${sql.join(keys)}) ${ofProduct(product)}
    returning *, ${sql.ref(KEYS[queue])} as row_key`.execute(db);
  const byKey = new Map(rows.map((row) => [row.row_key, row]));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

/** Updates a row for the holder of its lease. Returns false, and changes nothing, if the row has another fence token. */
export async function settle<T extends Fenced>(
  db: Db,
  table: T,
  { key, fence, product }: { readonly key: string; readonly fence: number; readonly product?: string },
  set: Assignments<Schema[T]>,
): Promise<boolean> {
  const assignments = Object.entries(set).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${sql.join(assignments)}
    where ${sql.ref(KEYS[table])} = ${key} and fence = ${fence} ${ofProduct(product)}`.execute(db);
  return numAffectedRows !== 0n;
}

/** Assignments that put the next action off, which counts as a try; null: no further action. */
export function postponed(nextActionAt: number | null) {
  return { next_action_at: whole(nextActionAt), ...(nextActionAt !== null && { tries: sql<number>`tries + 1` }) };
}

function ofProduct(product: string | undefined): RawBuilder<unknown> {
  return product === undefined ? sql`` : sql`and product = ${product}`;
}
