import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { startServer } from '../../src/server.ts';
import { temporaryFolder } from '../stores.ts';

/** A server without keys: both vendors are emulated. */
async function demo(): Promise<string> {
  const config = readConfig({ PORT: '0', DATA_DIR: temporaryFolder() });
  const server = await startServer({ config, log: createLog('silent') });
  onTestFinished(() => server.stop());
  return server.origin;
}

const folder = new URL('../../examples/', import.meta.url);
const names = (await readdir(folder)).filter((file) => file.endsWith('.graphql')).map((file) => file.slice(0, -8));

it('has an example of every mutation', () => {
  expect(names.sort()).toEqual([
    'gme-start-record',
    'rongcloud-start-record',
    'tiw-start-online-record',
    'trtc-create-cloud-recording',
    'trtc-start-web-record',
  ]);
});

it.each(names)('starts a recording in the demo with examples/%s', async (name) => {
  const [query, variables] = await Promise.all([
    readFile(new URL(`${name}.graphql`, folder), 'utf8'),
    readFile(new URL(`${name}.variables.json`, folder), 'utf8'),
  ]);
  const response = await fetch(`${await demo()}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: JSON.parse(variables) as object }),
  });
  const { data } = (await response.json()) as { data: Record<string, object> };
  const recording = { id: expect.stringMatching(/^rec_/) as string, state: 'STARTING' };
  expect(Object.values(data)).toMatchObject([{ errors: [], recording }]);
});

it('has a typed client that starts a recording', async () => {
  const program = new URL('start-recording.ts', folder).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, await demo()]);
  expect(stdout).toMatch(/^recording \d{18,20}\n$/);
});
