import type { Axis } from '../contract/orders.ts';
import { sql, type RawBuilder } from 'kysely';
import { FINAL_STATES } from '../../domain/recording.ts';
import type { Place, RecordingFilter } from '../contract/rows.ts';

/** A stretch of recordings in the order of an axis, from the highest or from the lowest place on. */
export interface IdRange {
  readonly axis: Axis;
  readonly from: 'highest' | 'lowest';
  readonly above?: Bound | undefined;
  readonly below?: Bound | undefined;
  readonly count: number;
}

export interface Bound {
  readonly place: Place;
  /** Whether the place itself belongs to the stretch. */
  readonly inclusive: boolean;
}

type Fragment = RawBuilder<unknown>;
export type IdQuery = RawBuilder<{ id: string }>;

type Equality = readonly [column: string, value: string];

/** How recordings are walked through: along the columns of one index, which ends with the order's. */
interface Walk {
  readonly tables: Fragment;
  readonly id: string;
  /** The columns before the order's, and the value that each must have. */
  readonly along: readonly Equality[];
}

/** More walks than that are not merged: the filter's other conditions are then looked at recording by recording. */
const MAX_WALKS = 60;

/** Whether the walk of a filter finds all that the filter asks, so that no recording has to be looked at. */
export function isIndexed(filter: RecordingFilter): boolean {
  const { products, states, room, account, labels = [] } = filter;
  if (TIMES_AND_TEXTS.some((name) => filter[name] !== undefined) || labels.length > 1) return false;
  const kinds = products !== undefined || states !== undefined;
  if (labels.length === 1) return !kinds && room === undefined && account === undefined;
  if (room !== undefined) return !kinds && account === undefined;
  if (account !== undefined) return states === undefined; // others are looked at: see `walksOf`
  return (products?.length ?? 1) * (states?.length ?? 1) <= MAX_WALKS;
}

const TIMES_AND_TEXTS = ['createdFrom', 'createdTo', 'endedFrom', 'endedTo', 'text', 'wanted'] as const;

/** Whether a filter has conditions by which an index finds recordings in the order of their ids. */
export function hasIndexedPart({ products, states, room, account, labels = [] }: RecordingFilter): boolean {
  return [products, states, room, account].some((condition) => condition !== undefined) || labels.length > 0;
}

/**
 * Ids of recordings in order, those that a filter's best index finds. Each walk goes along an index that has the ids in
 * order, and stops at the count. Several states or products are as many walks, merged: one walk over all of them would have
 * to be sorted. By another axis than that of ids there is one walk, and the filter says nothing.
 */
export function idsQuery(filter: RecordingFilter, stretch: IdRange): IdQuery {
  const walks = stretch.axis === 'created' ? walksOf(filter) : [{ tables: sql`recordings r`, id: 'r.id', along: [] }];
  const queries = walks.map((walk) => queryOf(walk, stretch));
  if (queries.length === 1) return queries[0]!;
  return sql`select id from (${together(queries)}) as walks order by id ${direction(stretch)} limit ${stretch.count}`;
}

/** Any so many ids that a filter's index finds. What is only counted is not sorted: one walk after the other, up to the count. */
export function idsToCount(filter: RecordingFilter, count: number): IdQuery {
  const stretch = { axis: 'created', from: 'highest', count } as const;
  const queries = walksOf(filter).map((walk) => queryOf(walk, stretch));
  return sql`select id from (${together(queries)}) as walks limit ${count}`;
}

function together(queries: readonly IdQuery[]): Fragment {
  return sql.join(
    queries.map((one) => sql`select id from (${one}) as walk`),
    sql` union all `,
  );
}

/** Takes the index that, as filters usually are, leaves the fewest rows to look at. There is at least one product and state. */
function walksOf({ labels = [], room, account, products, states }: RecordingFilter): Walk[] {
  const label = labels.find(({ value }) => value !== undefined) ?? labels[0];
  if (label) {
    const along = [...equality('l.name', label.name), ...equality('l.value', label.value)];
    return [{ tables: sql`recording_labels l`, id: 'l.recording_id', along }];
  }
  const walk = (along: readonly Equality[]): Walk => ({ tables: sql`recordings r`, id: 'r.id', along });
  if (room !== undefined) return [walk(equality('r.room', room))];
  const kinds = eachOf(products).map((product) => equality('r.product', product));
  // Few recordings go on, of whatever account.
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
 * The columns of the index are held between two limits instead of being equal to something. Told that they are equal,
 * PostgreSQL may walk all recordings by id and look for the few that pass, for either has the ids in order.
 */
function queryOf({ tables, id, along }: Walk, stretch: IdRange): IdQuery {
  const time = TIME_OF[stretch.axis];
  const columns = [...along.map(([column]) => column), ...(time ? [time] : []), id];
  const all = [...edge(along, id, stretch, 'above'), ...edge(along, id, stretch, 'below')];
  const where = all.length === 0 ? sql`` : sql`where ${sql.join(all, sql` and `)}`;
  const order = sql.join(columns.map((column) => sql`${sql.ref(column)} ${direction(stretch)}`));
  return sql`select ${sql.ref(id)} as id from ${tables} ${where} order by ${order} limit ${stretch.count}`;
}

const TIME_OF: Readonly<Record<Axis, string | undefined>> = {
  created: undefined,
  ended: 'r.ended_order',
  changed: 'r.news_at',
};

function edge(along: readonly Equality[], id: string, stretch: IdRange, side: 'above' | 'below'): Fragment[] {
  const limit = stretch[side];
  const time = TIME_OF[stretch.axis];
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
