import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { json as readJson, text as readText } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BadConfig, readConfig, type Environment } from '../../src/config.ts';
import { fileStore } from '../../src/emulation/store/store-file.ts';
import { createLog } from '../../src/log.ts';
import { BadSetting } from '../../src/providers/provider.ts';
import type { RunningServer } from '../../src/server.ts';
import { startServer } from '../shared/server.ts';
import type { WireAnswer } from '../../src/wire/transport.ts';
import { fakeVendor, KEYS, type FakeVendor } from '../shared/fake-vendor.ts';
import {
  GME_INPUT,
  GME_START,
  json,
  post,
  request,
  spawnMain,
  startProcess,
  startTestServer,
  type Answer,
} from '../shared/running-server.ts';
import { temporaryFolder } from '../shared/stores.ts';

const START = { query: GME_START, variables: { input: GME_INPUT } };
const STARTED = { data: { gmeStartRecord: { taskId: '42', requestId: 'req-1', errors: [] } } };
const SUCCESS = '{"Response":{"TaskId":42,"RequestId":"req-1"}}';

/** A vendor that reports calls and answers on request. */
function heldVendor(): { vendor: FakeVendor; called: Promise<void>; answer: () => void } {
  const called = Promise.withResolvers<undefined>();
  const held = Promise.withResolvers<WireAnswer>();
  return {
    vendor: {
      ...fakeVendor(),
      transport: () => {
        called.resolve(undefined);
        return held.promise;
      },
    },
    called: called.promise,
    answer: () => held.resolve({ status: 200, date: undefined, body: SUCCESS }),
  };
}

/** Sends the same mutation by a client that keeps its connection, or by a client that closes the connection. */
async function mutate(origin: string, keepAlive: boolean): Promise<Answer> {
  const agent = new Agent({ keepAlive });
  onTestFinished(() => agent.destroy());
  const headers = { 'content-type': 'application/json' };
  const call = httpRequest(`${origin}/graphql`, { method: 'POST', headers, agent });
  call.end(JSON.stringify(START));
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: new Headers(), text: await readText(response) };
}

/** Returns the status of /readyz; 503 also for a server that accepts no connections. */
async function readiness(origin: string): Promise<number> {
  try {
    return (await request(`${origin}/readyz`)).status;
  } catch {
    return 503;
  }
}

const isClosed = async (origin: string): Promise<boolean> => {
  try {
    await request(`${origin}/healthz`);
    return false;
  } catch {
    return true;
  }
};

describe('a server that runs', () => {
  it('is alive and ready', async () => {
    const { origin } = await startTestServer();
    expect(json(await request(`${origin}/healthz`))).toEqual({ status: 'ok' });
    expect(json(await request(`${origin}/readyz`))).toEqual({ status: 'ready' });
  });

  it('listens on the configured port', async () => {
    const { origin, stop } = await startTestServer();
    await stop();
    const again = await startTestServer({ environment: { PORT: new URL(origin).port } });
    expect(again.origin).toBe(origin);
    expect(await readiness(origin)).toBe(200);
  });

  it('reports an address that can be called, where it listens on all', async () => {
    const { origin } = await startTestServer({ environment: { HOST: '0.0.0.0' } });
    expect(new URL(origin).hostname).toBe('localhost');
    expect(await readiness(origin)).toBe(200);
  });

  it('listens on localhost by default', async () => {
    const { origin } = await startTestServer({ environment: { HOST: undefined } });
    expect(new URL(origin).hostname).toBe('localhost');
    expect(await readiness(origin)).toBe(200);
  });
});

describe('stop', () => {
  it.each([
    ['keeps its connection', true],
    ['does not', false],
  ])('finishes what is under way, for a client that %s', async (_name, keepAlive) => {
    const { vendor, called, answer } = heldVendor();
    const { origin, stop } = await startTestServer({ vendor });
    const started = mutate(origin, keepAlive);
    await called;

    const stopped = stop();
    expect(await readiness(origin)).toBe(503);
    answer();
    expect(json(await started)).toEqual(STARTED);
    await stopped;
    expect(await isClosed(origin)).toBe(true);
  });

  it('finishes what is under way on every address of localhost', async () => {
    const { vendor, called, answer } = heldVendor();
    const { origin, stop } = await startTestServer({ vendor, environment: { HOST: 'localhost' } });
    const started = mutate(origin, false);
    await called;
    const stopped = stop();
    answer();
    expect(json(await started)).toEqual(STARTED);
    await stopped;
  });

  it('does not wait for connections on which nothing happens', async () => {
    const { origin, stop } = await startTestServer();
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const call = httpRequest(`${origin}/healthz`, { agent }).end();
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    await readText(response);
    await stop();
    expect(await isClosed(origin)).toBe(true);
  });

  it('may be called twice, at once and later', async () => {
    const { origin, stop } = await startTestServer();
    await Promise.all([stop(), stop()]);
    await stop();
    expect(await isClosed(origin)).toBe(true);
  });

  it('ends the emulators too', async () => {
    const servers = listeningServers();
    const { origin, stop } = await startTestServer({ environment: { ...NO_KEYS, DATA_DIR: temporaryFolder() } });
    expect(servers()).toHaveLength(3);
    await stop();
    expect(servers()).toEqual([]);
    expect(await isClosed(origin)).toBe(true);
  });
});

const NO_KEYS = Object.fromEntries(Object.keys(KEYS).map((name) => [name, undefined]));

/** Watches servers of this process that start to listen; returns the servers that still listen. */
function listeningServers(): () => (AddressInfo | string | null)[] {
  const servers = new Set<Server>();
  const add = (message: unknown): void => void servers.add((message as { server: Server }).server);
  const channel = 'tracing:net.server.listen:asyncStart';
  subscribe(channel, add);
  onTestFinished(() => void unsubscribe(channel, add));
  return () => [...servers].filter((server) => server.listening).map((server) => server.address());
}

describe('a start', () => {
  const start = (environment: Environment): Promise<RunningServer> =>
    startServer({
      config: readConfig({ HOST: '127.0.0.1', PORT: '0', DATA_DIR: temporaryFolder(), ...environment }),
      log: createLog('silent'),
      transport: fakeVendor().transport,
    });

  it.each<[variable: string, environment: Environment]>([
    ['RONGCLOUD_APP_SECRET', { RONGCLOUD_APP_KEY: 'made-up-key' }],
    ['RONGCLOUD_APP_KEY', { RONGCLOUD_APP_SECRET: 'made-up-key' }],
    ['RONGCLOUD_DATA_CENTER', { RONGCLOUD_DATA_CENTER: 'made-up-key' }],
    ['RONGCLOUD_ENDPOINT', { RONGCLOUD_ENDPOINT: 'made-up-key' }],
    ['TENCENT_SECRET_KEY', { TENCENT_SECRET_ID: 'made-up-key' }],
    ['TENCENT_SECRET_ID', { TENCENT_SECRET_KEY: 'made-up-key' }],
    ['TENCENT_SECRET_ID', { TENCENT_TOKEN: 'made-up-key' }],
    ['TENCENT_SITE', { TENCENT_SITE: 'made-up-key' }],
    ['TENCENT_ENDPOINT', { TENCENT_ENDPOINT: 'http://made-up-key.example' }],
  ])('rejects, naming %s and not its value, and leaves nothing behind', async (variable, environment) => {
    const servers = listeningServers();
    const error = await start(environment).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadSetting);
    expect((error as Error).message).toContain(variable);
    expect((error as Error).message).not.toContain('made-up-key');
    await aServerOfOurs(); // every server that listened before is closed now
    expect(servers()).toEqual([]);
  });

  it('rejects when its port is in use, and leaves nothing behind', async () => {
    const port = await aServerOfOurs(true);
    const servers = listeningServers();
    await expect(start({ PORT: String(port) })).rejects.toMatchObject({ name: 'PortUnavailable', variable: 'PORT' });
    expect(servers()).toEqual([]);
  });

  it('is refused by its settings before anything is set up', () => {
    expect(() => readConfig({ PORT: 'made-up-key' })).toThrow(BadConfig);
  });

  /** Listens for a moment, or to the end of the test. */
  async function aServerOfOurs(toTheEnd = false): Promise<number> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    if (toTheEnd) {
      onTestFinished(async () => {
        await once(server.close(), 'close');
      });
    } else {
      await once(server.close(), 'close');
    }
    return port;
  }
});

describe('the program', () => {
  const production = (): Environment => ({ NODE_ENV: 'production', DATA_DIR: temporaryFolder() });

  /** A vendor over HTTP that reports calls and answers on request. */
  async function stubVendor(): Promise<{ origin: string; called: Promise<unknown>; answer: () => void }> {
    const called = Promise.withResolvers<unknown>();
    let response: ServerResponse | undefined;
    const server = createServer((message, reply) => {
      response = reply;
      void readJson(message).then(called.resolve);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    });
    const { port } = server.address() as AddressInfo;
    return { origin: `http://127.0.0.1:${port}`, called: called.promise, answer: () => void response?.end(SUCCESS) };
  }

  it.each([
    ['SIGTERM', 'keeps its connection', true],
    ['SIGTERM', 'does not', false],
    ['SIGINT', 'keeps its connection', true],
  ] as const)(
    'ends on %s when what is under way is answered, for a client that %s',
    async (signal, _name, keepAlive) => {
      const stub = await stubVendor();
      const program = await startProcess({ ...production(), ...KEYS, TENCENT_ENDPOINT: stub.origin });
      const started = mutate(program.origin, keepAlive);
      expect(await stub.called).toMatchObject({ BizId: GME_INPUT.bizId, RoomId: GME_INPUT.roomId });

      program.kill(signal);
      await program.wrote(/stopping/);
      expect(await readiness(program.origin)).toBe(503);
      stub.answer();
      expect(json(await started)).toEqual(STARTED);
      expect(await program.exited).toBe(0);
    },
  );

  it('ends on SIGTERM at once when nothing is under way', async () => {
    const program = await startProcess({ ...production(), ...KEYS });
    program.kill('SIGTERM');
    expect(await program.exited).toBe(0);
  });

  it('says in production which vendors are off, and offers neither GraphiQL nor Sandbox', async () => {
    const program = await startProcess(production());
    await program.wrote(/Start page.*\n/);
    expect(program.written()).toMatch(/Tencent Cloud\s+off\s+.*TENCENT_SECRET_ID and TENCENT_SECRET_KEY/);
    expect(program.written()).toMatch(/RongCloud\s+off\s+.*RONGCLOUD_APP_KEY and RONGCLOUD_APP_SECRET/);
    expect(program.written()).not.toMatch(/sandbox|emulated|graphiql/i);
  });

  it('needs no keys to be tried: it says that the vendors are emulated, and where to click', async () => {
    const program = await startProcess({ DATA_DIR: temporaryFolder() });
    await program.wrote(/Demo: .*\n/);
    const { origin } = program;
    expect(program.written()).toMatch(/Tencent Cloud\s+emulated/);
    expect(program.written()).toMatch(/RongCloud\s+emulated/);
    expect(program.written()).toContain('vendors without keys are emulated');
    for (const link of [`${origin}/`, `${origin}/graphiql`, `${origin}/graphql`]) {
      expect(program.written().split(/\s+/)).toContain(link);
      expect(await request(link, { headers: { accept: 'text/html' } })).toMatchObject({ status: 200 });
    }
    const answer = json<{ data: { gmeStartRecord: object } }>(await post(program, START));
    expect(answer.data.gmeStartRecord).toMatchObject({ taskId: expect.stringMatching(/^\d+$/) as string, errors: [] });

    program.kill('SIGTERM');
    expect(await program.exited).toBe(0);
  });

  it.each<[string, Environment]>([
    ['PORT', { PORT: 'made-up-value' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'made-up-value' }],
    ['TENCENT_SECRET_KEY', { TENCENT_SECRET_ID: 'made-up-value' }],
  ])('does not start with a bad %s: it names it, not its value', async (variable, environment) => {
    const program = await spawnMain({ DATA_DIR: temporaryFolder(), ...environment });
    expect(await program.exited).toBe(1);
    expect(program.written()).toContain(variable);
    expect(program.written()).not.toContain('made-up-value');
    expect(program.written()).not.toMatch(/^\s+at /m);
  });

  it('says what to do when its port is in use', async () => {
    const { origin } = await startTestServer();
    const program = await spawnMain({ DATA_DIR: temporaryFolder(), PORT: new URL(origin).port });
    expect(await program.exited).toBe(1);
    expect(program.written()).toMatch(/Port \d+ is in use\. Set PORT to another port/);
  });

  it('says what to do when another process of the demo has the store of its data folder', async () => {
    const DATA_DIR = temporaryFolder();
    const store = fileStore(join(DATA_DIR, 'emulator-tencent.sqlite'), 'Tencent');
    onTestFinished(() => store.close());
    const program = await spawnMain({ DATA_DIR });
    expect(await program.exited).toBe(1);
    expect(program.written()).toMatch(/emulator-tencent\.sqlite: another process uses it\. .*`npm run emulators`/);
    expect(program.written()).not.toMatch(/^\s+at /m);
  });

  it('says what to do when its data folder cannot be made', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const DATA_DIR = join(file, 'data');
    const program = await spawnMain({ DATA_DIR, DATABASE_URL: 'sqlite::memory:' });
    expect(await program.exited).toBe(1);
    expect(program.written()).toContain(`${DATA_DIR} cannot be written (ENOTDIR).\nSet DATA_DIR`);
    expect(program.written()).not.toMatch(/^\s+at /m);
  });
});
