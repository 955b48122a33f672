import path from 'node:path';
import { graphql } from 'graphql';
import { onTestFinished, vi } from 'vitest';
import { Writable } from 'node:stream';
import type { MachineClocks } from '../../../src/clock/machine-clocks.ts';
import { readConfig } from '../../../src/config.ts';
import type { EmulatedTask } from '../../../src/emulation/control/emulated-task.ts';
import { createApp } from '../../../src/http/app.ts';
import { registerCallbacks } from '../../../src/http/callback-route.ts';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import type { Recording } from '../../../src/ledger/contract/entities.ts';
import { createLog } from '../../../src/log.ts';
import { startRongcloudEmulator, type RongcloudEmulator } from '../../../src/providers/rongcloud/emulator/emulator.ts';
import { oneKeyForAll } from '../../../src/providers/tencent/callbacks/keys.ts';
import { startTencentEmulator, type TencentEmulator } from '../../../src/providers/tencent/emulator/emulator.ts';
import { openService, type Service } from '../../../src/service.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { createTransport } from '../../../src/wire/transport.ts';
import { Deadlines, DRIVEN_LIMITS } from '../../shared/deadlines.ts';
import { HeldCalls } from '../../integration/recordings/held-calls.ts';
import { temporaryFolder } from '../../shared/stores.ts';
import { APPLICATIONS, CREDENTIALS, PRODUCTS, RTC_KEYS, type ProductName, type Start } from '../crash/job.ts';
import { requestOf } from '../crash/starts.ts';

const CALLBACK_KEY = 'keyOfTheCallbacks00000000000001';
const ACTIONS: Readonly<Record<ProductName, string>> = {
  TIW: 'StartOnlineRecord',
  GME: 'StartRecord',
  TRTC_ROOM: 'CreateCloudRecording',
  TRTC_WEB: 'StartWebRecord',
  RONGCLOUD: 'startRecord',
};

/** A machine with a clock that a test sets; the monotonic clock is the machine's own. */
export class Machine implements MachineClocks {
  #aheadMs: number;

  constructor(aheadMs = 0) {
    this.#aheadMs = aheadMs;
  }

  readonly wall = (): number => Date.now() + this.#aheadMs;
  readonly monotonic = (): number => performance.now();
  readonly uptime = (): number => performance.now();

  step(ms: number): void {
    this.#aheadMs += ms;
  }
}

/** Answer to a start. */
export interface StartAnswer {
  readonly recording: { readonly id: string; readonly state: string } | null;
  readonly errors: readonly object[];
}

/** A whole server with a machine of its own, without the HTTP of clients. */
export interface ClockServer {
  readonly machine: Machine;
  readonly service: Service;
  readonly held: HeldCalls;
  readonly ask: <Answer>(source: string, variables?: object) => Promise<Answer>;
  /** Resolves after the server has polled for work of every product so many times from now on. */
  readonly rounds: (count: number) => Promise<void>;
  readonly rows: () => Promise<readonly Recording[]>;
  readonly logged: () => string;
  /** Sets this server's callback addresses at the vendors. */
  readonly receive: () => Promise<void>;
}

/** Both vendors in real time, and servers on machines with clocks of their own. Ends with the test. */
export class ClockHarness {
  #number = 0;

  private constructor(
    readonly tencent: TencentEmulator,
    readonly rongcloud: RongcloudEmulator,
  ) {}

  static async open(): Promise<ClockHarness> {
    const { TENCENT_SECRET_ID, TENCENT_SECRET_KEY, RONGCLOUD_APP_KEY, RONGCLOUD_APP_SECRET } = CREDENTIALS;
    const keys = oneKeyForAll(new Secret(CALLBACK_KEY));
    const tencent = await startTencentEmulator({
      credentials: [{ secretId: TENCENT_SECRET_ID, secretKey: new Secret(TENCENT_SECRET_KEY) }],
      callbackKeys: { trtc: keys, tiw: keys, gme: keys },
      rtcKeys: new Map(APPLICATIONS.map((app) => [app, new Secret(`rtc-key-of-${app}`)])),
      alive: true,
    });
    onTestFinished(() => tencent.close());
    const rongcloud = await startRongcloudEmulator({
      apps: [{ appKey: RONGCLOUD_APP_KEY, appSecret: new Secret(RONGCLOUD_APP_SECRET) }],
      strict: true,
      alive: true,
    });
    onTestFinished(() => rongcloud.close());
    return new ClockHarness(tencent, rongcloud);
  }

  /** Starts a server on a ledger. Default: a new SQLite file. */
  async server(machine: Machine, url?: string): Promise<ClockServer> {
    const folder = temporaryFolder();
    const ledger = await openLedger({ url: url ?? `sqlite:${path.join(folder, 'ledger.db')}`, machine });
    const claims = vi.spyOn(ledger, 'claimDue');
    const held = new HeldCalls();
    // Deadlines never pass: vendors and callers share this process, and a busy machine may delay the process.
    const http = createTransport(DRIVEN_LIMITS, new Deadlines().start);
    onTestFinished(() => http.close());
    let text = '';
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        text += chunk.toString();
        done();
      },
    });
    const keys = APPLICATIONS.map((app) => `${app}:${CALLBACK_KEY}`).join(',');
    const config = readConfig({
      ...CREDENTIALS,
      TENCENT_ENDPOINT: this.tencent.origin,
      RONGCLOUD_ENDPOINT: this.rongcloud.origin,
      TENCENT_RTC_KEYS: RTC_KEYS,
      TENCENT_TRTC_CALLBACK_KEYS: keys,
      TENCENT_TIW_CALLBACK_KEYS: keys,
      TENCENT_GME_CALLBACK_KEYS: keys,
      SERVER_KEY: 'key-of-the-servers-with-clocks-of-their-own',
      DATA_DIR: folder,
    });
    const log = createLog('info', destination);
    const service = await openService({ config, log, machine, ledger, transport: held.around(http) });
    onTestFinished(() => service.close());
    await service.start();
    const rounds = (count: number): Promise<void> => {
      const from = claims.mock.results.length;
      return vi
        .waitUntil(() => hasLooked(claims.mock.calls.slice(from), count), { timeout: 60_000, interval: 20 })
        .then(() => undefined);
    };
    const ask = async <Answer>(source: string, variables: object = {}): Promise<Answer> => {
      const { schema } = service;
      const { data, errors } = await graphql({
        schema,
        source,
        variableValues: { ...variables },
        contextValue: { requestId: 'test' },
      });
      if (errors) throw errors[0]!;
      return Object.values(data!)[0] as Answer;
    };
    return {
      ...{ machine, service, held, ask, rounds },
      rows: async () => (await ledger.page({}, { order: 'OLDEST_FIRST', take: { first: 1000 } })).rows,
      logged: () => text,
      receive: async () => {
        const app = await createApp({ log, sites: { origins: [], hosts: [] } });
        await registerCallbacks(app, service.callbacks, service.now);
        const origin = await app.listen({ host: '127.0.0.1', port: 0 });
        onTestFinished(async () => {
          const closed = app.close();
          app.server.closeAllConnections(); // senders keep their connections open
          await closed;
        });
        const addresses = service.callbacks.addresses.at(origin);
        for (const { callbacks } of [this.tencent, this.rongcloud]) callbacks.settings.setOwn(addresses);
      },
    };
  }

  /** Creates starts of every product. */
  newStarts(each: number): Start[] {
    return Array.from({ length: each }, () => {
      this.#number += 1;
      return PRODUCTS.map((product) => ({ product, number: this.#number }));
    }).flat();
  }

  /**
   * Sends starts and holds all of them: half on the way to the vendor, half on the way back. Resolves when all starts
   * are held; `finish` releases the starts and returns their answers.
   */
  async underWay(server: ClockServer, starts: readonly Start[]): Promise<{ finish: () => Promise<StartAnswer[]> }> {
    const calls = starts.map(({ product, number }) =>
      server.held.next(number % 2 === 0 ? 'out' : 'back', ACTIONS[product]),
    );
    const answers = starts.map((start) => {
      const { source, variableValues } = requestOf(start);
      return server.ask<StartAnswer>(source, variableValues);
    });
    await Promise.all(calls.map(({ arrived }) => arrived));
    return {
      finish() {
        for (const { release } of calls) release();
        return Promise.all(answers);
      },
    };
  }

  /** Recordings in the stores of the vendors. */
  async tasks(): Promise<EmulatedTask[]> {
    const answers = await Promise.all(
      [this.tencent.origin, this.rongcloud.origin].map(async (origin) => {
        const answer = (await (await fetch(`${origin}/__control/tasks`)).json()) as { readonly tasks: EmulatedTask[] };
        return answer.tasks;
      }),
    );
    return answers.flat();
  }

  /** Compares starts, ledger and the vendors' tasks. */
  async compare(rows: readonly Recording[], answers: readonly StartAnswer[]): Promise<Comparison> {
    const tasks = await this.tasks();
    const owned = new Map(rows.map((row) => [row.taskId, row]));
    const answered = new Set(answers.map(({ recording }) => recording?.id));
    return {
      starts: answers.length,
      refused: answers.filter(({ errors }) => errors.length > 0).map(({ errors }) => JSON.stringify(errors)),
      lost: rows
        .filter((row) => row.taskId === null || row.endedAt !== null || !answered.has(row.id))
        .map(({ product, state, cause }) => `${product} ${state} ${cause ?? ''}`),
      doubled: tasks
        .filter(({ taskId, endedAt }) => endedAt !== null || !owned.has(taskId))
        .map(({ taskId }) => taskId),
      repeated: rows.filter(({ attempt }) => attempt !== 1).map(({ product, attempt }) => `${product} ${attempt}`),
      tasks: tasks.length,
    };
  }
}

export interface Comparison {
  readonly starts: number;
  /** Number of starts with errors. */
  readonly refused: string[];
  /** Recordings without a running task. */
  readonly lost: string[];
  /** Tasks without a recording, or stopped tasks. */
  readonly doubled: string[];
  /** Recordings with repeated starts. */
  readonly repeated: string[];
  /** Tasks in the stores of the vendors. */
  readonly tasks: number;
}

/** The expected comparison: each start has one task and one answer. */
export function faultless(starts: number): Comparison {
  return { starts, refused: [], lost: [], doubled: [], repeated: [], tasks: starts };
}

function hasLooked(calls: readonly (readonly unknown[])[], count: number): boolean {
  return PRODUCTS.every((product) => calls.filter(([of]) => of === product).length >= count);
}
