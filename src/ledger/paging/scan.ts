import type { ScanBudget, Place, RecordingFilter } from '../contract/rows.ts';
import type { Db } from '../schema/store.ts';
import { boundsOf } from './bounds.ts';
import { compare, readCandidates, matcherOf, type Candidate } from './candidates.ts';
import { placeOf } from '../contract/orders.ts';
import { hasIndexedPart, idsQuery, type IdRange } from './page-query.ts';

/** Recordings that one page or one count looks at, at most: some 30 ms. */
export const MAX_SCANNED = 10_000;
/** So many are read at once, at least and at most. */
const MIN_BATCH = 50;
const MAX_BATCH = 1000;
/** So many that pass are sorted here; more are looked for along the order's own index, where they are frequent enough. */
const MAX_SORTED = 2000;

/** What searches need beside the database. */
export interface Search {
  /** Gives other work its turn. */
  readonly yieldTurn: () => Promise<void>;
  readonly budget: ScanBudget;
}

/** What a scan came to. */
export interface Scanned {
  /** In the direction of the scan. */
  readonly found: readonly Candidate[];
  /** The last place that was looked at, where the scan gave up before its end. */
  readonly reached?: Place;
}

/**
 * Looks through a stretch for recordings that pass a filter, until there are `count` of them, or it has looked at `most` or at
 * all that it may. It always looks at some, so that every page gets on.
 */
export async function scan(
  db: Db,
  filter: RecordingFilter,
  stretch: IdRange,
  { yieldTurn, budget }: Search,
  most: number = MAX_SCANNED,
): Promise<Scanned> {
  const passes = matcherOf(filter);
  const found: Candidate[] = [];
  const { axis, from } = stretch;
  let { above, below } = stretch;
  let atOnce = Math.min(MAX_BATCH, Math.max(MIN_BATCH, 2 * Math.min(stretch.count, MAX_BATCH)));
  for (let looked = 0; ;) {
    await yieldTurn();
    const count = Math.min(atOnce, most - looked, Math.max(budget.left, MIN_BATCH));
    budget.left -= count; // before it waits: other lists of the request search meanwhile
    const looks = await readCandidates(db, idsQuery(filter, { axis, from, above, below, count }));
    budget.left += count - looks.length;
    looks.sort((one, other) => compare(placeOf(one, axis), placeOf(other, axis)) * (from === 'lowest' ? 1 : -1));
    for (const look of looks) {
      looked += 1;
      if (!passes(look)) continue;
      found.push(look);
      if (found.length === stretch.count) return { found };
    }
    if (looks.length < count) return { found };
    const place = placeOf(looks.at(-1)!, axis);
    if (looked >= most || budget.left <= 0) return { found, reached: place };
    if (from === 'lowest') above = { place, inclusive: false };
    else below = { place, inclusive: false };
    atOnce = Math.min(MAX_BATCH, 2 * atOnce);
  }
}

/** All recordings that pass a filter, where an index finds them among few; undefined where it does not. In no order. */
export async function findFew(
  db: Db,
  filter: RecordingFilter,
  { yieldTurn, budget }: Search,
): Promise<readonly Candidate[] | undefined> {
  const hasEnded = filter.endedFrom !== undefined || filter.endedTo !== undefined;
  const axes = [...(hasIndexedPart(filter) ? (['created'] as const) : []), ...(hasEnded ? (['ended'] as const) : [])];
  for (const axis of axes) {
    const stretch = { axis, from: 'highest', ...(await boundsOf(db, filter, axis)), count: MAX_SORTED + 1 } as const;
    await yieldTurn();
    if (budget.left < stretch.count) return undefined;
    budget.left -= stretch.count;
    const looks = await readCandidates(db, idsQuery(filter, stretch));
    budget.left += stretch.count - looks.length;
    if (looks.length <= MAX_SORTED) return looks.filter(matcherOf(filter));
  }
  return undefined;
}
