import type { AddressInfo } from 'node:net';
import { buildSchema, GraphQLError, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { LedgerUnavailable } from '../../../../src/errors.ts';
import { createApollo } from '../../../../src/http/graphql/apollo.ts';
import { createApp } from '../../../../src/http/app.ts';
import { siteRules } from '../../../../src/http/cross-site.ts';
import { CostLimit } from '../../../../src/http/cost/cost-limit.ts';
import { HotPath } from '../../../../src/http/graphql/hot-path.ts';
import { Clients, type ClientSettings } from '../../../../src/http/clients.ts';
import { CONNECTION_TIMES, type ConnectionTimes } from '../../../../src/http/live/connection-times.ts';
import { registerLive, type Live } from '../../../../src/http/live/register-live.ts';
import { publicErrors } from '../../../../src/http/errors/public-errors.ts';
import { ManualEvents } from '../../../shared/http/live/manual-events.ts';
import { fakeLog } from '../../../shared/fake-log.ts';

const SDL = `
  type Query { hello(name: String): String  slow: String  number(of: Int!): Int  failing: String }
  type Mutation { count: Int! }
  type Subscription { ticks(from: Int): Tick!  broken: Tick!  refused: Tick!  away: Tick! }
  type Tick { number: Int  text: String  secret: String  shown(by: String): String }
`;

/** A small schema over the real way in: sockets, event streams, limits and error words. */
export interface LiveServer {
  readonly origin: string;
  /** Of every subscription to ticks so far, in the order of their begin. */
  readonly taps: readonly ManualEvents[];
  /** Resolves with the tap number so and so, once there is one. */
  readonly tap: (index?: number) => Promise<ManualEvents>;
  /** How often a tick's number was read. */
  readonly reads: () => number;
  /** Resolves when `slow` was asked for so many times. */
  readonly slowAsked: (times?: number) => Promise<void>;
  /** Answers `slow`. */
  readonly answerSlow: (text: string) => void;
  readonly faults: readonly unknown[];
  readonly live: Live;
}

export interface LiveServerOptions {
  readonly times?: Partial<ConnectionTimes>;
  readonly production?: boolean;
  readonly corsOrigins?: readonly string[];
  readonly clients?: Partial<ClientSettings>;
  readonly maxCost?: number;
  /** The cursor behind which a subscription begins. */
  readonly begin?: string;
}

export async function startLiveServer(options: LiveServerOptions = {}): Promise<LiveServer> {
  const { times, production = false, corsOrigins = [] } = options;
  const taps: ManualEvents[] = [];
  const waiting: (() => void)[] = [];
  const slow = Promise.withResolvers<string>();
  const faults: unknown[] = [];
  let reads = 0;
  let slowOnes = 0;
  const schema = schemaOver({
    ticks: () => {
      const tap = new ManualEvents();
      taps.push(tap);
      for (const wake of waiting.splice(0)) wake();
      return options.begin === undefined ? tap : Object.assign(tap, { cursor: options.begin });
    },
    slow: () => {
      slowOnes += 1;
      return slow.promise;
    },
    read: () => (reads += 1),
  });
  const words = publicErrors((_id, fault) => faults.push(fault), !production);
  const costs = new CostLimit(schema, options.maxCost);
  const shared = { schema, publicErrors: words, maxCallsPerRequest: 1, costs, showsSchema: !production };
  const apollo = createApollo({
    ...shared,
    hotPath: new HotPath(schema, words, costs),
    introspection: !production,
    sandbox: false,
  });
  await apollo.start();
  const log = pino({ level: 'silent' });
  const sites = siteRules({ production, host: 'localhost', publicOrigin: undefined, corsOrigins, allowedHosts: [] });
  const app = await createApp({ log, sites });
  const live = registerLive(app, {
    ...shared,
    apollo,
    sites,
    clients: new Clients({
      maxConnectionsPerClient: 500,
      maxOperationsPerClient: 2000,
      trustProxy: [],
      ...options.clients,
    }),
    log: fakeLog(({ err }) => void faults.push(err)),
    times: { ...CONNECTION_TIMES, ...times },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await live.stop();
    app.server.closeAllConnections(); // fetch opens some that it does not use
    await app.close();
    await apollo.stop();
  });
  const { port } = app.server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    taps,
    tap: async (index = 0) => {
      while (taps.length <= index) await new Promise<void>((resolve) => waiting.push(resolve));
      return taps[index]!;
    },
    reads: () => reads,
    slowAsked: (times = 1) => expect.poll(() => slowOnes).toBe(times),
    answerSlow: slow.resolve,
    faults,
    live,
  };
}

interface Parts {
  readonly ticks: () => ManualEvents;
  readonly slow: () => Promise<string>;
  readonly read: () => void;
}

function schemaOver({ ticks, slow, read }: Parts): GraphQLSchema {
  const schema = buildSchema(SDL);
  const query = schema.getQueryType()!.getFields();
  query['hello']!.resolve = (_root, { name }: { name?: string }) => `hello ${name ?? 'you'}`;
  query['slow']!.resolve = slow;
  query['number']!.resolve = (_root, { of }: { of: number }) => of;
  query['failing']!.resolve = () => {
    throw new Error('the password is swordfish');
  };
  schema.getMutationType()!.getFields()['count']!.resolve = () => 1;
  const subscription = schema.getSubscriptionType()!.getFields();
  subscription['ticks']!.subscribe = ticks;
  subscription['ticks']!.resolve = (tick: unknown) => tick;
  subscription['broken']!.subscribe = () => {
    throw new Error('the password is swordfish');
  };
  subscription['refused']!.subscribe = () => {
    throw new GraphQLError('the password is swordfish', { extensions: { code: 'BAD_USER_INPUT' } });
  };
  subscription['away']!.subscribe = () => ({
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new LedgerUnavailable()) }),
  });
  const tick = schema.getType('Tick') as unknown as { getFields: () => Record<string, { resolve?: unknown }> };
  const fields = tick.getFields();
  fields['number']!.resolve = (event: { number: number }) => {
    read();
    return event.number;
  };
  fields['secret']!.resolve = () => {
    throw new Error('the password is swordfish');
  };
  fields['shown']!.resolve = (_event: object, { by }: { by?: string }) => by ?? 'nobody';
  return schema;
}
