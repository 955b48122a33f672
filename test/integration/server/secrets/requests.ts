import { format } from 'node:util';
import { beforeEach, expect, vi } from 'vitest';
import { post, type Answer, type TestServer } from '../../../shared/running-server.ts';

/** Stands in every secret below; letters and digits only, so most ways of writing leave it as it is. */
export const CORE = 'Kq7ZcanaryX9w';
/** A secret with characters that JSON, addresses and HTML write otherwise. */
export const secret = (name: string): string => `${CORE}-${name}/+="é&<`;

/** What is searched for: the text as it is, and as bytes in the ways that programs print them. */
export const FORMS: readonly (readonly [name: string, form: RegExp])[] = [
  ['plain', new RegExp(CORE, 'i')],
  ['hex', new RegExp([...Buffer.from(CORE)].map((byte) => byte.toString(16)).join('[ :]?'), 'i')],
  ['list of bytes', new RegExp([...Buffer.from(CORE)].join(',\\s*'))],
  ['URL-encoded', new RegExp(Array.from(CORE, (char) => orElse(char, '%', 2)).join(''), 'i')],
  ['JSON-escaped', new RegExp(Array.from(CORE, (char) => orElse(char, '\\\\u', 4)).join(''), 'i')],
  ...[0, 1, 2].map((offset) => [`base64 at ${offset}`, new RegExp(base64Inside(offset))] as const),
];

export function orElse(char: string, prefix: string, digits: number): string {
  return `(?:${char}|${prefix}${char.charCodeAt(0).toString(16).padStart(digits, '0')})`;
}

/** The part of a longer base64 text that CORE alone decides, when it begins at such a place in a group of three. */
export function base64Inside(offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(CORE)]);
  const whole = bytes.length - (bytes.length % 3);
  return bytes
    .subarray(0, whole)
    .toString('base64')
    .slice(offset === 0 ? 0 : 4);
}

export function formsIn(text: string): string[] {
  return FORMS.filter(([, form]) => form.test(text)).map(([name]) => name);
}

export const KEYS = {
  TENCENT_SECRET_ID: `${CORE}SecretId`,
  TENCENT_SECRET_KEY: `${CORE}SecretKey`,
  TENCENT_TOKEN: `${CORE}Token`,
  RONGCLOUD_APP_KEY: `${CORE}AppKey`,
  RONGCLOUD_APP_SECRET: `${CORE}AppSecret`,
};

export const ERRORS = 'errors { code message path vendorCode vendorRequestId }';
/** All that is told of a start, but for the application's id: it is a canary here, and no secret. */
export const mutation = (type: string, field: string): string =>
  `mutation ($input: ${type}!) {
    ${field}(input: $input) {
      ${ERRORS}
      preview { action method url body }
      recording {
        id room state cause evidence explanation taskId vendorKey labels { name value } metadata { name value } ${ERRORS}
        files { nodes { name url userId } } changes { nodes { to cause evidence } }
      }
    }
  }`;
export const TIW = {
  query: mutation('TiwStartOnlineRecordInput', 'tiwStartOnlineRecord').replace('preview', 'taskId requestId preview'),
  input: { sdkAppId: 1, roomId: 2, recordUserId: 'tic_record_user_2_1', recordUserSig: secret('recordUserSig') },
};
export const bucket = {
  vendor: 'COS',
  region: 'ap-singapore',
  bucket: 'bucket',
  accessKey: secret('accessKey'),
  secretKey: secret('secretKey'),
};
export const WEB = {
  query: mutation('TrtcStartWebRecordInput', 'trtcStartWebRecord'),
  input: {
    sdkAppId: 1,
    recordUrl: `https://${CORE}:${CORE}@a.example/lesson?token=${CORE}&lang=en#/room?userSig=${CORE}`,
    publishCdnParams: [
      { publishCdnUrl: `rtmp://a.example/live/room?txSecret=${CORE}&txTime=65` },
      { publishCdnUrl: `rtmp://a.example/live2/${CORE}` },
    ],
    storageParams: { cloudStorage: { ...bucket, endpointUrl: `${CORE}:${CORE}@s3.example/?key=${CORE}` } },
  },
};
export const ROOM = {
  query: mutation('TrtcCreateCloudRecordingInput', 'trtcCreateCloudRecording'),
  input: {
    sdkAppId: 1,
    roomId: 'room',
    roomIdType: 'STRING',
    userId: 'recorder',
    userSig: secret('userSig'),
    privateMapKey: secret('privateMapKey'),
    recordParams: { recordMode: 'SINGLE', streamType: 'AUDIO_AND_VIDEO' },
    storageParams: { cloudStorage: bucket },
  },
};
export const RONGCLOUD = {
  query: mutation('RongcloudStartRecordInput', 'rongcloudStartRecord'),
  input: {
    roomId: 'room',
    sessionId: 'session',
    extra: '',
    config: { videoFormat: 'MP4', audioFormat: 'AAC', mixLayout: 'ADAPTIVE', sliceMin: 60, renderMode: 'FIT' },
  },
};
export const picture = `https://${CORE}@a.example/b.png?q-ak=${CORE}&q-signature=${CORE}`;
/** Secrets in addresses alone. */
export const PICTURES = {
  query: ROOM.query,
  input: {
    sdkAppId: 1,
    roomId: 'room',
    roomIdType: 'STRING',
    userId: 'recorder',
    userSig: secret('userSig'),
    recordParams: { recordMode: 'MIXED', streamType: 'AUDIO_AND_VIDEO' },
    mixLayoutParams: { mixLayoutMode: 'GRID', backgroundImageUrl: picture, defaultSubBackgroundImage: picture },
    storageParams: { cloudVod: { tencentVod: { expireTime: 0 } } },
  },
};
export const ADDRESS = {
  query: WEB.query,
  input: { ...WEB.input, storageParams: { cloudVod: { tencentVod: { expireTime: 0 } } } },
};
export const STARTS = { TIW, WEB, ROOM, RONGCLOUD, PICTURES, ADDRESS };

export type Send = (server: TestServer) => Promise<Answer>;
export const body =
  (value: unknown, headers?: Readonly<Record<string, string>>): Send =>
  (server) =>
    post(server, value, headers);
export const start = ({ query, input }: { query: string; input: object }, change: object = {}): Send =>
  body({ query, variables: { input: { ...input, ...change } } });

/** What was written to the console and to the streams of the process, past the log. */
export let console_: () => string;
beforeEach(() => {
  let text = '';
  const take = (...values: unknown[]): boolean => {
    text += `${format(...values)}\n`;
    return true;
  };
  const spies = [
    ...(['log', 'info', 'warn', 'error', 'debug', 'trace'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(take),
    ),
    vi.spyOn(process.stdout, 'write').mockImplementation(take),
    vi.spyOn(process.stderr, 'write').mockImplementation(take),
  ];
  console_ = () => text;
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
});

/** Sends a request three times, the last ones over the hot path where it takes them, and looks everywhere. */
export async function expectNoSecret(server: TestServer, send: Send): Promise<void> {
  for (const _time of ['cold', 'warm', 'hot']) {
    const { status, headers, text } = await send(server);
    expect(formsIn(`${status} ${JSON.stringify([...headers])} ${text}`), 'in the answer').toEqual([]);
  }
  await server.stop(); // all that belongs to a request is in the log by then
  expect(server.logged()).toContain('answered');
  expect(formsIn(server.logged()), 'in the log').toEqual([]);
  expect(formsIn(console_()), 'on the console').toEqual([]);
}
