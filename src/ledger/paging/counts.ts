import { sql } from 'kysely';
import { RecordingState } from '../../domain/recording.ts';
import type { BoundedCount, CountedGroup, CountKey, RecordingFilter } from '../contract/rows.ts';
import type { Db } from '../schema/store.ts';
import { boundsOf } from './bounds.ts';
import type { Candidate } from './candidates.ts';
import { isOfNone } from './page.ts';
import { idsToCount, isIndexed } from './page-query.ts';
import { MAX_SCANNED, scan, type Search } from './scan.ts';

/** Recordings are counted so far. */
export const MAX_COUNTED = 10_000;

/** How many recordings pass a filter. Reads an index up to a bound, or looks at the newest ones up to one. */
export async function countOf(db: Db, filter: RecordingFilter, search: Search): Promise<BoundedCount> {
  if (isOfNone(filter)) return { count: 0, isExact: true };
  if (!isIndexed(filter)) {
    const { found, isExact } = await newest(db, filter, search);
    return { count: found.length, isExact };
  }
  return countIndexed(db, filter, search);
}

/** Entries of an index that are counted in the time of one look at a recording. */
const ENTRIES_A_LOOK = 100;

async function countIndexed(db: Db, filter: RecordingFilter, { yieldTurn, budget }: Search): Promise<BoundedCount> {
  await yieldTurn();
  const most = Math.min(MAX_COUNTED, Math.max(ENTRIES_A_LOOK, budget.left * ENTRIES_A_LOOK));
  const taken = Math.ceil(most / ENTRIES_A_LOOK);
  budget.left -= taken; // before it waits, as a search does
  const ids = idsToCount(filter, most + 1);
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${ids}) as counted`.execute(db);
  const count = Math.min(rows[0]!.count, most);
  budget.left += taken - Math.ceil(count / ENTRIES_A_LOOK);
  return { count, isExact: rows[0]!.count <= most };
}

/**
 * How many recordings pass a filter, by what they have in common; groups of none are left out. The largest group comes first.
 * Products and states are counted each along an index, where one finds what the filter asks. Otherwise what is
 * counted are the newest recordings: no group is exact where there may be more.
 */
export async function countsBy(
  db: Db,
  key: CountKey,
  filter: RecordingFilter,
  products: readonly string[],
  search: Search,
): Promise<CountedGroup[]> {
  if (isOfNone(filter)) return [];
  const groups = await (eachAlone(key, filter, products) ?? []).reduce<Promise<CountedGroup[]>>(
    async (counted, [name, one]) => [...(await counted), { key: name, ...(await countOf(db, one, search)) }],
    Promise.resolve([]),
  );
  const counted = groups.length > 0 ? groups : await amongNewest(db, key, filter, search);
  return counted
    .filter(({ count, isExact }) => count > 0 || !isExact)
    .sort((one, other) => other.count - one.count || ((one.key ?? '') < (other.key ?? '') ? -1 : 1));
}

/** A filter for each group, where all groups are known and an index finds each. */
function eachAlone(
  key: CountKey,
  filter: RecordingFilter,
  products: readonly string[],
): readonly (readonly [string, RecordingFilter])[] | undefined {
  const narrowed =
    key === 'PRODUCT'
      ? (filter.products ?? products).map((name) => [name, { ...filter, products: [name] }] as const)
      : key === 'STATE'
        ? (filter.states ?? Object.values(RecordingState)).map((name) => [name, { ...filter, states: [name] }] as const)
        : undefined;
  return narrowed?.every(([, one]) => isIndexed(one)) ? narrowed : undefined;
}

async function amongNewest(db: Db, key: CountKey, filter: RecordingFilter, search: Search): Promise<CountedGroup[]> {
  const { found, isExact } = await newest(db, filter, search);
  const counts = new Map<string | null, number>();
  for (const look of found) {
    const name = keyOf(look, key);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Array.from(counts, ([name, count]) => ({ key: name, count, isExact }));
}

async function newest(
  db: Db,
  filter: RecordingFilter,
  search: Search,
): Promise<{ found: readonly Candidate[]; isExact: boolean }> {
  const limits = await boundsOf(db, filter, 'created');
  const { found, reached } = await scan(
    db,
    filter,
    {
      axis: 'created',
      from: 'highest',
      ...limits,
      count: MAX_SCANNED + 1,
    },
    search,
  );
  return { found, isExact: reached === undefined };
}

function keyOf({ product, state, account, labels }: Candidate, key: CountKey): string | null {
  if (typeof key === 'object') return Object.hasOwn(labels, key.label) ? labels[key.label]! : null;
  return { PRODUCT: product, STATE: state, ACCOUNT: account }[key];
}
