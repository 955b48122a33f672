import { readFile } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { fillPlaceholders, freshRoom } from '../../../examples/placeholders.ts';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { startServer } from '../../shared/server.ts';
import { json, post } from '../../shared/running-server.ts';
import { temporaryFolder } from '../../shared/stores.ts';

const STOP = `mutation Stop($input: StopRecordingInput!) {
  it: stopRecording(input: $input) { recording { id } errors { message } }
}`;
const FIND = 'query Find($id: ID!) { it: recording(id: $id) { state files { nodes { state } } } }';
const SECOND = 1000;

interface Seen {
  readonly state: string;
  readonly files: { readonly nodes: readonly { readonly state: string }[] };
}

/** A server without keys, whose clock and that of its emulators can be moved on. */
async function demo() {
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const config = readConfig({ HOST: '127.0.0.1', PORT: '0', DATA_DIR: temporaryFolder() });
  const server = await startServer({ config, log: createLog('silent'), now });
  onTestFinished(server.stop);
  const ask = async <Answer>(query: string, variables: object): Promise<Answer> => {
    const { data } = json<{ data: Record<string, Answer> }>(await post(server, { query, variables }));
    return Object.values(data)[0]!;
  };
  return { server, ask, advance: (ms: number) => void (aheadMs += ms) };
}

async function example(file: string): Promise<string> {
  return readFile(new URL(`../../../examples/start/${file}`, import.meta.url), 'utf8');
}

it.each([
  'tiw-start-online-record',
  'gme-start-record',
  'trtc-create-cloud-recording',
  'trtc-start-web-record',
  'rongcloud-start-record',
])('in the demo, examples/start/%s, half a minute and a stop give files', async (name) => {
  const { ask, advance } = await demo();
  const variables = fillPlaceholders(await example(`${name}.variables.json`), { room: freshRoom() });
  const input = JSON.parse(variables) as object;
  const started = await ask<{ recording: { id: string } }>(await example(`${name}.graphql`), input);
  const { id } = started.recording;
  const seen = () => ask<Seen>(FIND, { id });
  advance(30 * SECOND);
  await expect.poll(async () => (await seen()).state).toBe('RECORDING');
  expect(await ask(STOP, { input: { id } })).toMatchObject({ errors: [] });
  advance(60 * SECOND);
  await expect.poll(async () => (await seen()).files.nodes.map(({ state }) => state)).toContain('READY');
  // Time goes on while the server asks: RongCloud does not say that no more files come, and others are asked again later. In
  // steps that the server does not take for a jump of the clock.
  const stateLater = async (): Promise<string> => {
    advance(2 * SECOND);
    return (await seen()).state;
  };
  await expect.poll(stateLater).toBe('COMPLETE');
  const { files } = await seen();
  expect(new Set(files.nodes.map(({ state }) => state))).toEqual(new Set(['READY']));
});

it('reports where the emulators are driven', async () => {
  const { server } = await demo();
  for (const { control } of server.vendors) {
    const response = await fetch(control!);
    expect(await response.text()).toContain('<h1>Drive the ');
  }
});

it('says which port of the emulators is taken, and which variable decides about it', async () => {
  const { server } = await demo();
  const port = Number(new URL(server.vendors[0]!.control!).port);
  const config = readConfig({ PORT: '0', EMULATOR_PORT: String(port), DATA_DIR: temporaryFolder() });
  await expect(startServer({ config, log: createLog('silent') })).rejects.toMatchObject({
    name: 'PortUnavailable',
    port,
    variable: 'EMULATOR_PORT',
  });
});
