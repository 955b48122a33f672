import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { format } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Transport, WireAnswer } from '../../../src/wire/transport.ts';
import { fakeVendor } from '../../shared/fake-vendor.ts';
import {
  GME_INPUT,
  GME_START,
  post,
  request,
  startProcess,
  startTestServer,
  type Answer,
  type TestServer,
} from '../../shared/running-server.ts';
import { temporaryFolder } from '../../shared/stores.ts';

/** Stands in every secret below; letters and digits only, so most ways of writing leave it as it is. */
const CORE = 'Kq7ZcanaryX9w';
/** A secret with characters that JSON, addresses and HTML write otherwise. */
const secret = (name: string): string => `${CORE}-${name}/+="é&<`;

/** What is searched for: the text as it is, and as bytes in the ways that programs print them. */
const FORMS: readonly (readonly [name: string, form: RegExp])[] = [
  ['plain', new RegExp(CORE, 'i')],
  ['hex', new RegExp([...Buffer.from(CORE)].map((byte) => byte.toString(16)).join('[ :]?'), 'i')],
  ['list of bytes', new RegExp([...Buffer.from(CORE)].join(',\\s*'))],
  ['URL-encoded', new RegExp(Array.from(CORE, (char) => orElse(char, '%', 2)).join(''), 'i')],
  ['JSON-escaped', new RegExp(Array.from(CORE, (char) => orElse(char, '\\\\u', 4)).join(''), 'i')],
  ...[0, 1, 2].map((offset) => [`base64 at ${offset}`, new RegExp(base64Inside(offset))] as const),
];

function orElse(char: string, prefix: string, digits: number): string {
  return `(?:${char}|${prefix}${char.charCodeAt(0).toString(16).padStart(digits, '0')})`;
}

/** The part of a longer base64 text that CORE alone decides, when it begins at such a place in a group of three. */
function base64Inside(offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(CORE)]);
  const whole = bytes.length - (bytes.length % 3);
  return bytes
    .subarray(0, whole)
    .toString('base64')
    .slice(offset === 0 ? 0 : 4);
}

function formsIn(text: string): string[] {
  return FORMS.filter(([, form]) => form.test(text)).map(([name]) => name);
}

describe('the search', () => {
  const planted = Buffer.from(secret('control'));
  const percent = [...planted].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const unicode = Array.from(
    secret('control'),
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  ).join('');

  it.each([
    ['plain', secret('control')],
    ['cut short', secret('control').slice(0, CORE.length)],
    ['JSON', JSON.stringify({ a: [secret('control')] })],
    ['JSON in JSON', JSON.stringify(JSON.stringify(secret('control')))],
    ['JSON-escaped', unicode],
    ['URL-encoded', encodeURIComponent(secret('control'))],
    ['URL-encoded throughout', percent],
    ['hex', planted.toString('hex')],
    ['printed buffer', format(planted)],
    ['buffer in JSON', JSON.stringify(planted)],
    ['base64', planted.toString('base64')],
    ['base64url', planted.toString('base64url')],
    ['base64 after one byte', Buffer.concat([Buffer.from(':'), planted]).toString('base64')],
    ['base64 after two bytes', Buffer.concat([Buffer.from('a:'), planted]).toString('base64')],
    ['base64 after three bytes', Buffer.concat([Buffer.from('ab:'), planted]).toString('base64')],
    ['an error', format(new Error(`no ${secret('control')}`))],
    ['in lower case', secret('control').toLowerCase()],
  ])('finds a planted secret: %s', (_name, text) => {
    expect(formsIn(`before ${text} after`)).not.toEqual([]);
  });

  it('finds nothing where there is none', () => {
    expect(formsIn('Kq7Z canary X9w 4b71375a')).toEqual([]);
  });
});

const KEYS = {
  TENCENT_SECRET_ID: `${CORE}SecretId`,
  TENCENT_SECRET_KEY: `${CORE}SecretKey`,
  TENCENT_TOKEN: `${CORE}Token`,
  RONGCLOUD_APP_KEY: `${CORE}AppKey`,
  RONGCLOUD_APP_SECRET: `${CORE}AppSecret`,
};

const ERRORS = 'errors { code message path vendorCode vendorRequestId }';
/** All that is told of a start, but for the application's id: it is a canary here, and no secret. */
const mutation = (type: string, field: string): string =>
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
const TIW = {
  query: mutation('TiwStartOnlineRecordInput', 'tiwStartOnlineRecord').replace('preview', 'taskId requestId preview'),
  input: { sdkAppId: 1, roomId: 2, recordUserId: 'tic_record_user_2_1', recordUserSig: secret('recordUserSig') },
};
const bucket = {
  vendor: 'COS',
  region: 'ap-singapore',
  bucket: 'bucket',
  accessKey: secret('accessKey'),
  secretKey: secret('secretKey'),
};
const WEB = {
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
const ROOM = {
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
const RONGCLOUD = {
  query: mutation('RongcloudStartRecordInput', 'rongcloudStartRecord'),
  input: {
    roomId: 'room',
    sessionId: 'session',
    extra: '',
    config: { videoFormat: 'MP4', audioFormat: 'AAC', mixLayout: 'ADAPTIVE', sliceMin: 60, renderMode: 'FIT' },
  },
};
const picture = `https://${CORE}@a.example/b.png?q-ak=${CORE}&q-signature=${CORE}`;
/** Secrets in addresses alone. */
const PICTURES = {
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
const ADDRESS = {
  query: WEB.query,
  input: { ...WEB.input, storageParams: { cloudVod: { tencentVod: { expireTime: 0 } } } },
};
const STARTS = { TIW, WEB, ROOM, RONGCLOUD, PICTURES, ADDRESS };
const ENDPOINT = `url description state`;
const hook = (change: object = {}): Send =>
  body({
    query: `mutation ($input: CreateWebhookEndpointInput!) {
      createWebhookEndpoint(input: $input) { ${ERRORS} endpoint { ${ENDPOINT} } }
    }`,
    variables: { input: { url: `https://a.example/hooks?token=${CORE}`, ...change } },
  });

type Send = (server: TestServer) => Promise<Answer>;
const body =
  (value: unknown, headers?: Readonly<Record<string, string>>): Send =>
  (server) =>
    post(server, value, headers);
const start = ({ query, input }: { query: string; input: object }, change: object = {}): Send =>
  body({ query, variables: { input: { ...input, ...change } } });
const inDocument = (query: string, variables?: object): Send => body({ query, ...(variables && { variables }) });
const literal = JSON.stringify(secret('literal'));
const storage = (change: object) => ({ storageParams: { cloudStorage: { ...bucket, ...change } } });
const get =
  (path: string, headers: Readonly<Record<string, string>> = { 'apollo-require-preflight': '1' }): Send =>
  ({ origin }) =>
    request(origin + path, { headers });
const raw =
  (bytes: string): Send =>
  async ({ origin }) => {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.end(bytes);
    return { status: 0, headers: new Headers(), text: await readUntilClosed(socket) };
  };

/** All that arrives. Who is refused in the middle of what he sends may find the connection reset: that ends it too. */
function readUntilClosed(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  socket.on('error', () => undefined); // 'close' follows
  return new Promise((closed) => socket.once('close', () => closed(text)));
}

/** Secrets where they belong, and where they do not. */
const REQUESTS: Readonly<Record<string, Send>> = {
  'in their fields: TIW': start(TIW),
  'in their fields: web page': start(WEB),
  'in their fields: room': start(ROOM),
  'beside a rule that is broken': start(TIW, { recordUserId: '' }),
  'beside rules that are broken in the same object': start(WEB, storage({ bucket: '', fileNamePrefix: ['/'] })),
  'under a misspelt name': start(TIW, { recordUserSig: undefined, recordUserSigg: secret('misspelt') }),
  'under a misspelt name deep inside': start(WEB, storage({ secretKey: undefined, secretkey: secret('misspelt') })),
  'beside a field that is missing': start(WEB, storage({ bucket: undefined })),
  'beside a variable that is misspelt': body({ query: TIW.query, variables: { inputs: TIW.input } }),
  'in the place of a number': start(TIW, { sdkAppId: secret('number') }),
  'in the place of a Boolean': start(TIW, { audioFileNeeded: secret('Boolean') }),
  'in the place of an enum': start(TIW, { recordMode: secret('enum') }),
  'in the place of an object': start(WEB, { storageParams: secret('object') }),
  'in the place of a list': start(TIW, { extras: secret('list') }),
  'in a list in the place of a text': start(TIW, { recordUserSig: [secret('list')] }),
  'in an object in the place of a text': start(TIW, { recordUserSig: { value: secret('object') } }),
  'in a text with rules': start(TIW, { region: secret('region') }),
  'in the address of a page': start(WEB, { recordUrl: `ftp://${CORE}:${CORE}@a.example/` }),
  'in the addresses of pictures': start(PICTURES),
  'in addresses alone': start(ADDRESS),
  'in the address of a webhook': async (server) => {
    const made = await hook({ idempotencyKey: 'hook-1' })(server);
    const listed = await post(server, { query: `{ webhookEndpoints { ${ENDPOINT} } }` });
    expect(listed.text).toContain('https://a.example/hooks?token=[secret]');
    return { ...listed, text: made.text + listed.text };
  },
  'in the address of a webhook that is refused': hook({ url: `https://${CORE}:${CORE}@a.example/` }),
  'in the address of a webhook that is no address': hook({ url: `a.example/${CORE}?token=${CORE}` }),
  'in the address of callbacks': body({
    query: `mutation ($input: TiwSetOnlineRecordCallbackInput!) {
      tiwSetOnlineRecordCallback(input: $input) { ${ERRORS} requestId }
    }`,
    variables: { input: { sdkAppId: 1, callback: `https://a.example/?token=${CORE}` } },
  }),
  'as the whole input': body({ query: TIW.query, variables: { input: secret('input') } }),
  'as the variables': body({ query: TIW.query, variables: secret('variables') }),
  'in JSON in the place of variables': body({ query: TIW.query, variables: JSON.stringify({ input: TIW.input }) }),
  'as a literal': inDocument(
    `mutation { tiwStartOnlineRecord(input: { sdkAppId: 1, roomId: 2, recordUserId: "tic_record_user_2_1", recordUserSig: ${literal} }) { taskId } }`,
  ),
  'as a literal beside a variable that is null': inDocument(
    `mutation ($user: String = "tic_record_user_2_1") {
      tiwStartOnlineRecord(input: { sdkAppId: 1, roomId: 2, recordUserId: $user, recordUserSig: ${literal} }) { taskId }
    }`,
    { user: null },
  ),
  'as a literal beside a field that is missing': inDocument(
    `mutation { tiwStartOnlineRecord(input: { sdkAppId: 1, recordUserSig: ${literal} }) { taskId } }`,
  ),
  'as a literal under a misspelt name': inDocument(
    `mutation { tiwStartOnlineRecord(input: { recordUserSigg: ${literal} }) { taskId } }`,
  ),
  'as a literal in the place of an enum': inDocument(
    `mutation { gmeStartRecord(input: { bizId: 1, roomId: "r", recordMode: ${literal} }) { taskId } }`,
  ),
  'as a word in the place of an enum': inDocument(
    `mutation { gmeStartRecord(input: { bizId: 1, roomId: "r", recordMode: ${CORE} }) { taskId } }`,
  ),
  'as a word in the place of a text': inDocument(
    `mutation { gmeStartRecord(input: { bizId: 1, roomId: ${CORE}, recordMode: MIXED }) { taskId } }`,
  ),
  'as a literal in the place of a number': inDocument(
    `mutation { gmeStartRecord(input: { bizId: ${literal}, roomId: "r", recordMode: MIXED }) { taskId } }`,
  ),
  'as a literal in the place of an input': inDocument(`mutation { gmeStartRecord(input: ${literal}) { taskId } }`),
  'in an unknown argument': inDocument(`{ vendors(token: ${literal}) { name } }`),
  'in an unknown field': inDocument(`{ secrets(token: ${literal}) { name } }`),
  'in a directive': inDocument(`{ vendors @include(if: ${literal}) { name } }`),
  'in an unknown directive': inDocument(`{ vendors @auth(token: ${literal}) { name } }`),
  'as a default of the wrong type': inDocument(`query ($x: Boolean = ${literal}) { vendors @skip(if: $x) { name } }`),
  'as a default of an unused variable': inDocument(`query ($x: String = ${literal}) { vendors { name } }`),
  'in two fields that conflict': inDocument(`{ a: vendors { name } a: vendors(x: ${literal}) { title } }`),
  'in a block string': inDocument(`{ vendors(token: """${CORE}""") { name } }`),
  'in a comment': inDocument(`{ vendors { nam } } # ${CORE}`),
  'at a syntax error': inDocument(`{ vendors(token: ${literal} { name } }`),
  'at a word too many': inDocument(`{ vendors { name } } ${CORE}`),
  'in a text without end': inDocument(`{ vendors(token: "${CORE}`),
  'in a document of too many tokens': inDocument(`{ vendors(token: ${literal}) { ${'name '.repeat(5000)} } }`),
  'beside two mutations': inDocument(
    `mutation { ${['a', 'b'].map((name) => `${name}: gmeStartRecord(input: { bizId: 1, roomId: ${literal}, recordMode: MIXED }) { taskId }`).join(' ')} }`,
  ),
  ...Object.fromEntries(
    Object.entries(STARTS).map(([name, each]) => [`in a dry run of ${name}`, start(each, { dryRun: true })]),
  ),
  'as the document': body({ query: secret('document') }),
  'as operationName': body({ query: 'query A { __typename }', operationName: CORE }),
  'in extensions': body({ query: '{ __typename }', extensions: { token: secret('extensions') } }),
  'as extensions': body({ query: '{ __typename }', extensions: secret('extensions') }),
  'as a persisted query': body({ extensions: { persistedQuery: { version: 1, sha256Hash: CORE } } }),
  'in a further member of the body': body({ query: '{ nothing }', token: secret('member') }),
  'in malformed JSON': body(`{"query":"{ vendors }","variables":{"input":{"recordUserSig":"${CORE}`),
  'as a word in malformed JSON': body(`{"query": ${CORE}}`),
  'as the whole body': body(CORE),
  'in a body over the limit': body({ ...TIW, filler: CORE.repeat(30_000) }),
  'in a batch': body([{ query: TIW.query, variables: { input: TIW.input } }]),
  'in text/plain': body({ query: TIW.query, variables: { input: TIW.input } }, { 'content-type': 'text/plain' }),
  'in a form': body(`token=${CORE}`, { 'content-type': 'application/x-www-form-urlencoded' }),
  'in headers': body(
    { query: '{ nothing }' },
    { authorization: `Bearer ${CORE}`, cookie: `session=${CORE}`, 'x-token': CORE, 'x-request-id': CORE },
  ),
  'as Origin': body({ query: '{ __typename }' }, { origin: `https://${CORE}.example` }),
  'as content-type': body({ query: '{ __typename }' }, { 'content-type': `application/${CORE}` }),
  'as a broken content-type': body({ query: '{ __typename }' }, { 'content-type': CORE }),
  'as accept': body({ query: '{ __typename }' }, { accept: `application/${CORE}` }),
  'in the query string': get(
    `/graphql?query=${encodeURIComponent(TIW.query)}&variables=${encodeURIComponent(JSON.stringify({ input: TIW.input }))}`,
  ),
  'in a query string that is refused': get(`/graphql?query={vendors(x:"${CORE}"){name}}`),
  'in a query string without the header': get(`/graphql?query={vendors(x:"${CORE}"){name}}`, {}),
  'in variables of a query string that are no JSON': get(`/graphql?query={__typename}&variables={"a":${CORE}}`),
  'twice in a query string': get(`/graphql?query=${CORE}&query=${CORE}`),
  'in an address': get(`/${CORE}`),
  'in an address below /graphql': get(`/graphql/${CORE}?token=${CORE}`),
  'in an address that is malformed': get(`/%E0%A4%A/${CORE}`),
  'in an address of another method': ({ origin }) => request(`${origin}/graphql/${CORE}`, { method: 'DELETE' }),
  'in a request that is no HTTP': raw(`POST /graphql HTTP/1.1\r\nHost: a\r\nToken ${CORE}\r\n\r\n`),
  'in headers that are too large': raw(`GET / HTTP/1.1\r\nHost: a\r\nToken: ${CORE.repeat(3000)}\r\n\r\n`),
  'as Host': raw(
    `POST /graphql HTTP/1.1\r\nHost: ${CORE} x\r\nContent-Type: application/json\r\nContent-Length: 21\r\nConnection: close\r\n\r\n{"query":"{nothing}"}`,
  ),
};

/** What was written to the console and to the streams of the process, past the log. */
let console_: () => string;
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
async function expectNoSecret(server: TestServer, send: Send): Promise<void> {
  for (const _time of ['cold', 'warm', 'hot']) {
    const { status, headers, text } = await send(server);
    expect(formsIn(`${status} ${JSON.stringify([...headers])} ${text}`), 'in the answer').toEqual([]);
  }
  await server.stop(); // all that belongs to a request is in the log by then
  expect(server.logged()).toContain('answered');
  expect(formsIn(server.logged()), 'in the log').toEqual([]);
  expect(formsIn(console_()), 'on the console').toEqual([]);
}

describe.each([{ NODE_ENV: 'development' }, { NODE_ENV: 'production' }])(
  'secrets that clients send, $NODE_ENV',
  (mode) => {
    it.each(Object.entries(REQUESTS))('are never answered or logged: %s', async (_name, send) => {
      const server = await startTestServer({ environment: { ...KEYS, ...mode } });
      // Some are refused before there is a request to speak of; this one gives the log its line.
      await post(server, { query: '{ __typename }' });
      await expectNoSecret(server, send);
    });
  },
);

/** What a vendor, or the way to it, may make of a call that holds secrets. */
const VENDORS: Readonly<Record<string, (sent: string, isRongcloud: boolean) => string | WireAnswer>> = {
  'succeeds and sends all back': (sent, isRongcloud) =>
    isRongcloud
      ? `{"code":200,"recordId":"rec-1","errorMessage":${JSON.stringify(sent)}}`
      : `{"Response":{"TaskId":"task-1","RequestId":"req-1","Echo":${JSON.stringify(sent)}}}`,
  'refuses, with what was sent in its message': (sent, isRongcloud) =>
    isRongcloud
      ? `{"code":1002,"errorMessage":${JSON.stringify(sent)}}`
      : `{"Response":{"Error":{"Code":"InvalidParameter","Message":${JSON.stringify(sent)}},"RequestId":"req-1"}}`,
  'refuses with a code that nobody knows': (sent, isRongcloud) =>
    isRongcloud
      ? `{"code":99999,"errorMessage":${JSON.stringify(sent)}}`
      : `{"Response":{"Error":{"Code":"Made.Up","Message":${JSON.stringify(sent)}},"RequestId":"req-1"}}`,
  'answers what was sent': (sent) => sent,
  'answers a page': (sent) => `<html>${sent}</html>`,
  'answers broken JSON': (sent) => `{"Response":${sent}`,
  'answers an object in the place of an id': (sent, isRongcloud) =>
    isRongcloud
      ? `{"code":200,"recordId":{"echo":${JSON.stringify(sent)}}}`
      : `{"Response":{"TaskId":{"Echo":${JSON.stringify(sent)}},"RequestId":{"Echo":${JSON.stringify(sent)}}}}`,
  'fails with what was sent': (sent) => ({ status: 502, date: undefined, body: sent }),
  'leads elsewhere': (sent) => ({ status: 302, date: undefined, body: sent }),
};

/** Faults on the way to the vendor. */
const FAULTS: Readonly<Record<string, (sent: string) => unknown>> = {
  'a fault of ours that quotes it': (sent) => new TypeError(`cannot send ${sent}`),
  'a fault in several lines': (sent) => new Error(`cannot send\n    at ${sent}\n    ${sent}`),
  'a fault that carries it': (sent) => Object.assign(new Error('cannot send'), { request: { sent }, code: sent }),
  'a fault with a cause': (sent) => new Error('cannot send', { cause: new Error(sent) }),
  'a fault of many': (sent) => new AggregateError([new Error(sent)], sent),
  'a fault with a name of its own': (sent) => Object.assign(new Error('cannot send'), { name: sent }),
  'a text that was thrown': (sent) => sent,
  'an object that was thrown': (sent) => ({ sent }),
};

const sentBy: (call: Parameters<Transport>[0]) => string = ({ url, headers, body: sent }) =>
  JSON.stringify({ url, headers, body: sent });

describe('secrets that vendors are sent', () => {
  for (const [start_, { query, input }] of Object.entries(STARTS)) {
    const send = body({ query, variables: { input } });

    it.each(Object.entries(VENDORS))(
      `are never answered or logged when the vendor %s: ${start_}`,
      async (_name, answer) => {
        const vendor = fakeVendor((call) => answer(sentBy(call), 'App-Key' in call.headers));
        const server = await startTestServer({ environment: KEYS, vendor });
        await expectNoSecret(server, send);
        expect(formsIn(sentBy(vendor.calls[0]!))).not.toEqual([]); // else nothing was at stake
      },
    );

    it.each(Object.entries(FAULTS))(`are never answered or logged at %s: ${start_}`, async (_name, fault) => {
      const vendor = fakeVendor((call) => {
        throw fault(sentBy(call)) as Error;
      });
      await expectNoSecret(await startTestServer({ environment: KEYS, vendor }), send);
    });
  }
});

it('are in nothing that the program writes', async () => {
  const vendor = createServer((message, response) => {
    void readText(message).then((sent) => {
      const echo = JSON.stringify(sent + JSON.stringify(message.headers));
      response.end(`{"Response":{"Error":{"Code":"InvalidParameter","Message":${echo}},"RequestId":"req-1"}}`);
    });
  }).listen(0, '127.0.0.1');
  await once(vendor, 'listening');
  onTestFinished(async () => {
    vendor.closeAllConnections();
    await once(vendor.close(), 'close');
  });
  const { port } = vendor.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const program = await startProcess({
    ...KEYS,
    NODE_ENV: 'production',
    LOG_LEVEL: 'trace',
    DATA_DIR: temporaryFolder(),
    TENCENT_ENDPOINT: endpoint,
    RONGCLOUD_ENDPOINT: endpoint,
  });
  const server = { ...program, logged: program.written, vendor: fakeVendor(), stop: () => Promise.resolve() };
  for (const send of [...Object.values(REQUESTS), start(RONGCLOUD)]) await send(server);
  program.kill('SIGTERM');
  await program.exited;
  expect(program.written()).toContain('vendor answered');
  expect(formsIn(program.written())).toEqual([]);
});

it('are not named by a start that fails', async () => {
  for (const environment of [
    { ...KEYS, TENCENT_ENDPOINT: `http://${CORE}.example` },
    { ...KEYS, RONGCLOUD_ENDPOINT: CORE },
    { ...KEYS, RONGCLOUD_APP_SECRET: undefined },
    { ...KEYS, PORT: CORE, CORS_ORIGINS: CORE, LOG_LEVEL: CORE, INTROSPECTION: CORE },
  ]) {
    const error: unknown = await startTestServer({ environment }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(formsIn(format(error))).toEqual([]);
  }
});

it('reach the vendor all the same', async () => {
  const server = await startTestServer({ environment: KEYS });
  await start(ROOM)(server);
  const [call] = server.vendor.calls;
  expect(call?.headers['Authorization']).toContain(KEYS.TENCENT_SECRET_ID);
  expect(call?.headers['X-TC-Token']).toBe(KEYS.TENCENT_TOKEN);
  expect(JSON.parse(call?.body ?? '')).toMatchObject({
    UserSig: secret('userSig'),
    PrivateMapKey: secret('privateMapKey'),
    StorageParams: { CloudStorage: { AccessKey: secret('accessKey'), SecretKey: secret('secretKey') } },
  });
  expect((await post(server, { query: GME_START, variables: { input: GME_INPUT } })).status).toBe(200);
});
