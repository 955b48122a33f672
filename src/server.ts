import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { MACHINE_TIMING } from './calls/timing.ts';
import { createApollo } from './http/graphql/apollo.ts';
import { createApp } from './http/app.ts';
import { registerCallbacks } from './http/callback-route.ts';
import { CostLimit } from './http/cost/cost-limit.ts';
import { trackRequests } from './http/drain.ts';
import { registerGraphql } from './http/graphql/graphql-route.ts';
import { registerHealth } from './http/health.ts';
import { HotPath } from './http/graphql/hot-path.ts';
import { Clients } from './http/clients.ts';
import { registerLive } from './http/live/register-live.ts';
import { siteRules } from './http/cross-site.ts';
import { registerInputSchemas } from './http/pages/input-schemas.ts';
import { registerPages } from './http/pages/routes.ts';
import { publicErrors } from './http/errors/public-errors.ts';
import { VendorState, type VendorStatus } from './providers/provider.ts';
import { ReadinessCheck } from './ledger/readiness-check.ts';
import { inputSchemaTexts, schemaText } from './graphql/schema.ts';
import { openService, type Service, type ServiceOptions } from './service.ts';
import { VERSION } from './version.ts';
import { onPort } from './wire/port.ts';

/** Built beside the compiled server; found from the source too, for `npm run dev` and the tests. */
const GRAPHIQL = new URL(
  import.meta.url.endsWith('.ts') ? '../dist/web/graphiql.html' : '../web/graphiql.html',
  import.meta.url,
);

export interface ServerOptions extends ServiceOptions {
  /** Whether the server runs its background work; true unless a test looks at requests alone. */
  readonly reconcile?: boolean;
}

export interface RunningServer {
  /** Address of the server, as http://localhost:4000. */
  readonly origin: string;
  readonly vendors: readonly VendorStatus[];
  readonly schema: GraphQLSchema;
  /** Stops in order: not ready, no new connections, answer requests in flight, then the rest. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/** Starts the server. Rejects, with every resource closed, if a setting or the port is wrong. */
export async function startServer({ reconcile = true, ...options }: ServerOptions): Promise<RunningServer> {
  const { config, log } = options;
  const service = await openService(options);
  let endHttp: (() => Promise<void>) | undefined;
  try {
    const { app, end } = await openHttp(service, options);
    endHttp = end;
    await onPort('PORT', () => app.listen({ host: config.host, port: config.port }));
    const { port } = app.server.address() as AddressInfo;
    const origin = originOf(config.host, port);
    if (reconcile) await service.start();
    for (const provider of service.providers) {
      provider.callBack?.(service.callbacks.addresses.at(origin));
      if (provider.status.state !== VendorState.LIVE) continue;
      // The vendor calls back, and the callbacks cannot be verified.
      for (const { path, closed } of provider.callbacks)
        if (closed !== undefined) log.warn({ source: path }, `no callbacks: ${closed}`);
    }

    let stopping: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      const resting = service.rest();
      await end();
      await resting;
      await service.close();
    };
    const vendors = service.providers.map(({ status }) => status);
    return { origin, vendors, schema: service.schema, stop: () => (stopping ??= stop()) };
  } catch (error) {
    await endHttp?.();
    await service.close();
    throw error;
  }
}

/** Creates HTTP with all routes, not yet listening, and the function that ends HTTP once every request is answered. */
async function openHttp(
  { ledger, providers, schema, callbacks, clocks, now }: Service,
  { config, log, timing = MACHINE_TIMING }: ServiceOptions,
): Promise<{ readonly app: FastifyInstance; readonly end: () => Promise<void> }> {
  const { maxCallsPerRequest, publicPath } = config;
  const isOpen = config.introspection;
  const sandbox = isOpen && !config.production; // the page loads Apollo's program from Apollo's servers
  const words = publicErrors((errorId, fault) => {
    log.error({ err: fault, errorId }, 'an internal error');
  }, isOpen);
  const costs = new CostLimit(schema, config.maxCost);
  const hotPath = new HotPath(schema, words, costs);
  const shared = { schema, publicErrors: words, showsSchema: isOpen, maxCallsPerRequest, costs, publicPath };
  const apollo = createApollo({ ...shared, hotPath, introspection: isOpen, sandbox });
  await apollo.start();

  const sites = siteRules(config);
  const app = await createApp({ log, sites, publicPath });
  const drain = trackRequests(app);
  const clients = new Clients(config);
  registerGraphql(app, { apollo, hotPath, clients, sandbox, publicPath });
  const live = registerLive(app, { ...shared, apollo, clients, sites, log });
  await registerCallbacks(app, callbacks, now);
  const pulse = new ReadinessCheck(ledger, timing.now);
  registerHealth(app, {
    async unreadiness() {
      if (drain.isDraining) return 'stopping';
      return (await pulse.isWell()) ? undefined : 'ledger unavailable';
    },
    clocksApart: () => clocks.apart(),
  });
  registerPages(app, {
    view: () => ({ version: VERSION, vendors: providers.map(({ status }) => status), sandbox }),
    isOpen,
    publicUrl: config.publicUrl,
    publicPath,
    graphiqlFile: GRAPHIQL,
    schemaText: schemaText(schema),
  });
  registerInputSchemas(app, { texts: inputSchemaTexts(schema), open: isOpen });
  const end = async (): Promise<void> => {
    drain.begin();
    await live.stop();
    const closed = app.close();
    await drain.whenIdle();
    app.server.closeAllConnections(); // also connections without requests, which browsers open in advance
    await closed;
    await apollo.stop();
  };
  return { app, end };
}

function originOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
