import type { AddressInfo } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { createResolvers } from '../resolvers/index.ts';
import type { Config } from './config.ts';
import { createApollo } from './http/apollo.ts';
import { createApp } from './http/app.ts';
import type { Timing } from './calls/timing.ts';
import { trackRequests } from './http/drain.ts';
import { registerGraphql } from './http/graphql-route.ts';
import { registerHealth } from './http/health.ts';
import { registerPages } from './http/pages/routes.ts';
import { HotPath } from './http/hot-path.ts';
import { publicErrors } from './http/public-errors.ts';
import { inputReader } from './input/read-input.ts';
import { createProviders, eachProvider } from './providers/index.ts';
import type { VendorStatus } from './providers/provider.ts';
import { VERSION } from './version.ts';
import { buildGraphql, schemaText } from './schema.ts';
import { createTransport, type Transport } from './wire/transport.ts';

/** Built beside the compiled server; found from the source too, for `npm run dev` and the tests. */
const GRAPHIQL = new URL(
  import.meta.url.endsWith('.ts') ? '../dist/web/graphiql.html' : '../web/graphiql.html',
  import.meta.url,
);

export interface ServerOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Unix milliseconds; the machine's clock unless a test drives it. */
  readonly now?: () => number;
  /** The way to the vendors; a test's own, or HTTP. */
  readonly transport?: Transport;
  /** What calls wait by; this machine's timers unless a test drives them. */
  readonly timing?: Timing;
}

export interface RunningServer {
  /** Where it listens, as http://localhost:4000. */
  readonly origin: string;
  readonly vendors: readonly VendorStatus[];
  readonly schema: GraphQLSchema;
  /** Stops in order: not ready, no new connections, answer what is under way, then the rest. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/** Puts everything together and listens. Rejects, with nothing left running, when a setting or the port is wrong. */
export async function startServer({
  config,
  log,
  now = Date.now,
  transport,
  timing,
}: ServerOptions): Promise<RunningServer> {
  const http = createTransport({ connectTimeoutMs: config.connectTimeoutMs, callTimeoutMs: config.callTimeoutMs });
  const providers = await createProviders(
    {
      transport: transport ?? http,
      now,
      emulate: !config.production,
      log,
      callsPerSecond: config.callsPerSecond,
      inlineStorageCredentials: config.inlineStorageCredentials,
      ...(timing && { timing }),
    },
    config.vendorEnv,
  );
  const closeProviders = async (): Promise<void> => {
    await Promise.all(eachProvider(providers).map((provider) => provider.close()));
    http.close();
  };
  try {
    const vendors = eachProvider(providers).map(({ status }) => status);
    const schema = buildGraphql(createResolvers(providers));
    const read = inputReader(schema);
    for (const provider of eachProvider(providers)) provider.useStorageProfiles(config.storageProfiles, read);
    const words = publicErrors((errorId, fault) => {
      log.error({ err: fault, errorId }, 'a fault of ours');
    });
    const hotPath = new HotPath(schema, words);
    const apollo = createApollo({
      schema,
      publicErrors: words,
      hotPath,
      introspection: config.introspection,
      sandbox: !config.production,
      suggestions: !config.production,
      maxCallsPerRequest: config.maxCallsPerRequest,
    });
    await apollo.start();

    const app = await createApp({ log, production: config.production, corsOrigins: config.corsOrigins });
    const drain = trackRequests(app);
    registerGraphql(app, apollo, hotPath);
    registerHealth(app, () => !drain.isDraining);
    registerPages(app, {
      view: () => ({ version: VERSION, vendors, sandbox: !config.production }),
      graphiqlFile: GRAPHIQL,
      schemaText: schemaText(schema),
    });
    await app.listen({ host: config.host, port: config.port });

    let stopping: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      drain.begin();
      await app.close();
      await drain.whenIdle();
      await apollo.stop();
      await closeProviders();
    };
    const { port } = app.server.address() as AddressInfo;
    return { origin: originOf(config.host, port), vendors, schema, stop: () => (stopping ??= stop()) };
  } catch (error) {
    await closeProviders();
    throw error;
  }
}

function originOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
