import { getNamedType, GraphQLEnumType, isInputObjectType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { fieldOf, inputType, ROOTS, type Input, type Root, type Value } from './contract-walk.ts';
import { getIn, minimalInput, withValue } from './contract-inputs.ts';
import { openApi } from './contract-calls.ts';

// Where the vendors' own words mislead: what is right is sent, and told to whoever reads the schema.

const api = await openApi();
const { schema } = api;

const rootOf = (name: string): Root => ROOTS.find((root) => root.name === name)!;
const smallest = (name: string): Input => minimalInput(schema, rootOf(name));

/** What becomes of fields that are given beside the smallest input. */
async function send(name: string, given: Input): Promise<{ sent: unknown; faults: readonly string[] }> {
  const { sent, errors, refusals } = await api.call(name, { ...smallest(name), ...given });
  expect(refusals).toEqual([]);
  return { sent, faults: errors.map(({ path }) => path!.slice(1).join('.')) };
}

/** What the schema says of an input field, or of a whole type. */
function told(name: string, path: string): string {
  let type = inputType(schema, rootOf(name));
  const steps = path.split('.');
  for (const step of steps.slice(0, -1)) {
    const inner = getNamedType(type.getFields()[step]!.type);
    if (!isInputObjectType(inner)) throw new Error(`${step} is no object`);
    type = inner;
  }
  return type.getFields()[steps.at(-1)!]!.description!;
}

function numbersOf(enumName: string): Record<string, unknown> {
  const type = schema.getType(enumName);
  if (!(type instanceof GraphQLEnumType)) throw new Error(`${enumName} is no enum`);
  return Object.fromEntries(type.getValues().map(({ name, value }) => [name, value as unknown]));
}

const START = 'trtcCreateCloudRecording';
const WEB = 'trtcStartWebRecord';
const record = (params: Input): Input => ({ recordParams: { recordMode: 'MIXED', ...params } });
const vod = (tencentVod: Input): Input => ({ storageParams: { cloudVod: { tencentVod } } });

describe('the modes of GME', () => {
  it('are 1 for a file per user, 2 for a mixed one and 3 for both, as its start numbers them', async () => {
    expect(numbersOf('GmeRecordMode')).toEqual({ SINGLE: 1, MIXED: 2, SINGLE_AND_MIXED: 3 });
    for (const [recordMode, number] of [
      ['SINGLE', 1],
      ['MIXED', 2],
      ['SINGLE_AND_MIXED', 3],
    ] as const) {
      for (const name of ['gmeStartRecord', 'gmeModifyRecordInfo']) {
        expect((await send(name, { recordMode })).sent).toMatchObject({ RecordMode: number });
      }
    }
  });

  it('are numbered otherwise in events, which the schema says', () => {
    expect(schema.getType('GmeRecordMode')?.description).toContain('Events of the vendor number these modes differently');
  });

  it('are sent with users as texts, also where they are numbers', async () => {
    const { sent } = await send('gmeStartRecord', { subscribeRecordUserIds: { unSubscribeUserIds: ['1987'] } });
    expect(sent).toMatchObject({ SubscribeRecordUserIds: { UnSubscribeUserIds: ['1987'] } });
  });
});

describe('the streams of TRTC', () => {
  it('have two numberings, and every field has its own', async () => {
    expect(numbersOf('TrtcRecordMedia')).toEqual({ MAIN_AND_SECOND: 0, MAIN: 1, SECOND: 2 });
    expect(numbersOf('TrtcLayoutMedia')).toEqual({ MAIN: 0, SECOND: 1 });
    const box = { top: 0, left: 0, width: 1, height: 1 };
    const { sent } = await send(START, {
      ...record({ mediaId: 'SECOND' }),
      mixLayoutParams: { mixLayoutMode: 'CUSTOM', mediaId: 'SECOND', mixLayoutList: [{ ...box, mediaId: 'SECOND' }] },
    });
    expect(sent).toMatchObject({
      RecordParams: { MediaId: 2 },
      MixLayoutParams: { MediaId: 1, MixLayoutList: [{ MediaId: 1 }] },
    });
  });

  it('are distinguished in the schema', () => {
    expect(schema.getType('TrtcRecordMedia')?.description).toContain('TrtcLayoutMedia numbers streams differently');
    expect(schema.getType('TrtcLayoutMedia')?.description).toContain('TrtcRecordMedia numbers streams differently');
  });

  it('have layouts from 1 on and other codes from 0 on', () => {
    expect(numbersOf('TrtcLayoutMode')).toEqual({ FLOATING: 1, SCREEN_SHARING: 2, GRID: 3, CUSTOM: 4 });
    expect(numbersOf('TrtcRecordMode')).toEqual({ SINGLE: 1, MIXED: 2 });
    expect(numbersOf('TrtcStreamType')).toEqual({ AUDIO_AND_VIDEO: 0, AUDIO: 1, VIDEO: 2 });
    expect(numbersOf('RongcloudMixLayout')).toEqual({ CUSTOM: 1, FLOATING: 2, ADAPTIVE: 3 });
  });
});

describe('a change of a room recording', () => {
  const CHANGE = 'trtcModifyCloudRecording';

  it('replaces picture and lists, which the field says, and each whole, which both of its parts say', () => {
    expect(fieldOf(schema, rootOf(CHANGE)).description).toContain('The vendor replaces both at once');
    expect(told(CHANGE, 'mixLayoutParams')).toContain('complete: what is left out of it goes back to its default');
    expect(told(CHANGE, 'subscribeStreamUserIds')).toContain(
      'complete: what is left out of them goes back to its default',
    );
  });

  it('has a new layout of its own windows without a canvas, so any place up to the bounds is taken', async () => {
    const list = [{ top: 1920, left: 1920, width: 1920, height: 1920 }];
    const { sent, faults } = await send(CHANGE, { mixLayoutParams: { mixLayoutMode: 'CUSTOM', mixLayoutList: list } });
    expect(faults).toEqual([]);
    expect(sent).toMatchObject({ MixLayoutParams: { MixLayoutList: [{ Top: 1920, Left: 1920 }] } });
  });

  it('of GME replaces mode and lists, which the field says', () => {
    expect(fieldOf(schema, rootOf('gmeModifyRecordInfo')).description).toContain('replaces mode and lists at once');
  });
});

describe('lists of users', () => {
  const at = 'recordParams.subscribeStreamUserIds';
  const lists = (given: Input): Input => record({ subscribeStreamUserIds: given });

  it('take prefixes in the form abc.*$', async () => {
    const { sent, faults } = await send(START, lists({ subscribeAudioUserIds: ['abc.*$', '.*$', 'abc'] }));
    expect(faults).toEqual([]);
    expect(getIn(sent as Value, ['RecordParams', 'SubscribeStreamUserIds'])).toEqual({
      SubscribeAudioUserIds: ['abc.*$', '.*$', 'abc'],
    });
    expect(told(START, `${at}.subscribeAudioUserIds`)).toContain('"abc.*$"');
  });

  it('allow and deny for one kind of stream in no request, and for two kinds in one', async () => {
    expect((await send(START, lists({ subscribeAudioUserIds: ['a'], unSubscribeAudioUserIds: ['b'] }))).faults).toEqual([
      `${at}.unSubscribeAudioUserIds`,
    ]);
    expect((await send(START, lists({ subscribeAudioUserIds: ['a'], unSubscribeVideoUserIds: ['b'] }))).faults).toEqual([]);
  });

  it('hold 32 users at TRTC and 20 at GME', async () => {
    const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `u${index}`);
    expect((await send(START, lists({ subscribeVideoUserIds: many(32) }))).faults).toEqual([]);
    expect((await send(START, lists({ subscribeVideoUserIds: many(33) }))).faults).toHaveLength(1);
    const gme = (count: number): Input => ({ subscribeRecordUserIds: { subscribeUserIds: many(count) } });
    expect((await send('gmeStartRecord', gme(20))).faults).toEqual([]);
    expect((await send('gmeStartRecord', gme(21))).faults).toHaveLength(1);
  });
});

describe('the id of a room', () => {
  it('is sent as a text in either case, with its kind', async () => {
    expect((await send(START, { roomId: '123', roomIdType: 'NUMBER' })).sent).toMatchObject({ RoomId: '123', RoomIdType: 1 });
    expect((await send(START, { roomId: '123', roomIdType: 'STRING' })).sent).toMatchObject({ RoomId: '123', RoomIdType: 0 });
  });

  it('without a kind is that of a number, which a text is not', async () => {
    const { sent } = await send(START, { roomId: '123' });
    expect(sent).not.toHaveProperty('RoomIdType');
    expect((await send(START, { roomId: 'class' })).faults).toEqual(['roomId']);
    expect(told(START, 'roomIdType')).toContain('The wrong kind records an empty room');
    expect(schema.getType('TrtcRoomIdType')?.description).toContain('are two rooms');
  });

  it('is the number itself for a whiteboard, and always a text for GME', async () => {
    expect((await send('gmeStartRecord', { roomId: '7' })).sent).toMatchObject({ RoomId: '7' });
    const whiteboard = await send('tiwStartOnlineRecord', { roomId: 7, recordUserId: 'tic_record_user_7_a' });
    expect(whiteboard.sent).toMatchObject({ RoomId: 7 });
  });
});

describe('the time that VOD keeps files', () => {
  it('is a length in seconds, though the vendor calls it a time', async () => {
    const words = told(START, 'storageParams.cloudVod.tencentVod.expireTime');
    expect(words).toContain('How long');
    expect(words).toContain('86400 is one day, 0 is for ever');
    for (const expireTime of [0, 86_400]) {
      expect((await send(START, vod({ expireTime }))).sent).toMatchObject({
        StorageParams: { CloudVod: { TencentVod: { ExpireTime: expireTime } } },
      });
    }
  });
});

describe('kinds of files', () => {
  it('have one numbering for buckets and another for VOD', () => {
    expect(numbersOf('TrtcOutputFormat')).toEqual({ HLS: 0, HLS_AND_MP4: 1, HLS_AND_AAC: 2, MP4: 3, AAC: 4 });
    expect(numbersOf('TrtcVodMediaType')).toEqual({ MP4: 0, HLS: 1, AAC: 2, HLS_AND_MP4: 3, HLS_AND_AAC: 4 });
  });

  it('are sent under the name of the storage that they count for', async () => {
    const { sent } = await send(START, { ...record({ outputFormat: 'MP4' }), ...vod({ mediaType: 'MP4' }) });
    expect(sent).toMatchObject({
      RecordParams: { OutputFormat: 3 },
      StorageParams: { CloudVod: { TencentVod: { MediaType: 0 } } },
    });
    expect(told(START, 'recordParams.outputFormat')).toContain('no effect for VOD');
    expect(told(WEB, 'webRecordVideoParams.format')).toContain('no effect for VOD');
  });

  it('of sound only need a recording of sound only at VOD, and none at a bucket', async () => {
    expect((await send(START, vod({ mediaType: 'AAC' }))).faults).toEqual(['storageParams.cloudVod.tencentVod.mediaType']);
    expect((await send(START, { ...vod({ mediaType: 'AAC' }), ...record({ streamType: 'AUDIO' }) })).faults).toEqual([]);
    const bucket = { vendor: 'COS', region: 'r', bucket: 'b', accessKey: 'k', secretKey: 's' };
    const aac = { ...record({ outputFormat: 'AAC' }), storageParams: { cloudStorage: bucket } };
    expect((await send(START, aac)).faults).toEqual([]);
  });

  it('of web pages go to COS or VOD, and those of rooms also to S3', async () => {
    const bucket = (vendor: string): Input => ({
      storageParams: { cloudStorage: { vendor, region: 'r', bucket: 'b', accessKey: 'k', secretKey: 's' } },
    });
    expect((await send(WEB, bucket('COS'))).faults).toEqual([]);
    expect((await send(WEB, bucket('S3'))).faults).toEqual(['storageParams.cloudStorage.vendor']);
    expect((await send(START, bucket('S3'))).faults).toEqual([]);
  });
});

describe('the longest recording of a web page', () => {
  it.each([1_800, 36_000, 36_001, 86_400])('can be %i seconds', async (maxDurationLimit) => {
    const { sent, faults } = await send(WEB, { maxDurationLimit });
    expect(faults).toEqual([]);
    expect(sent).toMatchObject({ MaxDurationLimit: maxDurationLimit });
  });

  it.each([0, 1_799, 86_401])('cannot be %i seconds', async (maxDurationLimit) => {
    expect((await send(WEB, { maxDurationLimit })).faults).toEqual(['maxDurationLimit']);
  });

  it('reports which values old versions of the vendor take, too', () => {
    expect(told(WEB, 'maxDurationLimit')).toContain('36000');
  });
});

describe('streams of a whiteboard class', () => {
  const paths = ['recordControl.streamControls.streamId', 'mixStream.custom.inputStreamList.inputStreamId'];

  it.each(paths)('are matched by prefix, which %s says', (path) => {
    expect(told('tiwStartOnlineRecord', path)).toMatch(
      /matched by prefix: tic_record_user is the whiteboard, tic_substream the second streams, anything else a user id/,
    );
  });

  it('can be several for one prefix, which the schema says', () => {
    expect(told('tiwStartOnlineRecord', paths[0]!)).toContain('A prefix can hit several users');
  });

  it('are named StreamId on the wire, and any prefix is taken', async () => {
    for (const streamId of ['tic_record_user', 'tic_substream', 'tic_substream_7', 'u']) {
      const { sent } = await send('tiwStartOnlineRecord', { recordControl: { enabled: true, streamControls: [{ streamId }] } });
      expect(sent).toMatchObject({ RecordControl: { StreamControls: [{ StreamId: streamId }] } });
    }
  });

  it('may be left open for a place of a mixed video', async () => {
    const place = (inputStreamId: Value): Input => ({ layoutParams: { width: 2, height: 2 }, inputStreamId });
    const canvas = { layoutParams: { width: 2, height: 2 } };
    const { sent } = await send('tiwStartOnlineRecord', {
      extras: ['MIX_STREAM'],
      mixStream: { enabled: true, custom: { canvas, inputStreamList: [place(''), place(null)] } },
    });
    const list = getIn(sent as Value, ['MixStream', 'Custom', 'InputStreamList']) as Input[];
    expect(list.map((each) => Object.hasOwn(each, 'InputStreamId'))).toEqual([true, false]);
    expect(list[0]).toMatchObject({ InputStreamId: '' });
  });
});

describe('names that the vendors spell in their own way', () => {
  it('keep capitals of ID and URL on the wire alone, in tasks of the China site', async () => {
    const { sent } = await send('tiwDescribeRunningTasks', { sdkAppId: 4_294_967_295, taskType: 'TRANSCODE_JPG' });
    expect(sent).toEqual({ SdkAppID: 4_294_967_295, TaskType: 'TranscodeJPG' });
    const type = schema.getType('TiwRunningTask');
    const names = isObjectType(type) ? Object.keys(type.getFields()) : [];
    expect(names).toEqual(expect.arrayContaining(['sdkAppId', 'taskId', 'fileUrl', 'roomId']));
  });

  it('keep TRTC in capitals at the front', async () => {
    const { sent } = await send('tiwStartOnlineRecord', { trtcRoomId: 9, trtcRoomIdStr: 'nine' });
    expect(sent).toMatchObject({ TRTCRoomId: 9, TRTCRoomIdStr: 'nine' });
  });

  it('keep BackGround and WaterMark as they are', async () => {
    const { sent } = await send(START, { mixLayoutParams: { mixLayoutMode: 'GRID', backGroundColor: '#010203' } });
    expect(sent).toMatchObject({ MixLayoutParams: { BackGroundColor: '#010203' } });
  });
});

describe('what a call cannot give back', () => {
  it('is a task id of TRTC that ran out, which resourceExpiredHour says', () => {
    expect(told(START, 'resourceExpiredHour')).toContain('The recording goes on after that');
  });

  it('is a lost task id of GME, which gmeDescribeTaskInfo finds by the room', () => {
    expect(fieldOf(schema, rootOf('gmeDescribeTaskInfo')).description).toContain('lost task id');
  });

  it('is a key for events: an empty one removes it, and a null one is no value', async () => {
    for (const name of ['tiwSetOnlineRecordCallbackKey', 'tiwSetVideoGenerationTaskCallbackKey']) {
      expect((await send(name, { callbackKey: '' })).sent).toMatchObject({ CallbackKey: '' });
      expect(told(name, 'callbackKey')).toContain('An empty text removes');
      const { refusals, sent } = await api.call(name, withValue(smallest(name), ['callbackKey'], null));
      expect({ refused: refusals.length, sent }).toEqual({ refused: 1, sent: undefined });
    }
  });

  it('is an address for events: an empty one removes it', async () => {
    for (const name of ['tiwSetOnlineRecordCallback', 'tiwSetVideoGenerationTaskCallback']) {
      expect((await send(name, { callback: '' })).sent).toMatchObject({ Callback: '' });
    }
  });
});
