import type { ScanBudget, Place, RecordingFilter } from '../contract/entities.ts';
import type { Db } from '../schema/store.ts';
import { boundsOf } from './bounds.ts';
import { compare, readCandidates, matcherOf, type Candidate } from './candidates.ts';
import { placeOf } from '../contract/orders.ts';
import { hasIndexedPart, idsQuery, type IdRange } from './page-query.ts';

/** Maximum number of recordings that one page or count scans: about 30 ms. */
export const MAX_SCANNED = 10_000;
/** Number of recordings per query. */
const MIN_BATCH = 50;
const MAX_BATCH = 1000;
/** Maximum number of recordings to sort in memory. More matches are frequent enough for a scan along the index of the order. */
const MAX_SORTED = 2000;

/** Context of a search. */
export interface Search {
  /** Lets other work run. */
  readonly yieldTurn: () => Promise<void>;
  readonly budget: ScanBudget;
}

/** Result of a scan. */
interface Scanned {
  /** In the direction of the scan. */
  readonly found: readonly Candidate[];
  /** Last scanned place, if the scan stopped early. */
  readonly reached?: Place;
}

/**
 * Scans a range for recordings that match a filter, until `range.count` are found, `max` are scanned, or the budget is used
 * up. Always scans at least `MIN_BATCH` recordings, so that every page makes progress.
 */
export async function scan(
  db: Db,
  filter: RecordingFilter,
  range: IdRange,
  { yieldTurn, budget }: Search,
  max: number = MAX_SCANNED,
): Promise<Scanned> {
  const matches = matcherOf(filter);
  const found: Candidate[] = [];
  const { axis, from } = range;
  let { above, below } = range;
  let batch = Math.min(MAX_BATCH, Math.max(MIN_BATCH, 2 * Math.min(range.count, MAX_BATCH)));
  for (let scanned = 0; ;) {
    await yieldTurn();
    const count = Math.min(batch, max - scanned, Math.max(budget.left, MIN_BATCH));
    budget.left -= count; // taken before the query, because other lists of the request scan meanwhile
    const candidates = await readCandidates(db, idsQuery(filter, { axis, from, above, below, count }));
    budget.left += count - candidates.length;
    candidates.sort((one, other) => compare(placeOf(one, axis), placeOf(other, axis)) * (from === 'lowest' ? 1 : -1));
    for (const candidate of candidates) {
      scanned += 1;
      if (!matches(candidate)) continue;
      found.push(candidate);
      if (found.length === range.count) return { found };
    }
    if (candidates.length < count) return { found };
    const place = placeOf(candidates.at(-1)!, axis);
    if (scanned >= max || budget.left <= 0) return { found, reached: place };
    if (from === 'lowest') above = { place, inclusive: false };
    else below = { place, inclusive: false };
    batch = Math.min(MAX_BATCH, 2 * batch);
  }
}

/** Returns all recordings that match a filter, unordered. Undefined: no index narrows the search to few recordings. */
export async function findFew(
  db: Db,
  filter: RecordingFilter,
  { yieldTurn, budget }: Search,
): Promise<readonly Candidate[] | undefined> {
  const hasEnded = filter.endedFrom !== undefined || filter.endedTo !== undefined;
  const axes = [...(hasIndexedPart(filter) ? (['created'] as const) : []), ...(hasEnded ? (['ended'] as const) : [])];
  for (const axis of axes) {
    const range = { axis, from: 'highest', ...(await boundsOf(db, filter, axis)), count: MAX_SORTED + 1 } as const;
    await yieldTurn();
    if (budget.left < range.count) return undefined;
    budget.left -= range.count;
    const candidates = await readCandidates(db, idsQuery(filter, range));
    budget.left += range.count - candidates.length;
    if (candidates.length <= MAX_SORTED) return candidates.filter(matcherOf(filter));
  }
  return undefined;
}
