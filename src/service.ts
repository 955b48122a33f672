import path from 'node:path';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { createResolvers, type VendorResolversByName } from '../resolvers/index.ts';
import { CallbackService } from './callbacks/callback-service.ts';
import type { SlotSource } from './calls/slot-source.ts';
import { MACHINE_TIMING, sleep, type Timing } from './calls/timing.ts';
import { ClockWatch } from './clock/clock-watch.ts';
import { MACHINE_CLOCKS, sleeplessClock, type MachineClocks } from './clock/machine-clocks.ts';
import { BadConfig, type Config } from './config.ts';
import { ChangeFeed } from './events/change-feed.ts';
import { inputReader } from './input/read-input.ts';
import type { Ledger } from './ledger/contract/ledger.ts';
import { openLedger } from './ledger/open-ledger.ts';
import { createProvidersOf, eachProvider, VENDORS, type Vendors } from './providers/index.ts';
import type { Provider } from './providers/provider.ts';
import { createEngine } from './recordings/engine/engine.ts';
import type { EngineParts } from './recordings/engine/engine-parts.ts';
import { faultPointOf } from './recordings/engine/fault-point.ts';
import { ManifestSigner } from './recordings/manifest/manifest-signer.ts';
import { VendorMarks } from './recordings/engine/vendor-marks.ts';
import { Reconciler } from './recordings/engine/reconciler.ts';
import { createRecordings } from './recordings/recordings.ts';
import { sealLegacyCredentials } from './recordings/engine/seal-legacy-credentials.ts';
import { SEALED_STARTS, SealedStarts } from './recordings/starts/sealed-starts.ts';
import { buildGraphql } from './graphql/schema.ts';
import { readServerKey, type ServerKey } from './server-key.ts';
import { openWebhooks } from './webhooks/open-webhooks.ts';
import type { Webhooks } from './webhooks/webhooks.ts';
import { SecretEncryption } from './wire/secret-encryption.ts';
import { createTransport, type Transport } from './wire/transport.ts';

const DAY_MS = 24 * 60 * 60_000;

export interface ServiceOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Time of a test, Unix ms. Absent: the ledger's time. */
  readonly now?: () => number;
  /** Clocks behind the ledger's time; this machine's clocks unless a test sets them. */
  readonly machine?: MachineClocks;
  /** Transport to the vendors; HTTP unless a test sets a transport. */
  readonly transport?: Transport;
  /** Timers of calls; this machine's timers unless a test sets them. */
  readonly timing?: Timing;
  /** The ledger; by DATABASE_URL unless a benchmark sets a ledger. */
  readonly ledger?: Ledger;
  /** The vendors and their resolvers; VENDORS and VENDOR_RESOLVERS unless a test registers more. */
  readonly vendors?: Vendors;
  readonly vendorResolvers?: VendorResolversByName;
}

/** The server without HTTP. */
export interface Service {
  readonly ledger: Ledger;
  readonly providers: readonly Provider[];
  readonly schema: GraphQLSchema;
  readonly feed: ChangeFeed;
  readonly callbacks: CallbackService;
  readonly clocks: ClockWatch;
  /** The time of the service, Unix ms. */
  readonly now: () => number;
  /** Starts the background work: recordings, callbacks, webhooks. */
  readonly start: () => Promise<void>;
  /** Stops the background work. Resolves when all work in progress is done. */
  readonly rest: () => Promise<void>;
  /** Stops the background work and closes every resource. */
  readonly close: () => Promise<void>;
}

/**
 * Connects ledger, vendors, life cycle, callbacks and webhooks. Rejects, with every resource closed, if a setting is
 * wrong.
 */
export async function openService(options: ServiceOptions): Promise<Service> {
  // Resources are closed in reverse order.
  const open: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (let one = open.pop(); one; one = open.pop()) await one();
  };
  try {
    return { ...(await openAll(options, open)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openAll(options: ServiceOptions, open: (() => Promise<void> | void)[]): Promise<Omit<Service, 'close'>> {
  const { config, log, now: driven, machine = MACHINE_CLOCKS, transport, timing, ledger: given } = options;
  const waiting = timing ?? MACHINE_TIMING;
  const leases: Timing = { ...MACHINE_TIMING, now: sleeplessClock(machine) };
  const http = createTransport({ connectTimeoutMs: config.connectTimeoutMs, callTimeoutMs: config.callTimeoutMs });
  open.push(() => http.close());
  const markFile = path.join(config.dataDir, 'ledger.mark');
  const ledger =
    given ?? (await openLedger({ url: config.databaseUrl, log, machine, markFile, ...(driven && { now: driven }) }));
  open.push(() => ledger.close());
  const { now } = ledger.clock;
  const vendors = await createProvidersOf(
    options.vendors ?? VENDORS,
    {
      transport: transport ?? http,
      now,
      emulate: !config.production,
      log,
      callsPerSecond: config.callsPerSecond,
      inlineStorageCredentials: config.inlineStorageCredentials,
      dataDir: config.dataDir,
      emulatorPort: config.emulatorPort,
      sessions: ledger.sessions,
      ...(ledger.shared && { slots: slotsOf(ledger) }),
      ...(timing && { timing }),
    },
    config.vendorEnv,
  );
  const providers = eachProvider(vendors);
  open.push(async () => {
    await Promise.all(providers.map((provider) => provider.close()));
  });
  const serverKey = readServerKey(config.serverKeySetting, config.dataDir);
  if (!given) await refuseOtherKey(ledger, serverKey);
  const engine = createEngine({
    ledger,
    recorders: providers.flatMap(({ recorders }) => recorders),
    sealedStarts: new SealedStarts(new SecretEncryption(serverKey.derive(SEALED_STARTS))),
    now,
    clock: timing?.now ?? leases.now,
    sleep: (ms) => sleep(waiting, ms),
    random: waiting.random,
    marks: new VendorMarks(serverKey.derive('marks')),
    log,
    faultPoint: faultPointOf(config.faultPoint, (signal) => process.kill(process.pid, signal)),
  });
  const recordings = createRecordings(engine);
  const feed = new ChangeFeed({ ledger, log });
  open.push(() => feed.stop());
  const { production } = config;
  const wall = driven ?? machine.wall;
  const hooks = openWebhooks({ ledger, feed, serverKey, now, wall, timing: leases, log, production });
  const callbacks = new CallbackService({
    engine,
    sources: providers.flatMap((provider) => provider.callbacks),
    timing: leases,
    keptMs: config.callbacksKeptDays * DAY_MS,
    serverKey,
  });
  const reconciler = new Reconciler(engine, MACHINE_TIMING);
  const compared = providers.map(({ status, clock }) => ({ name: status.name.toUpperCase(), clock }));
  const clocks = new ClockWatch({ clock: ledger.clock, vendors: compared, timing: MACHINE_TIMING, log });
  const rest = async (): Promise<void> => {
    await Promise.all([reconciler.stop(), callbacks.stop(), hooks.stop(), clocks.stop()]);
  };
  open.push(() => engine.inFlight.idle(), rest); // closed from the last to the first

  const signer = new ManifestSigner(serverKey);
  const { webhooks } = hooks;
  const resolvers = createResolvers(
    { providers: vendors, recordings, signer, feed, webhooks },
    options.vendorResolvers,
  );
  const schema = buildGraphql(resolvers, recordings.executor);
  const read = inputReader(schema);
  for (const provider of providers) provider.useStorageProfiles(config.storageProfiles, read);
  await sealAddresses(engine, hooks.webhooks);
  if (!ledger.shared) await ledger.breakLeases(now()); // not shared: this process is the only user, and its earlier run has ended
  await feed.start();
  const start = async (): Promise<void> => {
    reconciler.start();
    callbacks.start();
    await hooks.start();
    clocks.start();
  };
  return { ledger, providers, schema, feed, callbacks, clocks, now, start, rest };
}

/** Encrypts addresses that an earlier version stored in clear. */
async function sealAddresses(engine: EngineParts, webhooks: Webhooks): Promise<void> {
  const [recordings, endpoints] = [await sealLegacyCredentials(engine), await webhooks.sealAddresses()];
  if (recordings + endpoints === 0) return;
  engine.log.info({ recordings, endpoints }, 'credentials in addresses of an earlier version are now encrypted');
}

/** Refuses a second key on a ledger: processes with different keys could not read each other's secrets. */
async function refuseOtherKey(ledger: Ledger, serverKey: ServerKey): Promise<void> {
  if (await ledger.belongsTo(serverKey.fingerprint())) return;
  throw new BadConfig(
    'SERVER_KEY: the ledger belongs to servers with another key. Give every process of a ledger the same SERVER_KEY; ' +
      'without that setting the key is the file server.key in DATA_DIR, which moves with the ledger. ' +
      'If the key is lost, docs/webhooks.md says how a new one can take its place.',
  );
}

/** Rate limit slots, shared with the other processes of the ledger. */
function slotsOf(ledger: Ledger): SlotSource {
  return { reserve: (action, spacingMs, onlyIfFree) => ledger.reserveSlot(action, spacingMs, onlyIfFree) };
}
