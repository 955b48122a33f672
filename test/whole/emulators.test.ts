import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { startServer } from '../../src/server.ts';
import { temporaryFolder } from '../stores.ts';

/** `npm run emulators` without the build: what it printed up to the last credential, and the process. */
async function emulators() {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/emulators.ts'], {
    env: { PATH: process.env['PATH'], EMULATOR_PORT: '0' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  while (!/RONGCLOUD_APP_SECRET=\w+\n/.test(printed)) {
    printed += String(((await once(child.stdout, 'data')) as [Buffer])[0]);
  }
  return { child, printed };
}

it('prints settings that a server starts recordings with, and ends on SIGTERM', async () => {
  const { child, printed } = await emulators();
  const settings = Object.fromEntries(
    [...printed.matchAll(/^ +([A-Z_]+)=(\S+)$/gm)].map(([, name, value]) => [name!, value!]),
  );
  expect(Object.keys(settings)).toHaveLength(6);

  const config = readConfig({ ...settings, PORT: '0', NODE_ENV: 'production', DATA_DIR: temporaryFolder() });
  const server = await startServer({ config, log: createLog('silent') });
  onTestFinished(() => server.stop());
  expect(server.vendors.map(({ state }) => state)).toEqual(['LIVE', 'LIVE']);

  const input = '{ bizId: 3400352518, roomId: "room-7", recordMode: SINGLE }';
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: `mutation { gmeStartRecord(input: ${input}) { taskId errors { code } } }` }),
  });
  const taskId: unknown = expect.stringMatching(/^\d{18,20}$/);
  expect(await response.json()).toEqual({ data: { gmeStartRecord: { taskId, errors: [] } } });

  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
