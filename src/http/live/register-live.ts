import type { FastifyInstance } from 'fastify';
import type { ApolloServer } from '@apollo/server';
import type { RequestContext } from '../../graphql/context.ts';
import type { SiteRules } from '../cross-site.ts';
import type { Clients } from '../clients.ts';
import { CONNECTION_TIMES, type ConnectionTimes } from './connection-times.ts';
import { Connections } from './connections.ts';
import { Operations, type OperationsOptions } from './operations.ts';
import { registerSockets } from './socket-route.ts';
import { registerStreams } from './stream-route.ts';
import type { Log } from '../../log.ts';

export interface LiveOptions extends Omit<OperationsOptions, 'answer'> {
  readonly apollo: Pick<ApolloServer<RequestContext>, 'executeOperation'>;
  readonly clients: Clients;
  /** Rules for handshakes. For routes, the app applies the rules itself. */
  readonly sites: SiteRules;
  /** Path below which the server is published, if any. */
  readonly publicPath?: string;
  readonly log: Pick<Log, 'error'>;
  readonly times?: ConnectionTimes;
}

export interface Live {
  /**
   * Refuses new connections and operations, and closes every socket and stream after the answers of its queries and
   * mutations. Does not wait for subscriptions. Resolves when all are closed, which takes as long as the slowest answer.
   */
  readonly stop: () => Promise<void>;
}

/** Serves operations over WebSocket at /graphql, and as server-sent events at /graphql/stream. */
export function registerLive(app: FastifyInstance, options: LiveOptions): Live {
  const { apollo, clients, sites, publicPath, log, times = CONNECTION_TIMES, ...rest } = options;
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
      throw new Error('an incremental answer was not requested');
    },
  });
  const connections = new Connections(clients, times);
  registerSockets(app, { operations, clients, connections, sites, publicPath, times, log });
  registerStreams(app, { operations, clients, connections, times });
  return connections;
}
