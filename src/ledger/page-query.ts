import { sql, type RawBuilder } from 'kysely';
import type { RecordingFilter } from './rows.ts';

/** A stretch of ids, newest or oldest first. */
export interface Stretch {
  readonly from: 'newest' | 'oldest';
  readonly above?: Limit | undefined;
  readonly below?: Limit | undefined;
  readonly count: number;
}

export interface Limit {
  readonly id: string;
  /** Whether the id itself belongs to the stretch. */
  readonly inclusive: boolean;
}

type Fragment = RawBuilder<unknown>;
export type IdQuery = RawBuilder<{ id: string }>;

type Equality = readonly [column: string, value: string];

/** How recordings are walked through: along the columns of one index, which ends with the id. */
interface Walk {
  readonly tables: Fragment;
  readonly id: string;
  /** The columns before the id, and the value that each must have. */
  readonly along: readonly Equality[];
  /** What is looked at in each row. */
  readonly conditions: readonly Fragment[];
}

/**
 * Ids of recordings that pass a filter, in order. Each kind of filter walks an index that has the ids in order, and
 * stops at the count. Several states are as many walks, merged: one walk over all of them would have to be sorted.
 * There is at least one state, or no filter by states.
 */
export function idsQuery(filter: RecordingFilter, stretch: Stretch): IdQuery {
  const states = filter.states === undefined ? [undefined] : [...new Set(filter.states)];
  const walks = states.map((state) => queryOf(walkOf(filter, state), stretch));
  if (walks.length === 1) return walks[0]!;
  const merged = sql.join(
    walks.map((one) => sql`select id from (${one}) as walk`),
    sql` union all `,
  );
  return sql`select id from (${merged}) as walks order by id ${direction(stretch)} limit ${stretch.count}`;
}

/** Takes the index that, as filters usually are, leaves the fewest rows to look at. */
function walkOf(filter: RecordingFilter, state: string | undefined): Walk {
  const { label, room, account, product } = filter;
  const equal = {
    room: equality('r.room', room),
    account: equality('r.account', account),
    product: equality('r.product', product),
    state: equality('r.state', state),
  };
  const all = Object.values(equal).flat();
  if (label) {
    const along = [...equality('l.name', label.name), ...equality('l.value', label.value)];
    const conditions = conditionsOf(filter, all);
    // As a value of its own it is looked at for each label; as a join it may be turned round, and sorted.
    const passes = sql`(select ${sql.join(conditions, sql` and `)} from recordings r where r.id = l.recording_id)`;
    return {
      tables: sql`recording_labels l`,
      id: 'l.recording_id',
      along,
      conditions: conditions.length === 0 ? [] : [passes],
    };
  }
  const along =
    room !== undefined
      ? equal.room
      : account !== undefined
        ? [...equal.product, ...equal.account]
        : [...equal.product, ...equal.state];
  const conditions = conditionsOf(
    filter,
    all.filter((one) => !along.includes(one)),
  );
  return { tables: sql`recordings r`, id: 'r.id', along, conditions };
}

function equality(column: string, value: string | undefined): Equality[] {
  return value === undefined ? [] : [[column, value]];
}

/** The plus keeps the index by time out of it, which has no ids in order. */
function conditionsOf({ createdFrom, createdTo }: RecordingFilter, equalities: readonly Equality[]): Fragment[] {
  return [
    ...equalities.map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
    ...(createdFrom === undefined ? [] : [sql`+r.created_at >= ${Math.round(createdFrom)}`]),
    ...(createdTo === undefined ? [] : [sql`+r.created_at < ${Math.round(createdTo)}`]),
  ];
}

/**
 * The columns of the index are held between two limits instead of being equal to something. Told that they are equal,
 * PostgreSQL may walk all recordings by id and look for the few that pass, for either has the ids in order.
 */
function queryOf({ tables, id, along, conditions }: Walk, stretch: Stretch): IdQuery {
  const columns = [...along.map(([column]) => column), id];
  const all = [...edge(along, id, stretch.above, sql`>`), ...edge(along, id, stretch.below, sql`<`), ...conditions];
  const where = all.length === 0 ? sql`` : sql`where ${sql.join(all, sql` and `)}`;
  const order = sql.join(columns.map((column) => sql`${sql.ref(column)} ${direction(stretch)}`));
  return sql`select ${sql.ref(id)} as id from ${tables} ${where} order by ${order} limit ${stretch.count}`;
}

function edge(along: readonly Equality[], id: string, limit: Limit | undefined, than: Fragment): Fragment[] {
  const columns = [...along.map(([column]) => column), ...(limit ? [id] : [])];
  if (columns.length === 0) return [];
  const values = [...along.map(([, value]) => value), ...(limit ? [limit.id] : [])];
  const equal = limit?.inclusive === false ? sql`` : sql`=`;
  return [sql`(${sql.join(columns.map((column) => sql.ref(column)))}) ${than}${equal} (${sql.join(values)})`];
}

function direction({ from }: Stretch): Fragment {
  return from === 'newest' ? sql`desc` : sql`asc`;
}
