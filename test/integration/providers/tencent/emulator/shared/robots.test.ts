import { describe, expect, it } from 'vitest';
import { mintUserSig, type UserSigClaim } from '../../../../../../src/providers/tencent/shared/usersig.ts';
import { Secret } from '../../../../../../src/wire/secret.ts';
import { errorOf, NOW, startCaller } from '../caller.ts';
import { TIW, TRTC_CLOUD } from '../api/parameters-of.ts';

const KEY = new Secret('made-up-application-key');
const rtcKeys = new Map([[TIW.SdkAppId, KEY]]);

function sigFor(userId: string, change: Partial<UserSigClaim> = {}, key = KEY): string {
  const claim = { userId, sdkAppId: TIW.SdkAppId, issuedAt: NOW / 1000, validFor: 3600, ...change };
  return mintUserSig(key, claim).reveal();
}

const BAD: [string, (robot: string) => string][] = [
  ['cannot be read', () => 'made-up-user-sig'],
  ['is for another user', () => sigFor('somebody')],
  ['is for another application', (robot) => sigFor(robot, { sdkAppId: 1400000002 })],
  ["is not signed with the application's key", (robot) => sigFor(robot, {}, new Secret('another key'))],
  ['has expired', (robot) => sigFor(robot, { issuedAt: NOW / 1000 - 3600 })],
];

describe('the UserSig of a whiteboard robot', () => {
  it('lets the recording run when it is right', async () => {
    const { ask, advance } = await startCaller({ rtcKeys });
    const start = { ...TIW, RecordUserSig: sigFor(TIW.RecordUserId) };
    const { TaskId } = await ask('tiw', 'StartOnlineRecord', start);
    await advance(2000);
    const task = { SdkAppId: TIW.SdkAppId, TaskId };
    expect(await ask('tiw', 'DescribeOnlineRecord', task)).toMatchObject({ Status: 'RECORDING' });
  });

  it.each(BAD)('makes the recording fail, not its start, when it %s', async (reason, sig) => {
    const { ask, call, advance, tasks } = await startCaller({ rtcKeys });
    const { TaskId } = await ask('tiw', 'StartOnlineRecord', { ...TIW, RecordUserSig: sig(TIW.RecordUserId) });
    const task = { SdkAppId: TIW.SdkAppId, TaskId };
    expect(await ask('tiw', 'DescribeOnlineRecord', task)).toMatchObject({ Status: 'PREPARED' });
    await advance(2000);
    const error = errorOf(await call('tiw', 'DescribeOnlineRecord', task));
    expect(error?.Code).toBe('FailedOperation.Record');
    expect(error?.Message).toContain(reason);
    expect(await tasks()).toMatchObject([{ reason: 'EXCEPTION' }]);
  });
});

describe('the UserSig of a room robot', () => {
  it('lets the recording start when it is right', async () => {
    const { code } = await startCaller({ rtcKeys });
    const start = { ...TRTC_CLOUD, UserSig: sigFor(TRTC_CLOUD.UserId) };
    expect(await code('trtc', 'CreateCloudRecording', start)).toBeNull();
  });

  it.each(BAD)('refuses the start when it %s', async (reason, sig) => {
    const { call } = await startCaller({ rtcKeys });
    const received = await call('trtc', 'CreateCloudRecording', { ...TRTC_CLOUD, UserSig: sig(TRTC_CLOUD.UserId) });
    expect(errorOf(received)?.Code).toBe('FailedOperation');
    expect(errorOf(received)?.Message).toContain(reason);
  });

  it('is not looked into when the key of its application is not known', async () => {
    const { code } = await startCaller({ rtcKeys });
    expect(await code('trtc', 'CreateCloudRecording', { ...TRTC_CLOUD, SdkAppId: 1400000002 })).toBeNull();
  });
});
