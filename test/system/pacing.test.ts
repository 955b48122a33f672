import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { startTencentEmulator } from '../../src/providers/tencent/emulator/emulator.ts';
import { startServer } from '../shared/server.ts';
import { Secret } from '../../src/wire/secret.ts';
import { GME_INPUT, GME_START, json, post } from '../shared/running-server.ts';
import { temporaryFolder } from '../shared/stores.ts';

const KEYS = { secretId: 'AKIDpacing', secretKey: 'key-of-the-pacing-test' };

/** A real server that calls an emulator over HTTP. */
async function serve() {
  const emulator = await startTencentEmulator({
    credentials: [{ secretId: KEYS.secretId, secretKey: new Secret(KEYS.secretKey) }],
  });
  onTestFinished(() => emulator.close());
  const server = await startServer({
    config: readConfig({
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: temporaryFolder(),
      TENCENT_ENDPOINT: emulator.origin,
      TENCENT_SECRET_ID: KEYS.secretId,
      TENCENT_SECRET_KEY: KEYS.secretKey,
    }),
    log: createLog('silent'),
  });
  onTestFinished(server.stop);
  return { server, emulator };
}

type Started = { data: { gmeStartRecord: { taskId: string | null; errors: { code: string }[] } } };
type Action = { name: string; available: number; waitMs: number };
type Vendors = { data: { vendors: { actions: Action[] }[] } };

const START = 'gme.StartRecord';

it('brings 200 starts at once to the vendor at its pace: it refuses none, and all are started', async () => {
  const { server, emulator } = await serve();
  const start = async (room: number): Promise<Started> => {
    const input = { ...GME_INPUT, roomId: `room-${room}` };
    return json<Started>(await post(server, { query: GME_START, variables: { input } }));
  };
  const actions = async (): Promise<Action[]> => {
    const query = '{ vendors { actions { name available waitMs } } }';
    return json<Vendors>(await post(server, { query })).data.vendors.flatMap((vendor) => vendor.actions);
  };
  // The remaining calls are the server's own, for started recordings.
  const standing = async () => (await actions()).find(({ name }) => name === START);
  expect(await actions()).toEqual([]);
  await start(0); // the first of all is slow, and would arrive together with the next
  const starts = Promise.all(Array.from({ length: 200 }, (_, room) => start(room + 1)));
  await expect.poll(async () => (await standing())!.waitMs).toBeGreaterThan(1000);
  expect(await standing()).toMatchObject({ available: 0 });

  const payloads = (await starts).map(({ data }) => data.gmeStartRecord);
  expect(payloads.filter(({ errors }) => errors.length > 0)).toEqual([]);
  expect(new Set(payloads.map(({ taskId }) => taskId)).size).toBe(200);
  const calls = emulator.calls.filter(({ action }) => action === 'StartRecord');
  expect(calls.map(({ code }) => code)).toEqual(Array(201).fill(null));
  expect(emulator.calls.filter(({ code }) => code !== null)).toEqual([]);
  await expect.poll(standing).toMatchObject({ available: 1, waitMs: 0 });
});
