import type { Place, RecordingFilter } from '../contract/rows.ts';
import type { Db } from '../schema/store.ts';
import { limitsOf } from './limits.ts';
import { compare, looksAt, testOf, type Look } from './looks.ts';
import { placeOf } from '../contract/orders.ts';
import { hasIndexedPart, idsQuery, type Stretch } from './page-query.ts';

/** Recordings that one page or one count looks at, at most: some 30 ms. */
export const MOST_LOOKS = 10_000;
/** So many are read at once, at least and at most. */
const FEWEST_AT_ONCE = 50;
const MOST_AT_ONCE = 1000;
/** So many that pass are sorted here; more are looked for along the order's own index, where they are frequent enough. */
const MOST_SORTED = 2000;

/** Gives other work its turn. */
export type Rest = () => Promise<void>;

/** What a scan came to. */
export interface Scanned {
  /** In the direction of the scan. */
  readonly found: readonly Look[];
  readonly looked: number;
  /** The last place that was looked at, where the scan gave up before its end. */
  readonly reached?: Place;
}

/** Looks through a stretch for recordings that pass a filter, until there are `count` of them or it has looked at `most`. */
export async function scan(
  db: Db,
  filter: RecordingFilter,
  stretch: Stretch,
  rest: Rest,
  most: number = MOST_LOOKS,
): Promise<Scanned> {
  const passes = testOf(filter);
  const found: Look[] = [];
  const { axis, from } = stretch;
  let { above, below } = stretch;
  let atOnce = Math.min(MOST_AT_ONCE, Math.max(FEWEST_AT_ONCE, 2 * Math.min(stretch.count, MOST_AT_ONCE)));
  for (let looked = 0; ;) {
    const count = Math.min(atOnce, most - looked);
    const looks = await looksAt(db, idsQuery(filter, { axis, from, above, below, count }));
    looks.sort((one, other) => compare(placeOf(one, axis), placeOf(other, axis)) * (from === 'lowest' ? 1 : -1));
    for (const look of looks) {
      looked += 1;
      if (!passes(look)) continue;
      found.push(look);
      if (found.length === stretch.count) return { found, looked };
    }
    if (looks.length < count) return { found, looked };
    const place = placeOf(looks.at(-1)!, axis);
    if (looked >= most) return { found, looked, reached: place };
    if (from === 'lowest') above = { place, inclusive: false };
    else below = { place, inclusive: false };
    atOnce = Math.min(MOST_AT_ONCE, 2 * atOnce);
    await rest();
  }
}

/** All recordings that pass a filter, where an index finds them among few; undefined where it does not. In no order. */
export async function fewOf(db: Db, filter: RecordingFilter): Promise<readonly Look[] | undefined> {
  const hasEnded = filter.endedFrom !== undefined || filter.endedTo !== undefined;
  const axes = [...(hasIndexedPart(filter) ? (['created'] as const) : []), ...(hasEnded ? (['ended'] as const) : [])];
  for (const axis of axes) {
    const stretch = { axis, from: 'highest', ...(await limitsOf(db, filter, axis)), count: MOST_SORTED + 1 } as const;
    const looks = await looksAt(db, idsQuery(filter, stretch));
    if (looks.length <= MOST_SORTED) return looks.filter(testOf(filter));
  }
  return undefined;
}
