import { describe, expect, it } from 'vitest';
import type { Site } from '../../../../../../src/providers/tencent/api/account.ts';
import { startCaller } from '../caller.ts';
import { TIW } from '../api/parameters-of.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const ROOM = { app: TIW.SdkAppId, room: TIW.RoomId };

/** A whiteboard recording that was just started. */
async function started(change: object = {}, site: Site = 'intl') {
  const caller = await startCaller({ site });
  const { TaskId } = await caller.ask('tiw', 'StartOnlineRecord', { ...TIW, ...change });
  const task = { SdkAppId: TIW.SdkAppId, TaskId };
  return {
    ...caller,
    task,
    describe: () => caller.ask('tiw', 'DescribeOnlineRecord', task),
    status: async () => (await caller.ask('tiw', 'DescribeOnlineRecord', task))['Status'],
    act: (action: string) => caller.code('tiw', `${action}OnlineRecord`, task),
  };
}

/** A running recording. */
async function recording(change: object = {}) {
  const caller = await started(change);
  await caller.advance(2 * SECOND);
  return caller;
}

describe('a whiteboard recording', () => {
  it('records two seconds after its start', async () => {
    const { status, advance } = await started();
    await advance(1999);
    expect(await status()).toBe('PREPARED');
    await advance(1);
    expect(await status()).toBe('RECORDING');
  });

  it('pauses and goes on two seconds after the call', async () => {
    const { status, act, advance } = await recording();
    expect(await act('Pause')).toBeNull();
    expect(await status()).toBe('RECORDING');
    await advance(2 * SECOND);
    expect(await status()).toBe('PAUSED');
    expect(await act('Resume')).toBeNull();
    await advance(2 * SECOND);
    expect(await status()).toBe('RECORDING');
  });

  it('stops two seconds after the call, and is finished when its files are', async () => {
    const { status, describe: read, act, advance } = await recording();
    expect(await act('Stop')).toBeNull();
    expect(await read()).toMatchObject({ Status: 'RECORDING', FinishReason: '' });
    await advance(2 * SECOND);
    expect(await status()).toBe('STOPPED');
    await advance(10 * SECOND);
    expect(await read()).toMatchObject({ Status: 'FINISHED', FinishReason: 'USER_CALL' });
  });

  it('can be stopped while it is paused', async () => {
    const { status, act, advance } = await recording();
    await act('Pause');
    await advance(2 * SECOND);
    expect(await act('Stop')).toBeNull();
    await advance(2 * SECOND);
    expect(await status()).toBe('STOPPED');
  });

  it.each([
    ['Pause', 'PREPARED', 0],
    ['Resume', 'PREPARED', 0],
    ['Resume', 'RECORDING', 2 * SECOND],
  ])('does not %s when it is %s', async (action, state, after) => {
    const { status, act, advance } = await started();
    await advance(after);
    expect(await status()).toBe(state);
    expect(await act(action)).toBe('UnsupportedOperation.InvalidTaskStatus');
  });

  it('does not pause twice', async () => {
    const { act, advance } = await recording();
    await act('Pause');
    await advance(2 * SECOND);
    expect(await act('Pause')).toBe('UnsupportedOperation.InvalidTaskStatus');
  });

  it.each(['Pause', 'Resume', 'Stop'])('takes no %s once it was stopped', async (action) => {
    const { act, advance } = await recording();
    await act('Stop');
    expect(await act(action)).toBe('UnsupportedOperation.TaskHasAlreadyStopped');
    await advance(HOUR);
    expect(await act(action)).toBe('UnsupportedOperation.TaskHasAlreadyStopped');
  });

  it.each(['Pause', 'Resume', 'Stop', 'Describe'])('of another application is unknown: %s', async (action) => {
    const { code, task } = await recording();
    const other = { ...task, SdkAppId: 1400000002 };
    expect(await code('tiw', `${action}OnlineRecord`, other)).toBe('InvalidParameter.TaskNotFound');
  });
});

describe('a whiteboard recording without a stop', () => {
  it('ends when nothing happened for AutoStopTimeout', async () => {
    const { status, describe: read, advance } = await started({ AutoStopTimeout: 600 });
    await advance(600 * SECOND - 1);
    expect(await status()).toBe('RECORDING');
    await advance(1);
    expect(await read()).toMatchObject({ Status: 'STOPPED', FinishReason: 'AUTO' });
  });

  it('is kept going by strokes on the whiteboard', async () => {
    const { status, advance, room } = await started();
    await advance(299 * SECOND);
    await room('activity', ROOM);
    await advance(299 * SECOND);
    expect(await status()).toBe('RECORDING');
    await advance(1 * SECOND);
    expect(await status()).toBe('STOPPED');
  });

  it('runs while any user publishes, until the last user leaves', async () => {
    const { status, advance, room } = await started();
    await room('join', { ...ROOM, user: 'alice' });
    await advance(HOUR);
    expect(await status()).toBe('RECORDING');
    await room('leave', { ...ROOM, user: 'alice' });
    await advance(5 * MINUTE);
    expect(await status()).toBe('STOPPED');
  });

  it('looks for media where they are', async () => {
    const { status, advance, room } = await started({ TRTCRoomIdStr: 'media' }, 'china');
    await room('join', { ...ROOM, room: 'media', user: 'alice' });
    await advance(HOUR);
    expect(await status()).toBe('RECORDING');
  });

  it('is not kept going by those who only watch', async () => {
    const { status, advance, room } = await started();
    await room('join', { ...ROOM, user: 'alice', publishes: false });
    await advance(5 * MINUTE);
    expect(await status()).toBe('STOPPED');
  });

  it('is ended by force after a pause of 90 minutes', async () => {
    const { describe: read, status, act, advance, room } = await recording();
    await room('join', { ...ROOM, user: 'alice' });
    await act('Pause');
    await advance(2 * SECOND + 90 * MINUTE - 1);
    expect(await status()).toBe('PAUSED');
    await advance(1);
    expect(await read()).toMatchObject({ Status: 'STOPPED', FinishReason: 'FORCE_STOP' });
  });

  it('is ended by force after 24 hours', async () => {
    const { describe: read, status, advance, room } = await started();
    await room('join', { ...ROOM, user: 'alice' });
    await advance(24 * HOUR - 1);
    expect(await status()).toBe('RECORDING');
    await advance(1);
    expect(await read()).toMatchObject({ Status: 'STOPPED', FinishReason: 'FORCE_STOP' });
  });
});

describe('the number of whiteboard recordings', () => {
  it('is one in a room, until that one has stopped', async () => {
    const { act, advance, code } = await recording();
    const next = { ...TIW, RecordUserId: 'tic_record_user_1203_a2' };
    expect(await code('tiw', 'StartOnlineRecord', next)).toBe('LimitExceeded.TaskConcurrency');
    await act('Stop');
    await advance(2 * SECOND);
    expect(await code('tiw', 'StartOnlineRecord', next)).toBeNull();
  });

  it.each([
    ['intl', 'ap-singapore', 100],
    ['china', 'ap-guangzhou', 200],
  ] as const)('is limited for an application: %s', async (site, region, most) => {
    const { advance, code } = await startCaller({ site });
    const start = (index: number, app = TIW.SdkAppId) => {
      const parameters = { SdkAppId: app, RoomId: index + 1, RecordUserId: `tic_record_user_${index + 1}_a` };
      return code('tiw', 'StartOnlineRecord', { ...TIW, ...parameters }, { headers: { 'x-tc-region': region } });
    };
    for (let index = 0; index < most; index++) {
      expect(await start(index)).toBeNull();
      await advance(50);
    }
    await advance(SECOND);
    expect(await start(most)).toBe('LimitExceeded.TaskConcurrency');
    expect(await start(most, 1400000002)).toBeNull();
  });
});
