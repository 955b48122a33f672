import { describe, expect, it } from 'vitest';
import { bucketWith } from '../recordings/starts.ts';
import { HOUR, MINUTE, NOW, SECOND, RecordingHarness, type Seen } from '../recordings/harness.ts';
import { receive, roomEvent } from './receiving.ts';

// What callbacks tell of files that failed, that the vendor kept, or that cannot be read: such a recording is never
// COMPLETE, and says which file it is, and why.

const COS = bucketWith('secret-of-the-bucket');
const HLS_AND_MP4 = {
  ...COS,
  recordParams: {
    recordMode: 'MIXED',
    streamType: 'AUDIO_AND_VIDEO',
    maxIdleTime: 86_400,
    outputFormat: 'HLS_AND_MP4',
  },
} as const;

type Told = readonly [type: number, payload: object];

/** The file of a user, as 311 describes it when it was handed over, or when it was not. */
const vod = (user: string, address: object = {}): object => ({
  UserId: user,
  TrackType: 'audio_video',
  MediaId: 'main',
  CacheFile: `${user}.mp4`,
  ...address,
});
const STORED = { FileId: '3001', VideoUrl: 'https://vod.example/3001.mp4' };

/** A recording of which TRTC has told that it began and ended, and then the rest, in its order. */
async function told(start: object, events: readonly Told[]) {
  const harness = await RecordingHarness.open();
  const { postTrtc, inbox } = await receive(harness);
  const { id, taskId } = await harness.started('TRTC_ROOM', start);
  const tell = async (type: number, payload: object, task = taskId!): Promise<void> => {
    harness.advance(SECOND);
    const more = { EventMsTs: harness.now(), UserId: (await harness.row(id)).vendorKey };
    expect((await postTrtc(roomEvent(type, task, payload, more))).status).toBe(200);
    await inbox.runDue();
  };
  await tell(301, { Status: 0 });
  await tell(302, { LeaveCode: 0 });
  for (const [type, payload] of events) await tell(type, payload);
  return { harness, id, tell, seen: () => harness.find(id) };
}

const stateOf = ({ files }: Seen, name: string) => files.find((file) => file.name === name)?.state;
const ALL_WELL: readonly Told[] = [
  [311, { Status: 0, TencentVod: vod('u1', STORED) }],
  [312, { Status: 0 }],
];

describe('a recording of TRTC', () => {
  it('is COMPLETE where every file was handed over to VOD', async () => {
    const { seen } = await told({}, ALL_WELL);
    expect(await seen()).toMatchObject({ state: 'COMPLETE', filesComplete: true, files: [{ state: 'READY' }] });
  });

  it.each<[of: string, start: object, events: readonly Told[], file: string, state: string, reason: object]>([
    [
      'whose file failed on its way to VOD',
      {},
      [
        [311, { Status: 0, TencentVod: vod('u1', STORED) }],
        [311, { Status: 2, Errmsg: 'no permission', TencentVod: vod('u2') }],
        [312, { Status: 0 }],
      ],
      'u2.mp4',
      'FAILED',
      { reason: 'no permission', reasonCode: '311.2' },
    ],
    [
      'whose file was left on the recording server',
      {},
      [
        [311, { Status: 0, TencentVod: vod('u1', STORED) }],
        [311, { Status: 1, Errmsg: 'quota', TencentVod: vod('u2') }],
        [312, { Status: 0 }],
      ],
      'u2.mp4',
      'HELD_BY_VENDOR',
      { reason: 'quota', reasonCode: '311.1' },
    ],
    [
      'whose index was left on the recording server',
      HLS_AND_MP4,
      [
        [304, { FileList: 'w.m3u8' }],
        [305, { Status: 1 }],
        [310, { Status: 0, FileList: ['q_0.mp4'], FileMessage: [] }],
      ],
      'w.m3u8',
      'HELD_BY_VENDOR',
      { reason: null, reasonCode: '305.1' },
    ],
    [
      'one of whose mp4 files could not be made',
      HLS_AND_MP4,
      [
        [304, { FileList: 'w.m3u8' }],
        [305, { Status: 0 }],
        [310, { Status: 2, FileList: ['bad.mp4'], FileMessage: [] }],
        [310, { Status: 0, FileList: ['q_0.mp4'], FileMessage: [] }],
      ],
      'bad.mp4',
      'FAILED',
      { reason: null, reasonCode: '310.2' },
    ],
    [
      'of a file that has no name',
      {},
      [
        [311, { Status: 2, Errmsg: 'no permission' }],
        [312, { Status: 1 }],
      ],
      `unnamed 311 ${NOW + 3 * SECOND}`,
      'FAILED',
      { reason: 'no permission', reasonCode: '311.2' },
    ],
  ])('%s is INCOMPLETE at once, and says so everywhere', async (_, start, events, file, state, reason) => {
    const { seen } = await told(start, events);
    const recording = await seen();
    expect(recording).toMatchObject({ state: 'INCOMPLETE', cause: 'STOPPED_ELSEWHERE', filesComplete: false });
    expect(recording.files).toContainEqual(expect.objectContaining({ name: file, state, ...reason }));
    expect(recording.changes).toContainEqual(expect.objectContaining({ kind: 'FILE', fileName: file }));
    const words = Object.values(reason).filter((text) => text !== null) as string[];
    for (const text of [file, ...words]) expect(recording.explanation).toContain(text);
  });

  it('whose index files were never confirmed is not COMPLETE: 310 speaks of the mp4 files alone', async () => {
    const { harness, id, seen } = await told(HLS_AND_MP4, [
      [304, { FileList: 'w.m3u8' }],
      [310, { Status: 0, FileList: ['q_0.mp4'], FileMessage: [] }],
    ]);
    expect(await seen()).toMatchObject({ state: 'PROCESSING', filesComplete: false });
    expect(stateOf(await seen(), 'w.m3u8')).toBe('RECORDING');
    expect(stateOf(await seen(), 'q_0.mp4')).toBe('READY');
    harness.advance(2 * HOUR);
    await harness.due('TRTC_ROOM');
    expect(await seen()).toMatchObject({ id, state: 'INCOMPLETE', cause: 'STOPPED_ELSEWHERE', filesComplete: false });
  });

  it('becomes COMPLETE when what had remained has arrived', async () => {
    const { seen, tell } = await told(HLS_AND_MP4, [
      [304, { FileList: 'w.m3u8' }],
      [305, { Status: 1 }],
      [310, { Status: 0, FileList: ['q_0.mp4'], FileMessage: [] }],
    ]);
    expect(await seen()).toMatchObject({ state: 'INCOMPLETE' });
    await tell(305, { Status: 2 });
    expect(await seen()).toMatchObject({ state: 'COMPLETE', cause: 'STOPPED_ELSEWHERE', filesComplete: true });
    expect(stateOf(await seen(), 'w.m3u8')).toBe('READY');
  });

  it('does not stay COMPLETE when a file turns out to have failed', async () => {
    const { seen, tell } = await told({}, ALL_WELL);
    await tell(311, { Status: 2, Errmsg: 'no permission', TencentVod: vod('u2') });
    expect(await seen()).toMatchObject({ state: 'INCOMPLETE', filesComplete: false });
  });

  it('whose index is heard of after all index files have arrived has it READY', async () => {
    const { seen, tell } = await told(HLS_AND_MP4, [
      [305, { Status: 0 }],
      [310, { Status: 0, FileList: ['q_0.mp4'], FileMessage: [] }],
    ]);
    await tell(304, { FileList: 'w.m3u8' });
    expect(await seen()).toMatchObject({ state: 'COMPLETE', files: [{ state: 'READY' }, { state: 'READY' }] });
  });

  it('reads 311 in the flat form, with its times in seconds', async () => {
    const from = Math.floor(NOW / 1000);
    const flat = { ...STORED, CacheFile: 'flat_0.mp4', BeginTimeStamp: from, EndTimeStamp: from + 60 };
    const { seen } = await told({}, [
      [311, flat],
      [312, { Status: 0 }],
    ]);
    const file = { name: 'flat_0.mp4', url: STORED.VideoUrl, beginsAt: '2026-01-15T12:00:00.000Z' };
    expect(await seen()).toMatchObject({ state: 'COMPLETE', files: [file] });
  });

  it('of which an event cannot be read is never COMPLETE, and the event is counted', async () => {
    const { harness, seen } = await told({}, [
      [311, { Files: [{ Id: '3001' }] }],
      [311, { Status: 0, TencentVod: vod('u1', STORED) }],
      [312, { Status: 0 }],
    ]);
    const recording = await seen();
    expect(recording).toMatchObject({ state: 'INCOMPLETE', filesComplete: false });
    expect(recording.explanation).toContain('A callback of type 311 cannot be read');
    const counts = await harness.ask('{ it: callbackCounts { source type state count } }', {});
    expect(counts).toContainEqual({ source: 'tencent/trtc', type: '311', state: 'UNREAD', count: 1 });
  });

  it('reports no time outside its life', async () => {
    const longAgo = { StartTimeStamp: NOW - 48 * HOUR, EndTimeStamp: 1_500_000_000 };
    const { seen } = await told({}, [[311, { Status: 0, TencentVod: { ...vod('u1', STORED), ...longAgo } }]]);
    expect(await seen()).toMatchObject({ files: [{ beginsAt: null, endsAt: null }] });
  });

  it('keeps what the vendor reported on the way', async () => {
    const { seen } = await told(HLS_AND_MP4, [
      [308, { Code: 403, Message: 'denied' }],
      [309, { Url: 'https://pictures.example/b.png' }],
    ]);
    const { explanation } = await seen();
    expect(explanation).toContain('The vendor reported: denied (308.403).');
    expect(explanation).toContain('https://pictures.example/b.png (309)');
  });

  it('in which no user published says since when, and ends as NOTHING_RECORDED', async () => {
    const harness = await RecordingHarness.open();
    const { postTrtc, inbox } = await receive(harness);
    const { id, taskId } = await harness.recording('TRTC_ROOM');
    const { explanation } = await harness.find(id);
    expect(explanation).toMatch(/^No user publishes yet \(since 2026-01-15T12:00:0\d\.000Z\)\. Check roomIdType:/);
    await postTrtc(roomEvent(302, taskId!, { LeaveCode: 99 }, { EventMsTs: harness.now() }));
    await postTrtc(roomEvent(312, taskId!, { Status: 0 }, { EventMsTs: harness.now() }));
    await inbox.runDue();
    expect(await harness.find(id)).toMatchObject({ state: 'PROCESSING' });
    harness.advance(3 * MINUTE);
    await harness.due('TRTC_ROOM');
    expect(await harness.find(id)).toMatchObject({ state: 'NOTHING_RECORDED', cause: 'IDLE', filesComplete: false });
    expect((await harness.find(id)).explanation).toContain('nothing was recorded');
  });

  it('of which no file is reported although a user published is INCOMPLETE', async () => {
    const { harness, id, seen } = await told({}, [[312, { Status: 0 }]]);
    harness.advance(3 * MINUTE);
    await harness.due('TRTC_ROOM');
    expect(await seen()).toMatchObject({ id, state: 'INCOMPLETE', files: [] });
  });
});

describe('a start of TRTC that was sent again', () => {
  const file = (taskId: string): Told => [311, { Status: 0, TencentVod: vod('mixed', { FileId: taskId }) }];

  async function repeated() {
    const harness = await RecordingHarness.open();
    const { postTrtc, inbox } = await receive(harness);
    harness.fault('TRTC_ROOM', 'CreateCloudRecording', 'reset-after');
    const { recording } = await harness.start('TRTC_ROOM');
    const { id } = recording!;
    await harness.live(id, ({ taskId }) => taskId === null);
    const store = await harness.tasks();
    const { taskId, vendorKey } = await harness.row(id);
    const replaced = store.find((task) => task.taskId !== taskId)!.taskId;
    expect(store).toHaveLength(2);
    const tell = async (task: string, events: readonly Told[]): Promise<void> => {
      for (const [type, payload] of events) {
        harness.advance(SECOND);
        await postTrtc(roomEvent(type, task, payload, { EventMsTs: harness.now(), UserId: vendorKey }));
        await inbox.runDue();
      }
    };
    return { tell, replaced, own: taskId!, seen: () => harness.find(id) };
  }

  it('has the files of both tasks, also where they have one name', async () => {
    const { tell, replaced, own, seen } = await repeated();
    await tell(replaced, [file(replaced), [312, { Status: 0 }]]);
    await tell(own, [[301, { Status: 0 }], [302, { LeaveCode: 0 }], file(own), [312, { Status: 0 }]]);
    const { state, files, changes } = await seen();
    expect(files).toMatchObject([
      { name: 'mixed.mp4', taskId: null, state: 'READY' },
      { name: 'mixed.mp4', taskId: replaced, state: 'READY' },
    ]);
    expect(changes).toContainEqual(expect.objectContaining({ fileName: 'mixed.mp4', fileTaskId: replaced }));
    expect(state).toBe('COMPLETE');
  });

  it('is not COMPLETE while the replaced task has not reported all its files', async () => {
    const { tell, replaced, own, seen } = await repeated();
    await tell(replaced, [file(replaced)]);
    await tell(own, [[301, { Status: 0 }], [302, { LeaveCode: 0 }], file(own), [312, { Status: 0 }]]);
    expect(await seen()).toMatchObject({ state: 'PROCESSING', filesComplete: false });
  });

  it('is not COMPLETE where nothing is known of the replaced task', async () => {
    const { tell, own, seen } = await repeated();
    await tell(own, [[301, { Status: 0 }], [302, { LeaveCode: 0 }], file(own), [312, { Status: 0 }]]);
    const { state, filesComplete, explanation } = await seen();
    expect({ state, filesComplete }).toEqual({ state: 'INCOMPLETE', filesComplete: false });
    expect(explanation).toContain('The start was sent 2 times. Replaced tasks with unknown outcome: 1.');
  });
});
