import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFile } from '../../../../shared/emulation/fresh-file.ts';
import { NOW, SECRET_KEY, startCaller, type Caller, type Fields } from './caller.ts';
import { GME, TIW, TRTC_CLOUD, TRTC_WEB } from './api/parameters-of.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const APP = TIW.SdkAppId;
const CLASS = { app: APP, room: TIW.RoomId };
const TRTC_ROOM = { app: APP, room: Number(TRTC_CLOUD.RoomId) };
const IN_ROOM = { BizId: GME.BizId, RoomId: GME.RoomId };

/** A caller of an emulator with its store in a file. */
const startKeeping = () => startCaller({ storeFile: freshFile() });

async function taskOf(caller: Caller, service: string, action: string, parameters: object) {
  return (await caller.ask(service, action, parameters))['TaskId'];
}

/** Returns the answers of these read calls. */
async function read(caller: Caller, calls: readonly (readonly [string, string, object])[]): Promise<Fields[]> {
  const answers: Fields[] = [];
  for (const [service, action, parameters] of calls) {
    const { RequestId: _, ...answer } = await caller.ask(service, action, parameters);
    answers.push(answer);
  }
  return answers;
}

describe('an emulator that is started again on its store', () => {
  it('reports all recordings, files and settings as before', async () => {
    const caller = await startKeeping();
    const { ask, room, advance } = caller;
    await room('join', { ...CLASS, user: 'alice' });
    const generated = { ...TIW, RecordMode: 'VIDEO_GENERATION_MODE' };
    const board = { SdkAppId: APP, TaskId: await taskOf(caller, 'tiw', 'StartOnlineRecord', generated) };
    const generation = { SdkAppId: APP, OnlineRecordTaskId: board.TaskId };
    const video = { SdkAppId: APP, TaskId: await taskOf(caller, 'tiw', 'CreateVideoGenerationTask', generation) };
    await ask('tiw', 'SetOnlineRecordCallback', { SdkAppId: APP, Callback: 'https://example.com/a' });
    await ask('tiw', 'SetOnlineRecordCallbackKey', { SdkAppId: APP, CallbackKey: 'key-a' });
    await ask('tiw', 'SetVideoGenerationTaskCallback', { SdkAppId: APP, Callback: 'https://example.com/b' });
    const voice = { BizId: GME.BizId, TaskId: await taskOf(caller, 'gme', 'StartRecord', GME) };
    await room('join', { app: GME.BizId, room: GME.RoomId, user: 'alice' });
    await ask('gme', 'ModifyRecordInfo', { ...voice, RecordMode: 1 });
    await room('join', { ...TRTC_ROOM, user: 'bob' });
    const call = { SdkAppId: APP, TaskId: await taskOf(caller, 'trtc', 'CreateCloudRecording', TRTC_CLOUD) };
    await ask('trtc', 'ModifyCloudRecording', { ...call, MixLayoutParams: { MixLayoutMode: 3 } });
    await ask('trtc', 'StartWebRecord', TRTC_WEB);
    await advance(5 * SECOND);
    await ask('tiw', 'PauseOnlineRecord', board);
    await advance(5 * SECOND);
    const calls = [
      ['tiw', 'DescribeOnlineRecord', board],
      ['tiw', 'DescribeVideoGenerationTask', video],
      ['tiw', 'DescribeOnlineRecordCallback', { SdkAppId: APP }],
      ['tiw', 'DescribeVideoGenerationTaskCallback', { SdkAppId: APP }],
      ['gme', 'DescribeRecordInfo', voice],
      ['gme', 'DescribeTaskInfo', IN_ROOM],
      ['trtc', 'DescribeCloudRecording', call],
      ['trtc', 'DescribeWebRecord', { SdkAppId: APP, RecordId: TRTC_WEB.RecordId }],
    ] as const;
    const before = { answers: await read(caller, calls), store: await caller.tasks() };
    expect(before.answers).toMatchObject([
      { Status: 'PAUSED' },
      { Status: 'QUEUED' },
      { Callback: 'https://example.com/a', CallbackKey: 'key-a' },
      { Callback: 'https://example.com/b', CallbackKey: '' },
      { RecordMode: 1, RecordInfo: [{ UserId: 'alice' }] },
      { TaskId: voice.TaskId },
      { Status: 'InProgress', StorageFileList: [{}] },
      { Status: 1 },
    ]);
    expect(before.store).toHaveLength(5);

    const next = await caller.restart();
    expect({ answers: await read(next, calls), store: await next.tasks() }).toEqual(before);
  });

  it('goes on where its clock was moved to', async () => {
    const { clock, advance, restart } = await startKeeping();
    await advance(DAY);
    clock.now += HOUR;
    expect((await restart()).emulator.clock.now()).toBe(NOW + DAY + HOUR);
  });

  it('lets recordings end when they would have ended without it', async () => {
    const caller = await startKeeping();
    const { clock, ask } = caller;
    await ask('tiw', 'StartOnlineRecord', TIW);
    await ask('gme', 'StartRecord', GME);
    await ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    await ask('trtc', 'StartWebRecord', { ...TRTC_WEB, MaxDurationLimit: 1800 });
    clock.now += 2 * DAY;
    const tasks = await (await caller.restart()).tasks();
    expect(tasks.map(({ endedAt, reason }) => [reason, Number(endedAt) - NOW])).toEqual([
      ['AUTO', 300 * SECOND],
      ['LONGEST', DAY],
      ['IDLE', 30 * SECOND],
      ['MAX_DURATION', 1800 * SECOND],
    ]);
  });

  it.each([
    ['tiw', 'StartOnlineRecord', TIW, 'ResourceInUse.RecordUserId'],
    ['tiw', 'StartOnlineRecord', { ...TIW, RecordUserId: 'tic_record_user_1203_b' }, 'LimitExceeded.TaskConcurrency'],
    ['gme', 'StartRecord', GME, 'ResourceInUse.TaskInUse'],
    ['trtc', 'StartWebRecord', TRTC_WEB, 'FailedOperation.TaskExist'],
  ])('still refuses a second recording: %s %s %j', async (service, action, parameters, code) => {
    const caller = await startKeeping();
    await caller.ask('tiw', 'StartOnlineRecord', TIW);
    await caller.ask('gme', 'StartRecord', GME);
    await caller.ask('trtc', 'StartWebRecord', TRTC_WEB);
    expect(await (await caller.restart()).code(service, action, parameters)).toBe(code);
  });

  it('still refuses a key that a failed start has spent', async () => {
    const { code, restart } = await startKeeping();
    expect(await code('trtc', 'StartWebRecord', { ...TRTC_WEB, RecordUrl: 5 })).not.toBeNull();
    expect(await (await restart()).code('trtc', 'StartWebRecord', TRTC_WEB)).toBe('FailedOperation.TaskExist');
  });

  it('has the robot of a second start throw out the first', async () => {
    const { ask, restart } = await startKeeping();
    await ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    const second = await restart();
    await second.ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    const store = await (await second.restart()).tasks();
    expect(store.map(({ key, reason }) => [key, reason])).toEqual([
      ['rec_bot_1', 'REPLACED'],
      ['rec_bot_1', null],
    ]);
  });

  it.each([
    ['tiw', 'StartOnlineRecord', 'StopOnlineRecord', TIW, { SdkAppId: APP }],
    ['gme', 'StartRecord', 'StopRecord', GME, { BizId: GME.BizId }],
    ['trtc', 'CreateCloudRecording', 'DeleteCloudRecording', TRTC_CLOUD, { SdkAppId: APP }],
    ['trtc', 'StartWebRecord', 'StopWebRecord', TRTC_WEB, {}],
  ])('knows what was stopped, and stops what was not: %s %s', async (service, start, stop, parameters, owner) => {
    const first = await startKeeping();
    const TaskId = await taskOf(first, service, start, parameters);
    const second = await first.restart();
    await second.ask(service, stop, { ...owner, TaskId });
    await second.advance(10 * SECOND);
    const store = await (await second.restart()).tasks();
    expect(store.map(({ taskId, endedAt }) => [taskId, endedAt === null])).toEqual([
      [String(TaskId as string | bigint), false],
    ]);
  });

  it('knows of rooms that were dissolved', async () => {
    const { room, restart } = await startKeeping();
    await room('end', { app: GME.BizId, room: GME.RoomId });
    expect(await (await restart()).code('gme', 'StartRecord', GME)).toBe('ResourceNotFound.RoomNotFound');
  });

  it('has nothing of what a call that was refused would have done', async () => {
    const { call, restart } = await startKeeping();
    const faults = { headers: { 'x-emulator-fault': '{"kind":"code"}' } };
    await call('gme', 'StartRecord', GME, faults);
    expect(await (await restart()).tasks()).toEqual([]);
  });

  it('has a start whose answer was lost', async () => {
    const { call, restart } = await startKeeping();
    const faults = { headers: { 'x-emulator-fault': '{"kind":"reset-after"}' } };
    await call('gme', 'StartRecord', GME, faults).catch(() => undefined);
    expect(await (await restart()).tasks()).toMatchObject([{ kind: 'voice', endedAt: null }]);
  });
});

describe('store that grow old', () => {
  it('lose what ended more than seven days ago, and nothing else', async () => {
    const caller = await startKeeping();
    const { ask, room, advance } = caller;
    await room('join', { ...TRTC_ROOM, user: 'bob' });
    await ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    await ask('trtc', 'StartWebRecord', TRTC_WEB);
    await ask('gme', 'StartRecord', GME);
    await room('end', { app: GME.BizId, room: 'room-8' });
    await room('join', { app: APP, room: 'open day', user: 'carol' });
    await ask('tiw', 'StartOnlineRecord', { ...TIW, RecordMode: 'VIDEO_GENERATION_MODE' });
    await advance(7 * DAY);
    await ask('trtc', 'StartWebRecord', { ...TRTC_WEB, RecordId: 'lesson-2' });
    await advance(DAY + HOUR);
    const next = await caller.restart();
    expect((await next.tasks()).map(({ kind, key, endedAt }) => [kind, key, endedAt === null])).toEqual([
      ['room', 'rec_bot_1', true],
      ['web-page', 'lesson-2', false],
    ]);
    expect(await next.code('gme', 'StartRecord', { ...GME, RoomId: 'room-8' })).toBeNull();
    const stillOpen = await next.room('activity', { app: APP, room: 'open day' });
    expect(JSON.parse(stillOpen.text)).toMatchObject({ users: ['carol'] });
    expect(await next.code('trtc', 'StartWebRecord', TRTC_WEB)).toBeNull();
  });

  it('keep a recording as long as a video is made of it', async () => {
    const caller = await startKeeping();
    const { ask, advance } = caller;
    const generated = { ...TIW, RecordMode: 'VIDEO_GENERATION_MODE' };
    const recording = await taskOf(caller, 'tiw', 'StartOnlineRecord', generated);
    await advance(6 * DAY);
    const video = await taskOf(caller, 'tiw', 'CreateVideoGenerationTask', {
      SdkAppId: APP,
      OnlineRecordTaskId: recording,
    });
    await ask('tiw', 'DescribeVideoGenerationTask', { SdkAppId: APP, TaskId: video });
    await advance(3 * DAY);
    const next = await caller.restart();
    expect((await next.tasks()).map(({ taskId }) => taskId)).toEqual([recording, video]);
    await next.advance(7 * DAY);
    expect(await (await next.restart()).tasks()).toEqual([]);
  });

  it('keep what happened in a room as long as a recording needs it', async () => {
    const caller = await startKeeping();
    const { ask, room, advance } = caller;
    const patient = { ...TRTC_CLOUD, RecordParams: { ...TRTC_CLOUD.RecordParams, MaxIdleTime: 86_400 } };
    await room('join', { ...TRTC_ROOM, user: 'bob' });
    await ask('trtc', 'CreateCloudRecording', patient);
    await advance(9 * DAY);
    await room('leave', { ...TRTC_ROOM, user: 'bob' });
    await advance(7.5 * DAY);
    const before = await caller.tasks();
    expect(before).toMatchObject([{ reason: 'IDLE', endedAt: NOW + 10 * DAY }]);
    expect(await (await caller.restart()).tasks()).toEqual(before);
  });
});

it('keeps no ticket and no key of a storage in the file', async () => {
  const storeFile = freshFile();
  const { ask } = await startCaller({ storeFile });
  await ask('tiw', 'StartOnlineRecord', TIW);
  await ask('trtc', 'CreateCloudRecording', { ...TRTC_CLOUD, PrivateMapKey: 'made-up-map-key' });
  await ask('trtc', 'StartWebRecord', TRTC_WEB);
  const folder = dirname(storeFile);
  const text = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1')).join(''); // prettier-ignore
  expect(text).toContain('tic_record_user_1203_a1');
  expect(text).not.toMatch(/made-up/);
  expect(text).not.toContain(SECRET_KEY.reveal());
});
