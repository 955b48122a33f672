import { describe, expect, it } from 'vitest';
import { NOW, startCaller } from '../../caller.ts';
import { TRTC_CLOUD } from '../../api/parameters-of.ts';

const SECOND = 1000;
const ROOM = { app: TRTC_CLOUD.SdkAppId, room: 3560 };
const ALICE = { ...ROOM, user: 'alice' };
const VOD = { StorageParams: { CloudVod: { TencentVod: { ExpireTime: 0 } } } };

/** A room recording that was just started. */
async function started(change: object = {}) {
  const caller = await startCaller();
  const { TaskId } = await caller.ask('trtc', 'CreateCloudRecording', { ...TRTC_CLOUD, ...change });
  const task = { SdkAppId: TRTC_CLOUD.SdkAppId, TaskId };
  return {
    ...caller,
    task,
    files: async () => (await caller.ask('trtc', 'DescribeCloudRecording', task))['StorageFileList'],
    book: async () => (await caller.tasks())[0],
  };
}

describe('the files of a room recording', () => {
  it('are one index for a mixed recording, from the first publisher on', async () => {
    const { files, room, advance } = await started();
    expect(await files()).toEqual([]);
    await advance(5 * SECOND);
    await room('join', ALICE);
    expect(await files()).toEqual([
      { UserId: '', FileName: '1400000001_3560.m3u8', TrackType: 'audio_video', BeginTimeStamp: NOW + 5 * SECOND },
    ]);
  });

  it('are indexes of every user and track for a single recording', async () => {
    const { files, room } = await started({ RecordParams: { RecordMode: 1, StreamType: 0 } });
    await room('join', ALICE);
    await room('join', { ...ROOM, user: 'bob' });
    expect(await files()).toMatchObject([
      { UserId: 'alice', TrackType: 'audio', FileName: '1400000001_3560__UserId_s_YWxpY2U.__UserId_e_main_audio.m3u8' },
      { UserId: 'alice', TrackType: 'video' },
      { UserId: 'bob', TrackType: 'audio' },
      { UserId: 'bob', TrackType: 'video' },
    ]);
  });

  it('are not listed when they go to VOD', async () => {
    const { files, room } = await started(VOD);
    await room('join', ALICE);
    expect(await files()).toEqual([]);
  });

  it('are of those users alone who are on the lists', async () => {
    const SubscribeStreamUserIds = { SubscribeAudioUserIds: ['ali.*$'], SubscribeVideoUserIds: ['nobody'] };
    const { files, room } = await started({
      RecordParams: { RecordMode: 1, StreamType: 1, SubscribeStreamUserIds },
    });
    await room('join', ALICE);
    await room('join', { ...ROOM, user: 'bob' });
    expect(await files()).toMatchObject([{ UserId: 'alice' }]);
  });
});

describe('a change of a room recording', () => {
  it('replaces layout and lists, also by nothing', async () => {
    const { task, files, book, ask, room } = await started({
      RecordParams: {
        RecordMode: 1,
        StreamType: 1,
        SubscribeStreamUserIds: { UnSubscribeAudioUserIds: ['alice'], UnSubscribeVideoUserIds: ['alice'] },
      },
      MixLayoutParams: { MixLayoutMode: 3 },
    });
    await room('join', ALICE);
    expect(await files()).toEqual([]);
    expect(await book()).toMatchObject({ MixLayoutMode: 3 });
    expect(await ask('trtc', 'ModifyCloudRecording', task)).toMatchObject({ TaskId: task.TaskId });
    expect(await files()).toMatchObject([{ UserId: 'alice' }]);
    expect(await book()).toMatchObject({ MixLayoutMode: null });
  });

  it.each<[string, object]>([
    ['InvalidParameter', { SubscribeStreamUserIds: { SubscribeAudioUserIds: ['a'], UnSubscribeAudioUserIds: ['b'] } }],
    ['MissingParameter', { MixLayoutParams: { MixLayoutMode: 4 } }],
  ])('obeys the rules over several fields: %s', async (expected, change) => {
    const { code, task } = await started();
    expect(await code('trtc', 'ModifyCloudRecording', { ...task, ...change })).toBe(expected);
  });
});
