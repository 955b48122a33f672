import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { format } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fakeVendor } from '../../../shared/fake-vendor.ts';
import { post, request, startProcess, startTestServer } from '../../../shared/running-server.ts';
import { temporaryFolder } from '../../../shared/stores.ts';
import {
  secret,
  CORE,
  formsIn,
  KEYS,
  start,
  RONGCLOUD,
  ERRORS,
  type Send,
  body,
  TIW,
  WEB,
  ROOM,
  bucket,
  PICTURES,
  ADDRESS,
  STARTS,
  expectNoSecret,
} from './requests.ts';

const ENDPOINT = `url description state`;
const hook = (change: object = {}): Send =>
  body({
    query: `mutation ($input: CreateWebhookEndpointInput!) {
      createWebhookEndpoint(input: $input) { ${ERRORS} endpoint { ${ENDPOINT} } }
    }`,
    variables: { input: { url: `https://a.example/hooks?token=${CORE}`, ...change } },
  });

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
