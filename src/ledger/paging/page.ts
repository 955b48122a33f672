import { sql } from 'kysely';
import { toRecording } from '../schema/recording-mapper.ts';
import type { Page, PageWindow, Place, RecordingFilter, Recording } from '../contract/entities.ts';
import type { Db } from '../schema/store.ts';
import { higher, boundsOf, lower, type Bounds } from './bounds.ts';
import { compare, type Candidate } from './candidates.ts';
import { ORDERS, placeOf } from '../contract/orders.ts';
import { idsQuery, isIndexed, type IdQuery, type Bound, type IdRange } from './page-query.ts';
import { findFew, scan, type Search } from './scan.ts';

/** Maximum number of recordings to scan beyond a cursor for a previous or next page. */
const MAX_SCANNED_BEYOND = 1000;

/** Whether a filter selects no recording. */
export function isOfNone({ products, states }: RecordingFilter): boolean {
  return products?.length === 0 || states?.length === 0;
}

/**
 * Reads one page of recordings, at a cost that does not grow with the ledger. If an index serves the filter in the requested
 * order, the page is one statement. Otherwise a bounded number of recordings is scanned (see `scan`).
 */
export async function page(db: Db, filter: RecordingFilter, window: PageWindow, search: Search): Promise<Page> {
  if (isOfNone(filter)) return { rows: [], hasNext: false, hasPrevious: false };
  const { axis } = ORDERS[window.order];
  if (axis === 'created' && isIndexed(filter)) return indexedPage(db, filter, window);
  const hasEnded = filter.endedFrom !== undefined || filter.endedTo !== undefined;
  const few = axis === 'created' && !hasEnded ? undefined : await findFew(db, filter, search);
  return few ? sortedPage(db, few, window) : scannedPage(db, filter, window, search);
}

/** Converts a window to a range and a size. */
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
    const range = beyondOf(window, side, {}, 1);
    return range && idsQuery(filter, range);
  };
  const range = { axis: 'created', from, above, below, count: size + 1 } as const;
  const found = await rowsBy(db, idsQuery(filter, range), from, [beyond('front'), beyond('back')]);
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

/**
 * Reads the recordings that a query selects, sorted by id, and whether two further queries select any recording. One
 * statement, or two for an empty page, which has no row to carry the further results.
 */
async function rowsBy(
  db: Db,
  ids: IdQuery,
  from: 'highest' | 'lowest',
  others: readonly [IdQuery | undefined, IdQuery | undefined],
): Promise<{ readonly rows: Recording[]; readonly exist: readonly [boolean, boolean] }> {
  const [front, back] = others.map(exists);
  const records = await db
    .selectFrom('recordings')
    .selectAll()
    .select([sql`${front}`.as('has_front'), sql`${back}`.as('has_back')])
    .where(sql<boolean>`id in (select id from (${ids}) as page)`)
    .execute();
  const [first] = records;
  const rows = records.map(toRecording).sort((one, other) => (one.id < other.id === (from === 'lowest') ? -1 : 1));
  if (first) return { rows, exist: [Boolean(first.has_front), Boolean(first.has_back)] };
  if (!others.some(Boolean)) return { rows, exist: [false, false] };
  const answers = await sql<{ has_front: unknown; has_back: unknown }>`
    select ${front} as has_front, ${back} as has_back`.execute(db);
  const answer = answers.rows[0];
  return { rows, exist: [Boolean(answer?.has_front), Boolean(answer?.has_back)] };
}

function exists(query: IdQuery | undefined) {
  return query ? sql`exists (select 1 from (${query}) as beyond)` : sql`1 = 0`;
}

/** Returns the range outside the window from a cursor on, including the cursor. */
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
  const range = {
    axis,
    from,
    above: higher(limits.above, above),
    below: lower(limits.below, below),
    count: size + 1,
  } as const;
  const { found, reached } = await scan(db, filter, range, search);
  const isBeyond = async (side: 'front' | 'back'): Promise<boolean> => {
    const far = beyondOf(window, side, limits, 1);
    return far !== undefined && (await scan(db, filter, far, search, MAX_SCANNED_BEYOND)).found.length > 0;
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

/** Sorts a few recordings in memory and cuts the page out. */
async function sortedPage(db: Db, few: readonly Candidate[], window: PageWindow): Promise<Page> {
  const { axis, isDescending, isFromFront, size } = partsOf(window);
  const sign = isDescending ? -1 : 1;
  const all = [...few].sort((one, other) => compare(placeOf(one, axis), placeOf(other, axis)) * sign);
  const compareTo = (candidate: Candidate, place: Place): number => compare(placeOf(candidate, axis), place) * sign;
  const { after, before } = window;
  const begin = after ? all.filter((candidate) => compareTo(candidate, after) <= 0).length : 0;
  const end = before ? all.filter((candidate) => compareTo(candidate, before) < 0).length : all.length;
  const between = all.slice(begin, Math.max(begin, end));
  const shown = isFromFront ? between.slice(0, size) : between.slice(-size);
  const hasMore = between.length > size;
  return {
    rows: await rowsOf(db, shown),
    hasNext: (isFromFront && hasMore) || end < all.length,
    hasPrevious: (!isFromFront && hasMore) || begin > 0,
  };
}

/** Reads recordings in the order of `candidates`. */
async function rowsOf(db: Db, candidates: readonly Candidate[]): Promise<Recording[]> {
  if (candidates.length === 0) return [];
  const ids = candidates.map(({ id }) => id);
  const records = await db.selectFrom('recordings').selectAll().where('id', 'in', ids).execute();
  const byId = new Map(records.map((record) => [record.id, record]));
  return ids.flatMap((id) => {
    const record = byId.get(id);
    return record ? [toRecording(record)] : [];
  });
}

function exclusive(place: Place | undefined): Bound | undefined {
  return place && { place, inclusive: false };
}
