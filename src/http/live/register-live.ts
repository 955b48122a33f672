import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { ApolloServer } from '@apollo/server';
import type { RequestContext } from '../../graphql/context.ts';
import type { CostLimit } from '../cost/cost-limit.ts';
import type { SiteRules } from '../cross-site.ts';
import type { PublicErrors } from '../errors/public-errors.ts';
import type { Clients } from '../clients.ts';
import { LIVE_TIMES, type LiveTimes } from './live-times.ts';
import { Operations } from './operations.ts';
import { registerSockets } from './socket-route.ts';
import { registerStreams } from './stream-route.ts';
import type { Log } from '../../log.ts';

export interface LiveOptions {
  readonly schema: GraphQLSchema;
  /** Answers what is no subscription. */
  readonly apollo: Pick<ApolloServer<RequestContext>, 'executeOperation'>;
  readonly publicErrors: PublicErrors;
  readonly maxCallsPerRequest: number;
  readonly costs: CostLimit;
  /** What the clients have, by their addresses. */
  readonly clients: Clients;
  /** Whether errors tell names of the schema. */
  readonly tells: boolean;
  /** For handshakes; routes are judged before they are reached. */
  readonly sites: SiteRules;
  /** The path that the server is published below; none where absent. */
  readonly publicPath?: string;
  readonly log: Pick<Log, 'error'>;
  readonly times?: LiveTimes;
}

/** Ends what is live. */
export interface Live {
  /**
   * Closes every socket and ends every stream, each when its queries and mutations under way are answered; subscriptions
   * are not waited for. New ones of any kind are refused. Resolves when all are gone, which takes as long as an answer.
   */
  readonly stop: () => Promise<void>;
}

/** Operations with more than one answer: over WebSocket at /graphql, and as server-sent events at /graphql/stream. */
export function registerLive(app: FastifyInstance, options: LiveOptions): Live {
  const { apollo, clients, sites, publicPath, log, times = LIVE_TIMES, ...rest } = options;
  const operations = new Operations({
    ...rest,
    answer: async ({ query, variables, operationName }, contextValue) => {
      const request = {
        query,
        ...(variables && { variables }),
        ...(operationName != null && { operationName }),
      };
      const { body } = await apollo.executeOperation(request, { contextValue });
      if (body.kind === 'single') return body.singleResult;
      throw new Error('an answer in parts was not asked for');
    },
  });
  const sockets = registerSockets(app, { operations, clients, sites, publicPath, times, log });
  const streams = registerStreams(app, { operations, clients, times });
  return {
    async stop() {
      await Promise.all([sockets.stop(), streams.stop()]);
    },
  };
}
