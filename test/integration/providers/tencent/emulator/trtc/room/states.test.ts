import { describe, expect, it } from 'vitest';
import { NOW, startCaller } from '../../caller.ts';
import { TRTC_CLOUD } from '../../api/parameters-of.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const ROOM = { app: TRTC_CLOUD.SdkAppId, room: 3560 };
const ALICE = { ...ROOM, user: 'alice' };

/** A room recording that was just started. */
async function started(change: object = {}) {
  const caller = await startCaller();
  const { TaskId } = await caller.ask('trtc', 'CreateCloudRecording', { ...TRTC_CLOUD, ...change });
  const task = { SdkAppId: TRTC_CLOUD.SdkAppId, TaskId };
  return {
    ...caller,
    task,
    status: async () => (await caller.ask('trtc', 'DescribeCloudRecording', task))['Status'],
    act: (action: string) => caller.code('trtc', `${action}CloudRecording`, task),
    book: async () => (await caller.tasks())[0],
  };
}

describe('a room recording', () => {
  it('is idle before the first and after the last user publishes', async () => {
    const { status, room } = await started();
    expect(await status()).toBe('Idle');
    await room('join', { ...ALICE, publishes: false });
    expect(await status()).toBe('Idle');
    await room('join', ALICE);
    expect(await status()).toBe('InProgress');
    await room('leave', ALICE);
    expect(await status()).toBe('Idle');
  });

  it('is not concerned with the text room of the same name', async () => {
    const { status, room } = await started();
    await room('join', { ...ALICE, room: '3560' });
    expect(await status()).toBe('Idle');
  });

  it('takes the text room when its id is a text', async () => {
    const { status, room } = await started({ RoomIdType: 0 });
    await room('join', { ...ALICE, room: '3560' });
    expect(await status()).toBe('InProgress');
  });

  it('ends by a call, and is gone when its end is over', async () => {
    const { status, act, advance } = await started();
    expect(await act('Delete')).toBeNull();
    expect(await status()).toBe('Exited');
    expect(await act('Modify')).toBe('ResourceNotFound');
    await advance(2 * SECOND);
    for (const action of ['Describe', 'Modify', 'Delete']) expect(await act(action)).toBe('ResourceNotFound');
  });

  it('ends when no user has published for MaxIdleTime', async () => {
    const { book, status, room, advance } = await started({
      RecordParams: { RecordMode: 2, StreamType: 0, MaxIdleTime: 60 },
    });
    await advance(59 * SECOND);
    await room('join', ALICE);
    await advance((100 * HOUR) / 2);
    await room('leave', ALICE);
    await advance(60 * SECOND - 1);
    expect(await status()).toBe('Idle');
    await advance(1);
    expect(await status()).toBe('Exited');
    expect(await book()).toMatchObject({ reason: 'IDLE', state: 'Exited' });
  });

  it('runs while any user publishes, in any order of joining', async () => {
    const { status, room, advance } = await started();
    await room('join', ALICE);
    await room('join', { ...ROOM, user: 'bob' });
    await room('leave', { ...ROOM, user: 'bob' });
    await advance(HOUR);
    expect(await status()).toBe('InProgress');
  });

  it('waits 30 seconds for a publisher when nothing is said', async () => {
    const { act, advance } = await started();
    await advance(32 * SECOND);
    expect(await act('Describe')).toBe('ResourceNotFound');
  });

  it.each<[string, string, object]>([
    ['its robot is removed', 'leave', { ...ROOM, user: TRTC_CLOUD.UserId }],
    ['its room is dissolved', 'end', ROOM],
  ])('ends when %s', async (_, command, body) => {
    const { status, act, advance, room } = await started();
    await room('join', ALICE);
    await room(command, body);
    expect(await status()).toBe('Exited');
    await advance(2 * SECOND);
    expect(await act('Describe')).toBe('ResourceNotFound');
  });

  it('does not end by what happened before it', async () => {
    const { room, ask } = await startCaller();
    await room('end', ROOM);
    const { TaskId } = await ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    const task = { SdkAppId: TRTC_CLOUD.SdkAppId, TaskId };
    expect(await ask('trtc', 'DescribeCloudRecording', task)).toMatchObject({ Status: 'Idle' });
  });

  it('goes on out of reach when ResourceExpiredHour has passed', async () => {
    const { status, act, advance, room, book } = await started({ ResourceExpiredHour: 6 });
    await room('join', ALICE);
    await advance(6 * HOUR - 1);
    expect(await status()).toBe('InProgress');
    await advance(1);
    for (const action of ['Describe', 'Modify', 'Delete']) expect(await act(action)).toBe('ResourceNotFound');
    expect(await book()).toMatchObject({ state: 'InProgress', endedAt: null, isControllable: false });
    await room('leave', ALICE);
    await advance(HOUR);
    expect(await book()).toMatchObject({ state: 'gone', endedAt: NOW + 6 * HOUR + 30 * SECOND, reason: 'IDLE' });
  });

  it('of another application is unknown', async () => {
    const { code, task } = await started();
    const other = { ...task, SdkAppId: 1400000002 };
    expect(await code('trtc', 'DescribeCloudRecording', other)).toBe('ResourceNotFound');
  });

  it('is one of a hundred at most for an application', async () => {
    const { advance, code } = await startCaller();
    const start = (index: number, change: object = {}) =>
      code('trtc', 'CreateCloudRecording', { ...TRTC_CLOUD, UserId: `rec_${index}`, ...change });
    const patient = { RecordParams: { RecordMode: 2, StreamType: 0, MaxIdleTime: 3600 } };
    for (let index = 0; index < 100; index++) {
      expect(await start(index, patient)).toBeNull();
      await advance(50);
    }
    await advance(SECOND);
    expect(await start(100)).toBe('FailedOperation.RestrictedConcurrency');
    expect(await start(0, patient)).toBeNull(); // replaces the earlier recording of the same robot
    expect(await start(100, { SdkAppId: 1400000002 })).toBeNull();
    await advance(HOUR);
    expect(await start(100)).toBeNull();
  });
});
