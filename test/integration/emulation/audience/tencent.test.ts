import { describe, expect, it } from 'vitest';
import { freshFile } from '../../../shared/emulation/fresh-file.ts';
import { startCaller, type Caller } from '../../providers/tencent/emulator/caller.ts';
import { GME, TIW, TRTC_CLOUD, TRTC_WEB } from '../../providers/tencent/emulator/api/parameters-of.ts';
import { send } from '../send-raw.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const GME_TASK = (TaskId: unknown) => ({ BizId: GME.BizId, TaskId });

async function control({ emulator }: Caller, method: string, path: string, body?: unknown): Promise<object> {
  const sent = { method, path: `/__control/${path}`, ...(body !== undefined && { body: JSON.stringify(body) }) };
  return JSON.parse((await send(emulator.port, sent)).text) as object;
}

/** Returns the users by room. */
async function users(caller: Caller): Promise<object> {
  const { rooms } = (await control(caller, 'GET', 'rooms')) as { rooms: { room: string; users: string[] }[] };
  return Object.fromEntries(rooms.map((one) => [one.room, one.users] as const));
}

describe('rooms of Tencent', () => {
  it('are empty when nothing is said', async () => {
    const caller = await startCaller();
    await caller.ask('gme', 'StartRecord', GME);
    expect(await users(caller)).toEqual({});
    expect(await control(caller, 'GET', 'audience')).toEqual({ alive: false, rooms: [] });
  });

  it.each<[string, string, string, object, object]>([
    ['whiteboards', 'tiw', 'StartOnlineRecord', TIW, { 1203: ['alice', 'bob'] }],
    [
      'a teacher',
      'tiw',
      'StartOnlineRecord',
      { ...TIW, MixStream: { Enabled: true, ModelId: 1, TeacherId: 'ann' }, Extras: ['MIX_STREAM'] },
      { 1203: ['ann', 'alice'] },
    ],
    ['voices', 'gme', 'StartRecord', GME, { 'room-7': ['alice', 'bob'] }],
    [
      'voices that are named',
      'gme',
      'StartRecord',
      { ...GME, SubscribeRecordUserIds: { SubscribeUserIds: ['17', '18', '19'] } },
      { 'room-7': ['17', '18', '19'] },
    ],
    [
      'voices that are not excluded',
      'gme',
      'StartRecord',
      { ...GME, SubscribeRecordUserIds: { UnSubscribeUserIds: ['alice'] } },
      { 'room-7': ['bob', 'carol'] },
    ],
    ['a number room', 'trtc', 'CreateCloudRecording', TRTC_CLOUD, { 3560: ['alice', 'bob'] }],
    [
      'users of a prefix',
      'trtc',
      'CreateCloudRecording',
      {
        ...TRTC_CLOUD,
        RecordParams: { ...TRTC_CLOUD.RecordParams, SubscribeStreamUserIds: { SubscribeAudioUserIds: ['class_.*$'] } },
      },
      { 3560: ['class_1'] },
    ],
    ['no web page', 'trtc', 'StartWebRecord', TRTC_WEB, {}],
  ])('that are alive have guests for %s', async (_, service, action, parameters, expected) => {
    const caller = await startCaller({ alive: true });
    await caller.ask(service, action, parameters);
    expect(await users(caller)).toEqual(expected);
  });

  it('that are alive have guests for media beside a whiteboard, which the China site knows', async () => {
    const caller = await startCaller({ alive: true, site: 'china' });
    await caller.ask('tiw', 'StartOnlineRecord', { ...TIW, TRTCRoomIdStr: 'media' });
    expect(await users(caller)).toEqual({ media: ['alice', 'bob'] });
  });

  it('give files, and are empty once the recording has ended', async () => {
    const caller = await startCaller({ alive: true });
    const { TaskId } = await caller.ask('gme', 'StartRecord', { ...GME, RecordMode: 1 });
    await caller.advance(30 * SECOND);
    await caller.ask('gme', 'StopRecord', GME_TASK(TaskId));
    await caller.advance(MINUTE);
    const { RecordInfo } = await caller.ask('gme', 'DescribeRecordInfo', GME_TASK(TaskId));
    expect(RecordInfo).toMatchObject([
      { UserId: 'alice', RecordStatus: 14 },
      { UserId: 'bob', RecordStatus: 14 },
    ]);
    expect(await users(caller)).toEqual({});
  });

  it('keep their guests until the last recording there has ended', async () => {
    const caller = await startCaller({ alive: true });
    const { SdkAppId } = TRTC_CLOUD;
    const first = await caller.ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    const second = await caller.ask('trtc', 'CreateCloudRecording', { ...TRTC_CLOUD, UserId: 'rec_bot_2' });
    await caller.ask('trtc', 'DeleteCloudRecording', { SdkAppId, TaskId: first['TaskId'] });
    expect(await users(caller)).toEqual({ 3560: ['alice', 'bob'] });
    await caller.ask('trtc', 'DeleteCloudRecording', { SdkAppId, TaskId: second['TaskId'] });
    expect(await users(caller)).toEqual({});
  });

  it('are left to a user who is there already', async () => {
    const caller = await startCaller({ alive: true });
    await caller.room('join', { app: GME.BizId, room: GME.RoomId, user: 'zoe' });
    await caller.ask('gme', 'StartRecord', GME);
    expect(await users(caller)).toEqual({ 'room-7': ['zoe'] });
  });

  it('are empty after an hour, to the second, however far the clock is moved on', async () => {
    const caller = await startCaller({ alive: true });
    const { TaskId } = await caller.ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    await caller.advance(24 * 60 * MINUTE);
    const [task] = await caller.tasks();
    const endedAt = caller.clock.now + 60 * MINUTE + 30 * SECOND; // and no user publishes for `MaxIdleTime`
    expect(task).toMatchObject({ taskId: TaskId, reason: 'IDLE', endedAt });
  });

  it('keep their guests over a restart', async () => {
    const caller = await startCaller({ alive: true, storeFile: freshFile() });
    const { TaskId } = await caller.ask('gme', 'StartRecord', GME);
    const next = await caller.restart();
    expect(await users(next)).toEqual({ 'room-7': ['alice', 'bob'] });
    await next.ask('gme', 'StopRecord', GME_TASK(TaskId));
    expect(await users(next)).toEqual({});
  });

  it('are switched by a control call, which a restart keeps', async () => {
    const caller = await startCaller({ alive: true, storeFile: freshFile() });
    await caller.ask('gme', 'StartRecord', GME);
    expect(await control(caller, 'POST', 'audience', { alive: false })).toMatchObject({
      alive: false,
      rooms: [{ app: GME.BizId, room: GME.RoomId, users: ['alice', 'bob'] }],
    });
    const next = await caller.restart();
    await next.ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    expect(await users(next)).toEqual({ 'room-7': ['alice', 'bob'] });
  });

  it.each([{}, { alive: 'yes' }, { alive: true, more: 1 }, []])('are not switched by %j', async (body) => {
    const caller = await startCaller();
    expect(await control(caller, 'POST', 'audience', body)).toEqual({
      error: 'The body must be {"alive": true} or {"alive": false}.',
    });
    expect(await control(caller, 'GET', 'audience')).toMatchObject({ alive: false });
  });
});
