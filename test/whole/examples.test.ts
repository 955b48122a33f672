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

const starts = names.filter((name) => name.endsWith('-record') || name.endsWith('-recording'));

it('has an example of every start, and of the live changes', () => {
  expect(names.sort()).toEqual([
    'gme-start-record',
    'recording-changed',
    'rongcloud-start-record',
    'tiw-start-online-record',
    'trtc-create-cloud-recording',
    'trtc-start-web-record',
  ]);
});

it.each(starts)('starts a recording in the demo with examples/%s', async (name) => {
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

it('shows what happens live with examples/recording-changed', async () => {
  const origin = await demo();
  const read = (file: string) => readFile(new URL(file, folder), 'utf8');
  const ask = async (path: string, name: string): Promise<Response> => {
    const [query, variables] = await Promise.all([read(`${name}.graphql`), read(`${name}.variables.json`)]);
    return fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: path.endsWith('stream') ? 'text/event-stream' : '*/*' },
      body: JSON.stringify({ query, variables: JSON.parse(variables) as object }),
    });
  };
  const stream = await ask('/graphql/stream', 'recording-changed');
  await ask('/graphql', 'trtc-start-web-record');
  let told = '';
  for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
    told += chunk;
    if (told.includes('"to":"RECORDING"')) break;
  }
  expect(told).toContain('"recordingChanged":{"seq":"1"');
});

it('has a typed client that starts a recording', async () => {
  const program = new URL('start-recording.ts', folder).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, await demo()]);
  expect(stdout).toMatch(/^recording \d{18,20}\n$/);
});
