import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { startReceiver, type Arrived } from '../../../../../shared/emulation/receiver.ts';
import { KEYS, membersOf, startWithReceiver } from '../callback-server.ts';
import { NOW, type Fields } from '../caller.ts';
import { TIW } from '../api/parameters-of.ts';
import { Secret } from '../../../../../../src/wire/secret.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const APP = TIW.SdkAppId;
const ROOM = { app: APP, room: TIW.RoomId };
const CLASS = { ...ROOM, user: 'alice' };
const START_S = NOW / 1000 + 2;

function dataOf(arrived: Arrived): Fields {
  return membersOf(arrived)['EventData'] as Fields;
}

function typesOf(arrived: readonly Arrived[]) {
  return arrived.map((it) => membersOf(it)['EventType']);
}

/** A whiteboard recording with alice in the room. */
async function started(change: object = {}) {
  const harness = await startWithReceiver();
  await harness.room('join', CLASS);
  const { TaskId } = await harness.ask('tiw', 'StartOnlineRecord', { ...TIW, ...change });
  const task = { SdkAppId: APP, TaskId };
  return { ...harness, task, act: (action: string) => harness.ask('tiw', `${action}OnlineRecord`, task) };
}

describe('TIW calls back about a recording', () => {
  it('that begins, stops and is finished, as it describes it then', async () => {
    const { act, advance, callbacks, task } = await started();
    await advance(MINUTE);
    await act('Stop');
    await advance(MINUTE);
    const arrived = await callbacks(3);
    expect(typesOf(arrived)).toEqual(['OnlineRecordStarted', 'OnlineRecordStopped', 'OnlineRecordFinished']);
    const subject = { TaskId: task.TaskId, RoomId: TIW.RoomId, RecordUserId: TIW.RecordUserId };
    expect(dataOf(arrived[0]!)).toEqual(subject);
    expect(dataOf(arrived[1]!)).toEqual(subject);
    const { Status: _, ReplayUrl: _url, Interrupts: _list, RequestId: _id, ...described } = await act('Describe');
    expect(described['VideoInfos']).not.toEqual([]);
    expect(dataOf(arrived[2]!)).toEqual(described);
  });

  it('with the signature of the time until which it holds, on the clock of the receiver', async () => {
    const { advance, callbacks } = await started();
    await advance(MINUTE);
    const [first] = await callbacks(1);
    const expireTime = NOW / 1000 + 600;
    expect(membersOf(first!)).toMatchObject({
      EventType: 'OnlineRecordStarted',
      ExpireTime: expireTime,
      SdkAppId: APP,
      Sign: createHash('md5').update(`${KEYS.tiw}${expireTime}`).digest('hex'),
      Timestamp: START_S,
    });
    expect(Object.keys(membersOf(first!))).toEqual([
      'EventData',
      'EventType',
      'ExpireTime',
      'SdkAppId',
      'Sign',
      'Timestamp',
    ]);
  });

  it('that pauses for long, and is stopped for it', async () => {
    const { act, advance, callbacks, room } = await started();
    await advance(3 * SECOND);
    await act('Pause');
    await advance(60 * MINUTE);
    await room('activity', ROOM);
    expect(typesOf(await callbacks(1))).toEqual(['OnlineRecordStarted']);
    await advance(2 * SECOND);
    const pausedAt = START_S + 3;
    expect(dataOf((await callbacks(2))[1]!)).toMatchObject({
      PauseTime: pausedAt,
      EstimateStopTime: pausedAt + 90 * 60,
    });
    await advance(31 * MINUTE);
    const arrived = await callbacks(5);
    expect(typesOf(arrived).slice(1)).toEqual([
      'OnlineRecordLongPauseWarning',
      'OnlineRecordLongPauseForceStopped',
      'OnlineRecordStopped',
      'OnlineRecordFinished',
    ]);
    expect(dataOf(arrived[2]!)).toMatchObject({ PauseTime: pausedAt, StopTime: pausedAt + 90 * 60 });
    expect(dataOf(arrived[4]!)).toMatchObject({ FinishReason: 'FORCE_STOP' });
  });

  it('that fails, with the error alone', async () => {
    const rtcKeys = new Map([[APP, new Secret('made-up-rtc-key')]]);
    const { ask, advance, callbacks } = await startWithReceiver({ rtcKeys });
    await ask('tiw', 'StartOnlineRecord', TIW);
    await advance(MINUTE);
    const [only] = await callbacks(1);
    expect(dataOf(only!)).toMatchObject({
      Error: { Code: 'FailedOperation.Record' },
      FinishReason: 'EXCEPTION',
      RecordStartTime: 0,
      VideoInfos: [],
    });
  });

  it('at the address and with the key that its own actions set', async () => {
    const { ask, advance, callbacks, receiver } = await startWithReceiver();
    await ask('tiw', 'SetOnlineRecordCallback', { SdkAppId: APP, Callback: `${receiver.url}/own` });
    await ask('tiw', 'SetOnlineRecordCallbackKey', { SdkAppId: APP, CallbackKey: 'own-key' });
    await ask('tiw', 'StartOnlineRecord', TIW);
    await advance(3 * SECOND);
    const [first] = await callbacks(1);
    expect(first?.path).toBe('/callbacks/own');
    const { Sign, ExpireTime } = membersOf(first!);
    expect(Sign).toBe(
      createHash('md5')
        .update(`own-key${Number(ExpireTime)}`)
        .digest('hex'),
    );
  });

  it('without a signature where there is no key', async () => {
    const { ask, advance, callbacks } = await startWithReceiver({ callbackKeys: {} });
    await ask('tiw', 'StartOnlineRecord', TIW);
    await advance(3 * SECOND);
    const [first] = await callbacks(1);
    expect(Object.keys(membersOf(first!))).toEqual(['EventData', 'EventType', 'SdkAppId', 'Timestamp']);
  });
});

describe('TIW', () => {
  it('calls back about a generated video at an address of its own', async () => {
    const { act, ask, advance, callbacks, room, task } = await started({ RecordMode: 'VIDEO_GENERATION_MODE' });
    const generation = { SdkAppId: APP, OnlineRecordTaskId: task.TaskId };
    const { TaskId } = await ask('tiw', 'CreateVideoGenerationTask', generation);
    await advance(MINUTE);
    await act('Stop');
    await advance(MINUTE);
    await callbacks(3);
    await room('end', ROOM);
    await advance(MINUTE);
    const result = (await callbacks(4))[3]!;
    expect(result.path).toBe('/callbacks/tencent/tiw-video-generation');
    expect(dataOf(result)).toMatchObject({
      TaskId,
      RoomId: TIW.RoomId,
      VideoInfos: [{ VideoType: 2 }, { UserId: 'alice' }],
    });
  });

  it('repeats every five seconds, five times', async () => {
    const { advance, emulator, receiver } = await started();
    receiver.status = 404;
    await advance(2 * SECOND);
    const { sent } = emulator.callbacks;
    for (const attempts of [1, 2, 3, 4, 5, 6]) {
      await expect.poll(() => sent[0]).toMatchObject({ attempts, status: 404 });
      expect(receiver.arrived).toHaveLength(attempts);
      await advance(5 * SECOND);
    }
    expect(sent[0]).toMatchObject({ attempts: 6, outcome: 'given-up' });
  });

  it('sends a forged result with a signature that no key gives', async () => {
    const { advance, callbacks, emulator } = await started();
    emulator.callbacks.faults.add([{ kind: 'forged', type: 'OnlineRecordStarted' }]);
    await advance(3 * SECOND);
    const forged = (await callbacks(2))[1]!;
    const { Sign, ExpireTime, EventType } = membersOf(forged);
    expect(EventType).toBe('OnlineRecordFinished');
    expect(Sign).toMatch(/^[0-9a-f]{32}$/);
    expect(Sign).not.toBe(
      createHash('md5')
        .update(`${KEYS.tiw}${Number(ExpireTime)}`)
        .digest('hex'),
    );
  });
});

describe('an address on this machine that a caller sets', () => {
  it.each([
    [{}, 'refused'],
    [{ allowPrivateCallbacks: true }, 'received'],
  ] as const)('is called only if the emulator allows private addresses: %o', async (options, outcome) => {
    const stranger = await startReceiver();
    const { ask, room, advance, emulator } = await startWithReceiver(options);
    await ask('tiw', 'SetOnlineRecordCallback', { SdkAppId: APP, Callback: stranger.url });
    await room('join', CLASS);
    await ask('tiw', 'StartOnlineRecord', TIW);
    await advance(MINUTE);
    await expect.poll(() => emulator.callbacks.sent.map((sent) => sent.outcome)).toEqual([outcome]);
    expect(stranger.arrived).toHaveLength(outcome === 'received' ? 1 : 0);
  });
});
