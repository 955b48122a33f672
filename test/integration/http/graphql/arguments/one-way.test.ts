import { beforeAll, describe, expect, it } from 'vitest';
import {
  CLIENT_ACCEPT,
  errorsOf,
  GME_INPUT,
  GME_START,
  json,
  post,
  request,
  startTestServer,
  type Answer,
  type TestServer,
} from '../../../../shared/running-server.ts';
import { overEvents, overWebSocket } from '../../../server/live-harness.ts';
import { literalOf } from './literals.ts';

interface Entry {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}
interface Started {
  readonly taskId?: string | null;
  readonly errors: readonly Entry[];
}

let server: TestServer;
beforeAll(async () => {
  let stop = (): Promise<void> => Promise.resolve();
  const environment = { MAX_CALLS_PER_REQUEST: '3' };
  server = await startTestServer({ environment }, (stopServer) => (stop = stopServer));
  return () => stop();
});

const faults = (errors: readonly Entry[]) =>
  errors.map(({ code, path, message }) => [code, path.join('.'), message]).sort();
const dataOf = (answer: Answer) => json<{ data: Record<string, Started> }>(answer).data;
const calls = () => server.vendor.calls.length;

/** Of every kind: a type, an enum, a rule, a missing field, an unknown field, a nested list. */
const WRONG = {
  bizId: -1,
  roomId: '',
  recordMode: 'MIXD',
  subscribeRecordUserIds: { subscribeUserIds: ['alice', 7], unSubscribeUserIds: { a: 1 } },
  labels: [{ name: 'a' }, { name: '', value: 'b' }],
  room: 'r',
};
const TOLD = [
  ['input.bizId', 'bizId must be a whole number from 0 to 4294967295 (UInt32); received a negative number'],
  [
    'input.recordMode',
    'recordMode must be one of SINGLE, MIXED, SINGLE_AND_MIXED (GmeRecordMode); received a string; did you mean MIXED?',
  ],
  [
    'input.subscribeRecordUserIds.subscribeUserIds.1',
    'subscribeUserIds.1 must be a string (String); received a whole number of 1 digit',
  ],
  [
    'input.subscribeRecordUserIds.unSubscribeUserIds',
    'unSubscribeUserIds must be a list of String; received an object',
  ],
  ['input.labels.0.value', 'value is required'],
  ['input.room', 'room is not a field of GmeStartRecordInput; did you mean roomId?'],
  ['input.roomId', 'roomId must not be empty'],
  ['input.labels.1.name', 'name must have 1 to 63 letters, digits, _, . or -'],
]
  .map((each) => ['INVALID_INPUT', ...each])
  .sort();
const LITERAL = `mutation { gmeStartRecord(input: ${literalOf(WRONG)}) { taskId errors { code message path } } }`;

describe('faults of an input', () => {
  it('come all at once in the payload, with 200, those of types and those of rules alike', async () => {
    const before = calls();
    const answer = await post(server, { query: GME_START, variables: { input: WRONG } });
    expect(answer.status).toBe(200);
    expect(errorsOf(answer)).toEqual([]);
    const { taskId, errors } = dataOf(answer)['gmeStartRecord']!;
    expect(taskId).toBeNull();
    expect(faults(errors)).toEqual(TOLD);
    expect(calls()).toBe(before);
  });

  it('are the same for a literal, for parts of it, and under another name of the variable', async () => {
    const { roomId, labels, ...rest } = WRONG;
    const parts = literalOf({ ...rest, roomId: '$room', labels: '$marks' }).replaceAll(/"(\$\w+)"/g, '$1');
    const select = '{ errors { code message path } }';
    for (const body of [
      { query: LITERAL },
      {
        query: `mutation ($anything: GmeStartRecordInput!) { gmeStartRecord(input: $anything) ${select} }`,
        variables: { anything: WRONG },
      },
      {
        query: `mutation ($room: String!, $marks: [NameValueInput!]) { gmeStartRecord(input: ${parts}) ${select} }`,
        variables: { room: roomId, marks: labels },
      },
    ]) {
      expect(faults(dataOf(await post(server, body))['gmeStartRecord']!.errors)).toEqual(TOLD);
    }
  });

  it('are the same when the document is compiled, and when it comes for the first time', async () => {
    const query = `${GME_START} # learned`;
    const good = { query, variables: { input: GME_INPUT } };
    const bad = { query, variables: { input: WRONG } };
    const first = await post(server, bad);
    for (let time = 1; time <= 3; time++) expect(errorsOf(await post(server, good))).toEqual([]);
    const compiled = await post(server, bad);
    expect(compiled.text).toBe(first.text);
    expect(dataOf(compiled)['gmeStartRecord']!.errors).toHaveLength(TOLD.length);
  });

  it('are the same over WebSocket and as server-sent events', async () => {
    for (const body of [{ query: GME_START, variables: { input: WRONG } }, { query: LITERAL }]) {
      for (const client of [overWebSocket(server), overEvents(server, false), overEvents(server, true)]) {
        const answers = (client as ReturnType<typeof overWebSocket>).iterate(body);
        const { value } = (await answers.next()) as { value: { data: Record<string, Started>; errors?: unknown } };
        expect(value.errors).toBeUndefined();
        expect(faults(value.data['gmeStartRecord']!.errors)).toEqual(TOLD);
      }
    }
  });

  it('of a query of a vendor are the same by GET, and a mutation is refused there', async () => {
    const select = '{ errors { code message path } }';
    const query = `query ($input: GmeDescribeTaskInfoInput!) { gmeDescribeTaskInfo(input: $input) ${select} }`;
    const get = (search: Record<string, string>) =>
      request(`${server.origin}/graphql?${String(new URLSearchParams(search))}`, {
        headers: { accept: CLIENT_ACCEPT },
      });
    const told = [
      ['INVALID_INPUT', 'input.bizId', 'bizId must be a whole number from 0 to 4294967295 (UInt32); received a string'],
      ['INVALID_INPUT', 'input.roomId', 'roomId must not be empty'],
    ];
    const variables = { input: { bizId: '1', roomId: '' } };
    for (const answer of [
      await get({ query, variables: JSON.stringify(variables) }),
      await get({ query: `{ gmeDescribeTaskInfo(input: { bizId: "1", roomId: "" }) ${select} }` }),
      await post(server, { query, variables }),
    ]) {
      expect(answer.status).toBe(200);
      expect(faults(dataOf(answer)['gmeDescribeTaskInfo']!.errors)).toEqual(told);
    }
    const mutation = await get({ query: GME_START, variables: JSON.stringify({ input: WRONG }) });
    expect(mutation.status).toBe(405);
    expect((await get({ query: LITERAL })).status).toBe(400);
  });

  it('stop at the tenth', async () => {
    const input = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`field${index}`, 1]));
    const answer = await post(server, { query: GME_START, variables: { input: { ...GME_INPUT, ...input } } });
    expect(dataOf(answer)['gmeStartRecord']!.errors).toHaveLength(10);
  });

  it('name a list that is too long, and nothing in it is read', async () => {
    const subscribeUserIds = Array.from({ length: 251 }, () => 7);
    const input = { ...GME_INPUT, bizId: 'wrong', subscribeRecordUserIds: { subscribeUserIds } };
    const answer = await post(server, {
      query: GME_START.replace('$input:', '$sent:').replace(': $input', ': $sent'),
      variables: { sent: input },
    });
    expect(faults(dataOf(answer)['gmeStartRecord']!.errors)).toEqual([
      [
        'INVALID_INPUT',
        'input.subscribeRecordUserIds.subscribeUserIds',
        'subscribeUserIds must have at most 250 entries',
      ],
    ]);
  });

  it('say nothing of a rule that needs a value of the wrong type', async () => {
    const subscribeRecordUserIds = { subscribeUserIds: [''], unSubscribeUserIds: 7 };
    const answer = await post(server, {
      query: GME_START,
      variables: { input: { ...GME_INPUT, subscribeRecordUserIds } },
    });
    expect(dataOf(answer)['gmeStartRecord']!.errors.map(({ path }) => path.slice(2).join('.'))).toEqual([
      'unSubscribeUserIds',
      'subscribeUserIds.0',
    ]);
  });

  it.each([
    ['is missing', {}, 'input is required: the document takes it from $input'],
    ['is null', { input: null }, 'input must be an object of GmeStartRecordInput; received null'],
    ['is a text', { input: 'a' }, 'input must be an object of GmeStartRecordInput; received a string'],
    ['is a list', { input: [] }, 'input must be an object of GmeStartRecordInput; received a list'],
  ])('are reported in the payload where all of it %s', async (_what, variables, message) => {
    const answer = await post(server, { query: GME_START, variables });
    expect(answer.status).toBe(200);
    expect(faults(dataOf(answer)['gmeStartRecord']!.errors)).toEqual([['INVALID_INPUT', 'input', message]]);
  });

  it('reserve no idempotency key', async () => {
    const input = { ...GME_INPUT, idempotencyKey: 'a-key-of-this-test' };
    const send = async (body: object) => dataOf(await post(server, body))['gmeStartRecord']!;
    const before = calls();
    expect((await send({ query: GME_START, variables: { input: { ...input, bizId: 'x' } } })).errors).toHaveLength(1);
    const { errors, taskId } = await send({ query: GME_START, variables: { input } });
    expect({ errors, taskId }).toEqual({ errors: [], taskId: '446192236330927912' });
    expect(calls()).toBe(before + 1);
  });

  it('never hold a secret, and neither does the log', async () => {
    const secret = 'canary0123456789';
    const select = '{ errors { code message path } }';
    const storage = (key: string) =>
      `storageParams: { cloudStorage: { vendor: TENCENT, region: "r", bucket: "b", accessKey: ${key}, secretKey: ${key} } }`;
    for (const [name, value] of [
      ['a list', `["${secret}", ["${secret}"]]`],
      ['a bare name', secret],
      ['an object', `{ ${secret}: "${secret}" }`],
    ]) {
      const query = `mutation { trtcCreateCloudRecording(input: { recordParams: 1, ${storage(value!)} }) ${select} }`;
      const answer = await post(server, { query });
      expect(dataOf(answer)['trtcCreateCloudRecording']!.errors.length, name).toBeGreaterThan(2);
      expect(answer.text).not.toContain(secret);
    }
    const address = `https://user:${secret}@host.example/`;
    const bad = `mutation { trtcStartWebRecord(input: { recordUrl: ["${address}", 7], sdkAppId: "${address}" }) ${select} }`;
    const answer = await post(server, { query: bad });
    expect(dataOf(answer)['trtcStartWebRecord']!.errors.length).toBeGreaterThan(1);
    const top = await post(server, {
      query: `{ recordings(first: "${address}", filter: { states: [${secret}] }) { nodes { id } } }`,
    });
    expect(errorsOf(top).length).toBeGreaterThan(0);
    expect(answer.text + top.text + server.logged()).not.toContain(secret);
  });
});

describe('several fields in one request', () => {
  const field = (name: string, input: object | string) =>
    `${name}: gmeStartRecord(input: ${typeof input === 'string' ? input : literalOf(input)}) { taskId errors { code message path } }`;
  const good = (roomId: string) => literalOf({ bizId: 1, roomId }).replace(' }', ', recordMode: MIXED }');

  it('are refused each for itself: the others are done, whether a fault is one of types or of rules', async () => {
    const before = calls();
    const query = `mutation ($b: GmeStartRecordInput!) { ${field('a', good('a'))} ${field('b', '$b')} ${field('c', good(''))} }`;
    const answer = await post(server, { query, variables: { b: WRONG } });
    expect(answer.status).toBe(200);
    const { a, b, c } = dataOf(answer);
    expect(a).toMatchObject({ taskId: '446192236330927912', errors: [] });
    expect(faults(b!.errors)).toEqual(TOLD);
    expect(faults(c!.errors)).toEqual([['INVALID_INPUT', 'input.roomId', 'roomId must not be empty']]);
    expect(calls()).toBe(before + 1);
  });

  it('are answered in fragments, too, and what is skipped is not', async () => {
    const query = `mutation ($no: Boolean!, $room: String!) { ...A ... on Mutation { ${field('b', '7')} } }
      fragment A on Mutation { ${field('a', '{ roomId: $room }')} c: gmeStartRecord(input: 8) @include(if: $no) { taskId } }`;
    const answer = await post(server, { query, variables: { no: false, room: 7 } });
    expect(errorsOf(answer)).toEqual([]);
    const { a, b, c } = dataOf(answer);
    expect(a!.errors.map(({ path }) => path.join('.'))).toEqual(['input.bizId', 'input.roomId', 'input.recordMode']);
    expect(b!.errors.map(({ path }) => path.join('.'))).toEqual(['input']);
    expect(c).toBeUndefined();
  });

  it('are not executed where something else does not fit', async () => {
    const before = calls();
    const nested = 'c: gmeStartRecord(input: 8) { recording { changes(first: "5") { nodes { number } } } }';
    const answer = await post(server, { query: `mutation { ${field('a', good('a'))} ${nested} }` });
    expect(answer.status).toBe(400);
    expect(json(answer)).not.toHaveProperty('data');
    expect(errorsOf(answer).map(({ extensions: { argumentPath } }) => argumentPath)).toEqual([['first'], ['input']]);
    const unknown = await post(server, { query: `mutation { ${field('a', '7')} nothing }` });
    expect(errorsOf(unknown).map(({ message }) => message)).toEqual([
      'Cannot query field "nothing" on type "Mutation".',
      'input must be an object of GmeStartRecordInput; received a whole number of 1 digit',
    ]);
    expect(calls()).toBe(before);
  });

  it('show the schema as it is beside them', async () => {
    const query = `{ gmeDescribeTaskInfo(input: 7) { errors { code } } __type(name: "Query") { fields { args { name } } } }`;
    const answer = await post(server, { query });
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argumentPath: ['input'] } });
  });
});

describe('an error of a payload that the document does not ask for', () => {
  const bare = (input: string) => `mutation { started: gmeStartRecord(input: ${input}) { taskId } }`;

  it.each([
    ['of types', '{ bizId: "1", roomId: "r", recordMode: MIXED }', ['input', 'bizId']],
    ['of rules', '{ bizId: 1, roomId: "", recordMode: MIXED }', ['input', 'roomId']],
  ])('is at the top level, with the data: a fault %s', async (_kind, input, argumentPath) => {
    // Compiled the third time, where it can be.
    for (let time = 1; time <= 4; time++) {
      const answer = await post(server, { query: bare(input) });
      expect(answer.status).toBe(200);
      expect(json(answer)).toMatchObject({
        data: { started: { taskId: null } },
        errors: [{ path: ['started'], extensions: { code: 'BAD_USER_INPUT', argumentPath, retryable: false } }],
      });
    }
  });

  it('is there over WebSocket', async () => {
    const answers = overWebSocket(server).iterate({ query: bare('{ bizId: 1, roomId: "", recordMode: MIXED }') });
    const { value } = (await answers.next()) as { value: { errors: readonly { message: string }[] } };
    expect(value.errors.map(({ message }) => message)).toEqual(['roomId must not be empty']);
  });

  it('is there once, and not if a fragment selects it', async () => {
    const query = `mutation { gmeStartRecord(input: { bizId: 1, roomId: "", recordMode: MIXED }) { ...P } }
      fragment P on GmeStartRecordPayload { ... on GmeStartRecordPayload { problems: errors { code } } }`;
    expect(json(await post(server, { query }))).toEqual({
      data: { gmeStartRecord: { problems: [{ code: 'INVALID_INPUT' }] } },
    });
  });

  it('reports what a vendor said', async () => {
    const away = await startTestServer({
      vendor: { ...server.vendor, transport: () => Promise.resolve({ status: 200, date: undefined, body: REFUSED }) },
    });
    const answer = await post(away, { query: bare('{ bizId: 1, roomId: "r", recordMode: MIXED }') });
    expect(errorsOf(answer)).toMatchObject([
      { extensions: { code: 'VENDOR_INVALID_PARAMETER', vendorCode: 'InvalidParameterValue.InvalidRoomId' } },
    ]);
  });
});

const REFUSED = '{"Response":{"Error":{"Code":"InvalidParameterValue.InvalidRoomId","Message":"m"},"RequestId":"r"}}';

describe('arguments of fields without such a payload', () => {
  const PAGE = 'query ($n: Int, $f: RecordingFilterInput) { recordings(first: $n, filter: $f) { nodes { id } } }';
  const LOCATED = [{ line: 1, column: 21 }];

  it.each([
    ['application/json', 200],
    ['application/graphql-response+json', 400],
  ])('are refused at the top level, all faults at once, as %s with %i', async (accept, status) => {
    for (const body of [
      { query: PAGE, variables: { n: '5', f: { states: ['RUNNING'], room: 7 } } },
      { query: '{ recordings(first: "5", filter: { states: ["RUNNING"], room: 7 }) { nodes { id } } }' },
    ]) {
      const answer = await post(server, body, { accept });
      expect(answer.status).toBe(status);
      expect(json(answer)).not.toHaveProperty('data');
      expect(
        errorsOf(answer).map(({ message, extensions }) => [extensions.code, extensions.argumentPath, message]),
      ).toEqual([
        [
          'BAD_USER_INPUT',
          ['first'],
          'first must be a whole number from -2147483648 to 2147483647 (Int); received a string',
        ],
        [
          'BAD_USER_INPUT',
          ['filter', 'states', '0'],
          expect.stringMatching(/^states\.0 must be one of .+ \(RecordingState\); /),
        ],
        ['BAD_USER_INPUT', ['filter', 'room'], 'room must be a string (String); received a whole number of 1 digit'],
      ]);
    }
  });

  it('report the place in the document', async () => {
    const answer = await post(server, { query: '{ recordings(first: "5") { nodes { id } } }' });
    expect(errorsOf(answer)).toMatchObject([{ locations: LOCATED }]);
  });

  it('report every broken rule, too', async () => {
    const variables = { f: { room: 'a\u0000', account: '\u0000' } };
    for (let time = 1; time <= 4; time++) {
      const answer = await post(server, { query: PAGE, variables });
      expect(answer.status).toBe(200);
      const told = errorsOf(answer).map(({ path, extensions }) => [path, extensions.argumentPath?.join('.')]);
      expect(told.sort()).toEqual([
        [['recordings'], 'filter.account'],
        [['recordings'], 'filter.room'],
      ]);
    }
  });

  it('of a subscription are refused before it begins', async () => {
    for (const body of [
      { query: 'subscription { recordingChanged(filter: { states: RUNING }) { seq } }' },
      {
        query: 'subscription ($f: RecordingChangeFilterInput) { recordingChanged(filter: $f) { seq } }',
        variables: { f: { states: 'RUNING' } },
      },
    ]) {
      const refused = await overWebSocket(server)
        .iterate(body)
        .next()
        .catch((error: unknown) => error);
      expect(refused).toMatchObject([{ extensions: { argumentPath: ['filter', 'states'] } }]);
      expect((refused as readonly { message: string }[])[0]!.message).toMatch(/^states must be a list of /);
    }
  });
});
