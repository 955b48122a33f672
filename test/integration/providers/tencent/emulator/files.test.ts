import { describe, expect, it } from 'vitest';
import { freshFile } from '../../../../shared/emulation/fresh-file.ts';
import { startWithReceiver, membersOf } from './callback-server.ts';
import { startCaller, type Caller, type Fields } from './caller.ts';
import { GME, TIW, TRTC_CLOUD, TRTC_WEB } from './api/parameters-of.ts';

const SECOND = 1000;
const VOD = { StorageParams: { CloudVod: { TencentVod: {} } } };

/** Returns status, size and type of the file at an address. */
async function headOf(address: unknown) {
  const { status, headers } = await fetch(address as string, { method: 'HEAD' });
  return { status, size: Number(headers.get('content-length')), type: headers.get('content-type') };
}

function addressIn({ emulator }: Caller, taskId: unknown, name: string) {
  return `${emulator.origin}/files/${encodeURIComponent(String(taskId))}/${encodeURIComponent(name)}`;
}

/** A whiteboard recording of a minute with alice. */
async function whiteboard(change: object = {}) {
  const caller = await startCaller();
  const { TaskId } = await caller.ask('tiw', 'StartOnlineRecord', { ...TIW, ...change });
  const task = { SdkAppId: TIW.SdkAppId, TaskId };
  await caller.room('join', { app: TIW.SdkAppId, room: TIW.RoomId, user: 'alice' });
  await caller.advance(60 * SECOND);
  await caller.room('leave', { app: TIW.SdkAppId, room: TIW.RoomId, user: 'alice' });
  await caller.ask('tiw', 'StopOnlineRecord', task);
  await caller.advance(12 * SECOND);
  return { ...caller, task, result: await caller.ask('tiw', 'DescribeOnlineRecord', task) };
}

describe('a file of TIW', () => {
  it('is at its address with the reported size', async () => {
    const { result } = await whiteboard({ AudioFileNeeded: true });
    const videos = result['VideoInfos'] as readonly Fields[];
    expect(videos.map(({ VideoFormat }) => VideoFormat)).toEqual(['mp4', 'mp4', 'mp3']);
    for (const { VideoUrl, VideoSize } of videos) {
      expect(await headOf(VideoUrl)).toMatchObject({ status: 200, size: VideoSize });
    }
  });

  it('is not there before the recording is finished', async () => {
    const caller = await startCaller();
    const { TaskId } = await caller.ask('tiw', 'StartOnlineRecord', TIW);
    await caller.advance(60 * SECOND);
    expect(await headOf(addressIn(caller, TaskId, 'replay.mp4'))).toMatchObject({ status: 404 });
  });

  it('is a page with a video where the recording is for a replay', async () => {
    const { result } = await whiteboard({ RecordMode: 'VIDEO_GENERATION_MODE' });
    const page = await fetch(result['ReplayUrl'] as string);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const [, video] = /<video [^>]*src="([^"]+)"/.exec(await page.text()) ?? [];
    expect(await headOf(new URL(video!, page.url).href)).toMatchObject({ status: 200, type: 'video/mp4' });
  });

  it('is one of its own for each task of video generation', async () => {
    const { ask, advance, task } = await whiteboard({ RecordMode: 'VIDEO_GENERATION_MODE' });
    const create = { SdkAppId: TIW.SdkAppId, OnlineRecordTaskId: task.TaskId };
    const tasks = [
      await ask('tiw', 'CreateVideoGenerationTask', create),
      await ask('tiw', 'CreateVideoGenerationTask', create),
    ];
    await advance(60 * SECOND);
    const addresses: unknown[] = [];
    for (const { TaskId } of tasks) {
      const described = await ask('tiw', 'DescribeVideoGenerationTask', { SdkAppId: TIW.SdkAppId, TaskId });
      for (const { VideoUrl, VideoSize } of described['VideoInfoList'] as readonly Fields[]) {
        expect(await headOf(VideoUrl)).toMatchObject({ status: 200, size: VideoSize });
        addresses.push(VideoUrl);
      }
    }
    expect(addresses).toHaveLength(4);
    expect(new Set(addresses).size).toBe(4);
  });
});

describe('a file of TRTC', () => {
  const APP = TRTC_CLOUD.SdkAppId;

  it.each([
    ['a room', 'CreateCloudRecording', 'DeleteCloudRecording', { ...TRTC_CLOUD, ...VOD }],
    ['a web page', 'StartWebRecord', 'StopWebRecord', { ...TRTC_WEB, ...VOD, WebRecordVideoParams: { Format: 'mp4' } }],
  ])('of %s in VOD is at the address that is called back', async (_kind, start, stop, parameters) => {
    const harness = await startWithReceiver();
    await harness.room('join', { app: APP, room: Number(TRTC_CLOUD.RoomId), user: 'alice' });
    const { TaskId } = await harness.ask('trtc', start, parameters);
    await harness.advance(60 * SECOND);
    await harness.ask('trtc', stop, stop === 'StopWebRecord' ? { TaskId } : { SdkAppId: APP, TaskId });
    await harness.advance(40 * SECOND);
    const isCommitted = (body: Fields) => body['EventType'] === 311;
    await expect.poll(() => harness.receiver.arrived.map(membersOf).some(isCommitted)).toBe(true);
    const { Payload } = harness.receiver.arrived.map(membersOf).find(isCommitted)!['EventInfo'] as { Payload: Fields };
    const { VideoUrl } = Payload['TencentVod'] as Fields;
    expect(await headOf(VideoUrl)).toMatchObject({ status: 200, type: 'video/mp4' });
  });

  it.each([
    ['hls', 0, [`${APP}_3560.m3u8`]],
    ['hls and mp4', 1, [`${APP}_3560.m3u8`, `${APP}_3560_0.mp4`]],
    ['aac', 4, [`${APP}_3560_0.aac`]],
  ])('in a bucket is there under its name: %s', async (_kind, OutputFormat, names) => {
    const caller = await startCaller();
    await caller.room('join', { app: APP, room: Number(TRTC_CLOUD.RoomId), user: 'alice' });
    const RecordParams = { ...TRTC_CLOUD.RecordParams, OutputFormat };
    const { TaskId } = await caller.ask('trtc', 'CreateCloudRecording', { ...TRTC_CLOUD, RecordParams });
    await caller.advance(60 * SECOND);
    const statuses = () =>
      Promise.all(names.map(async (name) => (await headOf(addressIn(caller, TaskId, name))).status));
    expect(await statuses()).toEqual(names.map(() => 404));
    await caller.ask('trtc', 'DeleteCloudRecording', { SdkAppId: APP, TaskId });
    await caller.advance(40 * SECOND);
    expect(await statuses()).toEqual(names.map(() => 200));
    expect(await headOf(addressIn(caller, TaskId, 'forged.mp4'))).toMatchObject({ status: 404 });
  });
});

it('has the files of GME once they are uploaded', async () => {
  const caller = await startCaller();
  await caller.room('join', { app: GME.BizId, room: GME.RoomId, user: 'alice' });
  const { TaskId } = await caller.ask('gme', 'StartRecord', { ...GME, RecordMode: 2 });
  await caller.advance(60 * SECOND);
  const task = { BizId: GME.BizId, TaskId };
  const { RecordInfo } = await caller.ask('gme', 'DescribeRecordInfo', task);
  const [{ FileName } = {} as Fields] = RecordInfo as readonly Fields[];
  const address = addressIn(caller, TaskId, FileName as string);
  expect(await headOf(address)).toMatchObject({ status: 404 });
  await caller.ask('gme', 'StopRecord', task);
  await caller.advance(60 * SECOND);
  expect(await headOf(address)).toMatchObject({ status: 200, type: 'audio/mpeg', size: 60_012 });
});

it('has the files of before after a restart, at the address of then', async () => {
  const before = await startCaller({ storeFile: freshFile() });
  await before.room('join', { app: GME.BizId, room: GME.RoomId, user: 'alice' });
  const { TaskId } = await before.ask('gme', 'StartRecord', { ...GME, RecordMode: 2 });
  const task = { BizId: GME.BizId, TaskId };
  await before.advance(60 * SECOND);
  await before.ask('gme', 'StopRecord', task);
  await before.advance(60 * SECOND);
  const after = await before.restart();
  const { RecordInfo } = await after.ask('gme', 'DescribeRecordInfo', task);
  const [{ FileName } = {} as Fields] = RecordInfo as readonly Fields[];
  expect(await headOf(addressIn(after, TaskId, FileName as string))).toMatchObject({ status: 200 });
});
