import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verified } from '../../../../src/callbacks/callback.ts';
import { TrtcCallback } from '../../../../src/providers/tencent/trtc.callback.ts';
import { distortedBodies, expectSound } from './callback-distortions.ts';
import { TRTC_APP, TRTC_EXAMPLES, TRTC_PUBLISHED, TRTC_WEB_EXAMPLES } from './callback-examples.ts';
import { RECEIVED_AT, keysOf } from './callback-forgeries.ts';

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

describe('an event of TRTC', () => {
  it.each([
    [0, 'CLIENT'],
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
    [301, {}, 3, []],
    [303, { Status: 1 }, 3, []],
    [305, { Status: 1 }, 3, []],
    [305, { Status: 2 }, 3, [{ kind: 'filesDone', at: AT }]],
    [305, { LeaveCode: 2 }, 3, [{ kind: 'filesDone', at: AT }]],
    [305, { LeaveCode: 1 }, 3, []],
    [305, { Status: 3 }, 3, []],
    [305, { LeaveCode: 0 }, 3, [{ kind: 'filesDone', at: AT }]],
    [305, { Status: 1, LeaveCode: 0 }, 3, []],
    [305, {}, 3, []],
    [306, { Status: 1 }, 3, []],
    [308, { Code: 0, Message: 'x' }, 3, []],
    [310, { Status: 1 }, 3, []],
    [310, { Status: 2 }, 3, []],
    [312, { Status: 1 }, 3, []],
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

  it.each([1, 2])('has files on their way while the status of 310 is %i', (Status) => {
    const payload = { Status, FileMessage: [{ FileName: 'a.mp4' }, { FileName: 'b.mp4' }] };
    expect(roomEvent(310, payload).report.files).toMatchObject([{ state: 'PROCESSING' }, { state: 'PROCESSING' }]);
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

  it('tells a slice by its own name, where that leads to no index', () => {
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
