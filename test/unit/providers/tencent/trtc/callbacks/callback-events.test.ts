import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verified } from '../../../../../../src/callbacks/callback.ts';
import { TrtcCallback } from '../../../../../../src/providers/tencent/trtc/callbacks/callback.ts';
import { distortedBodies, expectSound } from '../../callback-distortions.ts';
import { TRTC_APP, TRTC_EXAMPLES, TRTC_PUBLISHED, TRTC_WEB_EXAMPLES } from '../../callback-examples.ts';
import { RECEIVED_AT, keysOf } from '../../callback-forgeries.ts';

const callback = new TrtcCallback(keysOf({ [TRTC_APP]: 'key' }));

function newsOf(body: string) {
  const [news, ...more] = callback.read(verified(JSON.stringify({ account: TRTC_APP, body })), RECEIVED_AT);
  expect(more).toEqual([]);
  return news!;
}

/** An event of a room that lasts, with a payload. */
function roomEvent(type: number, Payload: object, more: object = {}, group = 3) {
  const EventInfo = { RoomId: 'class', EventMsTs: AT, UserId: 'robot', TaskId: 'task', Payload, ...more };
  return newsOf(JSON.stringify({ EventGroupId: group, EventType: type, CallbackTs: AT + 30, EventInfo }));
}
const AT = 1_700_000_000_123;
const HLS = { output: 'hls', covers: 'm3u8' };
const PICTURE = { code: '309', message: 'a picture could not be loaded: https://a.example/b.png' };
const held = (code: string) => ({ state: 'HELD_BY_VENDOR', code, message: null });
const failed = (code: string) => ({ state: 'FAILED', code, message: null });

describe('an event of TRTC', () => {
  it.each([
    [0, 'STOPPED_ELSEWHERE'],
    [1, 'ROOM_ENDED'],
    [2, 'ROOM_ENDED'],
    [3, 'VENDOR_FAULT'],
    [4, 'ROOM_ENDED'],
    [99, 'IDLE'],
    [100, 'VENDOR_FAULT'],
    [101, 'ROOM_ENDED'],
    [5, 'GONE'],
    [undefined, 'GONE'],
  ])('gives the leave code %s as the cause %s', (LeaveCode, cause) => {
    expect(roomEvent(302, { LeaveCode }).report.facts).toEqual([{ kind: 'ended', at: AT, cause }]);
  });

  it('does not name the robot where another task has replaced it: that one has the same', () => {
    expect(roomEvent(302, { LeaveCode: 101 })).toMatchObject({ taskId: 'task', vendorKey: null });
    expect(roomEvent(302, { LeaveCode: 100 }).vendorKey).toBe('robot');
  });

  it.each([
    [301, { Status: 1 }, 3, [{ kind: 'failed', at: AT, cause: 'VENDOR_FAULT' }]],
    [301, { Status: 2 }, 3, []],
    [303, { Status: 1 }, 3, []],
    [305, { Status: 2 }, 3, [{ kind: 'filesDone', at: AT, ...HLS }]],
    [305, { LeaveCode: 2 }, 3, [{ kind: 'filesDone', at: AT, ...HLS }]],
    [305, { LeaveCode: 0 }, 3, [{ kind: 'filesDone', at: AT, ...HLS }]],
    [305, { Status: 1, LeaveCode: 0 }, 3, [{ kind: 'filesMissing', at: AT, result: held('305.1'), ...HLS }]],
    [306, { Status: 1 }, 3, []],
    [308, { Code: 0, Message: 'x' }, 3, []],
    [310, { Status: 1 }, 3, [{ kind: 'filesMissing', at: AT, output: 'mp4', result: held('310.1') }]],
    [310, { Status: 2 }, 3, [{ kind: 'filesMissing', at: AT, output: 'mp4', result: failed('310.2') }]],
    [312, { Status: 1 }, 3, [{ kind: 'filesMissing', at: AT, output: 'vod', result: failed('312.1') }]],
    [801, { Status: 3 }, 8, []],
    [801, { Status: 4 }, 8, []],
    [802, { Status: 2 }, 8, []],
    [803, { Status: 3 }, 8, [{ kind: 'resumed', at: AT }]],
    [804, { Status: 2 }, 8, []],
  ])('%i with %j in group %i gives %j', (type, payload, group, facts) => {
    const news = roomEvent(type, payload, {}, group);
    expect(news).toMatchObject({ isKnown: true, type: String(type), product: group === 8 ? 'TRTC_WEB' : 'TRTC_ROOM' });
    expect(news.report.facts).toEqual(facts);
  });

  it.each([
    [1, 'HELD_BY_VENDOR'],
    [2, 'FAILED'],
  ])('gives all files that 310 names with status %i the state %s, with the reason', (Status, state) => {
    const payload = { Status, FileMessage: [{ FileName: 'a.mp4' }], FileList: ['a.mp4', 'b.mp4'] };
    const reason = { code: `310.${Status}`, message: null };
    const { files } = roomEvent(310, payload).report;
    expect(files).toMatchObject([
      { name: 'a.mp4', state, reason },
      { name: 'b.mp4', state, reason },
    ]);
  });

  it.each([
    [1, 'HELD_BY_VENDOR'],
    [2, 'FAILED'],
  ])('gives the file of 311 with status %i the state %s, with the words of the vendor', (Status, state) => {
    const payload = { Status, Errmsg: 'no permission', TencentVod: { UserId: 'u2', CacheFile: 'u2.mp4' } };
    const reason = { code: `311.${Status}`, message: 'no permission' };
    expect(roomEvent(311, payload).report.files).toMatchObject([{ name: 'u2.mp4', userId: 'u2', state, reason }]);
  });

  it('reads 311 in the flat form, with times in seconds', () => {
    const flat = { FileId: '3001', VideoUrl: 'https://vod.example/3001.mp4', CacheFile: '14_3560_0.mp4' };
    const times = { BeginTimeStamp: 1_700_000_001, EndTimeStamp: 1_700_003_600 };
    expect(roomEvent(311, { ...flat, ...times }).report).toEqual({
      facts: [],
      files: [
        {
          ...{ name: '14_3560_0.mp4', state: 'READY', format: 'mp4', url: 'https://vod.example/3001.mp4' },
          ...{ beginsAt: 1_700_000_001_000, endsAt: 1_700_003_600_000 },
        },
      ],
    });
  });

  it.each([
    [301, {}, 3],
    [304, { FileList: 7 }, 3],
    [305, {}, 3],
    [305, { Status: 3 }, 3],
    [307, { UserId: 'alice' }, 3],
    [310, {}, 3],
    [310, { Status: 0 }, 3],
    [310, { Status: 0, FileList: [{}] }, 3],
    [310, { Status: 9, FileList: ['a.mp4'] }, 3],
    [311, {}, 3],
    [311, { Status: 0 }, 3],
    [311, { Status: 0, TencentVod: { UserId: 'alice' } }, 3],
    [311, { Url: 'https://vod.example/3001.mp4' }, 3],
    [312, {}, 3],
    [312, { Status: 2 }, 3],
    [802, {}, 8],
  ])('%i with %j in group %i is of a known kind and cannot be read', (type, payload, group) => {
    expect(roomEvent(type, payload, {}, group)).toMatchObject({ isKnown: true, report: { unread: String(type) } });
  });

  it.each([
    [301, { Status: 1 }, 3, { code: '301.1', message: null }],
    [303, { Status: 1 }, 3, { code: '303.1', message: null }],
    [308, { Code: 403, Message: 'denied' }, 3, { code: '308.403', message: 'denied' }],
    [309, { Url: 'https://a.example/b.png?key=1' }, 3, PICTURE],
    [801, { Status: 2, EventMessage: 'Goto url timeout' }, 8, { code: '801.2', message: 'Goto url timeout' }],
    [804, { Status: 2, EventMessage: 'too large' }, 8, { code: '804.2', message: 'too large' }],
  ])('%i with %j in group %i keeps what the vendor reports', (type, payload, group, note) => {
    expect(roomEvent(type, payload, {}, group).report.notes).toEqual([note]);
  });

  it.each([1, 1000, 1_000_000])('reports the times of a file also where there are %i units in a second', (inSecond) => {
    const units = inSecond === 1 ? 1_700_000_001 : 1_700_000_001 * inSecond;
    const file = { FileName: 'a.mp4', StartTimeStamp: units, EndTimeStamp: units + 60 * inSecond };
    const { files } = roomEvent(310, { Status: 0, FileMessage: [file] }).report;
    expect(files).toMatchObject([{ beginsAt: 1_700_000_001_000, endsAt: 1_700_000_061_000 }]);
  });

  it('omits the times of a file that lie far from the callback in every unit', () => {
    const file = { FileName: 'a.mp4', StartTimeStamp: 1_500_000_000, EndTimeStamp: 17_000_000 };
    expect(roomEvent(310, { Status: 0, FileMessage: [file] }).report.files).toEqual([
      { name: 'a.mp4', state: 'READY', format: 'mp4' },
    ]);
  });

  it('has files by their names alone, where 310 says no more', () => {
    const payload = { Status: 0, FileList: ['a.mp4', 7, ''] };
    expect(roomEvent(310, payload).report.files).toEqual([{ name: 'a.mp4', state: 'READY', format: 'mp4' }]);
  });

  it('has a file in VOD by its id, where its name is missing, and times as texts', () => {
    const TencentVod = {
      FileId: '3001',
      CacheFile: '',
      StartTimeStamp: '1700000001500',
      EndTimeStamp: '1700003600000',
    };
    expect(roomEvent(311, { Status: 0, TencentVod }).report.files).toEqual([
      { name: '3001', state: 'READY', beginsAt: 1_700_000_001_500, endsAt: 1_700_003_600_000 },
    ]);
  });

  it('keeps a user’s second stream apart from the first', () => {
    const stream = { UserId: 'alice', TrackType: 'video' };
    const FileMessage = ['main', 'aux'].map((MediaId) => ({ ...stream, FileName: `${MediaId}.mp4`, MediaId }));
    const { files } = roomEvent(310, { Status: 0, FileMessage }).report;
    expect(files).toMatchObject([{ track: 'video' }, { track: 'aux_video' }]);
  });

  it.each(['_', '__'])(
    'keeps the slices of a user’s second stream apart by their names, with %s before the user',
    (line) => {
      const files = ['main', 'aux'].flatMap((stream) => {
        const FileName = `14_c3Q.${line}UserId_s_YQ..${line}UserId_e_${stream}_video_20231114221321500.ts`;
        return roomEvent(307, { FileName, UserId: 'a', TrackType: 'video' }).report.files;
      });
      expect(files).toMatchObject([{ track: 'video' }, { track: 'aux_video' }]);
    },
  );

  it('reports a slice by its own name, where that leads to no index', () => {
    const { files } = roomEvent(307, { FileName: 'slice-1.ts', BeginTimeStamp: '1700000001500' }).report;
    expect(files).toEqual([{ name: 'slice-1.ts', state: 'RECORDING', format: 'ts', beginsAt: 1_700_000_001_500 }]);
  });

  it.each([
    ['EventTs', { EventMsTs: undefined, EventTs: '1700000000' }, 1_700_000_000_000],
    ['EventTs as a number', { EventMsTs: 0, EventTs: 1_700_000_000 }, 1_700_000_000_000],
    ['CallbackTs', { EventMsTs: 'soon' }, AT + 30],
  ])('happened by %s, where that is all there is', (_, times, at) => {
    const news = roomEvent(301, { Status: 0 }, times);
    expect(news).toMatchObject({ at, report: { facts: [{ kind: 'running', at }] } });
  });

  it('is of a web page where there is no room', () => {
    for (const RoomId of ['', null, undefined]) {
      expect(roomEvent(312, { Status: 0 }, { RoomId })).toMatchObject({ product: 'TRTC_WEB', vendorKey: null });
    }
  });

  it('is of a web page where the task id has the suffix of one', () => {
    const told = roomEvent(311, {}, { TaskId: 'abc_StartTimeMs_1700000000000' });
    expect(told).toMatchObject({ product: 'TRTC_WEB', taskId: 'abc', room: 'class' });
    expect(roomEvent(311, {}, { TaskId: 'abc_StartTimeMs_17' })).toMatchObject({ taskId: 'abc_StartTimeMs_17' });
  });

  it('is unknown where the vendor documents none of the number', () => {
    expect(roomEvent(313, { Status: 0 })).toMatchObject({ type: '313', isKnown: false, taskId: 'task' });
    expect(roomEvent(301, { Status: 0 }, {}, 8)).toMatchObject({ isKnown: false, report: { facts: [] } });
    expect(newsOf(TRTC_PUBLISHED.body)).toMatchObject({ type: '204', isKnown: false, product: null });
  });

  it('is read without an error, and gives sound news, whatever its body holds', () => {
    const bodies = [...TRTC_EXAMPLES, ...TRTC_WEB_EXAMPLES].map(({ body }) => body);
    const isSound = fc.property(fc.oneof(fc.string(), distortedBodies(bodies)), (body) => {
      expectSound(newsOf(body));
    });
    fc.assert(isSound, { numRuns: 5000 });
  });
});
