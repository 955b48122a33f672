import { sql, type RawBuilder } from 'kysely';
import { RecordingState } from '../../domain/recording.ts';
import type { BoundedCount, CountedGroup, CountKey, RecordingFilter } from '../contract/entities.ts';
import type { Db } from '../schema/store.ts';
import { boundsOf } from './bounds.ts';
import type { Candidate } from './candidates.ts';
import { isOfNone } from './page.ts';
import { idsToCount, isIndexed } from './page-query.ts';
import { MAX_SCANNED, scan, type Search } from './scan.ts';

/** Bound of exact counts. */
export const MAX_COUNTED = 10_000;

/** Counts the recordings that a filter selects: in an index up to a bound, or among the newest recordings. */
export async function countOf(db: Db, filter: RecordingFilter, search: Search): Promise<BoundedCount> {
  if (isOfNone(filter)) return { count: 0, isExact: true };
  if (!isIndexed(filter)) {
    const { found, isExact } = await newest(db, filter, search);
    return { count: found.length, isExact };
  }
  return countIndexed(db, filter, search);
}

/** Number of index entries that cost as much as the scan of one recording. */
const ENTRIES_PER_SCAN = 100;

async function countIndexed(db: Db, filter: RecordingFilter, { yieldTurn, budget }: Search): Promise<BoundedCount> {
  await yieldTurn();
  const max = Math.min(MAX_COUNTED, Math.max(ENTRIES_PER_SCAN, budget.left * ENTRIES_PER_SCAN));
  const taken = Math.ceil(max / ENTRIES_PER_SCAN);
  budget.left -= taken; // taken before the query, because other lists of the request scan meanwhile
  const counted = await countRows(db, idsToCount(filter, max + 1), max);
  budget.left += taken - Math.ceil(counted.count / ENTRIES_PER_SCAN);
  return counted;
}

/** Counts the rows of a query, which has the limit `max` + 1. */
export async function countRows(db: Db, query: RawBuilder<unknown>, max = MAX_COUNTED): Promise<BoundedCount> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${query}) as counted`.execute(db);
  const { count } = rows[0]!;
  return { count: Math.min(count, max), isExact: count <= max };
}

/**
 * Counts the recordings that a filter selects by a key, the largest group first; omits empty groups. Counts each product or
 * state in an index if an index serves the filter. Otherwise counts the newest recordings only: no group is exact if
 * more recordings exist.
 */
export async function countsBy(
  db: Db,
  key: CountKey,
  filter: RecordingFilter,
  products: readonly string[],
  search: Search,
): Promise<CountedGroup[]> {
  if (isOfNone(filter)) return [];
  const groups = await (groupFilters(key, filter, products) ?? []).reduce<Promise<CountedGroup[]>>(
    async (counted, [name, one]) => [...(await counted), { key: name, ...(await countOf(db, one, search)) }],
    Promise.resolve([]),
  );
  const counted = groups.length > 0 ? groups : await groupNewest(db, key, filter, search);
  return counted
    .filter(({ count, isExact }) => count > 0 || !isExact)
    .sort((one, other) => other.count - one.count || ((one.key ?? '') < (other.key ?? '') ? -1 : 1));
}

/** Returns a filter for each group. Undefined: the groups are unknown, or no index serves each group. */
function groupFilters(
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

async function groupNewest(db: Db, key: CountKey, filter: RecordingFilter, search: Search): Promise<CountedGroup[]> {
  const { found, isExact } = await newest(db, filter, search);
  const counts = new Map<string | null, number>();
  for (const candidate of found) {
    const name = keyOf(candidate, key);
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
  const range = { axis: 'created', from: 'highest', ...limits, count: MAX_SCANNED + 1 } as const;
  const { found, reached } = await scan(db, filter, range, search);
  return { found, isExact: reached === undefined };
}

function keyOf({ product, state, account, labels }: Candidate, key: CountKey): string | null {
  if (typeof key === 'object') return Object.hasOwn(labels, key.label) ? labels[key.label]! : null;
  return { PRODUCT: product, STATE: state, ACCOUNT: account }[key];
}
