import type { GraphQLSchema } from 'graphql';
import { buildSchema, type NonEmptyArray } from 'type-graphql';
import type * as ResolversModule from '../../resolvers/index.ts';
import type { TiwClient } from '../../src/providers/tencent/tiw.client.ts';
import { built, clients } from './build.ts';

/**
 * The same schema from the same classes and clients, as type-graphql's manual says: it converts the input and asks
 * class-validator.
 */
export async function ordinarySchema(): Promise<GraphQLSchema> {
  const { createResolvers } = await built<typeof ResolversModule>('resolvers/index.ts');
  const providers = await clients();
  const { tiw } = providers.tencent;
  const answering: Pick<TiwClient, 'startOnlineRecord'> = {
    startOnlineRecord: async (input) => ({ ...(await tiw.startOnlineRecord(input)), errors: [] }),
  };
  const resolvers = createResolvers({
    ...providers,
    tencent: { ...providers.tencent, tiw: answering as TiwClient },
  });
  return buildSchema({
    resolvers: resolvers.map(({ constructor }) => constructor) as NonEmptyArray<new () => object>,
    container: { get: (type: unknown) => resolvers.find(({ constructor }) => constructor === type) },
    validate: { validationError: { target: false, value: false } },
  });
}
