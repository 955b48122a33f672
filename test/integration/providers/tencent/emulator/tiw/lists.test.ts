import { describe, expect, it } from 'vitest';
import { responseOf, startCaller } from '../caller.ts';
import { TIW } from '../api/parameters-of.ts';

const HOUR = 3_600_000;
const GUANGZHOU = { headers: { 'x-tc-region': 'ap-guangzhou' } };

function startOf(room: number) {
  return { ...TIW, RoomId: room, RecordUserId: `tic_record_user_${room}_a1` };
}

describe('the unfinished tasks of the China site', () => {
  const LIST = { SdkAppID: TIW.SdkAppId, TaskType: 'OnlineRecord' };

  it('are listed page by page, until they are finished', async () => {
    const { call, advance } = await startCaller({ site: 'china' });
    for (const room of [11, 12]) await call('tiw', 'StartOnlineRecord', startOf(room), GUANGZHOU);
    const list = async (page: object = {}) =>
      responseOf(await call('tiw', 'DescribeRunningTasks', { ...LIST, ...page }, GUANGZHOU));
    expect(await list({ Offset: 1, Limit: 1 })).toMatchObject({
      Total: 2,
      Tasks: [{ RoomID: 12, SdkAppID: TIW.SdkAppId, Status: 'QUEUED', CreateTime: '2026-01-15 20:00:00' }],
    });
    await advance(2000);
    expect(await list()).toMatchObject({ Tasks: [{ Status: 'PROCESSING' }, { Status: 'PROCESSING' }] });
    expect(await list({ TaskType: 'TranscodeH5' })).toMatchObject({ Total: 0, Tasks: [] });
    expect(await list({ SdkAppID: 1400000002 })).toMatchObject({ Total: 0, Tasks: [] });
    await advance(HOUR);
    expect(await list()).toMatchObject({ Total: 0, Tasks: [] });
  });
});

describe('the search of the international site', () => {
  it('finds recordings by room, newest first, with their results', async () => {
    const { ask, advance } = await startCaller();
    for (const room of [11, 12]) await ask('tiw', 'StartOnlineRecord', startOf(room));
    await advance(HOUR);
    expect(await ask('tiw', 'DescribeRecordSearch', {})).toMatchObject({
      TotalCount: 2,
      RecordTaskSet: [{ RoomId: 12 }, { RoomId: 11 }],
    });
    expect(await ask('tiw', 'DescribeRecordSearch', { RoomId: 11, Offset: 0, Limit: 5 })).toMatchObject({
      TotalCount: 1,
      RecordTaskSet: [
        {
          RoomId: 11,
          Status: 'FINISHED',
          CreateTime: '2026-01-15T20:00:00+08:00',
          Result: { FinishReason: 'AUTO', VideoInfos: [{ VideoType: 2 }], ErrorCode: 0, ErrorMsg: '' },
        },
      ],
    });
  });
});

describe.each([
  ['recordings', 'SetOnlineRecordCallback', 'DescribeOnlineRecordCallback'],
  ['video generation', 'SetVideoGenerationTaskCallback', 'DescribeVideoGenerationTaskCallback'],
])('the address for events of %s', (_, set, describeIt) => {
  const APP = { SdkAppId: TIW.SdkAppId };

  it('is kept beside its key, for each application', async () => {
    const { ask } = await startCaller();
    await ask('tiw', set, { ...APP, Callback: 'https://example.com/events' });
    await ask('tiw', `${set}Key`, { ...APP, CallbackKey: 'made-up' });
    const expected = { Callback: 'https://example.com/events', CallbackKey: 'made-up' };
    expect(await ask('tiw', describeIt, APP)).toMatchObject(expected);
    expect(await ask('tiw', describeIt, { SdkAppId: 1400000002 })).toMatchObject({ Callback: null, CallbackKey: '' });
  });

  it.each([
    ['intl', 'ap-singapore', null],
    ['china', 'ap-guangzhou', ''],
  ] as const)('reads as the site writes it when none is set: %s', async (site, region, none) => {
    const { call } = await startCaller({ site });
    const there = { headers: { 'x-tc-region': region } };
    expect(responseOf(await call('tiw', describeIt, APP, there))).toMatchObject({ Callback: none });
    await call('tiw', set, { ...APP, Callback: 'https://example.com/events' }, there);
    await call('tiw', set, { ...APP, Callback: '' }, there);
    expect(responseOf(await call('tiw', describeIt, APP, there))).toMatchObject({ Callback: none });
  });
});
