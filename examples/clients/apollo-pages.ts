import type { FieldPolicy } from '@apollo/client/cache';
import { relayStylePagination } from '@apollo/client/utilities';

type Item = Readonly<Record<string, unknown>>;
interface Page extends Item {
  readonly edges?: readonly Item[];
  readonly nodes?: readonly Item[];
}

/** In the cache: whether a list was ever read, or only what stands beside it, as a count. */
const LISTED = 'isListed';

/**
 * Pages of a connection as one list. As Apollo Client's relayStylePagination, which knows only `edges`: here a query may
 * select `nodes` as well, and one that selects neither does not make the list look empty.
 */
export function pages(keyArgs: string[]): FieldPolicy {
  const relay = relayStylePagination(keyArgs);
  // Its types name every field of a page; pages are whatever a query selected.
  const read = relay.read as unknown as NonNullable<FieldPolicy<Page>['read']>;
  const merge = relay.merge as unknown as (existing: unknown, incoming: unknown, options: unknown) => Page;
  return {
    keyArgs,
    read(existing: Page | undefined, options) {
      const page = read(existing, options);
      if (!page?.[LISTED]) return page && { ...page, edges: undefined };
      return { ...page, nodes: page.edges?.map((edge) => options.readField('node', edge as never)) };
    },
    merge(existing: Page | undefined, incoming: Page, options) {
      const { nodes, edges, ...rest } = incoming;
      const list = edges ? edges.map((edge, at) => withNode(edge, nodes?.[at])) : nodes?.map((node) => ({ node }));
      const merged = merge(existing, { ...rest, ...(list && { edges: list }) }, options);
      return { ...merged, [LISTED]: list !== undefined || existing?.[LISTED] === true };
    },
  };
}

/** Adds what `nodes` selected of a node without an id; one with an id is a reference, and has all. */
function withNode(edge: Item, node: Item | undefined): Item {
  return node ? { ...edge, node: { ...(edge['node'] as Item | undefined), ...node } } : edge;
}
