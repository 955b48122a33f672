import { afterEach } from 'vitest';
import {
  startRongcloudEmulator,
  type RongcloudEmulator,
  type RongcloudEmulatorOptions,
} from '../../../../../src/providers/rongcloud/emulator/emulator.ts';
import { signRongcloud } from '../../../../../src/providers/rongcloud/api/sign.ts';
import { Secret } from '../../../../../src/wire/secret.ts';
import { send, type Received } from '../../../emulation/send-raw.ts';

export const APP_KEY = 'made-up-app';
export const APP_SECRET = new Secret('made-up-app-secret');
export const NOW = Date.UTC(2026, 0, 15, 12);

export const CONFIG = { videoFormat: 'mp4', audioFormat: 'aac', mixLayout: 2, sliceMin: 60, renderMode: 2 };
/** Smallest parameters that a start takes. */
export const START = { sessionId: 'session-1', extra: '', config: CONFIG };

/** Changes to a usual call. */
export interface Variation {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  readonly nonce?: string;
  readonly timestamp?: string;
  readonly secret?: Secret;
  /** An empty text leaves the header out. */
  readonly headers?: Readonly<Record<string, string>>;
}

const ACTIONS = {
  startRecord: ['POST', '/rtc/record/start.json'],
  stopRecord: ['POST', '/rtc/record/stop.json'],
  updateRecordLayout: ['POST', '/rtc/record/config.json'],
  queryRoom: ['POST', '/rtc/room/query.json'],
  destroyRoom: ['DELETE', '/v2/rtc/rooms/'],
} as const;

export type Action = keyof typeof ACTIONS;

type Parameters = Readonly<Record<string, unknown>>;

export interface RongcloudAnswer {
  readonly code: number;
  readonly errorMessage?: string;
  readonly recordId?: string;
  readonly sessionId?: string;
}

export interface Caller {
  readonly emulator: RongcloudEmulator;
  readonly clock: { now: number };
  /** Ends the emulator and starts an emulator with the same settings at the same time. */
  readonly restart: () => Promise<Caller>;
  /** Sends one signed call, by default `startRecord`. */
  readonly call: (parameters: unknown, variation?: Variation) => Promise<Received>;
  /** Sends one signed call of that name and returns its answer. */
  readonly ask: (action: Action, parameters: Parameters, variation?: Variation) => Promise<RongcloudAnswer>;
  /** Sends one call to `/__control/`. */
  readonly control: (method: string, path: string, body?: unknown) => Promise<Received>;
  /** Sends one signed call and returns HTTP status and code of the answer. */
  readonly codes: (parameters: unknown, variation?: Variation) => Promise<[status: number, code: number]>;
}

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

/** Starts an emulator, which ends with the test, and a caller with its credentials. */
export async function startCaller(
  options: Partial<RongcloudEmulatorOptions> = {},
  clock = { now: NOW },
): Promise<Caller> {
  const apps = [{ appKey: APP_KEY, appSecret: APP_SECRET }];
  const emulator = await startRongcloudEmulator({ apps, now: () => clock.now, ...options });
  running.push(emulator);
  let count = 0;

  const call: Caller['call'] = (parameters, variation = {}) => {
    const triple = signRongcloud(
      variation.secret ?? APP_SECRET,
      variation.nonce ?? `nonce-${count++}`,
      variation.timestamp ?? String(clock.now),
    );
    const headers = {
      'App-Key': APP_KEY,
      Nonce: triple.nonce,
      Timestamp: triple.timestamp,
      Signature: triple.signature,
      'Room-Id': 'room-1',
      'Content-Type': 'application/json',
      ...variation.headers,
    };
    return send(emulator.port, {
      method: variation.method ?? 'POST',
      path: variation.path ?? '/rtc/record/start.json',
      headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
      body: variation.body ?? JSON.stringify(parameters),
    });
  };
  const codes: Caller['codes'] = async (parameters, variation) => {
    const received = await call(parameters, variation);
    return [received.status, answerOf(received).code];
  };
  const ask: Caller['ask'] = async (action, parameters, variation) => {
    const [method, path] = ACTIONS[action];
    const destroys = { path: path + encodeURIComponent(String(parameters['room_id'])), body: '', headers: NO_BODY };
    const how = { method, path, ...(method === 'DELETE' && destroys) };
    return answerOf(await call(parameters, { ...how, ...variation }));
  };
  const control: Caller['control'] = (method, path, body) =>
    send(emulator.port, {
      method,
      path: `/__control/${path}`,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const restart: Caller['restart'] = async () => {
    await running.splice(running.indexOf(emulator), 1)[0]?.close();
    return startCaller(options, clock);
  };
  return { emulator, clock, restart, call, codes, ask, control };
}

const NO_BODY = { 'Room-Id': '', 'Content-Type': '' };

export function answerOf(received: Received): RongcloudAnswer {
  return JSON.parse(received.text) as RongcloudAnswer;
}
