import type { Axis } from '../contract/orders.ts';
import { sql, type RawBuilder } from 'kysely';
import { FINAL_STATES } from '../../domain/recording.ts';
import type { Place, RecordingFilter } from '../contract/entities.ts';

/** A range of recordings on an axis, read from the highest or from the lowest place. */
export interface IdRange {
  readonly axis: Axis;
  readonly from: 'highest' | 'lowest';
  readonly above?: Bound | undefined;
  readonly below?: Bound | undefined;
  readonly count: number;
}

export interface Bound {
  readonly place: Place;
  /** Whether the range includes the place. */
  readonly inclusive: boolean;
}

type Fragment = RawBuilder<unknown>;
export type IdQuery = RawBuilder<{ id: string }>;

type Equality = readonly [column: string, value: string];

/** A walk along one index whose last columns are the columns of the order. */
interface Walk {
  readonly tables: Fragment;
  readonly id: string;
  /** Leading columns of the index, with their required values. */
  readonly along: readonly Equality[];
}

/** Maximum number of merged walks. Beyond, the remaining conditions are evaluated recording by recording. */
const MAX_WALKS = 60;

/** Whether an index serves the complete filter, so that no recording needs to be scanned. */
export function isIndexed(filter: RecordingFilter): boolean {
  const { products, states, room, account, labels = [] } = filter;
  if (TIMES_AND_TEXTS.some((name) => filter[name] !== undefined) || labels.length > 1) return false;
  const kinds = products !== undefined || states !== undefined;
  if (labels.length === 1) return !kinds && room === undefined && account === undefined;
  if (room !== undefined) return !kinds && account === undefined;
  if (account !== undefined) return states === undefined; // with states, recordings are scanned: see `walksOf`
  return (products?.length ?? 1) * (states?.length ?? 1) <= MAX_WALKS;
}

const TIMES_AND_TEXTS = ['createdFrom', 'createdTo', 'endedFrom', 'endedTo', 'text', 'wanted'] as const;

/** Whether an index in the order of ids serves at least one condition of the filter. */
export function hasIndexedPart({ products, states, room, account, labels = [] }: RecordingFilter): boolean {
  return [products, states, room, account].some((condition) => condition !== undefined) || labels.length > 0;
}

/**
 * Builds a query for ids in order, by the best index of a filter. Each walk follows an index with ordered ids and stops at
 * the count. Several states or products are merged walks, because a single walk would need a sort. On the axes of times
 * there is one walk, which ignores the filter.
 */
export function idsQuery(filter: RecordingFilter, range: IdRange): IdQuery {
  const walks = range.axis === 'created' ? walksOf(filter) : [{ tables: sql`recordings r`, id: 'r.id', along: [] }];
  const queries = walks.map((walk) => queryOf(walk, range));
  if (queries.length === 1) return queries[0]!;
  return sql`select id from (${unionOf(queries)}) as walks order by id ${direction(range)} limit ${range.count}`;
}

/** Builds a query for unordered ids, to count them: one walk after the other, up to the count. */
export function idsToCount(filter: RecordingFilter, count: number): IdQuery {
  const range = { axis: 'created', from: 'highest', count } as const;
  const queries = walksOf(filter).map((walk) => queryOf(walk, range));
  return sql`select id from (${unionOf(queries)}) as walks limit ${count}`;
}

function unionOf(queries: readonly IdQuery[]): Fragment {
  return sql.join(
    queries.map((one) => sql`select id from (${one}) as walk`),
    sql` union all `,
  );
}

/** Chooses the index that usually leaves the fewest rows to scan. Lists of products and states are not empty. */
function walksOf({ labels = [], room, account, products, states }: RecordingFilter): Walk[] {
  const label = labels.find(({ value }) => value !== undefined) ?? labels[0];
  if (label) {
    const along = [...equality('l.name', label.name), ...equality('l.value', label.value)];
    return [{ tables: sql`recording_labels l`, id: 'l.recording_id', along }];
  }
  const walk = (along: readonly Equality[]): Walk => ({ tables: sql`recordings r`, id: 'r.id', along });
  if (room !== undefined) return [walk(equality('r.room', room))];
  const kinds = eachOf(products).map((product) => equality('r.product', product));
  // Few recordings are unfinished, so the index of states beats the index of accounts.
  const isLive = states !== undefined && !states.some((state) => FINAL_STATES.includes(state));
  if (account !== undefined && !isLive)
    return kinds.map((along) => walk([...along, ...equality('r.account', account)]));
  if (kinds.length * eachOf(states).length > MAX_WALKS) return [walk([])];
  return kinds.flatMap((along) => eachOf(states).map((state) => walk([...along, ...equality('r.state', state)])));
}

function eachOf(values: readonly string[] | undefined): readonly (string | undefined)[] {
  return values === undefined ? [undefined] : [...new Set(values)];
}

function equality(column: string, value: string | undefined): Equality[] {
  return value === undefined ? [] : [[column, value]];
}

/**
 * Bounds the columns of the index from both sides instead of testing equality. With equality, PostgreSQL may walk all
 * recordings by id and filter them, because both walks yield ordered ids.
 */
function queryOf({ tables, id, along }: Walk, range: IdRange): IdQuery {
  const time = TIME_OF[range.axis];
  const columns = [...along.map(([column]) => column), ...(time ? [time] : []), id];
  const all = [...edge(along, id, range, 'above'), ...edge(along, id, range, 'below')];
  const where = all.length === 0 ? sql`` : sql`where ${sql.join(all, sql` and `)}`;
  const order = sql.join(columns.map((column) => sql`${sql.ref(column)} ${direction(range)}`));
  return sql`select ${sql.ref(id)} as id from ${tables} ${where} order by ${order} limit ${range.count}`;
}

const TIME_OF: Readonly<Record<Axis, string | undefined>> = {
  created: undefined,
  ended: 'r.ended_order',
  changed: 'r.news_at',
};

function edge(along: readonly Equality[], id: string, range: IdRange, side: 'above' | 'below'): Fragment[] {
  const limit = range[side];
  const time = TIME_OF[range.axis];
  const own = limit ? [...(time ? [time] : []), id] : [];
  const columns = [...along.map(([column]) => column), ...own];
  if (columns.length === 0) return [];
  const place = limit ? [...(time ? [limit.place.at] : []), limit.place.id] : [];
  const values = [...along.map(([, value]) => value), ...place];
  const than = side === 'above' ? sql`>` : sql`<`;
  const equal = limit?.inclusive === false ? sql`` : sql`=`;
  return [sql`(${sql.join(columns.map((column) => sql.ref(column)))}) ${than}${equal} (${sql.join(values)})`];
}

function direction({ from }: IdRange): Fragment {
  return from === 'highest' ? sql`desc` : sql`asc`;
}
