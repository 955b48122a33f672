import { InvalidInput } from '../../errors.ts';

export interface ConnectionArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

export interface PageSizes {
  readonly byDefault: number;
  readonly most: number;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** Entries from the front of a list, or from the back. */
export type Take = { readonly first: number } | { readonly last: number };

/** How many entries a client asks for. Throws `InvalidInput` for a size out of range. */
export function takeOf({ first, last }: ConnectionArguments, sizes: PageSizes): Take {
  if (first != null && last != null) throw fault('last', 'give first or last, not both');
  return last == null ? { first: checkedSize('first', first, sizes) } : { last: checkedSize('last', last, sizes) };
}

export function connectionFrom<Node>(
  edges: readonly Edge<Node>[],
  hasNextPage: boolean,
  hasPreviousPage: boolean,
  cursors: { readonly startCursor?: string; readonly endCursor?: string } = {},
): Connection<Node> {
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: cursors.startCursor ?? edges[0]?.cursor ?? null,
      endCursor: cursors.endCursor ?? edges.at(-1)?.cursor ?? null,
    },
  };
}

export function sizeOf(take: Take): number {
  return 'first' in take ? take.first : take.last;
}

/** A part of a list, and whether the list goes on after and before the part. */
interface CutPage<Entry> {
  readonly page: readonly Entry[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/** Cuts a page out of the entries between two cursors. `follows` and `precedes`: whether entries exist beyond the cursors. */
export function cut<Entry>(between: readonly Entry[], take: Take, follows: boolean, precedes: boolean): CutPage<Entry> {
  const isFromFront = 'first' in take;
  const page = isFromFront ? between.slice(0, take.first) : between.slice(-take.last);
  const hasMore = between.length > page.length;
  return { page, hasNext: (isFromFront && hasMore) || follows, hasPrevious: (!isFromFront && hasMore) || precedes };
}

/** Cuts a page out of a whole list. `compare` compares an entry with a cursor; 0: the entry at the cursor. */
export function pageOfAll<Entry, Place>(
  all: readonly Entry[],
  take: Take,
  { after, before }: { readonly after?: Place | undefined; readonly before?: Place | undefined },
  compare: (entry: Entry, place: Place) => number,
): CutPage<Entry> {
  const begin = after === undefined ? 0 : all.filter((entry) => compare(entry, after) <= 0).length;
  const end = before === undefined ? all.length : all.filter((entry) => compare(entry, before) < 0).length;
  return cut(all.slice(begin, Math.max(begin, end)), take, end < all.length, begin > 0);
}

export function fault(name: string, message: string): InvalidInput {
  return new InvalidInput([{ path: [name], message }]);
}

function checkedSize(name: string, size: number | null | undefined, { byDefault, most }: PageSizes): number {
  if (size == null) return byDefault;
  if (size < 1 || size > most) throw fault(name, `${name} must be from 1 to ${most}`);
  return size;
}
