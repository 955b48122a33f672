import { describe, expect, it } from 'vitest';
import { NOW, startCaller, type Caller, type Fields } from '../caller.ts';
import { TIW } from '../api/parameters-of.ts';

const SECOND = 1000;
const ROOM = { app: TIW.SdkAppId, room: TIW.RoomId };

/** A recording of 60 s, with alice from 10 s to 40 s and a pause from 20 s to 30 s. */
async function finished(change: object = {}) {
  const caller = await startCaller();
  const { advance, room, ask } = caller;
  const { TaskId } = await ask('tiw', 'StartOnlineRecord', { ...TIW, ...change });
  const task = { SdkAppId: TIW.SdkAppId, TaskId };
  await advance(12 * SECOND);
  await room('join', { ...ROOM, user: 'alice' });
  await advance(8 * SECOND);
  await ask('tiw', 'PauseOnlineRecord', task);
  await advance(10 * SECOND);
  await ask('tiw', 'ResumeOnlineRecord', task);
  await advance(12 * SECOND);
  await room('leave', { ...ROOM, user: 'alice' });
  await advance(18 * SECOND);
  await ask('tiw', 'StopOnlineRecord', task);
  await advance(12 * SECOND);
  return { ...caller, task, result: await ask('tiw', 'DescribeOnlineRecord', task) };
}

/** Returns user, start and duration of each video. */
function videosOf({ VideoInfos: videos }: { readonly [name: string]: unknown }) {
  return (videos as Record<string, unknown>[]).map(
    ({ VideoType: type, UserId: user, VideoPlayTime: at, VideoDuration: length }) => [type, user, at, length],
  );
}

const CUSTOM = {
  Canvas: { LayoutParams: { Width: 800, Height: 600 } },
  InputStreamList: [{ LayoutParams: { Width: 320, Height: 240 } }],
};

describe('the result of a whiteboard recording', () => {
  it('has the times and the identity of the recording', async () => {
    const { result } = await finished();
    expect(result).toMatchObject({
      RoomId: 1203,
      GroupId: '1203',
      RecordUserId: TIW.RecordUserId,
      RecordStartTime: NOW / 1000 + 2,
      RecordStopTime: NOW / 1000 + 62,
      TotalTime: 60 * SECOND,
      ExceptionCnt: 0,
      OmittedDurations: [],
      ReplayUrl: '',
    });
  });

  it('has a video for each piece that a pause leaves', async () => {
    const { result } = await finished();
    expect(videosOf(result)).toEqual([
      [2, '', 0, 20 * SECOND],
      [0, 'alice', 10 * SECOND, 10 * SECOND],
      [2, '', 30 * SECOND, 30 * SECOND],
      [0, 'alice', 30 * SECOND, 10 * SECOND],
    ]);
  });

  it('has joined videos, and what they leave out, with Concat', async () => {
    const { result } = await finished({ Concat: { Enabled: true } });
    expect(videosOf(result)).toEqual([
      [2, '', 0, 50 * SECOND],
      [0, 'alice', 10 * SECOND, 20 * SECOND],
    ]);
    expect(result['OmittedDurations']).toEqual([
      { VideoTime: 20 * SECOND, PauseTime: NOW + 22 * SECOND, ResumeTime: NOW + 32 * SECOND },
    ]);
  });

  it('has the mix and the sound when they were asked for', async () => {
    const { result } = await finished({
      Concat: { Enabled: true },
      MixStream: { Enabled: true, ModelId: 2 },
      Extras: ['MIX_STREAM'],
      AudioFileNeeded: true,
    });
    expect(videosOf(result).map(([type, user]) => [type, user])).toEqual([
      [2, ''],
      [3, 'tic_mixstream_1203_2'],
      [0, 'alice'],
      [4, 'alice'],
    ]);
  });

  it.each([
    ['of template 1', { ModelId: 1 }, [1320, 1224], 'tic_mixstream_1203_1'],
    ['of template 2', { ModelId: 2 }, [1624, 1000], 'tic_mixstream_1203_2'],
    [
      'as given, though a template is named beside it',
      { ModelId: 1, Custom: CUSTOM },
      [800, 600],
      'tic_mixstream_1203_0',
    ],
  ])('has the mix in the size of its layout: %s', async (_, layout, size, user) => {
    const { result } = await finished({ MixStream: { Enabled: true, ...layout }, Extras: ['MIX_STREAM'] });
    const mixes = (result['VideoInfos'] as readonly Fields[]).filter(({ VideoType }) => VideoType === 3);
    expect(mixes.map(({ UserId, Width, Height }) => [UserId, [Width, Height]])).toEqual(mixes.map(() => [user, size]));
    expect(mixes.length).toBeGreaterThan(0);
  });

  it('has the whiteboard alone when only that is to be recorded', async () => {
    const StreamControls = [{ StreamId: 'tic_record_user', DisableRecord: false }];
    const { result } = await finished({ RecordControl: { Enabled: true, DisableRecord: true, StreamControls } });
    expect(videosOf(result).map(([type]) => type)).toEqual([2, 2]);
  });

  it('reads the same every time', async () => {
    const { ask, task, result } = await finished();
    expect((await ask('tiw', 'DescribeOnlineRecord', task))['VideoInfos']).toEqual(result['VideoInfos']);
  });

  it('is empty before the end', async () => {
    const { ask } = await startCaller();
    const { TaskId } = await ask('tiw', 'StartOnlineRecord', TIW);
    expect(await ask('tiw', 'DescribeOnlineRecord', { SdkAppId: TIW.SdkAppId, TaskId })).toMatchObject({
      RecordStartTime: 0,
      RecordStopTime: 0,
      TotalTime: 0,
      VideoInfos: [],
    });
  });
});

describe('a video generation task', () => {
  const create = async ({ ask }: Caller, TaskId: unknown) => {
    const parameters = { SdkAppId: TIW.SdkAppId, OnlineRecordTaskId: TaskId };
    const created = await ask('tiw', 'CreateVideoGenerationTask', parameters);
    return { SdkAppId: TIW.SdkAppId, TaskId: created['TaskId'] };
  };

  it('waits until the recording has ended and everybody has left, then works, then is finished', async () => {
    const caller = await startCaller();
    const { ask, advance, room } = caller;
    const { TaskId } = await ask('tiw', 'StartOnlineRecord', { ...TIW, RecordMode: 'VIDEO_GENERATION_MODE' });
    await room('join', { ...ROOM, user: 'alice' });
    await advance(60 * SECOND);
    const task = await create(caller, TaskId);
    const status = async () => (await ask('tiw', 'DescribeVideoGenerationTask', task))['Status'];
    await ask('tiw', 'StopOnlineRecord', { SdkAppId: TIW.SdkAppId, TaskId });
    await advance(60 * SECOND);
    expect(await status()).toBe('QUEUED');
    await room('leave', { ...ROOM, user: 'alice' });
    expect(await status()).toBe('PROCESSING');
    await advance(30 * SECOND);
    expect(await ask('tiw', 'DescribeVideoGenerationTask', task)).toMatchObject({
      Status: 'FINISHED',
      RoomId: 1203,
      TotalTime: 60 * SECOND,
      VideoInfoList: [{ VideoType: 2 }, { VideoType: 0, UserId: 'alice' }],
    });
  });

  it('takes the settings that it was given anew', async () => {
    const caller = await finished({ RecordMode: 'VIDEO_GENERATION_MODE' });
    expect(caller.result).toMatchObject({ VideoInfos: [], ReplayUrl: expect.stringContaining('replay') as string });
    const task = await caller.ask('tiw', 'CreateVideoGenerationTask', {
      SdkAppId: TIW.SdkAppId,
      OnlineRecordTaskId: caller.task.TaskId,
      Concat: { Enabled: true },
    });
    await caller.advance(30 * SECOND);
    const parameters = { SdkAppId: TIW.SdkAppId, TaskId: task['TaskId'] };
    const { VideoInfoList } = await caller.ask('tiw', 'DescribeVideoGenerationTask', parameters);
    expect(VideoInfoList).toHaveLength(2);
  });

  it('needs a recording in video generation mode', async () => {
    const { code, task } = await finished();
    const parameters = { SdkAppId: TIW.SdkAppId, OnlineRecordTaskId: task.TaskId };
    expect(await code('tiw', 'CreateVideoGenerationTask', parameters)).toBe('FailedOperation');
    const unknown = { ...parameters, OnlineRecordTaskId: 'unknown' };
    expect(await code('tiw', 'CreateVideoGenerationTask', unknown)).toBe('InvalidParameter.RecordParameter');
    const other = { SdkAppId: TIW.SdkAppId, TaskId: 'unknown' };
    expect(await code('tiw', 'DescribeVideoGenerationTask', other)).toBe('InvalidParameter.TaskNotFound');
  });
});
