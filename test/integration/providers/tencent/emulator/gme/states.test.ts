import { describe, expect, it } from 'vitest';
import { NOW, startCaller } from '../caller.ts';
import { GME } from '../api/parameters-of.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const ROOM = { app: GME.BizId, room: GME.RoomId };
const ALICE = { ...ROOM, user: 'alice' };
const IN_ROOM = { BizId: GME.BizId, RoomId: GME.RoomId };

/** A voice recording that was just started. */
async function started(change: object = {}) {
  const caller = await startCaller();
  const { TaskId } = await caller.ask('gme', 'StartRecord', { ...GME, ...change });
  const task = { BizId: GME.BizId, TaskId };
  return {
    ...caller,
    task,
    files: async () => (await caller.ask('gme', 'DescribeRecordInfo', task))['RecordInfo'] as Record<string, unknown>[],
    inRoom: () => caller.ask('gme', 'DescribeTaskInfo', IN_ROOM),
    act: (action: string, change: object = {}) => caller.code('gme', action, { ...task, ...change }),
  };
}

describe('a voice recording', () => {
  it('is found by its room while it runs, with every digit of its id', async () => {
    const { task, inRoom, act } = await started({ SubscribeRecordUserIds: { SubscribeUserIds: ['alice'] } });
    const lists = { SubscribeUserIds: ['alice'] };
    expect(await inRoom()).toMatchObject({ TaskId: task.TaskId, RecordMode: 3, SubscribeRecordUserIds: lists });
    expect(await act('StopRecord')).toBeNull();
    expect(await inRoom()).toMatchObject({ TaskId: null, RecordMode: null, SubscribeRecordUserIds: null });
  });

  it('has its mode and lists replaced', async () => {
    const { inRoom, act, ask, task } = await started({ SubscribeRecordUserIds: { SubscribeUserIds: ['alice'] } });
    expect(await act('ModifyRecordInfo', { RecordMode: 1 })).toBeNull();
    expect(await inRoom()).toMatchObject({ RecordMode: 1, SubscribeRecordUserIds: {} });
    expect(await ask('gme', 'DescribeRecordInfo', task)).toMatchObject({ RecordMode: 1, RoomId: 'room-7' });
  });

  it('keeps the lists apart when it is changed, too', async () => {
    const { act } = await started();
    const lists = { SubscribeUserIds: ['a'], UnSubscribeUserIds: ['b'] };
    const change = { RecordMode: 1, SubscribeRecordUserIds: lists };
    expect(await act('ModifyRecordInfo', change)).toBe('InvalidParameterValue.InvalidSubscribeRecordUserIds');
  });

  it('cannot be reached once it has ended, and leaves its room to the next', async () => {
    const { act, code } = await started();
    expect(await act('StopRecord')).toBeNull();
    expect(await act('StopRecord')).toBe('ResourceNotFound.TaskNotFound');
    expect(await act('ModifyRecordInfo', { RecordMode: 1 })).toBe('ResourceNotFound.TaskNotFound');
    expect(await code('gme', 'StartRecord', GME)).toBeNull();
  });

  it('ends after 24 hours', async () => {
    const { act, advance, inRoom, tasks } = await started();
    await advance(24 * HOUR - 1);
    expect(await inRoom()).toMatchObject({ RecordMode: 3 });
    await advance(1);
    expect(await inRoom()).toMatchObject({ TaskId: null });
    expect(await act('StopRecord')).toBe('ResourceNotFound.TaskNotFound');
    expect(await tasks()).toMatchObject([{ kind: 'voice', endedAt: NOW + 24 * HOUR, reason: 'LONGEST' }]);
  });

  it('needs a room that was not dissolved', async () => {
    const { room, code } = await startCaller();
    await room('end', ROOM);
    expect(await code('gme', 'StartRecord', GME)).toBe('ResourceNotFound.RoomNotFound');
    expect(await code('gme', 'DescribeTaskInfo', IN_ROOM)).toBe('ResourceNotFound.RoomNotFound');
    await room('join', ALICE);
    expect(await code('gme', 'StartRecord', GME)).toBeNull();
  });

  it('of another application is unknown', async () => {
    const { act } = await started();
    expect(await act('DescribeRecordInfo', { BizId: 1400000002 })).toBe('ResourceNotFound.TaskNotFound');
  });
});

describe('the files of a voice recording', () => {
  it('begin with the first user, mixed and single', async () => {
    const { files, task, room, advance } = await started();
    expect(await files()).toEqual([]);
    await advance(5 * SECOND);
    await room('join', { ...ROOM, user: 'listener', publishes: false });
    await advance(5 * SECOND);
    await room('join', ALICE);
    const [mixed, single] = [NOW / 1000 + 5, NOW / 1000 + 10];
    expect(await files()).toEqual([
      {
        UserId: '0',
        FileName: `3400352518_room-7/${String(task.TaskId as bigint)}_2026-01-15-12-00-05_0_audio.mp3`,
        RecordBeginTime: mixed,
        RecordStatus: 2,
      },
      {
        UserId: 'alice',
        FileName: `3400352518_room-7_alice/2026-01-15-12-00-10_${String(task.TaskId as bigint)}_audio.mp3`,
        RecordBeginTime: single,
        RecordStatus: 2,
      },
    ]);
  });

  it('move from recording to reported, also after the end of the task', async () => {
    const { files, room, act, advance } = await started({ RecordMode: 2 });
    await room('join', ALICE);
    const states = [(await files())[0]?.['RecordStatus']];
    await advance(SECOND);
    await act('StopRecord');
    for (let step = 0; step < 6; step++) {
      states.push((await files())[0]?.['RecordStatus']);
      await advance(5 * SECOND);
    }
    expect(states).toEqual([2, 10, 11, 12, 13, 14, 14]);
  });

  it('are cut when a user leaves and comes again, and after two hours', async () => {
    const { files, room, advance } = await started({ RecordMode: 1 });
    await room('join', ALICE);
    await advance(SECOND);
    await room('leave', ALICE);
    await advance(SECOND);
    await room('join', ALICE);
    await advance(3 * HOUR);
    expect((await files()).map((file) => file['RecordBeginTime'])).toEqual(
      [0, 2, 2 + 7200].map((second) => NOW / 1000 + second),
    );
    expect((await files()).map((file) => file['RecordStatus'])).toEqual([14, 14, 2]);
  });

  it('are of those alone who are on the list', async () => {
    const lists = { UnSubscribeUserIds: ['alice'] };
    const { files, room } = await started({ RecordMode: 1, SubscribeRecordUserIds: lists });
    await room('join', ALICE);
    await room('join', { ...ROOM, user: 'bob' });
    expect((await files()).map((file) => file['UserId'])).toEqual(['bob']);
  });
});
