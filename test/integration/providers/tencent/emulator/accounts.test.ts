import { describe, expect, it } from 'vitest';
import { startCaller } from './caller.ts';
import { COS, GME, TIW, TRTC_CLOUD, TRTC_WEB } from './api/parameters-of.ts';

// Refusals that depend on the account: fields of the other site, and applications of other accounts.

const font = {
  ...TRTC_CLOUD,
  MixLayoutParams: {
    MixLayoutMode: 3,
    WaterMarkList: [{ WaterMarkType: 2, WaterMarkTimestamp: { Pos: 1, Font: 'Tencent' } }],
  },
};
const bucket = { ...TRTC_CLOUD, StorageParams: { CloudStorage: { ...COS, EndpointUrl: 'r2.example' } } };
const read = { SdkAppId: TRTC_CLOUD.SdkAppId, TaskId: 'a', RecorderKey: 'k' };

describe('a field that one site has only', () => {
  it.each([
    ['TRTCRoomId', 'china', 'tiw', 'StartOnlineRecord', { ...TIW, TRTCRoomId: 7 }, null],
    ['TRTCRoomIdStr', 'china', 'tiw', 'StartOnlineRecord', { ...TIW, TRTCRoomIdStr: 'a' }, null],
    ['Font', 'china', 'trtc', 'CreateCloudRecording', font, null],
    ['RecorderKey', 'china', 'trtc', 'DescribeCloudRecording', read, 'ResourceNotFound'],
    ['EndpointUrl', 'intl', 'trtc', 'CreateCloudRecording', bucket, null],
  ] as const)('is unknown at the other: %s', async (_, home, service, action, parameters, atHome) => {
    const other = home === 'china' ? 'intl' : 'china';
    const [here, there] = [await startCaller({ site: home }), await startCaller({ site: other })];
    const region = (site: string) => ({
      headers: { 'X-TC-Region': site === 'china' ? 'ap-guangzhou' : 'ap-singapore' },
    });
    expect(await here.code(service, action, parameters, region(home))).toBe(atHome);
    expect(await there.code(service, action, parameters, region(other))).toBe('UnknownParameter');
  });
});

describe('an application of another account', () => {
  it.each([
    ['tiw', 'StartOnlineRecord', TIW, 'InvalidParameter.SdkAppIdNotFound'],
    ['tiw', 'StopOnlineRecord', { SdkAppId: TIW.SdkAppId, TaskId: 'a' }, 'UnauthorizedOperation.SdkAppId'],
    ['gme', 'StartRecord', GME, 'InvalidParameterValue.InvalidBizId'],
    ['gme', 'DescribeTaskInfo', { BizId: GME.BizId, RoomId: 'a' }, 'InvalidParameterValue.InvalidBizId'],
    ['trtc', 'CreateCloudRecording', TRTC_CLOUD, 'InvalidParameter.SdkAppId'],
    ['trtc', 'StartWebRecord', TRTC_WEB, 'FailedOperation.SdkAppIdNotUnderAppId'],
  ] as const)(
    'is refused with the code that the action documents: %s %s',
    async (service, action, parameters, code) => {
      const { code: codeOf, tasks } = await startCaller({ applications: [7] });
      expect(await codeOf(service, action, parameters)).toBe(code);
      expect(await tasks()).toEqual([]);
    },
  );

  it('does not exist if the account names no applications, or names this application', async () => {
    expect(await (await startCaller()).code('gme', 'StartRecord', GME)).toBeNull();
    expect(await (await startCaller({ applications: [7, GME.BizId] })).code('gme', 'StartRecord', GME)).toBeNull();
  });
});
