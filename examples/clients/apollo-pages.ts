import type { FieldPolicy } from '@apollo/client/cache';
import { relayStylePagination } from '@apollo/client/utilities';

type Item = Readonly<Record<string, unknown>>;
interface Page extends Item {
  readonly edges?: readonly Item[];
  readonly nodes?: readonly Item[];
}

/** Whether the cache has read the list, or only neighbouring fields such as a count. */
const LISTED = 'isListed';

/**
 * Merges the pages of a connection into one list. Unlike relayStylePagination of Apollo Client, also supports `nodes`; a
 * query without `edges` and `nodes` does not make the list appear empty.
 */
export function pages(keyArgs: string[]): FieldPolicy {
  const relay = relayStylePagination(keyArgs);
  // The types name every field of a page, but a page has only the selected fields.
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

/** Adds the fields of `nodes` to a node without an id. A node with an id is a reference, and has all fields. */
function withNode(edge: Item, node: Item | undefined): Item {
  return node ? { ...edge, node: { ...(edge['node'] as Item | undefined), ...node } } : edge;
}
