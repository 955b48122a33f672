import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { tabbedJson } from '../../../../../../src/providers/tencent/emulator/trtc/tabbed-json.ts';
import { parseJson } from '../../../../../../src/wire/json.ts';
import { freshFile } from '../../../../../shared/emulation/fresh-file.ts';
import type { Arrived } from '../../../../../shared/emulation/receiver.ts';
import { KEYS, membersOf, startWithReceiver } from '../callback-server.ts';
import { NOW, startCaller, type Fields } from '../caller.ts';
import { TRTC_CLOUD, TRTC_WEB } from '../api/parameters-of.ts';

const SECOND = 1000;
const APP = TRTC_CLOUD.SdkAppId;
const ROOM = { app: APP, room: Number(TRTC_CLOUD.RoomId) };
const ALICE = { ...ROOM, user: 'alice' };
const VOD = { StorageParams: { CloudVod: { TencentVod: {} } } };

function infoOf(arrived: Arrived): Fields {
  return membersOf(arrived)['EventInfo'] as Fields;
}

function typesOf(arrived: readonly Arrived[]) {
  return arrived.map((it) => membersOf(it)['EventType']);
}

function payloadOf(arrived: readonly Arrived[], type: number): Fields {
  return infoOf(arrived.find((it) => membersOf(it)['EventType'] === type)!)['Payload'] as Fields;
}

/** A room recording of alice of half a minute, stopped by a call, with all its callbacks. */
async function recorded(count: number, change: object = {}) {
  const harness = await startWithReceiver();
  await harness.room('join', ALICE);
  const { TaskId } = await harness.ask('trtc', 'CreateCloudRecording', { ...TRTC_CLOUD, ...change });
  await harness.advance(30 * SECOND);
  await harness.ask('trtc', 'DeleteCloudRecording', { SdkAppId: APP, TaskId });
  await harness.advance(60 * SECOND);
  return { TaskId, arrived: await harness.callbacks(count) };
}

describe('TRTC calls back about a room', () => {
  it('with every step of a recording to a bucket', async () => {
    const { arrived } = await recorded(6);
    expect(typesOf(arrived)).toEqual([301, 303, 307, 304, 302, 305]);
    expect(payloadOf(arrived, 302)).toEqual({ LeaveCode: 0 });
    expect(payloadOf(arrived, 304)).toEqual({ FileList: `${APP}_3560.m3u8` });
    expect(payloadOf(arrived, 307)).toMatchObject({
      FileName: `${APP}_3560_20260115120000000.ts`,
      TrackType: 'audio_video',
      BeginTimeStamp: NOW,
    });
  });

  it('in the spelling of the vendor', async () => {
    const { arrived, TaskId } = await recorded(6);
    expect(arrived[0]!.body.toString()).toBe(
      [
        '{',
        '\t"EventGroupId":\t3,',
        '\t"EventType":\t301,',
        `\t"CallbackTs":\t${NOW + 30 * SECOND},`,
        '\t"EventInfo":\t{',
        '\t\t"RoomId":\t3560,',
        `\t\t"EventTs":\t${Math.floor((NOW + 1500) / 1000)},`,
        `\t\t"EventMsTs":\t${NOW + 1500},`,
        '\t\t"UserId":\t"rec_bot_1",',
        `\t\t"TaskId":\t"${TaskId as string}",`,
        '\t\t"Payload":\t{',
        '\t\t\t"Status":\t0',
        '\t\t}',
        '\t}',
        '}',
      ].join('\n'),
    );
  });

  it('signed over the raw bytes, with its application in a header', async () => {
    const { arrived } = await recorded(6);
    for (const { headers, body, path } of arrived) {
      expect(path).toBe('/callbacks/tencent/trtc');
      expect(headers['sdkappid']).toBe(String(APP));
      expect(headers['content-type']).toBe('application/json');
      expect(headers['sign']).toBe(createHmac('sha256', KEYS.trtc).update(body).digest('base64'));
    }
  });

  it('without a signature where the application has no key', async () => {
    const harness = await startWithReceiver({ callbackKeys: {} });
    await harness.ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    await harness.advance(2 * SECOND);
    const [first] = await harness.callbacks(2);
    expect(first?.headers['sign']).toBeUndefined();
  });

  it('with the id of a text room as a text', async () => {
    const harness = await startWithReceiver();
    await harness.ask('trtc', 'CreateCloudRecording', { ...TRTC_CLOUD, RoomIdType: 0 });
    await harness.advance(2 * SECOND);
    const [first] = await harness.callbacks(2);
    expect(infoOf(first!)['RoomId']).toBe('3560');
  });

  it('with 310 where mp4 files are made beside the index', async () => {
    const { arrived } = await recorded(7, { RecordParams: { ...TRTC_CLOUD.RecordParams, OutputFormat: 1 } });
    expect(typesOf(arrived)).toEqual([301, 303, 307, 304, 302, 305, 310]);
    const name = `${APP}_3560_0.mp4`;
    expect(payloadOf(arrived, 310)).toMatchObject({
      Status: 0,
      FileList: [name],
      FileMessage: [{ FileName: name, UserId: '', TrackType: 'audio_video', MediaId: 'mix', StartTimeStamp: NOW }],
    });
  });

  it('with 310 alone where there is no index', async () => {
    const { arrived } = await recorded(4, { RecordParams: { ...TRTC_CLOUD.RecordParams, OutputFormat: 3 } });
    expect(typesOf(arrived)).toEqual([301, 303, 302, 310]);
  });

  it('with 311 for each file and 312 where files go to VOD', async () => {
    const single = { RecordParams: { RecordMode: 1, StreamType: 0 }, ...VOD };
    const { arrived } = await recorded(5, single);
    expect(typesOf(arrived)).toEqual([301, 302, 311, 311, 312]);
    expect(payloadOf(arrived, 311)).toMatchObject({
      TencentVod: { UserId: 'alice', TrackType: 'audio', MediaId: 'main', StartTimeStamp: NOW },
    });
  });

  it.each([
    [1, 'leave', { ...ROOM, user: TRTC_CLOUD.UserId }],
    [2, 'end', ROOM],
  ])('with the code %i when the end comes by "%s"', async (code, command, body) => {
    const harness = await startWithReceiver();
    await harness.ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    await harness.room(command, body);
    await harness.advance(SECOND);
    expect(payloadOf(await harness.callbacks(3), 302)).toEqual({ LeaveCode: code });
  });

  it('with the code 99 without users, and 101 when its robot joins again', async () => {
    const harness = await startWithReceiver();
    await harness.ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    await harness.advance(2 * SECOND);
    await harness.ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    expect(payloadOf(await harness.callbacks(3), 302)).toEqual({ LeaveCode: 101 });
    await harness.advance(31 * SECOND);
    const arrived = await harness.callbacks(7);
    const ends = arrived.filter((it) => membersOf(it)['EventType'] === 302);
    expect(ends.map((it) => infoOf(it)['Payload'])).toEqual([{ LeaveCode: 101 }, { LeaveCode: 99 }]);
  });
});

describe('TRTC calls back about a web page', () => {
  const file = `_web_${NOW + 5 * SECOND}`;

  it('with its begin, its end and its files', async () => {
    const harness = await startWithReceiver();
    const { TaskId } = await harness.ask('trtc', 'StartWebRecord', TRTC_WEB);
    await harness.advance(30 * SECOND);
    await harness.ask('trtc', 'StopWebRecord', { TaskId });
    await harness.advance(60 * SECOND);
    const arrived = await harness.callbacks(3);
    expect(arrived.map(membersOf).map(({ EventGroupId, EventType }) => [EventGroupId, EventType])).toEqual([
      [8, 801],
      [8, 802],
      [3, 310],
    ]);
    expect(infoOf(arrived[0]!)).toEqual({
      EventMsTs: NOW + 5 * SECOND,
      TaskId,
      Payload: { Status: 1, EventMessage: 'Success' },
    });
    expect(infoOf(arrived[2]!)).toMatchObject({
      RoomId: '',
      UserId: '',
      TaskId: `${TaskId as string}_StartTimeMs_${NOW + 5 * SECOND}`,
      Payload: { Status: 0, FileList: [`${APP}${file}.m3u8`] },
    });
    for (const { headers, body } of arrived) {
      expect(headers['sign']).toBe(createHmac('sha256', KEYS.trtc).update(body).digest('base64'));
    }
  });

  it('with 804 when its time is over, and with 311 and 312 from VOD', async () => {
    const harness = await startWithReceiver();
    await harness.ask('trtc', 'StartWebRecord', { ...TRTC_WEB, MaxDurationLimit: 1800, ...VOD });
    await harness.advance(1900 * SECOND);
    const arrived = await harness.callbacks(5);
    expect(typesOf(arrived)).toEqual([801, 804, 802, 311, 312]);
    for (const it of arrived.slice(3)) expect(infoOf(it)['TaskId']).toMatch(/_StartTimeMs_\d{13}$/);
  });
});

describe('TRTC', () => {
  it('repeats at once, and then every ten seconds until a minute is over', async () => {
    const harness = await startWithReceiver();
    const { sent } = harness.emulator.callbacks;
    harness.receiver.status = 500;
    await harness.ask('trtc', 'StartWebRecord', TRTC_WEB);
    await harness.advance(5 * SECOND);
    await expect.poll(() => sent[0]?.attempts).toBe(2);
    for (const attempts of [3, 4, 5, 6, 7]) {
      await harness.advance(10 * SECOND - 1);
      expect(sent[0]?.attempts).toBe(attempts - 1);
      await harness.advance(1);
      await expect.poll(() => sent[0]?.attempts).toBe(attempts);
    }
    await expect.poll(() => sent[0]?.outcome).toBe('given-up');
  });

  it('goes on where it was when it is started again, and reports nothing twice', async () => {
    const harness = await startWithReceiver({ storeFile: freshFile() });
    await harness.room('join', ALICE);
    const { TaskId } = await harness.ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    await harness.advance(30 * SECOND);
    await harness.callbacks(4);
    const again = await harness.restart();
    again.emulator.callbacks.settings.setOwn(harness.addresses);
    await again.ask('trtc', 'DeleteCloudRecording', { SdkAppId: APP, TaskId });
    await again.advance(60 * SECOND);
    await expect.poll(() => harness.receiver.arrived.length).toBe(6);
    expect(typesOf(harness.receiver.arrived)).toEqual([301, 303, 307, 304, 302, 305]);
  });

  it('sends no callback without an address', async () => {
    const { ask, advance, emulator } = await startCaller();
    await ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    await advance(3600 * SECOND);
    expect(emulator.callbacks.sent).toEqual([]);
  });
});

describe('JSON with tabs', () => {
  it('is spelled as the check value of the vendor', () => {
    const event = { RoomId: 8489, EventTs: 1664209748, EventMsTs: 1664209748180, UserId: 'user_85034614', Reason: 0 };
    const body = tabbedJson({ EventGroupId: 2, EventType: 204, CallbackTs: 1664209748188, EventInfo: event });
    const sign = createHmac('sha256', '123654').update(body).digest('base64');
    expect(sign).toBe('kkoFeO3Oh2ZHnjtg8tEAQhtXK16/KI05W3BQff8IvGA=');
  });

  it('is JSON with any content', () => {
    const value = { a: [], b: {}, c: ['"', { d: null }], e: 2n ** 60n + 1n, f: '\n\t' };
    expect(parseJson(tabbedJson(value))).toEqual(value);
  });
});
