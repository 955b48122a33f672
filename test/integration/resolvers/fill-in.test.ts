import { graphql } from 'graphql';
import { expect, it } from 'vitest';
import type { Environment } from '../../../src/config.ts';
import { readUserSig } from '../../../src/providers/tencent/shared/usersig.ts';
import { fakeVendor, KEYS, schemaOver } from '../../shared/fake-vendor.ts';

const RTC: Environment = { ...KEYS, TENCENT_RTC_KEYS: '1400000001:key-of-one, 2:key-of-two' };

const TIW = { sdkAppId: 1400000001, roomId: 4294967295 };
const TRTC = {
  sdkAppId: 1400000001,
  roomId: '3560',
  recordParams: { recordMode: 'MIXED' },
  storageParams: { cloudVod: {} },
};
const WEB = { sdkAppId: 1, recordUrl: 'https://class.example/', storageParams: { cloudVod: {} } };
const RONGCLOUD = {
  roomId: 'room-7',
  sessionId: 'session-1',
  config: {
    recordType: 'SPLIT',
    mode: 'MIXED_AUDIO',
    videoFormat: 'MP4',
    audioFormat: 'AAC',
    mixLayout: 'ADAPTIVE',
    hostUserId: 'alice',
    hostStreamId: 'alice_RongCloudRTC',
    sliceMin: 60,
    renderMode: 'FILL',
  },
};

interface Sent {
  [name: string]: unknown;
  RecordParams: Record<string, unknown>;
}

/** What a start sends, or the errors it answers. */
async function start(mutation: string, input: object, environment: Environment = RTC) {
  const vendor = fakeVendor();
  const { schema } = await schemaOver(vendor, environment);
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const source = `mutation ($input: ${type}!) {
    ${mutation}(input: $input) { recording { vendorKey } errors { code path message } }
  }`;
  const { data, errors } = await graphql({ schema, source, variableValues: { input } });
  expect(errors).toBeUndefined();
  const payload = data![mutation] as {
    recording: { vendorKey: string } | null;
    errors: { code: string; path: string[]; message: string }[];
  };
  const sent = () => vendor.sent() as unknown as Sent;
  return { sent, calls: vendor.calls, errors: payload.errors, key: payload.recording?.vendorKey };
}

it('makes the robot of a TIW start', async () => {
  const sent = (await start('tiwStartOnlineRecord', TIW)).sent();
  expect(sent['RecordUserId']).toMatch(/^tic_record_user_4294967295_[0-9a-z]{15}$/);
  expect(readUserSig(String(sent['RecordUserSig']))).toMatchObject({ 'TLS.identifier': sent['RecordUserId'] });
});

it('makes the robot of a TRTC start, with its permission', async () => {
  const sent = (await start('trtcCreateCloudRecording', TRTC)).sent();
  expect(sent['UserId']).toMatch(/^rec_3560_[0-9a-z]{15}$/);
  expect(readUserSig(String(sent['UserSig']))).toMatchObject({ 'TLS.identifier': sent['UserId'] });
  expect(readUserSig(String(sent['PrivateMapKey']))).toHaveProperty(['TLS.userbuf']);
});

it.each([
  ['tiwStartOnlineRecord', TIW, 'RecordUserId'],
  ['trtcCreateCloudRecording', TRTC, 'UserId'],
])('makes a new robot for every %s', async (mutation, input, wire) => {
  const first = await start(mutation, input);
  const second = await start(mutation, input);
  expect(first.sent()[wire]).not.toBe(second.sent()[wire]);
});

it.each([
  ['tiwStartOnlineRecord', TIW, 'RecordUserId'],
  ['trtcCreateCloudRecording', TRTC, 'UserId'],
  ['trtcStartWebRecord', WEB, 'RecordId'],
])('says in the recording of %s by which id the vendor knows it', async (mutation, input, wire) => {
  const { sent, key } = await start(mutation, input);
  expect(key).toBeTypeOf('string');
  expect(sent()[wire]).toBe(key);
});

it('makes a new recordId for every TRTC web start, below the 32 bytes that end it', async () => {
  const first = await start('trtcStartWebRecord', WEB);
  const second = await start('trtcStartWebRecord', WEB);
  expect(first.sent()['RecordId']).toMatch(/^td[0-9a-z]{15}$/);
  expect(first.sent()['RecordId']).not.toBe(second.sent()['RecordId']);
});

it('sends the recordId that was given', async () => {
  const { sent, key } = await start('trtcStartWebRecord', { ...WEB, recordId: 'mine' });
  expect(sent()['RecordId']).toBe('mine');
  expect(key).toBe('mine');
});

it.each([
  ['lesson 7', /^lesson 7 #[0-9a-z]{15}$/],
  ['', /^#[0-9a-z]{15}$/],
])('puts a tag of its own behind the extra %j of every RongCloud start', async (extra, form) => {
  const first = await start('rongcloudStartRecord', { ...RONGCLOUD, extra });
  const second = await start('rongcloudStartRecord', { ...RONGCLOUD, extra });
  expect(first.sent()['extra']).toMatch(form);
  expect(first.sent()['extra']).not.toBe(second.sent()['extra']);
  expect(String(first.sent()['extra']).endsWith(`#${first.key}`)).toBe(true);
});

it.each([
  ['tiwStartOnlineRecord', TIW, 'recordUserSig'],
  ['trtcCreateCloudRecording', TRTC, 'userSig'],
])('says both ways out when %s has neither a ticket nor a key, and makes no call', async (mutation, input, field) => {
  const { errors, calls } = await start(mutation, input, KEYS);
  expect(errors).toEqual([
    {
      code: 'INVALID_INPUT',
      path: ['input', field],
      message: `${field} is required: give it, or let the operator of this server set the key of the application in TENCENT_RTC_KEYS`,
    },
  ]);
  expect(calls).toHaveLength(0);
});

it('sends what was given as it is', async () => {
  const given = { ...TRTC, userId: 'mine', userSig: 'given-sig' };
  const sent = (await start('trtcCreateCloudRecording', given)).sent();
  expect(sent).toMatchObject({ UserId: 'mine', UserSig: 'given-sig' });
  expect(sent).not.toHaveProperty('PrivateMapKey');
});

it('still refuses a robot id of another form', async () => {
  expect((await start('tiwStartOnlineRecord', { ...TIW, recordUserId: 'mine' })).errors).toMatchObject([
    { code: 'INVALID_INPUT', path: ['input', 'recordUserId'] },
  ]);
});

it('sends streamType always', async () => {
  expect((await start('trtcCreateCloudRecording', TRTC)).sent().RecordParams).toEqual({ RecordMode: 2, StreamType: 0 });
});

it('sends a duration limit that is right under every published bound', async () => {
  expect((await start('trtcStartWebRecord', WEB)).sent()['MaxDurationLimit']).toBe(36_000);
  const longer = await start('trtcStartWebRecord', { ...WEB, maxDurationLimit: 86_400 });
  expect(longer.sent()['MaxDurationLimit']).toBe(86_400);
});

it('says always whose CDN an address is', async () => {
  const publishCdnParams = [
    { publishCdnUrl: 'rtmp://a.example/x' },
    { publishCdnUrl: 'rtmp://b.example/x', isTencentCdn: 'OTHER' },
  ];
  expect((await start('trtcStartWebRecord', { ...WEB, publishCdnParams })).sent()['PublishCdnParams']).toEqual([
    { PublishCdnUrl: 'rtmp://a.example/x', IsTencentCdn: 1 },
    { PublishCdnUrl: 'rtmp://b.example/x', IsTencentCdn: 0 },
  ]);
});

it.each(['1400000001', 'x:key', ':key', '1:', '1: key', '99999999999:key'])(
  'does not start with TENCENT_RTC_KEYS=%j',
  async (setting) => {
    await expect(schemaOver(fakeVendor(), { ...KEYS, TENCENT_RTC_KEYS: setting })).rejects.toThrow(
      /^TENCENT_RTC_KEYS must be/,
    );
  },
);
