import { describe, expect, it } from 'vitest';
import { errorOf, startCaller } from '../caller.ts';
import { COS, GME, TIW, TRTC_CLOUD, TRTC_WEB } from './parameters-of.ts';

type Row = readonly [code: string | null, path: string, parameters: unknown];

const users = (count: number) => Array.from({ length: count }, (_, index) => `user${index}`);

const place = { LayoutParams: { Width: 320, Height: 240, X: 680, Y: 0 } };
const mix = (MixStream: object, Extras = ['MIX_STREAM']) => ({ ...TIW, MixStream, Extras });
const custom = (canvasWidth: number, streams: unknown[] = [place]) =>
  mix({
    Enabled: true,
    Custom: { Canvas: { LayoutParams: { Width: canvasWidth, Height: 720 } }, InputStreamList: streams },
  });

const TIW_ROWS: Row[] = [
  ['UnknownParameter', 'unknown', { ...TIW, SdkAppID: 1 }],
  ['UnknownParameter', 'unknown, nested', { ...TIW, Concat: { Enabled: true, Picture: '' } }],
  ['InvalidParameter.BodyParameterTypeUnmatched', 'type', { ...TIW, RoomId: '1203' }],
  ['InvalidParameter.BodyParameterTypeUnmatched', 'null', { ...TIW, GroupId: null }],
  ['MissingParameter', 'missing', { ...TIW, RecordUserSig: undefined }],
  ['MissingParameter', 'missing, nested', { ...TIW, Concat: {} }],
  ['InvalidParameter.SdkAppIdNotFound', 'application id', { ...TIW, SdkAppId: 2 ** 32 }],
  ['InvalidParameter.RecordParameter', 'room 0', { ...TIW, RoomId: 0, RecordUserId: 'tic_record_user_0_a' }],
  ['InvalidParameter.RecordParameter', 'robot of another room', { ...TIW, RecordUserId: 'tic_record_user_1204_a1' }],
  [
    'InvalidParameter.RecordParameter',
    'robot of 61 bytes',
    { ...TIW, RecordUserId: `tic_record_user_1203_${'a'.repeat(40)}` },
  ],
  ['InvalidParameter.RecordParameter', 'AutoStopTimeout', { ...TIW, AutoStopTimeout: 299 }],
  ['InvalidParameter.InvalidExtra', 'Extras', { ...TIW, Extras: ['MIX'] }],
  [
    'InvalidParameter.RecordParameter',
    'MixStream without Extras',
    { ...TIW, MixStream: { Enabled: true, ModelId: 1 } },
  ],
  ['InvalidParameter.RecordParameter', 'MixStream without MIX_STREAM', mix({ Enabled: true, ModelId: 1 }, [])],
  ['InvalidParameter.RecordParameter', 'MixStream without a layout', mix({ Enabled: true })],
  ['InvalidParameter.RecordParameter', 'a layout without places', custom(1000, [])],
  ['InvalidParameter.RecordParameter', 'a place outside the canvas', custom(999)],
  [null, 'a built-in layout', mix({ Enabled: true, ModelId: 2, TeacherId: 'alice' })],
  [null, 'an own layout', custom(1000)],
  [null, 'a robot of 60 bytes', { ...TIW, RecordUserId: `tic_record_user_1203_${'a'.repeat(39)}` }],
];

const lists = (SubscribeRecordUserIds: object) => ({ ...GME, SubscribeRecordUserIds });

const GME_ROWS: Row[] = [
  ['UnknownParameter', 'unknown', lists({ SubscribeAudioUserIds: [] })],
  ['InvalidParameter', 'type', { ...GME, RoomId: 7 }],
  ['InvalidParameter', 'users as numbers', lists({ SubscribeUserIds: [1145] })],
  ['MissingParameter', 'missing', { ...GME, BizId: undefined }],
  ['InvalidParameterValue.InvalidBizId', 'BizId', { ...GME, BizId: -1 }],
  ['InvalidParameterValue.InvalidRecordMode', 'RecordMode', { ...GME, RecordMode: 4 }],
  ['InvalidParameterValue.InvalidRoomId', 'RoomId', { ...GME, RoomId: '' }],
  ['InvalidParameterValue.InvalidSubscribeUserIds', '21 users', lists({ SubscribeUserIds: users(21) })],
  ['InvalidParameterValue.InvalidUNSubscribeUserIds', '21 users left out', lists({ UnSubscribeUserIds: users(21) })],
  [
    'InvalidParameterValue.InvalidSubscribeRecordUserIds',
    'both lists',
    lists({ SubscribeUserIds: ['alice'], UnSubscribeUserIds: ['bob'] }),
  ],
  [null, '20 users', lists({ UnSubscribeUserIds: users(20) })],
];

const storage = (StorageParams: object) => ({ ...TRTC_CLOUD, StorageParams });
const record = (more: object) => ({ ...TRTC_CLOUD, RecordParams: { ...TRTC_CLOUD.RecordParams, ...more } });
const layout = (more: object) => ({ ...TRTC_CLOUD, MixLayoutParams: { MixLayoutMode: 3, ...more } });
const video = (more: object) => ({
  ...TRTC_CLOUD,
  MixTranscodeParams: { VideoParams: { Width: 640, Height: 360, Fps: 15, BitRate: 550000, Gop: 10, ...more } },
});

const wide = { Top: 0, Left: 1, Width: 360, Height: 360 };
const pick = ({ MixLayoutParams }: { MixLayoutParams: object }) => ({ MixLayoutParams });

const TRTC_CLOUD_ROWS: Row[] = [
  ['UnknownParameter', 'unknown', record({ Mode: 1 })],
  ['InvalidParameter', 'room id as a number', { ...TRTC_CLOUD, RoomId: 3560 }],
  ...['SdkAppId', 'RoomId', 'UserId', 'UserSig', 'RecordParams', 'StorageParams'].map((name): Row => [
    `MissingParameter.${name}`,
    `no ${name}`,
    { ...TRTC_CLOUD, [name]: undefined },
  ]),
  ['MissingParameter.RecordMode', 'no RecordMode', { ...TRTC_CLOUD, RecordParams: {} }],
  ...['Vendor', 'Region', 'Bucket', 'AccessKey', 'SecretKey'].map((name): Row => [
    `MissingParameter.${name}`,
    `no ${name}`,
    storage({ CloudStorage: { ...COS, [name]: undefined } }),
  ]),
  ['MissingParameter', 'no Gop', video({ Gop: undefined })],
  ['MissingParameter.CloudStorage', 'no storage', storage({})],
  ['InvalidParameter', 'two storages', storage({ CloudStorage: COS, CloudVod: {} })],
  ['InvalidParameter.SdkAppId', 'application id', { ...TRTC_CLOUD, SdkAppId: -1 }],
  ['InvalidParameter.OutOfRange', 'MaxIdleTime', record({ MaxIdleTime: 4 })],
  ['InvalidParameter.OutOfRange', 'RecordMode', record({ RecordMode: 3 })],
  ['InvalidParameter.OutOfRange', '33 users', record({ SubscribeStreamUserIds: { SubscribeAudioUserIds: users(33) } })],
  ['InvalidParameter.OutOfRange', 'too many pixels', video({ Width: 1920, Height: 1920 })],
  ['InvalidParameterValue', 'a colour', layout({ BackGroundColor: 'red' })],
  ['InvalidParameterValue', 'a folder', storage({ CloudStorage: { ...COS, FileNamePrefix: ['a', 'b/c'] } })],
  [
    'InvalidParameter',
    'allow list and deny list',
    record({ SubscribeStreamUserIds: { SubscribeVideoUserIds: ['a'], UnSubscribeVideoUserIds: ['b'] } }),
  ],
  ['MissingParameter', 'a custom layout without places', layout({ MixLayoutMode: 4 })],
  ['MissingParameter', 'a text watermark without text', layout({ WaterMarkList: [{ WaterMarkType: 1 }] })],
  [
    'InvalidParameter',
    'sound files of streams with a picture',
    storage({ CloudVod: { TencentVod: { MediaType: 2 } } }),
  ],
  ['InvalidParameter.OutOfRange', 'a window outside the canvas', layout({ MixLayoutMode: 4, MixLayoutList: [wide] })],
  [
    'InvalidParameter.OutOfRange',
    'a watermark outside the canvas',
    layout({ WaterMarkList: [{ WaterMarkImage: { ...wide, WaterMarkUrl: 'https://example.com/a.png' } }] }),
  ],
  [
    null,
    'a window that fills a larger canvas',
    { ...video({}), ...pick(layout({ MixLayoutMode: 4, MixLayoutList: [{ ...wide, Left: 0, Width: 640 }] })) },
  ],
  [null, 'VOD', storage({ CloudVod: { TencentVod: { ExpireTime: 0 } } })],
  [null, 'a full HD picture', video({ Width: 1920, Height: 1080 })],
];

const TRTC_WEB_ROWS: Row[] = [
  ['UnknownParameter', 'unknown', { ...TRTC_WEB, Url: 'https://example.com' }],
  ['InvalidParameter', 'type', { ...TRTC_WEB, ReadyTimeout: '5' }],
  ['MissingParameter', 'missing', { ...TRTC_WEB, RecordUrl: undefined }],
  ['MissingParameter.CloudStorage', 'no storage', { ...TRTC_WEB, StorageParams: {} }],
  [
    'InvalidParameterValue',
    'third-party storage',
    { ...TRTC_WEB, StorageParams: { CloudStorage: { ...COS, Vendor: 1 } } },
  ],
  ['InvalidParameterValue', 'MaxDurationLimit', { ...TRTC_WEB, MaxDurationLimit: 1799 }],
  ['InvalidParameterValue', 'a RecordId of 32 bytes', { ...TRTC_WEB, RecordId: 'é'.repeat(16) }],
  [
    'InvalidParameterValue',
    'an address that is not rtmp',
    { ...TRTC_WEB, PublishCdnParams: [{ PublishCdnUrl: 'http:' }] },
  ],
  [null, 'a RecordId of 31 bytes', { ...TRTC_WEB, RecordId: 'a'.repeat(31) }],
];

describe.each([
  ['tiw', 'StartOnlineRecord', TIW_ROWS],
  ['gme', 'StartRecord', GME_ROWS],
  ['trtc', 'CreateCloudRecording', TRTC_CLOUD_ROWS],
  ['trtc', 'StartWebRecord', TRTC_WEB_ROWS],
])('%s %s', (service, action, rows) => {
  it.each(rows)('is answered %s for %s', async (expected, _, parameters) => {
    const { code } = await startCaller();
    expect(await code(service, action, parameters)).toBe(expected);
  });
});

describe('a body', () => {
  it.each([
    ['no JSON', '{', 'The body is not JSON.'],
    ['empty', '', 'The body is not JSON.'],
    ['a list', '[]', 'The body must be a JSON object.'],
  ])('is refused when it is %s', async (_, body, message) => {
    const { call } = await startCaller();
    expect(errorOf(await call('gme', 'StartRecord', null, { body }))).toEqual({
      Code: 'InvalidParameter',
      Message: message,
    });
  });

  it('is refused with the place of the fault and without its value', async () => {
    const { call } = await startCaller();
    const received = await call(
      'trtc',
      'CreateCloudRecording',
      storage({ CloudStorage: { ...COS, SecretKey: 12345 } }),
    );
    expect(errorOf(received)?.Message).toBe('StorageParams.CloudStorage.SecretKey must be a string.');
  });
});
