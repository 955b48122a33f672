import { parse, getIntrospectionQuery } from 'graphql';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { VendorUnreachable } from '../../../../src/errors.ts';
import { HotPath } from '../../../../src/http/graphql/hot-path.ts';
import { publicErrors } from '../../../../src/http/errors/public-errors.ts';
import type { WireCall } from '../../../../src/wire/transport.ts';
import { fakeVendor, schemaOver } from '../../../shared/fake-vendor.ts';
import {
  CLIENT_ACCEPT,
  GME_INPUT,
  GME_START,
  post,
  request,
  startTestServer,
  type Answer,
  type TestServer,
} from '../../../shared/running-server.ts';

const PLAIN = { accept: '*/*', 'content-type': 'application/json' };

interface Case {
  /** Unique: it stands in the document as a comment, so that every case begins with one that nobody has seen. */
  readonly name: string;
  /** A text is sent as it is. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the hot path answers it once it knows the document. */
  readonly hot: boolean;
}

const STATUS = '{ vendors { name state } }';
const PAGE = `query ($first: Int, $all: Boolean!) {
  recordings(first: $first, filter: { room: "nobody" }) { nodes { id files @include(if: $all) { nodes { name } } } }
}`;
const start = (input: unknown) => ({ query: GME_START, variables: { input } });
const gme = (change: object) => start({ ...GME_INPUT, ...change });
const tiw = (change: object) => ({
  query: `mutation ($input: TiwStartOnlineRecordInput!) {
    tiwStartOnlineRecord(input: $input) { taskId errors { code message path } }
  }`,
  variables: {
    input: { sdkAppId: 1400000001, roomId: 1203, recordUserId: 'recorder', recordUserSig: 'signature', ...change },
  },
});
const web = (storageParams: object) => ({
  query: `mutation ($input: TrtcStartWebRecordInput!) {
    trtcStartWebRecord(input: $input) { taskId errors { code message path } }
  }`,
  variables: { input: { sdkAppId: 1400000001, recordUrl: 'https://a.test/', storageParams } },
});
const rongcloud = {
  query:
    'mutation ($input: RongcloudStartRecordInput!) { rongcloudStartRecord(input: $input) { recordId errors { code } } }',
  variables: {
    input: {
      roomId: 'room-7',
      sessionId: 'session',
      extra: '',
      config: { videoFormat: 'MP4', audioFormat: 'AAC', mixLayout: 'ADAPTIVE', sliceMin: 60, renderMode: 'FIT' },
    },
  },
};
const hot = (name: string, body: unknown, headers?: Case['headers']): Case => ({
  name,
  body,
  hot: true,
  ...(headers && { headers }),
});
const apollo = (name: string, body: unknown, headers?: Case['headers']): Case => ({
  ...hot(name, body, headers),
  hot: false,
});

const CASES: readonly Case[] = [
  hot('a query', { query: STATUS }),
  hot('a named query', { query: `query Status ${STATUS}` }),
  hot('aliases', { query: '{ a: vendors { b: name } c: vendors { d: title } }' }),
  hot('a fragment', {
    query: '{ vendors { ...V } } fragment V on Vendor { name products { ...P } } fragment P on VendorProduct { title }',
  }),
  hot('inline fragments', { query: '{ ... on Query { vendors { ... { name } ... on Vendor { hint } } } }' }),
  hot('__typename at every depth', { query: '{ __typename vendors { __typename products { __typename } } }' }),
  apollo('an alias __proto__', { query: '{ vendors { __proto__: name title } }' }),
  hot('the same field twice', { query: '{ vendors { name } vendors { title } }' }),
  hot('@skip with a variable', {
    query: 'query ($x: Boolean!) { vendors { name @skip(if: $x) title } }',
    variables: { x: true },
  }),
  hot('@include with a variable', {
    query: 'query ($x: Boolean!) { vendors @include(if: $x) { name } }',
    variables: { x: false },
  }),
  apollo('the default of a variable', { query: 'query ($x: Boolean = true) { vendors { name @skip(if: $x) title } }' }),
  apollo('null in the place of a default', {
    query: 'query ($x: Boolean = true) { vendors { name @skip(if: $x) title } }',
    variables: { x: null },
  }),
  hot('variables that no operation asks for', { query: STATUS, variables: { other: 1 } }),
  hot('null as variables', { query: STATUS, variables: null }),
  hot('null as operationName', { query: STATUS, operationName: null }),
  hot('further members of the body', { query: STATUS, id: 7 }),
  hot('accept */*', { query: STATUS }, { accept: '*/*' }),
  hot('accept application/json', { query: STATUS }, { accept: 'application/json' }),
  hot('a charset', { query: STATUS }, { 'content-type': 'application/json; charset=utf-8' }),
  hot('a mutation', gme({})),
  hot('a mutation with its __typename', {
    query: 'mutation ($input: GmeStartRecordInput!) { gmeStartRecord(input: $input) { __typename taskId } }',
    variables: { input: GME_INPUT },
  }),
  hot('an alias of a mutation', {
    query: 'mutation ($input: GmeStartRecordInput!) { started: gmeStartRecord(input: $input) { id: taskId } }',
    variables: { input: GME_INPUT },
  }),
  hot('an input in the document', {
    query:
      'mutation { gmeStartRecord(input: { bizId: 1, roomId: "r", recordMode: MIXED }) { taskId errors { code } } }',
  }),
  hot('a variable inside of an input', {
    query: `mutation ($room: String!, $users: [String!]) {
      gmeStartRecord(input: {
        bizId: 1, roomId: $room, recordMode: MIXED, subscribeRecordUserIds: { subscribeUserIds: $users }
      }) { taskId errors { path } }
    }`,
    variables: { room: 'r' },
  }),
  apollo('null inside of an input that has no place for it', {
    query: `mutation ($room: String = "r") {
      gmeStartRecord(input: { bizId: 1, roomId: $room, recordMode: MIXED }) { taskId }
    }`,
    variables: { room: null },
  }),
  hot('null for an optional field', gme({ subscribeRecordUserIds: null })),
  hot('one value for a list', gme({ subscribeRecordUserIds: { subscribeUserIds: 'alice' } })),
  apollo('an empty list', gme({ subscribeRecordUserIds: { subscribeUserIds: [] } })),
  hot('a rule that is broken', gme({ roomId: '' })),
  hot(
    'rules that are broken at two depths',
    gme({ roomId: '', subscribeRecordUserIds: { subscribeUserIds: ['a'], unSubscribeUserIds: ['b'] } }),
  ),
  hot(
    'many rules that are broken',
    tiw({ recordUserId: '', recordUserSig: '', autoStopTimeout: 1, whiteboard: { width: 1, height: 0 } }),
  ),
  hot('one of which exactly one is meant', web({ cloudVod: {} })),
  apollo('two of which exactly one is meant', web({ cloudVod: {}, profile: 'place' })),
  apollo('none of which exactly one is meant', web({})),
  apollo('null where exactly one is meant', web({ cloudVod: null })),
  apollo('null beside the one that is meant', web({ cloudVod: {}, profile: null })),
  apollo('something else where exactly one is meant', web(['a'])),
  hot('a secret', tiw({})),
  hot('another vendor', rongcloud),
  hot('a vendor that refuses', gme({ roomId: 'refused' })),
  hot('a vendor that is busy', gme({ roomId: 'busy' })),
  hot('a vendor that cannot be reached', gme({ roomId: 'unreachable' })),
  hot('a vendor that answers no JSON', gme({ roomId: 'no JSON' })),
  hot('a vendor that fails', gme({ roomId: 'status 502' })),
  hot('an id that is none', gme({ roomId: 'no id' })),
  hot('an internal error', gme({ roomId: 'fault' })),

  apollo('a variable that is missing', { query: GME_START }),
  apollo('a variable that is null', { query: GME_START, variables: { input: null } }),
  apollo('a misspelt variable', { query: GME_START, variables: { inputs: GME_INPUT } }),
  apollo('a text for an object', start('text')),
  apollo('a list for an object', start([GME_INPUT])),
  apollo('an empty object', start({})),
  apollo('an unknown field of an input', gme({ roomIds: 'r' })),
  apollo('a text for a UInt32', gme({ bizId: '1' })),
  apollo('a fraction for a UInt32', gme({ bizId: 1.5 })),
  apollo('a negative UInt32', gme({ bizId: -1 })),
  apollo('a UInt32 beyond its end', gme({ bizId: 4294967296 })),
  apollo('a number of 64 bits for a UInt32', JSON.stringify(gme({})).replace('3400352518', '9223372036854775807')),
  apollo('a number for a text', gme({ roomId: 7 })),
  apollo('an unknown value of an enum', gme({ recordMode: 'TRIPLE' })),
  apollo('a number for an enum', gme({ recordMode: 1 })),
  apollo('a text for a nested object', gme({ subscribeRecordUserIds: 'alice' })),
  apollo('null in a list', gme({ subscribeRecordUserIds: { subscribeUserIds: ['alice', null] } })),
  apollo('a number for a secret', tiw({ recordUserSig: 7 })),
  apollo('a text for an Int', tiw({ autoStopTimeout: '300' })),
  apollo('an Int beyond its end', tiw({ autoStopTimeout: 2147483648 })),
  apollo('a text for a Boolean', tiw({ audioFileNeeded: 'yes' })),
  apollo(
    'more faults than are answered',
    tiw({ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, j: 1, k: 1, l: 1 }),
  ),
  apollo('a member called __proto__', JSON.stringify(gme({ proto: {} })).replace('"proto"', '"__proto__"')),
  apollo('variables as a text', { query: GME_START, variables: JSON.stringify({ input: GME_INPUT }) }),
  apollo('variables as a list', { query: STATUS, variables: [] }),
  apollo('variables as a number', { query: STATUS, variables: 1 }),
  apollo('variables as false', { query: STATUS, variables: false }),

  apollo('an unknown field', { query: '{ vendors { nam } }' }),
  apollo('an unknown argument', { query: '{ vendors(first: 1) { name } }' }),
  apollo('a missing argument', { query: 'mutation { gmeStartRecord { taskId } }' }),
  apollo('a missing selection', { query: '{ vendors }' }),
  apollo('a selection that is one too many', { query: '{ vendors { name { x } } }' }),
  apollo('an unknown type', { query: 'query ($x: Nothing) { vendors { name } }' }),
  apollo('an unknown fragment', { query: '{ vendors { ...Nothing } }' }),
  apollo('an unknown directive', { query: '{ vendors @nothing { name } }' }),
  apollo('an unused variable', { query: 'query ($x: Boolean) { vendors { name } }' }),
  apollo('a variable that is not declared', { query: '{ vendors @skip(if: $x) { name } }' }),
  apollo('a literal of the wrong type', {
    query: 'mutation { gmeStartRecord(input: { bizId: "1", roomId: 2, recordMode: TRIPLE }) { taskId } }',
  }),
  apollo('more errors than are answered', { query: '{ a b c d e f g h }' }),
  apollo('a subscription', { query: 'subscription { started { taskId } }' }),
  apollo('a fragment alone', { query: 'fragment V on Vendor { name }' }),
  apollo('two operations without a name', { query: `${STATUS} ${STATUS}` }),
  apollo('two mutations', {
    query: `mutation ($input: GmeStartRecordInput!) { a: gmeStartRecord(input: $input) { taskId } b: gmeStartRecord(input: $input) { taskId } }`,
    variables: { input: GME_INPUT },
  }),
  apollo('a document that is too deep', {
    query: `{ vendors ${'{ products '.repeat(20)}{ title }${' }'.repeat(20)} }`,
  }),
  apollo('too many aliases', {
    query: `{ ${Array.from({ length: 51 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
  }),
  apollo('too many directives', { query: `{ vendors { ${'name @skip(if: false) '.repeat(51)} } }` }),
  apollo('too many tokens', { query: `{ ${'__typename '.repeat(5000)} }` }),
  apollo('a syntax error', { query: '{ vendors { name }' }),
  apollo('an empty document', { query: '' }),
  apollo('blanks as a document', { query: '  ' }),
  apollo('null as a document', { query: null }),
  apollo('a number as a document', { query: 7 }),
  apollo('no document', { variables: {} }),
  apollo('introspection', { query: getIntrospectionQuery() }),
  apollo('introspection of one type', { query: '{ x: __type(name: "Query") { name } vendors { name } }' }),

  hot('a page', { query: '{ recordings(filter: { room: "nobody" }) { nodes { id files { nodes { name } } } } }' }),
  hot('a page whose size a variable says', { query: PAGE, variables: { first: 10, all: true } }),
  hot('a page of a refused size', { query: PAGE, variables: { first: 101, all: false } }),
  apollo('a page whose variables ask for too much', { query: PAGE, variables: { first: 100, all: true } }),
  apollo('a page that costs too much', { query: '{ recordings(first: 100) { nodes { files { nodes { name } } } } }' }),

  hot('operationName', { query: `query Status ${STATUS}`, operationName: 'Status' }),
  apollo('operationName of two operations', {
    query: `query A ${STATUS} query B { vendors { title } }`,
    operationName: 'B',
  }),
  apollo('two operations and no operationName', { query: `query A ${STATUS} query B { vendors { title } }` }),
  apollo('an unknown operationName', { query: `query A ${STATUS}`, operationName: 'C' }),
  apollo('an empty operationName', { query: STATUS, operationName: '' }),
  apollo('a number as operationName', { query: STATUS, operationName: 1 }),

  apollo('a batch', [{ query: STATUS }, { query: STATUS }]),
  apollo('an empty batch', []),
  apollo('an empty object as body', {}),
  apollo('null as body', 'null'),
  apollo('a text as body', '"text"'),
  apollo('a number as body', '7'),
  apollo('no body', ''),
  apollo('malformed JSON', '{"query": "{ vendors'),
  hot('extensions', { query: STATUS, extensions: { clientLibrary: { name: 'a client' } } }),
  apollo('null as extensions', { query: STATUS, extensions: null }),
  apollo('a text as extensions', { query: STATUS, extensions: 'a' }),
  apollo('a persisted query', { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),

  hot('accept as Apollo Client says it', { query: STATUS }, { accept: CLIENT_ACCEPT }),
  hot('accept application/graphql-response+json', { query: STATUS }, { accept: 'application/graphql-response+json' }),
  hot(
    'accept with weights',
    { query: STATUS },
    { accept: 'application/json;q=0.5, application/graphql-response+json' },
  ),
  hot('accept with a charset', { query: STATUS }, { accept: 'application/json; charset=utf-8' }),
  apollo('accept with parts', { query: STATUS }, { accept: 'multipart/mixed; deferSpec=20220824' }),
  apollo('accept text/html', { query: STATUS }, { accept: 'text/html' }),
  apollo('accept image/png', { query: STATUS }, { accept: 'image/png' }),
  apollo('text/plain', { query: STATUS }, { 'content-type': 'text/plain' }),
  apollo('application/graphql', STATUS, { 'content-type': 'application/graphql' }),
  apollo('a form', 'query={vendors{name}}', { 'content-type': 'application/x-www-form-urlencoded' }),
  apollo('another kind of JSON', { query: STATUS }, { 'content-type': 'application/problem+json' }),
];

/** Answers by the room that is to be recorded. */
function answer({ headers, body }: WireCall): string | { status: number; date: undefined; body: string } {
  if ('App-Key' in headers) return '{"code":200,"recordId":"rec-1"}';
  const { RoomId } = JSON.parse(body ?? '') as { RoomId: unknown };
  const refuse = (code: string) => `{"Response":{"Error":{"Code":"${code}","Message":"words"},"RequestId":"req-1"}}`;
  switch (RoomId) {
    case 'refused':
      return refuse('InvalidParameterValue.InvalidRoomId');
    case 'busy':
      return refuse('RequestLimitExceeded');
    case 'unreachable':
      throw new VendorUnreachable('vendor.example', 'ECONNREFUSED');
    case 'no JSON':
      return '<html>';
    case 'status 502':
      return { status: 502, date: undefined, body: '' };
    case 'no id':
      return '{"Response":{"TaskId":"none","RequestId":"req-1"}}';
    case 'fault':
      throw new TypeError('an internal error');
    default:
      return '{"Response":{"TaskId":446192236330927912,"RequestId":"req-1"}}';
  }
}

/** What two answers must have in common: everything but ids and the clock. */
function comparable({ status, headers, text }: Answer): object {
  const { 'x-request-id': _id, date: _date, ...rest } = Object.fromEntries(headers);
  return { status, headers: rest, text: text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'an id') };
}

/** The document made one of its own, where there is one. */
function marked({ name, body }: Case): unknown {
  const { query } = (body ?? {}) as { query?: unknown };
  return typeof query === 'string' && query !== '' ? { ...(body as object), query: `${query}\n# ${name}` } : body;
}

/** The same request in a form that the hot path never takes. */
function neverHot(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || Object.keys(body).length === 0) return body;
  const { extensions = {} } = body as { extensions?: unknown };
  if (typeof extensions !== 'object' || extensions === null || 'persistedQuery' in extensions) return body;
  return { ...body, extensions: { ...extensions, persistedQuery: null } };
}

afterEach(() => void vi.restoreAllMocks());

describe.each([
  { title: 'in development', environment: {} },
  { title: 'in production', environment: { NODE_ENV: 'production' } },
])('$title', ({ environment }) => {
  let server: TestServer;
  let reference: TestServer;

  beforeAll(async () => {
    const stops: (() => Promise<void>)[] = [];
    const options = () => ({ environment, vendor: fakeVendor(answer) });
    server = await startTestServer(options(), (stop) => stops.push(stop));
    reference = await startTestServer(options(), (stop) => stops.push(stop));
    return async () => {
      await Promise.all(stops.map((stop) => stop()));
    };
  });

  it.each(CASES)('answers $name as Apollo does', async (one) => {
    const answers = vi.spyOn(HotPath.prototype, 'answer');
    const body = marked(one);
    const headers = { ...PLAIN, ...one.headers };
    const expected = comparable(await post(reference, neverHot(body), headers));
    for (const _time of ['cold', 'warm', 'hot']) {
      expect(comparable(await post(server, body, headers))).toEqual(expected);
    }
    const last = (await answers.mock.results.at(-1)?.value) as string | undefined;
    expect(last !== undefined).toBe(one.hot);
  });

  it('answers a document that came by GET first as Apollo does', async () => {
    const query = '{ vendors { name hint } } # came by GET';
    const headers = { accept: '*/*' };
    const first = await request(`${server.origin}/graphql?query=${encodeURIComponent(query)}`, { headers });
    expect(comparable(await post(server, { query }, PLAIN))).toEqual(comparable(first));
  });

  it('answers many at once, each its own', async () => {
    const rooms = ['a', 'refused', 'busy', 'fault', 'no id', ''];
    const expected: object[] = [];
    for (const roomId of rooms) expected.push(comparable(await post(reference, neverHot(gme({ roomId })), PLAIN)));
    await post(server, gme({}), PLAIN);
    const answers = await Promise.all(rooms.map((roomId) => post(server, gme({ roomId }), PLAIN)));
    expect(answers.map(comparable)).toEqual(expected);
  });
});

it('calls no vendor when the variables do not fit', async () => {
  const server = await startTestServer();
  await post(server, gme({}));
  expect(server.vendor.calls).toHaveLength(1);
  for (const { body } of [gme({ bizId: '1' }), gme({ other: 1 }), { query: GME_START }].map((body) => ({ body }))) {
    const answer = await post(server, body);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('"code":"INVALID_INPUT"');
  }
  expect(server.vendor.calls).toHaveLength(1);
});

it('calls the vendor once for each request', async () => {
  const server = await startTestServer();
  for (let count = 1; count <= 5; count++) {
    await post(server, gme({}));
    expect(server.vendor.calls).toHaveLength(count);
  }
});

describe('HotPath', () => {
  const context = { requestId: 'request-1' };

  async function hotPath() {
    const vendor = fakeVendor();
    const { schema } = await schemaOver(vendor);
    const path = new HotPath(
      schema,
      publicErrors(() => undefined),
    );
    const see = (query: string): void => path.learn(query, parse(query));
    const learn = (query: string): void => {
      see(query);
      see(query);
    };
    const answerTo = (body: unknown) => path.answer(body, context);
    return { see, learn, answerTo, vendor };
  }

  it('leaves a document to Apollo until it has been seen twice', async () => {
    const { see, answerTo } = await hotPath();
    see('{ __typename }');
    expect(await answerTo({ query: '{ __typename }' })).toBeUndefined();
    see('{ __typename }');
    expect(await answerTo({ query: '{ __typename }' })).toBe('{"data":{"__typename":"Query"}}\n');
  });

  it('tells the cost of a query, and leaves one that costs too much to Apollo', async () => {
    const { learn, answerTo } = await hotPath();
    learn(PAGE);
    const answer = await answerTo({ query: PAGE, variables: { first: 40, all: true } });
    expect(JSON.parse(answer!)).toEqual({ data: { recordings: { nodes: [] } }, extensions: { cost: 1 + 40 * 202 } });
    expect(await answerTo({ query: PAGE, variables: { first: 100, all: true } })).toBeUndefined();
    expect(await answerTo({ query: PAGE, variables: { first: 100, all: false } })).toBeDefined();
  });

  it.each([
    ['a persisted query', { query: STATUS, extensions: { persistedQuery: {} } }],
    ['extensions that are a list', { query: STATUS, extensions: [] }],
    ['the name of another operation', { query: STATUS, operationName: 'A' }],
    ['variables that are a list', { query: STATUS, variables: [] }],
    ['variables that are a text', { query: STATUS, variables: '{}' }],
    ['a list', [{ query: STATUS }]],
    ['a text', STATUS],
    ['nothing', undefined],
    ['null', null],
  ])('leaves %s to Apollo', async (_name, body) => {
    const { learn, answerTo } = await hotPath();
    learn(STATUS);
    expect(await answerTo({ query: STATUS })).toBeDefined();
    expect(await answerTo(body)).toBeUndefined();
  });

  it.each([
    ['introspection', '{ __schema { queryType { name } } }'],
    ['introspection of a type', '{ a: __type(name: "Query") { name } }'],
    ['two operations', 'query A { __typename } query B { __typename }'],
    ['a variable with a default', 'query ($x: Boolean = true) { __typename @skip(if: $x) }'],
    ['a document of more than 16 kB', `{ __typename } # ${'x'.repeat(16 * 1024)}`],
  ])('does not learn %s', async (_name, query) => {
    const { learn, answerTo } = await hotPath();
    learn(query);
    expect(await answerTo({ query })).toBeUndefined();
  });

  it('executes nothing when the variables do not fit', async () => {
    const { learn, answerTo, vendor } = await hotPath();
    learn(GME_START);
    expect(await answerTo(gme({ bizId: '1' }))).toBeUndefined();
    expect(await answerTo({ query: GME_START })).toBeUndefined();
    expect(vendor.calls).toHaveLength(0);
    expect(await answerTo(gme({}))).toBeDefined();
    expect(vendor.calls).toHaveLength(1);
  });

  it('remembers two hundred documents, and forgets the one that was not used for the longest time', async () => {
    const { learn, answerTo } = await hotPath();
    const query = (index: number) => `{ __typename } # ${index}`;
    for (let index = 1; index <= 200; index++) learn(query(index));
    expect(await answerTo({ query: query(1) })).toBeDefined();
    learn(query(201));
    expect(await answerTo({ query: query(2) })).toBeUndefined();
    expect(await answerTo({ query: query(1) })).toBeDefined();
    expect(await answerTo({ query: query(201) })).toBeDefined();
  });

  it('remembers few of them when they are long: a parsed one takes a hundred times its text', async () => {
    const { learn, answerTo } = await hotPath();
    const query = (index: number) => `{ __typename } # ${index} ${'x'.repeat(10_000)}`;
    for (let index = 1; index <= 1000; index++) learn(query(index));
    let known = 0;
    for (let index = 1; index <= 1000; index++) if (await answerTo({ query: query(index) })) known += 1;
    expect(known).toBeGreaterThan(0);
    expect(known).toBeLessThan(100);
    expect(await answerTo({ query: query(1000) })).toBeDefined();
  });
});
