import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { parseEnv } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig, type Environment } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { programOf } from '../shared/bundled.ts';
import { runNode, type TestChild } from '../shared/child-process.ts';
import { startServer } from '../shared/server.ts';
import { temporaryFolder } from '../shared/stores.ts';

const PROGRAM = await programOf('src/emulators.ts');

/** `npm run emulators` without the build. */
function emulators(args: readonly string[], environment: Environment = {}): TestChild {
  return runNode([PROGRAM, ...args], environment);
}

/**
 * Starts a server with the settings that the emulators printed: as in production, without emulators of the server's
 * own.
 */
async function serverWith(printed: string) {
  const lines = printed.slice(printed.indexOf('TENCENT_ENDPOINT='));
  const settings = parseEnv(lines.split('\n\n')[0]!) as Environment;
  const config = readConfig({ ...settings, PORT: '0', NODE_ENV: 'production', DATA_DIR: temporaryFolder() });
  const server = await startServer({ config, log: createLog('silent') });
  onTestFinished(() => server.stop());
  return server;
}

async function ask(origin: string, query: string): Promise<unknown> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

const GME_START = `mutation {
  gmeStartRecord(input: { bizId: 3400352518, roomId: "room-7", recordMode: SINGLE }) { taskId errors { code } }
}`;
/** The server signs the robot's UserSig with the key of the application, and the emulator checks the UserSig. */
const TIW_START = `mutation {
  tiwStartOnlineRecord(input: { sdkAppId: 1400000001, roomId: 7 }) { taskId errors { code message } }
}`;

it('prints settings that a server starts recordings with, and ends on SIGTERM', async () => {
  const child = emulators([], { EMULATOR_PORT: '0' });
  await child.wrote(/RONGCLOUD_APP_SECRET=\w+\n/);
  const server = await serverWith(child.written());
  expect(server.vendors.map(({ state }) => state)).toEqual(['LIVE', 'LIVE']);
  const taskId: unknown = expect.stringMatching(/^\d{18,20}$/);
  expect(await ask(server.origin, GME_START)).toEqual({ data: { gmeStartRecord: { taskId, errors: [] } } });

  child.kill('SIGTERM');
  expect(await child.exited).toBe(0);
});

it('does as its flags say: site, keys of applications, store in a folder', async () => {
  const folder = temporaryFolder();
  const flags = ['--port', '0', '--site', 'china', '--applications', '1400000001', '--data', folder];
  const child = emulators(flags, { TENCENT_SITE: 'intl' });
  await child.wrote(/RONGCLOUD_APP_SECRET=\w+\n/);
  expect(child.written()).toMatch(/^TENCENT_SITE=china$/m);
  const server = await serverWith(child.written());
  expect(await ask(server.origin, TIW_START)).toMatchObject({ data: { tiwStartOnlineRecord: { errors: [] } } });
  expect(readdirSync(folder).filter((name) => name.endsWith('.sqlite'))).toEqual([
    'emulator-rongcloud.sqlite',
    'emulator-tencent.sqlite',
  ]);
});

it('lists its options and ends', async () => {
  const child = emulators(['emulators', '--help']);
  expect(await child.exited).toBe(0);
  expect(child.written()).toContain('--site <site>');
});

it('names the port that is in use, with the variable and the flag', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const child = emulators(['--port', String(port)]);
  expect(await child.exited).toBe(1);
  expect(child.written()).toContain(`Port ${port} is in use. Set EMULATOR_PORT (--port) to another port`);
});

it('names the setting that is wrong, with its flag', async () => {
  const child = emulators(['--site', 'moon']);
  expect(await child.exited).toBe(1);
  expect(child.written()).toBe('The emulators cannot start.\nTENCENT_SITE (--site) must be intl or china.\n');
});
