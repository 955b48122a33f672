import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { startTencentEmulator } from '../../src/providers/tencent/emulator/emulator.ts';
import { startServer } from '../../src/server.ts';
import { Secret } from '../../src/wire/secret.ts';
import { GME_INPUT, GME_START, json, post } from '../running-server.ts';

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
type Actions = {
  data: { vendors: { name: string; actions: { name: string; available: number; waitMs: number }[] }[] };
};

it('brings 200 starts at once to the vendor at its pace: it refuses none, and all are started', async () => {
  const { server, emulator } = await serve();
  const start = async (room: number): Promise<Started> => {
    const input = { ...GME_INPUT, roomId: `room-${room}` };
    return json<Started>(await post(server, { query: GME_START, variables: { input } }));
  };
  const standing = async () => {
    const query = '{ vendors { name actions { name available waitMs } } }';
    return json<Actions>(await post(server, { query })).data.vendors;
  };
  expect((await standing()).map(({ actions }) => actions)).toEqual([[], []]);
  await start(0); // the first of all is slow, and would arrive together with the next
  const began = performance.now();
  const starts = Promise.all(Array.from({ length: 200 }, (_, room) => start(room + 1)));
  await expect.poll(async () => (await standing())[0]!.actions[0]!.waitMs).toBeGreaterThan(5000);
  expect((await standing())[0]!.actions).toMatchObject([{ name: 'gme.StartRecord', available: 0 }]);

  const payloads = (await starts).map(({ data }) => data.gmeStartRecord);
  expect(payloads.filter(({ errors }) => errors.length > 0)).toEqual([]);
  expect(new Set(payloads.map(({ taskId }) => taskId)).size).toBe(200);
  expect(emulator.calls.map(({ code }) => code)).toEqual(Array(201).fill(null));
  expect(performance.now() - began).toBeLessThan(20_000); // 10.4 s, and what late timers add
  await expect.poll(standing).toMatchObject([{ actions: [{ available: 1, waitMs: 0 }] }, { actions: [] }]);
});
