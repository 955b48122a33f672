import { describe, expect, it } from 'vitest';
import { startCaller } from '../../caller.ts';
import { TRTC_WEB } from '../../api/parameters-of.ts';

const SECOND = 1000;
const BY_KEY = { SdkAppId: TRTC_WEB.SdkAppId, RecordId: TRTC_WEB.RecordId };

/** A web page recording that was just started. */
async function started(change: object = {}) {
  const caller = await startCaller();
  const { TaskId } = await caller.ask('trtc', 'StartWebRecord', { ...TRTC_WEB, ...change });
  return {
    ...caller,
    TaskId,
    find: (parameters: object) => caller.code('trtc', 'DescribeWebRecord', parameters),
    stop: () => caller.code('trtc', 'StopWebRecord', { TaskId }),
  };
}

describe('a web page recording', () => {
  it('is found by its id and by the key of its caller', async () => {
    const { ask, TaskId } = await started();
    const byId = await ask('trtc', 'DescribeWebRecord', { TaskId });
    expect(byId).toEqual({ Status: 1, RecordId: 'lesson-1', RequestId: byId['RequestId'] });
    const byKey = await ask('trtc', 'DescribeWebRecord', BY_KEY);
    expect(byKey).toEqual({ Status: 1, TaskId, RequestId: byKey['RequestId'] });
  });

  it.each([
    ['MissingParameter', {}],
    ['MissingParameter', { RecordId: 'lesson-1' }],
    ['FailedOperation.TaskNotExist', { TaskId: 'unknown' }],
    ['FailedOperation.TaskNotExist', { ...BY_KEY, SdkAppId: 1400000002 }],
  ])('is not found otherwise: %s for %j', async (expected, parameters) => {
    const { find } = await started();
    expect(await find(parameters)).toBe(expected);
  });

  it('does not exist once it was stopped', async () => {
    const { find, stop, TaskId } = await started();
    expect(await stop()).toBeNull();
    expect(await find({ TaskId })).toBe('FailedOperation.TaskNotExist');
    expect(await find(BY_KEY)).toBe('FailedOperation.TaskNotExist');
    expect(await stop()).toBe('FailedOperation.TaskNotExist');
  });

  it.each([
    ['after MaxDurationLimit', { MaxDurationLimit: 1800 }, 1800],
    ['after a day when nothing is said', {}, 86_400],
  ])('ends by itself %s', async (_, change, seconds) => {
    const { find, advance, TaskId, tasks } = await started(change);
    await advance(seconds * SECOND - 1);
    expect(await find({ TaskId })).toBeNull();
    await advance(1);
    expect(await find({ TaskId })).toBe('FailedOperation.TaskNotExist');
    expect(await tasks()).toMatchObject([{ kind: 'web-page', state: 'ended', reason: 'MAX_DURATION' }]);
  });

  it('is one of two hundred at most for an application', async () => {
    const { advance, code } = await startCaller();
    const start = (change: object = {}) =>
      code('trtc', 'StartWebRecord', { ...TRTC_WEB, RecordId: undefined, ...change });
    for (let index = 0; index < 200; index++) {
      expect(await start()).toBeNull();
      await advance(50);
    }
    await advance(SECOND);
    expect(await start()).toBe('ResourceInsufficient.RequestRejection');
    expect(await start({ SdkAppId: 1400000002 })).toBeNull();
  });
});

describe('the key of a web page recording', () => {
  it('is free again when its recording has ended', async () => {
    const { code, stop } = await started();
    await stop();
    expect(await code('trtc', 'StartWebRecord', TRTC_WEB)).toBeNull();
  });

  it('is spent by a start that failed', async () => {
    const { code } = await startCaller();
    expect(await code('trtc', 'StartWebRecord', { ...TRTC_WEB, MaxDurationLimit: 1 })).toBe('InvalidParameterValue');
    expect(await code('trtc', 'StartWebRecord', TRTC_WEB)).toBe('FailedOperation.TaskExist');
    expect(await code('trtc', 'DescribeWebRecord', BY_KEY)).toBe('FailedOperation.TaskNotExist');
    expect(await code('trtc', 'StartWebRecord', { ...TRTC_WEB, RecordId: 'lesson-2' })).toBeNull();
  });

  it('is not spent by a start that came too fast or twice', async () => {
    const { code, stop, advance } = await started();
    expect(await code('trtc', 'StartWebRecord', TRTC_WEB)).toBe('FailedOperation.TaskExist');
    await stop();
    for (let call = 0; call < 20; call++) await code('trtc', 'StartWebRecord', { ...TRTC_WEB, RecordId: undefined });
    expect(await code('trtc', 'StartWebRecord', TRTC_WEB)).toBe('RequestLimitExceeded');
    await advance(SECOND);
    expect(await code('trtc', 'StartWebRecord', TRTC_WEB)).toBeNull();
  });
});
