import type { RecordingFilter } from '../contract/entities.ts';
import type { Db } from '../schema/store.ts';
import { NOT_ENDED } from '../contract/orders.ts';
import type { Bound, IdRange } from './page-query.ts';
import type { Axis } from '../contract/orders.ts';
import { compare } from './candidates.ts';

/** Maximum deviation of the order of ids from the order of creation times. */
const ID_SKEW_MS = 60_000;

export type Bounds = Pick<IdRange, 'above' | 'below'>;

/** Converts the time conditions of a filter to bounds on an axis. */
export async function boundsOf(db: Db, filter: RecordingFilter, axis: Axis): Promise<Bounds> {
  const { createdFrom, createdTo, endedFrom, endedTo } = filter;
  if (axis === 'ended' && (endedFrom !== undefined || endedTo !== undefined)) {
    const below = endedTo === undefined ? NOT_ENDED : Math.round(endedTo);
    return {
      above: endedFrom === undefined ? undefined : { place: { at: Math.round(endedFrom), id: '' }, inclusive: true },
      below: { place: { at: below, id: '' }, inclusive: false },
    };
  }
  if (axis !== 'created') return {};
  return {
    above: createdFrom === undefined ? undefined : exclusive(await idAt(db, 'before', createdFrom - ID_SKEW_MS)),
    below: createdTo === undefined ? undefined : exclusive(await idAt(db, 'since', createdTo + ID_SKEW_MS)),
  };
}

function exclusive(id: string | undefined): Bound | undefined {
  return id === undefined ? undefined : { place: { id }, inclusive: false };
}

/** Returns the narrower of two lower bounds. */
export function higher(one: Bound | undefined, other: Bound | undefined): Bound | undefined {
  return narrower(one, other, 1);
}

/** Returns the narrower of two upper bounds. */
export function lower(one: Bound | undefined, other: Bound | undefined): Bound | undefined {
  return narrower(one, other, -1);
}

function narrower(one: Bound | undefined, other: Bound | undefined, sign: 1 | -1): Bound | undefined {
  if (!one || !other) return one ?? other;
  const order = compare(one.place, other.place) * sign;
  if (order === 0) return one.inclusive ? other : one;
  return order > 0 ? one : other;
}

/** Returns the id of the last recording before a time, or of the first recording since the time. */
async function idAt(db: Db, side: 'before' | 'since', time: number): Promise<string | undefined> {
  const direction = side === 'before' ? 'desc' : 'asc';
  const found = await db
    .selectFrom('recordings')
    .select('id')
    .where('created_at', side === 'before' ? '<' : '>=', Math.round(time))
    .orderBy('created_at', direction)
    .orderBy('id', direction)
    .limit(1)
    .executeTakeFirst();
  return found?.id;
}
