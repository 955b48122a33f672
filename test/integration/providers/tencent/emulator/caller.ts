import { afterEach, expect } from 'vitest';
import {
  startTencentEmulator,
  type TencentEmulatorOptions,
} from '../../../../../src/providers/tencent/emulator/emulator.ts';
import { signingKeys, signTc3 } from '../../../../../src/providers/tencent/api/tc3.ts';
import { parseJson, printJson, type JsonValue } from '../../../../../src/wire/json.ts';
import { Secret } from '../../../../../src/wire/secret.ts';
import { roomCommand } from '../../../../shared/room-command.ts';
import { send, type Received } from '../../../emulation/send-raw.ts';
import { answerFaults } from './answer-check.ts';

export const SECRET_ID = 'AKIDmadeUp';
export const SECRET_KEY = new Secret('made-up-secret-key');
export const NOW = Date.UTC(2026, 0, 15, 12);

export const VERSIONS: Readonly<Record<string, string>> = { tiw: '2019-09-19', gme: '2018-07-11', trtc: '2019-07-22' };

/** Deviations of a call from an official SDK. */
export interface Variation {
  readonly method?: 'POST' | 'GET';
  readonly path?: string;
  readonly query?: string;
  /** The very text sent in place of the parameters. */
  readonly body?: string;
  /** The signed text, if different. */
  readonly signedBody?: string;
  /** The `Host` header and, if different, the signed host. */
  readonly host?: string;
  readonly signedHost?: string;
  readonly service?: string;
  readonly secretId?: string;
  readonly secretKey?: Secret;
  /** Unix seconds. */
  readonly timestamp?: number;
  /** Signed in addition to the usual headers. */
  readonly signedHeaders?: Readonly<Record<string, string>>;
  /** Changes the finished `Authorization`. */
  readonly tamper?: (authorization: string) => string;
  /** Sent without being signed; an empty text leaves the header out. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Caller {
  readonly emulator: Awaited<ReturnType<typeof startTencentEmulator>>;
  readonly clock: { now: number };
  /** Ends the emulator and starts an emulator with the same settings at the same time. */
  readonly restart: () => Promise<Caller>;
  /** Sends one signed call. */
  readonly call: (service: string, action: string, parameters: unknown, variation?: Variation) => Promise<Received>;
  /** Sends one signed call and returns the error code of the answer, or null. */
  readonly code: (
    service: string,
    action: string,
    parameters: unknown,
    variation?: Variation,
  ) => Promise<string | null>;
  /** Sends one signed call, checks the answer against the contract and returns its fields. Throws after a refusal. */
  readonly ask: (service: string, action: string, parameters: unknown) => Promise<Fields>;
  /** Moves the recordings' clock on, by way of the control endpoint. */
  readonly advance: (ms: number) => Promise<void>;
  /** Sends a room command to the emulator. */
  readonly room: (command: string, body: object) => Promise<Received>;
  /** The emulator's own store. */
  readonly tasks: () => Promise<readonly Fields[]>;
}

export type Fields = Readonly<Record<string, JsonValue>>;

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

/** Starts an emulator, which ends with the test, and a caller with its credentials. */
export async function startCaller(
  options: Partial<TencentEmulatorOptions> = {},
  clock = { now: NOW },
): Promise<Caller> {
  const credentials = [{ secretId: SECRET_ID, secretKey: SECRET_KEY }];
  const emulator = await startTencentEmulator({ credentials, now: () => clock.now, ...options });
  running.push(emulator);

  const call: Caller['call'] = (service, action, parameters, variation = {}) => {
    const timestamp = variation.timestamp ?? Math.floor(clock.now / 1000);
    const region = options.site === 'china' ? 'ap-guangzhou' : 'ap-singapore';
    const varied = { ...variation, headers: { 'x-tc-region': region, ...variation.headers } };
    return send(emulator.port, signed(emulator.port, service, action, timestamp, parameters, varied));
  };
  const control = (method: string, path: string, body?: object) =>
    send(emulator.port, { method, path: `/__control/${path}`, ...(body && { body: printJson(body) }) });
  return {
    emulator,
    clock,
    async restart() {
      await running.splice(running.indexOf(emulator), 1)[0]?.close();
      return startCaller(options, clock);
    },
    call,
    code: async (...parts) => errorOf(await call(...parts))?.Code ?? null,
    async ask(...parts) {
      const response = responseOf(await call(...parts));
      if (response.Error) throw new Error(`${response.Error.Code}: ${response.Error.Message}`);
      expect(answerFaults(parts[0], parts[1], response as unknown as Fields)).toEqual([]);
      return response;
    },
    async advance(advanceMs) {
      expect((await control('POST', 'clock', { advanceMs })).status).toBe(200);
    },
    async room(command, body) {
      return control('POST', ...roomCommand(command, body));
    },
    async tasks() {
      const { text } = await control('GET', 'tasks');
      return (parseJson(text) as unknown as { tasks: readonly Fields[] }).tasks;
    },
  };
}

/** Returns one signed call for that port. */
export function signed(
  port: number,
  service: string,
  action: string,
  timestamp: number,
  parameters: unknown,
  variation: Variation,
) {
  const method = variation.method ?? 'POST';
  const query = variation.query ?? '';
  const body = variation.body ?? (method === 'GET' ? '' : printJson(parameters));
  const contentType = method === 'GET' ? 'application/x-www-form-urlencoded' : 'application/json; charset=utf-8';
  const host = variation.host ?? `${service}.localhost:${port}`;
  const authorization = signTc3(
    {
      method,
      service: variation.service ?? service,
      host: variation.signedHost ?? host,
      contentType,
      body: variation.signedBody ?? body,
      query,
      signedHeaders: variation.signedHeaders ?? {},
    },
    variation.secretId ?? SECRET_ID,
    signingKeys(variation.secretKey ?? SECRET_KEY),
    timestamp,
  );
  const headers = {
    host,
    'content-type': contentType,
    authorization: variation.tamper?.(authorization) ?? authorization,
    'x-tc-action': action,
    'x-tc-version': VERSIONS[service] ?? '',
    'x-tc-timestamp': String(timestamp),
    'x-tc-region': 'ap-singapore',
    ...variation.signedHeaders,
    ...variation.headers,
  };
  const sentHeaders = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
  return { method, path: (variation.path ?? '/') + (query && `?${query}`), headers: sentHeaders, body };
}

interface Envelope {
  readonly Response: {
    readonly RequestId: string;
    readonly TaskId?: string | bigint;
    readonly Error?: { readonly Code: string; readonly Message: string };
  };
}

export function responseOf(received: Received): Envelope['Response'] {
  return (parseJson(received.text) as unknown as Envelope).Response;
}

export function errorOf(received: Received): Envelope['Response']['Error'] {
  return responseOf(received).Error;
}
