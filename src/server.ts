import type { AddressInfo } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { createResolvers } from '../resolvers/index.ts';
import type { Config } from './config.ts';
import { createApollo } from './http/apollo.ts';
import { createApp } from './http/app.ts';
import { Feed } from './events/feed.ts';
import { registerLive } from './http/live/register-live.ts';
import { allowedOrigins } from './http/origins.ts';
import { MACHINE_TIMING, sleep, type Timing } from './calls/timing.ts';
import { openLedger } from './ledger/open-ledger.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { CallbackSource } from './callbacks/callback.ts';
import { Reception } from './callbacks/reception.ts';
import { Desk } from './recordings/desk.ts';
import { faultPointOf } from './recordings/fault-point.ts';
import { ManifestSigner } from './recordings/manifest-signer.ts';
import { Once } from './recordings/once.ts';
import { Pulse } from './recordings/pulse.ts';
import { Recordings } from './recordings/recordings.ts';
import type { SharedSlots } from './calls/shared-slots.ts';
import { trackRequests } from './http/drain.ts';
import { registerGraphql } from './http/graphql-route.ts';
import { registerCallbacks } from './http/callback-route.ts';
import { registerHealth } from './http/health.ts';
import { registerPages } from './http/pages/routes.ts';
import { HotPath } from './http/hot-path.ts';
import { publicErrors } from './http/public-errors.ts';
import { inputReader } from './input/read-input.ts';
import { createProviders, eachProvider } from './providers/index.ts';
import { VendorState, type VendorStatus } from './providers/provider.ts';
import { readServerKey } from './server-key.ts';
import { VERSION } from './version.ts';
import { buildGraphql, schemaText } from './schema.ts';
import { openWebhooks } from './webhooks/open-webhooks.ts';
import { createTransport, type Transport } from './wire/transport.ts';

/** Built beside the compiled server; found from the source too, for `npm run dev` and the tests. */
const GRAPHIQL = new URL(
  import.meta.url.endsWith('.ts') ? '../dist/web/graphiql.html' : '../web/graphiql.html',
  import.meta.url,
);

const DAY_MS = 24 * 60 * 60_000;

export interface ServerOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Unix milliseconds; the machine's clock unless a test drives it. */
  readonly now?: () => number;
  /** The way to the vendors; a test's own, or HTTP. */
  readonly transport?: Transport;
  /** What calls wait by; this machine's timers unless a test drives them. */
  readonly timing?: Timing;
  /** The ledger; the one that DATABASE_URL names unless a bench has its own. */
  readonly ledger?: Ledger;
  /** Whether what is due is done; true unless a test looks at what requests alone do. */
  readonly reconcile?: boolean;
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
  ledger: given,
  reconcile = true,
}: ServerOptions): Promise<RunningServer> {
  const waiting = timing ?? MACHINE_TIMING;
  const http = createTransport({ connectTimeoutMs: config.connectTimeoutMs, callTimeoutMs: config.callTimeoutMs });
  // What was opened last is closed first.
  const open: (() => Promise<void> | void)[] = [() => http.close()];
  const closeAll = async (): Promise<void> => {
    for (let close = open.pop(); close; close = open.pop()) await close();
  };
  try {
    const ledger = given ?? (await openLedger({ url: config.databaseUrl, now, log }));
    open.push(() => ledger.close());
    const providers = await createProviders(
      {
        transport: transport ?? http,
        now,
        emulate: !config.production,
        log,
        callsPerSecond: config.callsPerSecond,
        inlineStorageCredentials: config.inlineStorageCredentials,
        dataDir: config.dataDir,
        sessions: ledger.sessions,
        ...(ledger.shared && { slots: slotsOf(ledger) }),
        ...(timing && { timing }),
      },
      config.vendorEnv,
    );
    open.push(async () => {
      await Promise.all(eachProvider(providers).map((provider) => provider.close()));
    });
    const vendors = eachProvider(providers).map(({ status }) => status);
    const sources = eachProvider(providers).flatMap(({ callbacks }) => callbacks);
    const key = readServerKey(config.serverKeySetting, config.dataDir);
    const desk = new Desk({
      ledger,
      recorders: eachProvider(providers).flatMap(({ recorders }) => recorders),
      now,
      clock: waiting.now,
      sleep: (ms) => sleep(waiting, ms),
      random: waiting.random,
      log,
      faultPoint: faultPointOf(config.faultPoint, (signal) => process.kill(process.pid, signal)),
    });
    const recordings = new Recordings(desk);
    const feed = new Feed({ ledger, log });
    open.push(() => feed.stop());
    const { production } = config;
    const hooks = openWebhooks({ ledger, feed, serverKey: key, now, timing: MACHINE_TIMING, log, production });
    open.push(() => hooks.stop());
    const signer = new ManifestSigner(key);
    const resolvers = createResolvers({ providers, recordings, signer, feed, webhooks: hooks.webhooks });
    const schema = buildGraphql(resolvers, new Once(desk));
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
    const live = registerLive(app, {
      schema,
      apollo,
      publicErrors: words,
      maxCallsPerRequest: config.maxCallsPerRequest,
      suggestions: !config.production,
      origins: allowedOrigins(config.production, config.corsOrigins),
      log,
    });
    open.push(() => live.stop());
    const keptMs = config.callbacksKeptDays * DAY_MS;
    const callbacks = new Reception({ desk, sources, timing: MACHINE_TIMING, keptMs, serverKey: key });
    await registerCallbacks(app, callbacks, now);
    const pulse = new Pulse(ledger, waiting.now);
    registerHealth(app, async () => {
      if (drain.isDraining) return 'stopping';
      return (await pulse.isWell()) ? undefined : 'ledger unavailable';
    });
    registerPages(app, {
      view: () => ({ version: VERSION, vendors, sandbox: !config.production }),
      graphiqlFile: GRAPHIQL,
      schemaText: schemaText(schema),
    });
    const reconciler = recordings.reconciler(MACHINE_TIMING);
    if (!ledger.shared) await ledger.breakLeases(now()); // nobody else works on it, and what we did before has ended
    await feed.start();
    await app.listen({ host: config.host, port: config.port });

    const { port } = app.server.address() as AddressInfo;
    const origin = originOf(config.host, port);
    if (reconcile) {
      reconciler.start();
      callbacks.start();
      await hooks.start();
    }
    open.push(() => reconciler.stop());
    open.push(() => callbacks.stop());
    for (const provider of eachProvider(providers)) {
      provider.callBack?.(callbacks.addresses.at(origin));
      if (provider.status.state === VendorState.LIVE) warnOfClosed(provider.callbacks, log);
    }

    let stopping: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      drain.begin();
      const done = Promise.all([reconciler.stop(), callbacks.stop(), hooks.stop()]);
      await live.stop();
      const closed = app.close();
      await drain.whenIdle();
      app.server.closeAllConnections(); // those too on which nothing was ever asked: browsers open them in advance
      await closed;
      await apollo.stop();
      await done;
      await closeAll();
    };
    return { origin, vendors, schema, stop: () => (stopping ??= stop()) };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** A vendor that has keys calls back, and nothing can be believed. */
function warnOfClosed(sources: readonly CallbackSource[], log: Logger): void {
  for (const { path, closed } of sources)
    if (closed !== undefined) log.warn({ source: path }, `no callbacks: ${closed}`);
}

/** The slots of actions, shared with the other processes of the ledger. */
function slotsOf(ledger: Ledger): SharedSlots {
  return { reserve: (action, spacingMs, onlyIfFree) => ledger.reserveSlot(action, spacingMs, onlyIfFree) };
}

function originOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
