import { graphql, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { MACHINE_TIMING, type Timing } from '../../../src/calls/timing.ts';
import { readConfig, type Environment } from '../../../src/config.ts';
import type { EmulatedTask } from '../../../src/emulation/control/emulated-task.ts';
import type { ErrorEntry } from '../../../src/errors.ts';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import type { Recording } from '../../../src/ledger/contract/entities.ts';
import { createProviders, type Providers } from '../../../src/providers/index.ts';
import { startRongcloudEmulator, type RongcloudEmulator } from '../../../src/providers/rongcloud/emulator/emulator.ts';
import { oneKeyForAll } from '../../../src/providers/tencent/callbacks/keys.ts';
import type { Site } from '../../../src/providers/tencent/api/account.ts';
import { startTencentEmulator, type TencentEmulator } from '../../../src/providers/tencent/emulator/emulator.ts';
import { isFinal } from '../../../src/domain/state-machine.ts';
import { VendorMarks } from '../../../src/recordings/engine/vendor-marks.ts';
import type { Engine } from '../../../src/recordings/engine/engine.ts';
import { Reconciler } from '../../../src/recordings/engine/reconciler.ts';
import type { Recordings } from '../../../src/recordings/recordings.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { createTransport, type Transport } from '../../../src/wire/transport.ts';
import { Deadlines, DRIVEN_LIMITS } from '../../shared/deadlines.ts';
import { hurriedTiming } from '../../shared/calls/driven-time.ts';
import { schemaOf } from '../../shared/schema-of.ts';
import { FIND, mutation, startMutation } from './documents.ts';
import { roomCommand } from '../../shared/room-command.ts';
import { HeldCalls } from './held-calls.ts';
import { APP, BIZ, CALLBACK_KEY, RONG_APP, RTC_KEY, startOf } from './starts.ts';

/** Start time of every harness. */
export const NOW = Date.UTC(2026, 0, 15, 12);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

const TENCENT_KEYS = { secretId: 'AKIDworld', secretKey: 'secret-of-the-world' };
const CALLBACK_KEYS = oneKeyForAll(new Secret(CALLBACK_KEY));
export const RONG_SECRET = 'secret-of-the-sessions';

/** A recording as the documents read it. Times are ISO 8601. */
export interface Seen {
  readonly id: string;
  readonly product: string;
  readonly state: string;
  readonly cause: string | null;
  readonly evidence: string;
  readonly explanation: string;
  readonly wanted: string;
  readonly taskId: string | null;
  readonly vendorKey: string | null;
  readonly attempts: number;
  readonly retryOf: string | null;
  readonly supersededBy: string | null;
  readonly errors: readonly ErrorEntry[];
  readonly files: readonly {
    readonly name: string;
    readonly state: string;
    readonly format: string | null;
    readonly sizeBytes: string | null;
    readonly beginsAt: string | null;
  }[];
  readonly changes: readonly {
    readonly number: number;
    readonly kind: string;
    readonly from: string | null;
    readonly to: string;
    readonly cause: string | null;
    readonly evidence: string;
  }[];
  readonly [field: string]: unknown;
}

/** What a mutation answered. */
export interface Payload {
  readonly recording: Seen | null;
  readonly replayed: boolean;
  readonly errors: readonly ErrorEntry[];
  readonly preview: { action: string; method: string; url: string; body: string } | null;
  readonly [field: string]: unknown;
}

export interface RecordingHarnessOptions {
  readonly site?: Site;
  readonly ledger?: (now: () => number) => Promise<Ledger>;
}

/** The real schema over real HTTP to both vendors' emulators, on one driven clock. Nothing is reconciled by itself. */
export class RecordingHarness {
  /** The transport's calls can be held up here. */
  readonly held = new HeldCalls();
  #now = NOW;

  readonly now = (): number => this.#now;
  tencent!: TencentEmulator;
  rongcloud!: RongcloudEmulator;
  ledger!: Ledger;
  providers!: Providers;
  schema!: GraphQLSchema;
  engine!: Engine;
  recordings!: Recordings;
  reconciler!: Reconciler;

  /** Ends with the test. */
  static async open({ site = 'intl', ledger }: RecordingHarnessOptions = {}): Promise<RecordingHarness> {
    const harness = new RecordingHarness();
    const { now } = harness;
    harness.tencent = await startTencentEmulator({
      credentials: [{ secretId: TENCENT_KEYS.secretId, secretKey: new Secret(TENCENT_KEYS.secretKey) }],
      rtcKeys: new Map([[APP, new Secret(RTC_KEY)]]),
      site,
      callbackKeys: { trtc: CALLBACK_KEYS, tiw: CALLBACK_KEYS, gme: CALLBACK_KEYS },
      now,
    });
    onTestFinished(() => harness.tencent.close());
    harness.rongcloud = await startRongcloudEmulator({
      apps: [{ appKey: RONG_APP, appSecret: new Secret(RONG_SECRET) }],
      now,
    });
    onTestFinished(() => harness.rongcloud.close());
    // Its deadlines never pass: vendors and callers share this process, which a busy machine may hold up.
    const http = createTransport(DRIVEN_LIMITS, new Deadlines().start);
    onTestFinished(() => http.close());
    const timing = hurriedTiming();
    harness.providers = await providersOf(harness.held.around(http), now, timing, {
      TENCENT_ENDPOINT: harness.tencent.origin,
      TENCENT_SECRET_ID: TENCENT_KEYS.secretId,
      TENCENT_SECRET_KEY: TENCENT_KEYS.secretKey,
      TENCENT_RTC_KEYS: `${APP}:${RTC_KEY}`,
      TENCENT_SITE: site,
      TENCENT_TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}`,
      TENCENT_TIW_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}`,
      TENCENT_GME_CALLBACK_KEYS: `${BIZ}:${CALLBACK_KEY}`,
      RONGCLOUD_ENDPOINT: harness.rongcloud.origin,
      RONGCLOUD_APP_KEY: RONG_APP,
      RONGCLOUD_APP_SECRET: RONG_SECRET,
    });
    await harness.restart(await (ledger ?? inMemory)(now));
    return harness;
  }

  /** The server ends, and another one starts over this ledger. The vendors go on. */
  async restart(ledger: Ledger): Promise<void> {
    this.ledger = ledger;
    // What waits for its twin waits in earnest: the twin is on its way over real HTTP.
    const server = await schemaOf(this.providers, this.now, MACHINE_TIMING, ledger);
    this.schema = server.schema;
    this.engine = server.engine;
    this.recordings = server.recordings;
    // As if of another process: none takes over what it has in work itself.
    this.reconciler = await this.otherProcess();
  }

  /** The answer of a root field that is named `it`. Throws what GraphQL itself refuses. */
  ask<Answer>(source: string, variables: object, idempotencyKey?: string): Promise<Answer> {
    return askOf(this.schema, source, variables, idempotencyKey);
  }

  /** Runs a mutation. `header` is the key of the request's header. */
  run(name: string, input: object, header?: string): Promise<Payload> {
    return this.ask(mutation(name), { input }, header);
  }

  /** Starts a recording of a product. */
  start(product: string, more: object = {}, header?: string): Promise<Payload> {
    const { mutation: name, input } = startOf(product);
    return this.ask(startMutation(name), { input: { ...input, ...more } }, header);
  }

  /** Starts a recording that the vendor took. */
  async started(product: string, more: object = {}): Promise<Seen> {
    const { recording, errors } = await this.start(product, more);
    if (errors.length > 0 || recording?.state !== 'STARTING') throw new Error(`not started: ${JSON.stringify(errors)}`);
    return recording;
  }

  /** Starts a recording and goes on until it is seen to record. */
  async recording(product: string, more: object = {}): Promise<Seen> {
    const { id } = await this.started(product, more);
    this.advance(5 * SECOND);
    return (await this.run('refreshRecording', { id })).recording!;
  }

  /** How a recording stands. */
  find(id: string): Promise<Seen> {
    return this.ask(FIND, { id });
  }

  async row(id: string): Promise<Recording> {
    const row = await this.ledger.find(id);
    if (!row) throw new Error('no such row');
    return row;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  /** Does everything that is due now. */
  async due(product: string): Promise<void> {
    for (let rounds = 0; (await this.reconciler.runDue(product)) > 0; rounds++) {
      if (rounds === 20) throw new Error('it is always due');
    }
  }

  /** Goes on from deadline to deadline while `goesOn` says so; the recording as it then is. */
  async live(id: string, goesOn: (row: Recording) => boolean = ({ state }) => !isFinal(state)): Promise<Seen> {
    for (let rounds = 0; rounds < 500; rounds++) {
      const row = await this.row(id);
      if (!goesOn(row) || row.nextActionAt === null) return this.find(id);
      this.#now = Math.max(this.#now, row.nextActionAt);
      await this.due(row.product);
    }
    throw new Error('it comes to no end');
  }

  /** How often an action was carried out or refused by a vendor. */
  calls(action: string): number {
    return [...this.tencent.calls, ...this.rongcloud.calls].filter((call) => call.action === action).length;
  }

  /** The next calls of an action go wrong. */
  fault(
    product: string,
    action: string,
    kind: 'reset-before' | 'reset-after' | 'code' | 'duplicate',
    code?: string,
    times = 1,
  ): void {
    const { faults } = product === 'RONGCLOUD' ? this.rongcloud : this.tencent;
    faults.add([{ action, kind, times, ...(code !== undefined && { code }) }]);
  }

  /** The vendors' own records: all tasks. */
  async tasks(): Promise<EmulatedTask[]> {
    const answers = await Promise.all([this.tencent.origin, this.rongcloud.origin].map(tasksOf));
    return answers.flat();
  }

  /** The vendors' own records: tasks that run. */
  async running(): Promise<EmulatedTask[]> {
    return (await this.tasks()).filter(({ endedAt }) => endedAt === null);
  }

  /** Tells Tencent's emulator of a room: somebody comes in, goes, or it ends. */
  async room(command: 'join' | 'leave' | 'end', body: object): Promise<void> {
    const [path, members] = roomCommand(command, body);
    const response = await fetch(`${this.tencent.origin}/__control/${path}`, {
      method: 'POST',
      body: JSON.stringify(members),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  /** Starts a recording through another server, whose ledger this one does not see. */
  async startElsewhere(product: string, more: object = {}): Promise<Seen> {
    const ledger = await inMemory(this.now);
    const marks = new VendorMarks('another server');
    const { schema } = await schemaOf(this.providers, this.now, MACHINE_TIMING, ledger, marks);
    const { mutation: name, input } = startOf(product);
    const variables = { input: { ...input, ...more } };
    const { recording, errors } = await askOf<Payload>(schema, startMutation(name), variables);
    if (errors.length > 0) throw new Error(`not started: ${JSON.stringify(errors)}`);
    return recording!;
  }

  /** Another process of the same server: its own schema and reconciler on the same ledger; `sealingKey` where it has another key. */
  async otherProcess(sealingKey?: Buffer): Promise<Reconciler> {
    const server = await schemaOf(this.providers, this.now, MACHINE_TIMING, this.ledger, undefined, sealingKey);
    return new Reconciler(server.engine, MACHINE_TIMING);
  }
}

async function askOf<Answer>(
  schema: GraphQLSchema,
  source: string,
  variables: object,
  idempotencyKey?: string,
): Promise<Answer> {
  const { data, errors } = await graphql({
    schema,
    source,
    variableValues: { ...variables },
    contextValue: { requestId: 'test', ...(idempotencyKey !== undefined && { idempotencyKey }) },
  });
  if (errors) throw errors[0]!;
  return JSON.parse(JSON.stringify(data!['it']), listOf) as Answer;
}

/** A connection of which nothing but nodes was asked, as the list of these: so `files` and `changes` are lists in tests. */
export function listOf(name: string, value: unknown): unknown {
  const isList = name !== '' && typeof value === 'object' && value !== null && Object.keys(value).join() === 'nodes';
  return isList ? (value as { nodes: unknown }).nodes : value;
}

/** Codes of errors. */
export function codesOf({ errors }: { readonly errors: readonly ErrorEntry[] }): string[] {
  return errors.map(({ code }) => code);
}

/** The states that a recording went through, in order. */
export function courseOf({ changes }: Seen): string[] {
  return changes.filter(({ from, to }) => from !== to).map(({ to }) => to);
}

async function tasksOf(origin: string): Promise<EmulatedTask[]> {
  const response = await fetch(`${origin}/__control/tasks`);
  return ((await response.json()) as { tasks: EmulatedTask[] }).tasks;
}

async function inMemory(now: () => number): Promise<Ledger> {
  const ledger = await openLedger({ url: 'sqlite::memory:', now });
  onTestFinished(() => ledger.close());
  return ledger;
}

function providersOf(transport: Transport, now: () => number, timing: Timing, env: Environment): Promise<Providers> {
  return createProviders(
    {
      transport,
      now,
      emulate: false,
      inlineStorageCredentials: true,
      callsPerSecond: 0,
      timing,
      log: pino({ level: 'silent' }),
    },
    readConfig(env).vendorEnv,
  );
}
