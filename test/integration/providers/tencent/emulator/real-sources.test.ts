import { describe, expect, it, onTestFinished } from 'vitest';
import { CallbackRejected, type CallbackEvent, type CallbackSource } from '../../../../../src/callbacks/callback.ts';
import { oneKeyForAll } from '../../../../../src/providers/tencent/callbacks/keys.ts';
import { GmeCallback } from '../../../../../src/providers/tencent/gme/callback.ts';
import { TENCENT } from '../../../../../src/providers/tencent/index.ts';
import { TiwCallback, TiwGenerationCallback } from '../../../../../src/providers/tencent/tiw/callback.ts';
import { TrtcCallback } from '../../../../../src/providers/tencent/trtc/callbacks/callback.ts';
import { Secret } from '../../../../../src/wire/secret.ts';
import { createTransport } from '../../../../../src/wire/transport.ts';
import { startReceiver, type Arrived } from '../../../../shared/emulation/receiver.ts';
import { Deadlines, DRIVEN_LIMITS } from '../../../../shared/deadlines.ts';
import { inputOf } from '../../recorded-starts.ts';
import { KEYS, startWithReceiver } from './callback-server.ts';
import { NOW } from './caller.ts';
import { GME, TIW, TRTC_CLOUD, TRTC_WEB } from './api/parameters-of.ts';
import { fakeLog } from '../../../../shared/fake-log.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const key = (text: string) => oneKeyForAll(new Secret(text));
const SOURCES: readonly CallbackSource[] = [
  new TrtcCallback(key(KEYS.trtc)),
  new TiwCallback(key(KEYS.tiw)),
  new TiwGenerationCallback(key(KEYS.tiw)),
  new GmeCallback(key(KEYS.gme), 'base64'),
];

/** Reads a callback as a server does. Throws `CallbackRejected`. */
function read({ path, headers, body }: Arrived, sources: readonly CallbackSource[], receivedAt: number) {
  const source = sources.find((it) => path.endsWith(`/${it.path}`))!;
  const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]));
  const text = source.verify({ headers: flat, query: {}, body, receivedAt });
  return source.read(text, receivedAt);
}

/** One recording of each kind, from its start until long after its end. */
async function everything() {
  const harness = await startWithReceiver();
  const { ask, advance, room } = harness;
  await room('join', { app: TIW.SdkAppId, room: TIW.RoomId, user: 'alice' });
  await room('join', { app: GME.BizId, room: GME.RoomId, user: 'alice' });
  await room('join', { app: TRTC_CLOUD.SdkAppId, room: 3560, user: 'alice' });
  const board = { SdkAppId: TIW.SdkAppId, TaskId: (await ask('tiw', 'StartOnlineRecord', TIW))['TaskId'] };
  const voice = { BizId: GME.BizId, TaskId: (await ask('gme', 'StartRecord', GME))['TaskId'] };
  const RecordParams = { ...TRTC_CLOUD.RecordParams, OutputFormat: 1 };
  const start = await ask('trtc', 'CreateCloudRecording', { ...TRTC_CLOUD, RecordParams });
  const call = { SdkAppId: TRTC_CLOUD.SdkAppId, TaskId: start['TaskId'] };
  await ask('trtc', 'StartWebRecord', { ...TRTC_WEB, MaxDurationLimit: 1800 });
  await advance(MINUTE);
  await ask('tiw', 'StopOnlineRecord', board);
  await ask('gme', 'StopRecord', voice);
  await ask('trtc', 'DeleteCloudRecording', call);
  await advance(HOUR);
  const arrived = await harness.callbacks(3 + 6 + 7 + 4);
  return { ...harness, arrived };
}

describe('a server', () => {
  it('takes every callback of the emulator, and knows what it means', async () => {
    const { arrived } = await everything();
    const events: CallbackEvent[] = arrived.flatMap((it) => read(it, SOURCES, NOW));
    expect(events.filter(({ isKnown }) => !isKnown)).toEqual([]);
    const eventsOf = (product: string) =>
      events.filter((it) => it.product === product).flatMap(({ report }) => report.facts);
    for (const product of ['TIW', 'TRTC_ROOM', 'TRTC_WEB']) {
      const kinds = eventsOf(product).map(({ kind }) => kind);
      expect(kinds).toEqual(expect.arrayContaining(['running', 'ended', 'filesDone']));
    }
    expect(eventsOf('GME').map(({ kind }) => kind)).toEqual(['running', 'running']);
    expect(
      events.flatMap(({ report }) => report.files ?? []).filter(({ state }) => state === 'READY').length,
    ).toBeGreaterThan(4);
  });

  it('takes none that the emulator forges, and none that it leaves unsigned', async () => {
    const { ask, advance, callbacks, emulator } = await startWithReceiver();
    emulator.callbacks.faults.add([
      { kind: 'forged', line: 'tencent/trtc', type: '801' },
      { kind: 'unsigned', line: 'tencent/trtc', type: '802' },
      { kind: 'forged', line: 'tencent/tiw', type: 'OnlineRecordStarted' },
      { kind: 'unsigned', line: 'tencent/tiw', type: 'OnlineRecordStopped' },
    ]);
    await ask('trtc', 'StartWebRecord', TRTC_WEB);
    await ask('tiw', 'StartOnlineRecord', TIW);
    await advance(24 * HOUR + MINUTE);
    const arrived = await callbacks(4 + 3 + 4);
    const verdicts = arrived.map((it) => {
      try {
        return read(it, SOURCES, NOW).length;
      } catch (error) {
        return error instanceof CallbackRejected ? 'rejected' : error;
      }
    });
    expect(verdicts.filter((verdict) => verdict === 'rejected')).toHaveLength(4);
    expect(verdicts.filter((verdict) => verdict === 1)).toHaveLength(7);
  });

  it('without keys is called back by its own emulator, with keys that both know', async () => {
    const receiver = await startReceiver();
    const transport = createTransport(DRIVEN_LIMITS, new Deadlines().start);
    onTestFinished(() => transport.close());
    let control = '';
    const tencent = await TENCENT.create({
      env: () => undefined,
      transport,
      now: Date.now,
      emulate: true,
      callsPerSecond: 0,
      inlineStorageCredentials: true,
      log: fakeLog((fields) => {
        if (typeof fields['control'] === 'string') control = fields['control'];
      }),
    });
    onTestFinished(() => tencent.close());
    tencent.callBack?.(new Map(tencent.callbacks.map(({ path }) => [path, `${receiver.url}/${path}`])));
    const body = JSON.stringify({ app: GME.BizId, user: '1' });
    await fetch(`${control}/rooms/${GME.RoomId}/join`, { method: 'POST', body });
    const gme = tencent.recorders.find(({ product }) => product === 'GME')!;
    const { taskId } = await gme.plan(inputOf('GME', {}), 'rec_01kc6w3q8zabcdefghjkmnpq').send({});
    await expect.poll(() => receiver.arrived).toHaveLength(1);
    expect(read(receiver.arrived[0]!, tencent.callbacks, Date.now())).toMatchObject([
      { product: 'GME', type: '1', taskId, isKnown: true },
    ]);
  });
});
