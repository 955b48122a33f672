import { rowsBy } from './page-rows.ts';
import { idsQuery, type IdQuery, type Limit, type Stretch } from './page-query.ts';
import type { Page, PageWindow, RecordingFilter } from './rows.ts';
import type { Db } from './store.ts';

/** Of recordings that were made farther apart than this, the later has the later id. Nearer ones are compared by time. */
const IDS_STRAY_MS = 60_000;

/** One page of recordings, in one statement where no time is asked for. Its cost does not grow with the recordings there are. */
export async function page(db: Db, filter: RecordingFilter, window: PageWindow): Promise<Page> {
  if (filter.states?.length === 0) return { rows: [], hasNext: false, hasPrevious: false };
  const time = await limitsOf(db, filter);
  const isNewestFirst = window.order === 'NEWEST_FIRST';
  const isFromFront = 'first' in window.take;
  const size = 'first' in window.take ? window.take.first : window.take.last;
  const { after, before } = window;
  const from = isNewestFirst === isFromFront ? 'newest' : 'oldest';
  const stretch = {
    from,
    above: higher(time.above, exclusive(isNewestFirst ? before : after)),
    below: lower(time.below, exclusive(isNewestFirst ? after : before)),
    count: size + 1,
  } as const;

  /** What lies at a cursor or on the far side of it. */
  const beyond = (cursor: string | undefined, side: 'front' | 'back'): IdQuery | undefined => {
    if (cursor === undefined) return undefined;
    const limit = { id: cursor, inclusive: true };
    return idsQuery(
      filter,
      (side === 'front') === isNewestFirst
        ? { from: 'oldest', above: higher(time.above, limit), below: time.below, count: 1 }
        : { from: 'newest', above: time.above, below: lower(time.below, limit), count: 1 },
    );
  };
  const found = await rowsBy(db, idsQuery(filter, stretch), from, [beyond(after, 'front'), beyond(before, 'back')]);
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

function exclusive(id: string | undefined): Limit | undefined {
  return id === undefined ? undefined : { id, inclusive: false };
}

/** The narrower of two lower limits. */
function higher(one: Limit | undefined, other: Limit | undefined): Limit | undefined {
  if (!one || !other) return one ?? other;
  if (one.id === other.id) return one.inclusive ? other : one;
  return one.id > other.id ? one : other;
}

/** The narrower of two upper limits. */
function lower(one: Limit | undefined, other: Limit | undefined): Limit | undefined {
  if (!one || !other) return one ?? other;
  if (one.id === other.id) return one.inclusive ? other : one;
  return one.id < other.id ? one : other;
}

/** Finds the ids between which the recordings of a time are, for ids sort by time. */
async function limitsOf(
  db: Db,
  { createdFrom, createdTo }: RecordingFilter,
): Promise<Pick<Stretch, 'above' | 'below'>> {
  return {
    above: createdFrom === undefined ? undefined : exclusive(await lastIdBefore(db, createdFrom - IDS_STRAY_MS)),
    below: createdTo === undefined ? undefined : exclusive(await firstIdSince(db, createdTo + IDS_STRAY_MS)),
  };
}

async function lastIdBefore(db: Db, time: number): Promise<string | undefined> {
  const last = await db
    .selectFrom('recordings')
    .select('id')
    .where('created_at', '<', Math.round(time))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.id;
}

async function firstIdSince(db: Db, time: number): Promise<string | undefined> {
  const first = await db
    .selectFrom('recordings')
    .select('id')
    .where('created_at', '>=', Math.round(time))
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return first?.id;
}
