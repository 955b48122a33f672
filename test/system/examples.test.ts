import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningServer } from '../../src/server.ts';
import { fillPlaceholders, freshRoom } from '../../examples/placeholders.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { programOf } from '../shared/bundled.ts';
import { startServer } from '../shared/server.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'tapedeck-examples-'));
let server: RunningServer;

/** A server without keys: both vendors are emulated. */
beforeAll(async () => {
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir });
  server = await startServer({ config, log: createLog('silent') });
});

afterAll(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true });
});

const folder = new URL('../../examples/', import.meta.url);
const paths = (await readdir(folder, { recursive: true }))
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.slice(0, -8))
  .sort();

const starts = paths.filter((name) => name.startsWith('start/'));

/** Sends an example as GraphiQL does. */
async function play(name: string, { route = '/graphql', lastRecording = '' } = {}): Promise<Response> {
  const read = (file: string) => readFile(new URL(file, folder), 'utf8');
  const [query, variables] = await Promise.all([read(`${name}.graphql`), read(`${name}.variables.json`)]);
  const filled = fillPlaceholders(variables, { room: freshRoom(), lastRecording });
  return fetch(`${server.origin}${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: route.endsWith('stream') ? 'text/event-stream' : '*/*' },
    body: JSON.stringify({ query, variables: JSON.parse(filled) as object }),
  });
}

/** The answer's only field. */
async function answerTo(name: string, lastRecording?: string): Promise<unknown> {
  const response = await play(name, lastRecording === undefined ? {} : { lastRecording });
  const { data } = (await response.json()) as { data: Record<string, unknown> };
  return Object.values(data)[0];
}

async function startedWith(name: string): Promise<string> {
  const { recording } = (await answerTo(name)) as { recording: { id: string } };
  return recording.id;
}

it('has an example of every start, and of what follows a start', () => {
  expect(paths).toEqual([
    'read/callback-counts',
    'read/recording',
    'read/recording-changed',
    'read/recordings',
    'start/gme-start-record',
    'start/rongcloud-start-record',
    'start/tiw-start-online-record',
    'start/trtc-create-cloud-recording',
    'start/trtc-start-web-record',
    'stop/stop-recording',
    'stop/stop-recordings',
  ]);
});

it.each(starts)('starts three recordings in the demo with examples/%s, played three times', async (name) => {
  const answers = [await answerTo(name), await answerTo(name), await answerTo(name)];
  const recording = { id: expect.stringMatching(/^rec_/) as string, state: 'STARTING' };
  const started = { errors: [], recording };
  expect(answers).toMatchObject([started, started, started]);
  expect(new Set(answers.map((answer) => (answer as { recording: { id: string } }).recording.id)).size).toBe(3);
});

it('stops a recording with examples/stop/stop-recording', async () => {
  const id = await startedWith('start/gme-start-record');
  expect(await answerTo('stop/stop-recording', id)).toMatchObject({ recording: { id, product: 'GME' }, errors: [] });
});

it('stops nothing in a room without recordings with examples/stop/stop-recordings', async () => {
  expect(await answerTo('stop/stop-recordings')).toMatchObject({ results: [], hasMore: false, errors: [] });
});

it('reads a recording and its signed manifest with examples/read/recording', async () => {
  const id = await startedWith('start/trtc-start-web-record');
  const manifest = { json: expect.stringContaining(id) as string, signature: expect.any(String) as string };
  expect(await answerTo('read/recording', id)).toMatchObject({
    id,
    product: 'TRTC_WEB',
    files: { nodes: [] },
    manifest,
  });
});

it('lists the newest recordings first with examples/read/recordings', async () => {
  const first = await startedWith('start/gme-start-record');
  const second = await startedWith('start/rongcloud-start-record');
  const { nodes } = (await answerTo('read/recordings')) as { nodes: { id: string }[] };
  expect(nodes.slice(0, 2).map(({ id }) => id)).toEqual([second, first]);
});

it('counts the callbacks of the vendors with examples/read/callback-counts', async () => {
  await startedWith('start/tiw-start-online-record');
  const started = { source: 'tencent/tiw', type: 'OnlineRecordStarted', state: 'APPLIED' };
  await expect.poll(() => answerTo('read/callback-counts')).toContainEqual(expect.objectContaining(started));
});

it('shows what happens live with examples/read/recording-changed', async () => {
  const stream = await play('read/recording-changed', { route: '/graphql/stream' });
  const id = await startedWith('start/trtc-start-web-record');
  let output = '';
  for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
    output += chunk;
    if (output.split('\n').some((line) => line.includes('"to":"RECORDING"') && line.includes(id))) break;
  }
  expect(output).toMatch(/"recordingChanged":\{"cursor":"[\w-]+","seq":"1"/);
});

it('has a typed client that starts another recording each time', async () => {
  const program = await programOf('examples/start-recording.ts');
  const run = () => promisify(execFile)(process.execPath, [program, server.origin]);
  const outputs = [(await run()).stdout, (await run()).stdout];
  for (const output of outputs) expect(output).toMatch(/^recording rec_\w+ is STARTING\n$/);
  expect(outputs[0]).not.toBe(outputs[1]);
});
