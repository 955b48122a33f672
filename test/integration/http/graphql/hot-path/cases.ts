import { getIntrospectionQuery } from 'graphql';
import { VendorUnreachable } from '../../../../../src/errors.ts';
import type { WireCall } from '../../../../../src/wire/transport.ts';
import { CLIENT_ACCEPT, GME_INPUT, GME_START } from '../../../../shared/running-server.ts';

export interface Case {
  /** Unique: it stands in the document as a comment, so that every case begins with one that nobody has seen. */
  readonly name: string;
  /** A text is sent as it is. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the hot path answers it once it knows the document. */
  readonly hot: boolean;
}

export const STATUS = '{ vendors { name state } }';
export const PAGE = `query ($first: Int, $all: Boolean!) {
  recordings(first: $first, filter: { room: "nobody" }) { nodes { id files @include(if: $all) { nodes { name } } } }
}`;
export const start = (input: unknown) => ({ query: GME_START, variables: { input } });
export const gme = (change: object) => start({ ...GME_INPUT, ...change });
export const tiw = (change: object) => ({
  query: `mutation ($input: TiwStartOnlineRecordInput!) {
    tiwStartOnlineRecord(input: $input) { taskId errors { code message path } }
  }`,
  variables: {
    input: { sdkAppId: 1400000001, roomId: 1203, recordUserId: 'recorder', recordUserSig: 'signature', ...change },
  },
});
export const web = (storageParams: object) => ({
  query: `mutation ($input: TrtcStartWebRecordInput!) {
    trtcStartWebRecord(input: $input) { taskId errors { code message path } }
  }`,
  variables: { input: { sdkAppId: 1400000001, recordUrl: 'https://a.test/', storageParams } },
});
export const rongcloud = {
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
export const hot = (name: string, body: unknown, headers?: Case['headers']): Case => ({
  name,
  body,
  hot: true,
  ...(headers && { headers }),
});
export const apollo = (name: string, body: unknown, headers?: Case['headers']): Case => ({
  ...hot(name, body, headers),
  hot: false,
});

export const CASES: readonly Case[] = [
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
export function answer({ headers, body }: WireCall): string | { status: number; date: undefined; body: string } {
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
