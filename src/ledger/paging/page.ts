import { ORDERS } from '../contract/orders.ts';
import { toRow } from '../schema/recording-mapper.ts';
import type { Page, PageWindow, Place, RecordingFilter, RecordingRow } from '../contract/rows.ts';
import type { Db } from '../schema/store.ts';
import { higher, boundsOf, lower, type Bounds } from './bounds.ts';
import { compare, type Candidate } from './candidates.ts';
import { placeOf } from '../contract/orders.ts';
import { idsQuery, isIndexed, type IdQuery, type Bound, type IdRange } from './page-query.ts';
import { rowsBy } from './page-rows.ts';
import { findFew, scan, type Search } from './scan.ts';

/** Recordings that are looked at to see whether something lies on the far side of a cursor. */
const LOOKS_BEYOND = 1000;

/** Whether no recording can fulfil a filter. */
export function isOfNone({ products, states }: RecordingFilter): boolean {
  return products?.length === 0 || states?.length === 0;
}

/**
 * One page of recordings. Its cost does not grow with the recordings there are: where an index finds what the filter asks in
 * the order asked for, the page is one statement; otherwise at most so many recordings are looked at (see `scan`).
 */
export async function page(db: Db, filter: RecordingFilter, window: PageWindow, search: Search): Promise<Page> {
  if (isOfNone(filter)) return { rows: [], hasNext: false, hasPrevious: false };
  const { axis } = ORDERS[window.order];
  if (axis === 'created' && isIndexed(filter)) return indexedPage(db, filter, window);
  const hasEnded = filter.endedFrom !== undefined || filter.endedTo !== undefined;
  const few = axis === 'created' && !hasEnded ? undefined : await findFew(db, filter, search);
  return few ? sortedPage(db, few, window) : scannedPage(db, filter, window, search);
}

/** Sides and sizes of a window. */
function partsOf({ order, take, after, before }: PageWindow) {
  const { axis, isDescending } = ORDERS[order];
  const isFromFront = 'first' in take;
  const [above, below] = isDescending ? [before, after] : [after, before];
  return {
    axis,
    isDescending,
    isFromFront,
    size: 'first' in take ? take.first : take.last,
    from: isDescending === isFromFront ? 'highest' : 'lowest',
    above: exclusive(above),
    below: exclusive(below),
  } as const;
}

async function indexedPage(db: Db, filter: RecordingFilter, window: PageWindow): Promise<Page> {
  const { isFromFront, size, from, above, below } = partsOf(window);
  const beyond = (side: 'front' | 'back'): IdQuery | undefined => {
    const stretch = beyondOf(window, side, {}, 1);
    return stretch && idsQuery(filter, stretch);
  };
  const stretch = { axis: 'created', from, above, below, count: size + 1 } as const;
  const found = await rowsBy(db, idsQuery(filter, stretch), from, [beyond('front'), beyond('back')]);
  const rows = found.rows.slice(0, size);
  if (!isFromFront) rows.reverse();
  const hasMore = found.rows.length > size;
  const [isAfterSome, isBeforeSome] = found.exist;
  return {
    rows,
    hasNext: (isFromFront && hasMore) || isBeforeSome,
    hasPrevious: (!isFromFront && hasMore) || isAfterSome,
  };
}

/** What lies at a cursor of the window, or on its far side, beginning there. */
function beyondOf(
  { order, after, before }: PageWindow,
  side: 'front' | 'back',
  limits: Bounds,
  count: number,
): IdRange | undefined {
  const cursor = side === 'front' ? after : before;
  if (!cursor) return undefined;
  const { axis, isDescending } = ORDERS[order];
  const limit = { place: cursor, inclusive: true };
  return (side === 'front') === isDescending
    ? { axis, from: 'lowest', above: higher(limits.above, limit), below: limits.below, count }
    : { axis, from: 'highest', above: limits.above, below: lower(limits.below, limit), count };
}

async function scannedPage(db: Db, filter: RecordingFilter, window: PageWindow, search: Search): Promise<Page> {
  const { axis, isFromFront, size, from, above, below } = partsOf(window);
  const limits = await boundsOf(db, filter, axis);
  const stretch = {
    axis,
    from,
    above: higher(limits.above, above),
    below: lower(limits.below, below),
    count: size + 1,
  } as const;
  const { found, reached } = await scan(db, filter, stretch, search);
  const isBeyond = async (side: 'front' | 'back'): Promise<boolean> => {
    const far = beyondOf(window, side, limits, 1);
    return far !== undefined && (await scan(db, filter, far, search, LOOKS_BEYOND)).found.length > 0;
  };
  const shown = found.slice(0, size);
  if (!isFromFront) shown.reverse();
  const hasMore = found.length > size || reached !== undefined;
  return {
    rows: await rowsOf(db, shown),
    hasNext: (isFromFront && hasMore) || (await isBeyond('back')),
    hasPrevious: (!isFromFront && hasMore) || (await isBeyond('front')),
    ...(reached && { reached }),
  };
}

/** The page of few recordings, which are sorted here. */
async function sortedPage(db: Db, few: readonly Candidate[], window: PageWindow): Promise<Page> {
  const { axis, isDescending, isFromFront, size } = partsOf(window);
  const sign = isDescending ? -1 : 1;
  const all = [...few].sort((one, other) => compare(placeOf(one, axis), placeOf(other, axis)) * sign);
  const isBehind = (look: Candidate, place: Place): number => compare(placeOf(look, axis), place) * sign;
  const { after, before } = window;
  const begin = after ? all.filter((look) => isBehind(look, after) <= 0).length : 0;
  const end = before ? all.filter((look) => isBehind(look, before) < 0).length : all.length;
  const between = all.slice(begin, Math.max(begin, end));
  const shown = isFromFront ? between.slice(0, size) : between.slice(-size);
  const hasMore = between.length > size;
  return {
    rows: await rowsOf(db, shown),
    hasNext: (isFromFront && hasMore) || end < all.length,
    hasPrevious: (!isFromFront && hasMore) || begin > 0,
  };
}

/** The rows of recordings, in this order. */
async function rowsOf(db: Db, looks: readonly Candidate[]): Promise<RecordingRow[]> {
  if (looks.length === 0) return [];
  const ids = looks.map(({ id }) => id);
  const records = await db.selectFrom('recordings').selectAll().where('id', 'in', ids).execute();
  const byId = new Map(records.map((record) => [record.id, record]));
  return ids.flatMap((id) => {
    const record = byId.get(id);
    return record ? [toRow(record)] : [];
  });
}

function exclusive(place: Place | undefined): Bound | undefined {
  return place && { place, inclusive: false };
}
