import { pino } from 'pino';
import { readConfig, type Environment } from '../../src/config.ts';
import { createProviders, type Providers } from '../../src/providers/index.ts';
import type { Recordings } from '../../src/recordings/recordings.ts';
import { schemaOf } from './schema-of.ts';
import { hurriedTiming } from './calls/driven-time.ts';
import { parseJson, type JsonValue } from '../../src/wire/json.ts';
import type { Transport, WireAnswer, WireCall } from '../../src/wire/transport.ts';
import type { GraphQLSchema } from 'graphql';

/** Made-up keys for both vendors. */
export const KEYS: Environment = {
  TENCENT_SECRET_ID: 'AKIDtestOnly0001',
  TENCENT_SECRET_KEY: 'tencent-secret-key-of-the-tests',
  RONGCLOUD_APP_KEY: 'rongTestKey01',
  RONGCLOUD_APP_SECRET: 'rongcloud-secret-of-the-tests',
};

/** 2026-11-21T00:00:00Z, the time of tests that do not care. */
export const NOON = Date.UTC(2026, 10, 21);

/** A transport that records requests and returns scripted answers. */
export interface FakeVendor {
  readonly transport: Transport;
  readonly calls: WireCall[];
  /** The body of the only call that was sent, digits kept. */
  readonly sent: () => JsonValue;
}

/** `answer` returns the body of an answer or the whole answer, or throws an error of the transport. */
export function fakeVendor(answer: (call: WireCall) => string | WireAnswer = succeed): FakeVendor {
  const calls: WireCall[] = [];
  return {
    calls,
    transport: (call) => {
      calls.push(call);
      try {
        const given = answer(call);
        return Promise.resolve(typeof given === 'string' ? { status: 200, date: undefined, body: given } : given);
      } catch (error) {
        return Promise.reject(error);
      }
    },
    sent: () => {
      if (calls.length !== 1) throw new Error(`${calls.length} calls were sent`);
      return parseJson(calls[0]!.body ?? '');
    },
  };
}

/** The vendors' plainest success. */
function succeed({ url, headers }: WireCall): string {
  if (url.includes('/v2/')) return '{"code":10000}';
  if ('App-Key' in headers) return '{"code":200,"errorMessage":"Success","recordId":"rec-1"}';
  const taskId = headers['X-TC-Action'] === 'StartRecord' ? '446192236330927912' : '"task-1"';
  return `{"Response":{"TaskId":${taskId},"RequestId":"req-1"}}`;
}

/** Providers and the real schema over a fake vendor. */
export async function schemaOver(
  vendor: FakeVendor,
  environment: Environment = KEYS,
  now: () => number = () => NOON,
): Promise<{ schema: GraphQLSchema; providers: Providers; recordings: Recordings }> {
  const log = pino({ level: 'silent' });
  const timing = hurriedTiming();
  const providers = await createProviders(
    {
      transport: vendor.transport,
      now,
      emulate: false,
      inlineStorageCredentials: true,
      callsPerSecond: 0,
      timing,
      log,
    },
    readConfig(environment).vendorEnv,
  );
  const { schema, recordings } = await schemaOf(providers, now, timing);
  return { schema, providers, recordings };
}
