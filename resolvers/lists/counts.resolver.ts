import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Connection } from '../../src/graphql/lists/connections.ts';

/** Number of entries in a list; a lower bound if `isExact` is false. */
export interface ListCount {
  readonly count: number;
  readonly isExact: boolean;
}

/** A connection that counts its list at most once, when a client selects the count. */
export interface Counted {
  readonly count: () => Promise<ListCount>;
}

export function counted<Node>(
  connection: Connection<Node>,
  count: () => Promise<ListCount>,
): Connection<Node> & Counted {
  let known: Promise<ListCount> | undefined;
  return { ...connection, count: () => (known ??= count()) };
}

export function countsOf(type: new () => object): new () => object {
  @Resolver(() => type)
  class CountsResolver {
    @FieldResolver(() => Int, {
      description: 'Number of entries in the whole list; a lower bound if totalCountIsExact is false.',
    })
    async totalCount(@Root() { count }: Counted): Promise<number> {
      return (await count()).count;
    }

    @FieldResolver(() => Boolean, {
      description: 'Whether totalCount is exact. False: counting stopped at 10,000 entries or 10,000 recordings read.',
    })
    async totalCountIsExact(@Root() { count }: Counted): Promise<boolean> {
      return (await count()).isExact;
    }
  }
  return CountsResolver;
}
