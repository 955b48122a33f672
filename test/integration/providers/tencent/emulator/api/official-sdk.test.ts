import { CommonClient } from 'tencentcloud-sdk-nodejs-common';
import { describe, expect, it } from 'vitest';
import { SECRET_ID, SECRET_KEY, startCaller, VERSIONS, type Caller } from '../caller.ts';
import { GME, TIW, TRTC_CLOUD, TRTC_WEB } from './parameters-of.ts';

type SignMethod = 'TC3-HMAC-SHA256' | 'HmacSHA256' | 'HmacSHA1';

/** The vendor's own client, unmodified, at the address of an emulator on the real clock. */
function client({ emulator }: Caller, service: string, signMethod?: SignMethod, secretKey = SECRET_KEY.reveal()) {
  const httpProfile = { protocol: 'http://', endpoint: `127.0.0.1:${emulator.port}` };
  return new CommonClient(`${service}.tencentcloudapi.com`, VERSIONS[service]!, {
    credential: { secretId: SECRET_ID, secretKey },
    region: 'ap-singapore',
    profile: { ...(signMethod && { signMethod }), httpProfile },
  });
}

const RECORDERS = [
  ['tiw', 'OnlineRecord', 'StartOnlineRecord', 'DescribeOnlineRecord', 'StopOnlineRecord', TIW],
  ['trtc', 'CloudRecording', 'CreateCloudRecording', 'DescribeCloudRecording', 'DeleteCloudRecording', TRTC_CLOUD],
  ['trtc', 'WebRecord', 'StartWebRecord', 'DescribeWebRecord', 'StopWebRecord', TRTC_WEB],
] as const;

describe.each([
  ['as by default', undefined],
  ['with TC3', 'TC3-HMAC-SHA256'],
  ['with HmacSHA256', 'HmacSHA256'],
  ['with HmacSHA1', 'HmacSHA1'],
] as const)('the official SDK for Node, signing %s', (_how, signMethod) => {
  it.each(RECORDERS)('starts, describes and stops: %s %s', async (service, _, start, describeIt, stop, input) => {
    const caller = await startCaller({ now: Date.now });
    const sdk = client(caller, service, signMethod);
    const { TaskId } = (await sdk.request(start, input)) as { TaskId: string };
    const task = stop === 'StopWebRecord' ? { TaskId } : { SdkAppId: input.SdkAppId, TaskId };
    expect(await sdk.request(describeIt, { SdkAppId: input.SdkAppId, TaskId })).toHaveProperty('RequestId');
    expect(await sdk.request(stop, task)).toHaveProperty('RequestId');
    expect(caller.emulator.calls.map(({ action, code }) => [action, code])).toEqual([
      [start, null],
      [describeIt, null],
      [stop, null],
    ]);
    expect(await caller.tasks()).toMatchObject([{ taskId: TaskId, service }]);
  });

  it('starts, describes and stops: gme, by the id with all its digits', async () => {
    const caller = await startCaller({ now: Date.now });
    const sdk = client(caller, 'gme', signMethod);
    await sdk.request('StartRecord', GME);
    expect(await sdk.request('DescribeTaskInfo', { BizId: GME.BizId, RoomId: GME.RoomId })).toHaveProperty('TaskId');
    // The SDK rounds the id that it reads. It sends all digits of a BigInt.
    const [task] = await caller.tasks();
    await sdk.request('StopRecord', { BizId: GME.BizId, TaskId: BigInt(task!['taskId'] as string) });
    expect(caller.emulator.calls.at(-1)).toMatchObject({ action: 'StopRecord', code: null });
  });

  it('sees the code and the request id of a refusal', async () => {
    const caller = await startCaller({ now: Date.now });
    const refusalOf = (call: Promise<unknown>) =>
      call.then(
        () => undefined,
        (error: unknown) => error,
      );
    const unsigned = await refusalOf(client(caller, 'trtc', signMethod, 'another').request('StartWebRecord', TRTC_WEB));
    const absent = { SdkAppId: 1400000001, TaskId: 'none' };
    const unknown = await refusalOf(client(caller, 'trtc', signMethod).request('DescribeCloudRecording', absent));
    const [first, second] = caller.emulator.calls;
    expect(unsigned).toMatchObject({ code: 'AuthFailure.SignatureFailure', requestId: first?.requestId });
    expect(unknown).toMatchObject({ code: 'ResourceNotFound', requestId: second?.requestId });
  });
});
