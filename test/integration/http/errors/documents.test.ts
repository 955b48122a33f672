import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  errorsOf,
  GME_INPUT,
  json,
  post,
  startTestServer,
  type Answer,
  type TestServer,
} from '../../../shared/running-server.ts';
import { server, expectRefusal, gme, codes, messages } from './refusals.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The errors in the payload of a start. */
const faultsOf = (answer: Answer) =>
  json<{ data: { gmeStartRecord: { errors: { path: string[]; message: string }[] } } }>(answer).data.gmeStartRecord
    .errors;

describe('a document', () => {
  it.each([
    ['{ vendors { name }', 'The document is not valid GraphQL.'],
    ['{ vendors(first: "unended) { name } }', 'The document is not valid GraphQL.'],
    ['hello', 'The document is not valid GraphQL.'],
    ['{ }', 'The document is not valid GraphQL.'],
    ['# only a comment', 'The document is not valid GraphQL.'],
    [`{ ${'__typename '.repeat(5000)} }`, 'Syntax Error: Document contains more that 5000 tokens. Parsing aborted.'],
  ])('that is no GraphQL is refused with 400 (%#)', async (query, message) => {
    const answer = await post(server, { query });
    expectRefusal(answer, 400, 'GRAPHQL_PARSE_FAILED');
    expect(messages(answer)).toEqual([message]);
  });

  it('of deep lists is refused with 400', async () => {
    const query = `{ vendors(x: ${'['.repeat(2490)}${']'.repeat(2490)}) { name } }`;
    const answer = await post(server, { query });
    expect(answer.status).toBe(400);
    expect(codes(answer)[0]).toMatch(/^GRAPHQL_(PARSE|VALIDATION)_FAILED$/);
  });

  it.each([
    ['{ vendors { nam } }', 'Cannot query field "nam" on type "Vendor". Did you mean "name"?'],
    ['{ vendors(first: 1) { name } }', 'Unknown argument "first" on field "Query.vendors".'],
    [
      '{ vendors }',
      'Field "vendors" of type "[Vendor!]!" must have a selection of subfields. Did you mean "vendors { ... }"?',
    ],
    ['{ vendors { name { x } } }', 'Field "name" must not have a selection since type "String!" has no subfields.'],
    [
      'mutation { gmeStartRecord { taskId } }',
      'Field "gmeStartRecord" argument "input" of type "GmeStartRecordInput!" is required, but it was not provided.',
    ],
    ['query ($x: Nothing) { vendors { name @skip(if: $x) } }', 'Unknown type "Nothing". Did you mean "String"?'],
    ['{ vendors { ...Nothing } }', 'Unknown fragment "Nothing".'],
    ['{ vendors @nothing { name } }', 'Unknown directive "@nothing".'],
    ['{ vendors @skip(if: $x) { name } }', 'Variable "$x" is not defined.'],
    ['query ($x: Boolean) { vendors { name } }', 'Variable "$x" is never used.'],
    ['query A { __typename } query A { __typename }', 'There can be only one operation named "A".'],
  ])('that does not fit the schema is refused with 400 in words that help: %s', async (query, message) => {
    const answer = await post(server, { query });
    expectRefusal(answer, 400, 'GRAPHQL_VALIDATION_FAILED');
    expect(messages(answer)).toContain(message);
  });

  it('recognises the spelling of a vendor, also in production, and reports no other names of the schema there', async () => {
    const production = await startTestServer({ environment: { NODE_ENV: 'production' } });
    const told = async (target: TestServer, body: object): Promise<readonly string[]> =>
      faultsOf(await post(target, body)).map(({ message }) => message);
    const literal = (name: string) =>
      `mutation { gmeStartRecord(input: { bizId: 1, ${name}: "r", recordMode: SINGLE }) { errors { path message } } }`;
    for (const body of [{ query: literal('RoomID') }, gme({ RoomID: 'r' })]) {
      expect(await told(server, body)).toContain('RoomID is not a field of GmeStartRecordInput; did you mean roomId?');
      expect(await told(production, body)).toContain('RoomID is not a field of this input; did you mean roomId?');
    }
    expect(await told(production, { query: literal('romId') })).toContain('romId is not a field of this input');
    expect(messages(await post(production, { query: '{ vendors { nam } }' }))).toEqual([
      'There is no field "nam" here.',
    ]);
  });

  it.each([
    ['bizId: "1", roomId: "r", recordMode: SINGLE'],
    ['bizId: 1.5, roomId: "r", recordMode: SINGLE'],
    ['bizId: -1, roomId: "r", recordMode: SINGLE'],
    ['bizId: 1, roomId: 7, recordMode: SINGLE'],
    ['bizId: 1, roomId: "r", recordMode: TRIPLE'],
    ['bizId: 1, roomId: "r", recordMode: "SINGLE"'],
    ['bizId: 1, roomId: "r"'],
    ['bizId: 1, roomId: null, recordMode: SINGLE'],
    ['bizId: 1, roomId: "r", recordMode: SINGLE, other: 1'],
  ])('with literals that do not fit is answered with errors in the payload: %s', async (input) => {
    const { length } = server.vendor.calls;
    const select = '{ taskId errors { path message } }';
    const answer = await post(server, { query: `mutation { gmeStartRecord(input: { ${input} }) ${select} }` });
    expect(answer.status).toBe(200);
    expect(errorsOf(answer)).toEqual([]);
    expect(faultsOf(answer)).toHaveLength(1);
    expect(server.vendor.calls).toHaveLength(length);
  });

  it.each([
    [
      '15 deep',
      `{ vendors ${'{ products '.repeat(20)}{ title }${' }'.repeat(20)} }`,
      'Selections may be nested 15 deep.',
    ],
    [
      '50 aliases',
      `{ ${Array.from({ length: 51 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
      'A document may hold 50 aliases.',
    ],
    ['50 directives', `{ vendors { ${'name @skip(if: false) '.repeat(51)} } }`, 'A document may hold 50 directives.'],
  ])('beyond %s is refused with 400', async (_name, query, message) => {
    const answer = await post(server, { query });
    expectRefusal(answer, 400, 'GRAPHQL_VALIDATION_FAILED');
    expect(messages(answer)).toContain(message);
  });

  it('may hold 50 aliases, and be the introspection of tools', async () => {
    const query = `{ ${Array.from({ length: 50 }, (_, index) => `a${index}: __typename`).join(' ')} }`;
    expect(await post(server, { query })).toMatchObject({ status: 200 });
    expect(errorsOf(await post(server, { query: getIntrospectionQuery() }))).toEqual([]);
  });

  it('of introspection is refused in production, in words that say so', async () => {
    const production = await startTestServer({ environment: { NODE_ENV: 'production' } });
    const answer = await post(production, { query: getIntrospectionQuery() });
    expectRefusal(answer, 400, 'GRAPHQL_VALIDATION_FAILED');
    expect(messages(answer)[0]).toMatch(/introspection/i);
    const open = await startTestServer({ environment: { NODE_ENV: 'production', INTROSPECTION: 'true' } });
    expect(errorsOf(await post(open, { query: getIntrospectionQuery() }))).toEqual([]);
  });

  it('with a subscription that there is not is refused with 400', async () => {
    const answer = await post(server, { query: 'subscription { started }' });
    expect(answer.status).toBe(400);
    expect(codes(answer)).not.toContain('INTERNAL_SERVER_ERROR');
  });

  it.each([
    [{ query: 'query A { __typename } query B { __typename }' }],
    [{ query: 'query A { __typename }', operationName: 'B' }],
    [{ query: 'fragment V on Vendor { name }' }],
  ])('whose operation is ambiguous is refused with 400: %j', async (body) => {
    const answer = await post(server, body);
    expect(answer.status).toBe(400);
    expect(codes(answer)[0]).toMatch(/^(OPERATION_RESOLUTION_FAILURE|GRAPHQL_VALIDATION_FAILED)$/);
  });
});

describe('mutations in one request', () => {
  const field = (name: string) => `${name}: gmeStartRecord(input: $input) { taskId }`;
  const mutation = (...fields: string[]) => `mutation ($input: GmeStartRecordInput!) { ${fields.join(' ')} }`;
  const send = (target: TestServer, query: string, operationName?: string) =>
    post(target, { query, variables: { input: GME_INPUT }, operationName });

  it.each([
    ['side by side', mutation(field('a'), field('b'))],
    [
      'in fragments',
      `${mutation('...A', '...B')} fragment A on Mutation { ${field('a')} } fragment B on Mutation { ${field('b')} }`,
    ],
    ['in inline fragments', mutation(`... { ${field('a')} }`, `... on Mutation { ${field('b')} }`)],
  ])('may be one, not two %s', async (_name, query) => {
    const target = await startTestServer();
    const answer = await send(target, query);
    expectRefusal(answer, 400, 'GRAPHQL_VALIDATION_FAILED');
    expect(messages(answer)).toEqual(['A request may hold one call to a vendor.']);
    expect(target.vendor.calls).toHaveLength(0);
  });

  it('may be one stop of many recordings, whatever MAX_CALLS_PER_REQUEST says', async () => {
    const target = await startTestServer({ environment: { MAX_CALLS_PER_REQUEST: '10' } });
    const stop = (alias: string): string => `${alias}: stopRecordings(input: { all: true }) { hasMore }`;
    expect(errorsOf(await send(target, mutation(stop('a'), field('b'))))).toEqual([]);
    expect(messages(await send(target, mutation(stop('a'), stop('b'), field('c'))))).toEqual([
      'A request may hold one call that stops many recordings.',
    ]);
  });

  it('may be as many as MAX_CALLS_PER_REQUEST says', async () => {
    const target = await startTestServer({ environment: { MAX_CALLS_PER_REQUEST: '2' } });
    expect(errorsOf(await send(target, mutation(field('a'), field('b'))))).toEqual([]);
    expect(target.vendor.calls).toHaveLength(2);
    const answer = await send(target, mutation(field('a'), field('b'), field('c')));
    expect(messages(answer)).toEqual(['A request may hold 2 calls to vendors.']);
    expect(target.vendor.calls).toHaveLength(2);
  });

  it('may be one beside __typename', async () => {
    expect(errorsOf(await send(server, mutation('__typename', field('a'))))).toEqual([]);
  });

  it('may be one of several operations, when operationName says which', async () => {
    const target = await startTestServer();
    const query = ['A', 'B'].map((name) => mutation(field('a')).replace('mutation', `mutation ${name}`)).join(' ');
    expect(errorsOf(await send(target, query, 'B'))).toEqual([]);
    expect(target.vendor.calls).toHaveLength(1);
  });
});

describe('variables', () => {
  it('that miss twice are refused once for each, under the names of the arguments', async () => {
    const query = 'query ($a: Boolean!, $b: Boolean!) { vendors @skip(if: $a) { name @include(if: $b) } }';
    const answer = await post(server, { query, variables: { b: 1 } });
    expectRefusal(answer, 400, 'BAD_USER_INPUT');
    expect(messages(answer)).toEqual([
      'if is required: the document takes it from $a',
      'if must be true or false (Boolean); received a whole number of 1 digit',
    ]);
  });

  it.each([
    [
      'in an input of the document',
      `mutation ($room: String = "r") { gmeStartRecord(input: { bizId: 1, roomId: $room, recordMode: MIXED }) { taskId } }`,
      { room: null },
    ],
    ['in a directive', 'query ($x: Boolean = true) { vendors @skip(if: $x) { name } }', { x: null }],
    [
      'as an argument',
      'mutation ($i: GmeStartRecordInput = { bizId: 1, roomId: "r", recordMode: MIXED }) { gmeStartRecord(input: $i) { taskId } }',
      { i: null },
    ],
  ])('that are null where null has no place, %s, are a mistake of the client', async (_name, query, variables) => {
    const { length } = server.vendor.calls;
    const answer = await post(server, { query, variables });
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    expect(server.vendor.calls).toHaveLength(length);
  });

  it('that break a rule of a class are data, with 200', async () => {
    const answer = await post(server, gme({ roomId: '' }));
    expect(answer.status).toBe(200);
    expect(json(answer)).toEqual({
      data: {
        gmeStartRecord: {
          taskId: null,
          requestId: null,
          errors: [
            {
              code: 'INVALID_INPUT',
              message: 'roomId must not be empty',
              path: ['input', 'roomId'],
              vendorCode: null,
              retryable: false,
            },
          ],
        },
      },
    });
  });
});

describe('an internal error', () => {
  it('is answered with an id and nothing else, and found in the log by it', async () => {
    const target = await startTestServer({
      vendor: {
        ...server.vendor,
        transport: () => Promise.reject(new TypeError('words of the fault')),
      },
    });
    for (let time = 1; time <= 2; time++) {
      const answer = await post(target, gme({}));
      expect(answer.status).toBe(200);
      const [error, ...others] = errorsOf(answer);
      expect(others).toEqual([]);
      const errorId = error?.extensions.errorId ?? '';
      expect(errorId).toMatch(UUID);
      expect(json(answer)).toEqual({
        errors: [
          {
            message: 'Something went wrong on our side. Quote the id when you report it.',
            path: ['gmeStartRecord'],
            extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
          },
        ],
        data: null,
      });
      const lines = target
        .logged()
        .split('\n')
        .filter((line) => line.includes(errorId));
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 50, err: { type: 'TypeError' }, errorId });
      expect(lines[0]).toMatch(/\.ts:\d+/); // where it came from
    }
  });
});
