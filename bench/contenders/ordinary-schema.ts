import type { GraphQLSchema } from 'graphql';
import { buildSchema, type NonEmptyArray } from 'type-graphql';
import type * as ResolversModule from '../../resolvers/index.ts';
import type { Recordings } from '../../src/recordings/recordings.ts';
import { built, clients } from './build.ts';

/** The schema of the same classes and clients as in the manual of type-graphql, which converts and validates the input. */
export async function ordinarySchema(): Promise<GraphQLSchema> {
  const { createResolvers } = await built<typeof ResolversModule>('resolvers/index.ts');
  const providers = await clients();
  const tiw = providers.tencent.recorders.find(({ product }) => product === 'TIW')!;
  const recordings = {
    recorders: { of: () => tiw },
    starts: {
      start: async (_product: string, _operation: string, input: object) => {
        const { fields } = await tiw.plan(input, 'rec_bench').send({});
        return { row: { answer: fields, labels: {}, metadata: {} }, replayed: false, errors: [], preview: null };
      },
    },
  } as unknown as Recordings; // none of the contenders has a ledger
  const resolvers = createResolvers({ providers, recordings });
  return buildSchema({
    resolvers: resolvers.map(({ constructor }) => constructor) as NonEmptyArray<new () => object>,
    container: { get: (type: unknown) => resolvers.find(({ constructor }) => constructor === type) },
    pubSub: { publish: () => undefined, subscribe: () => [] as never }, // there are no subscriptions here
    validate: { validationError: { target: false, value: false } },
  });
}
