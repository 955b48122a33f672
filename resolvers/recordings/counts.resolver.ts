import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Connection } from '../../src/graphql/lists/connections.ts';
import {
  RecordingChangeConnection,
  RecordingFileConnection,
  RecordingTrackConnection,
} from '../../src/graphql/lists/parts.types.ts';
import { RecordingConnection } from '../../src/graphql/lists/recordings.types.ts';
import { WebhookDeliveryConnection } from '../webhooks/webhooks.types.ts';

/** How many entries a list has; where it is not exact, at least so many. */
export interface ListCount {
  readonly count: number;
  readonly isExact: boolean;
}

/** A connection whose list is counted when a client asks for it, once. */
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

/** The counts of one type of connection. */
function countsOf(type: () => new () => object): new () => object {
  @Resolver(type)
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

const RESOLVERS = [
  countsOf(() => RecordingConnection),
  countsOf(() => RecordingFileConnection),
  countsOf(() => RecordingChangeConnection),
  countsOf(() => RecordingTrackConnection),
  countsOf(() => WebhookDeliveryConnection),
];

/** The counts of all connections. */
export function countsResolvers(): object[] {
  return RESOLVERS.map((Resolver) => new Resolver());
}
