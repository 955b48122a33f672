import { graphql, type GraphQLSchema } from 'graphql';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig, type Environment } from '../../src/config.ts';
import { createProviders } from '../../src/providers/index.ts';
import { schemaOf } from './schema-of.ts';
import { createTransport } from '../../src/wire/transport.ts';

/** Facts of a vendor that the suite needs. */
export interface SuiteVendor {
  readonly name: string;
  /** Starts the vendor's emulator with one account. */
  readonly emulate: () => Promise<{ settings: Environment; otherKeys: Environment; close: () => Promise<void> }>;
  /** The setting that says where the vendor is. */
  readonly endpoint: string;
  readonly starts: readonly {
    readonly mutation: string;
    /** The field of the payload that holds the new id. */
    readonly id: string;
    /** A valid start; starts with different numbers never collide. */
    readonly input: (number: number) => object;
    /** The code of a second identical start while the first runs; null if the second start succeeds. */
    readonly twice: string | null;
  }[];
}

interface Payload {
  [field: string]: unknown;
  errors: { code: string; retryable: boolean }[];
}

/** The common tests that every vendor passes against its emulator, over real HTTP. */
export function providerSuite(vendor: SuiteVendor): void {
  describe.each(vendor.starts)(`${vendor.name} $mutation`, ({ mutation, id, input, twice }) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const source = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${id} errors { code message retryable vendorCode } } }`;
    const send = async (schema: GraphQLSchema, number: number): Promise<Payload> => {
      const { data, errors } = await graphql({ schema, source, variableValues: { input: input(number) } });
      expect(errors).toBeUndefined();
      return data![mutation] as Payload;
    };

    it('starts a recording', async () => {
      const { schema } = await serve(vendor);
      const payload = await send(schema, 1);
      expect(payload.errors).toEqual([]);
      expect(payload[id]).toMatch(/\S/);
    });

    it('gives every recording its own id', async () => {
      const { schema } = await serve(vendor);
      expect((await send(schema, 1))[id]).not.toBe((await send(schema, 2))[id]);
    });

    it(`answers a second start of the same with ${twice ?? 'another recording'}`, async () => {
      const { schema } = await serve(vendor);
      await send(schema, 1);
      const second = await send(schema, 1);
      expect(second.errors.map(({ code }) => code)).toEqual(twice === null ? [] : [twice]);
    });

    it('is refused with keys that the vendor does not know', async () => {
      const { otherKeys } = await serve(vendor);
      const { schema } = await serve(vendor, otherKeys);
      expect((await send(schema, 1)).errors).toMatchObject([{ code: 'VENDOR_NOT_AUTHORIZED', retryable: false }]);
    });

    it('knows that nothing was sent when the vendor is gone', async () => {
      const { schema, close } = await serve(vendor);
      await close();
      expect((await send(schema, 1)).errors).toMatchObject([{ code: 'VENDOR_UNREACHABLE', retryable: true }]);
    });

    it('does not know the outcome when the vendor does not answer in time', async () => {
      const silent = await listen(() => undefined);
      const { schema } = await serve(vendor, { [vendor.endpoint]: silent, VENDOR_CALL_TIMEOUT_MS: '50' });
      expect((await send(schema, 1)).errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN', retryable: false }]);
    });

    it('does not know the outcome when something else answers', async () => {
      const proxy = await listen((_request, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'));
      const { schema } = await serve(vendor, { [vendor.endpoint]: proxy });
      expect((await send(schema, 1)).errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN', retryable: false }]);
    });
  });
}

/** Serves the schema over real HTTP to an emulator of the vendor until the end of the test. */
async function serve(vendor: SuiteVendor, settings: Environment = {}) {
  const emulator = await vendor.emulate();
  const config = readConfig({ ...emulator.settings, ...settings });
  const transport = createTransport(config);
  const log = pino({ level: 'silent' });
  const providers = await createProviders(
    {
      transport,
      now: Date.now,
      emulate: false,
      inlineStorageCredentials: true,
      log,
      callsPerSecond: config.callsPerSecond,
    },
    config.vendorEnv,
  );
  onTestFinished(async () => {
    transport.close();
    await emulator.close();
  });
  const { schema } = await schemaOf(providers, Date.now);
  return { ...emulator, schema };
}

async function listen(answer: http.RequestListener): Promise<string> {
  const server = http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
