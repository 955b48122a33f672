import { expect, it } from 'vitest';
import {
  CLIENT_ACCEPT,
  errorsOf,
  json,
  request,
  startTestServer,
  type TestServer,
} from '../../shared/running-server.ts';

/** As urql asks with its defaults. */
function get({ origin }: TestServer, parameters: Readonly<Record<string, string>>) {
  const search = String(new URLSearchParams(parameters));
  return request(`${origin}/graphql?${search}`, { headers: { accept: CLIENT_ACCEPT } });
}

it('a query by GET is answered', async () => {
  const server = await startTestServer();
  for (let time = 1; time <= 3; time += 1) {
    const answer = await get(server, {
      query: 'query Vendors { vendors { name } }',
      operationName: 'Vendors',
      variables: '{}',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(json<{ data: { vendors: unknown[] } }>(answer).data.vendors).not.toHaveLength(0);
  }
});

it('numbers beyond 2^53 keep their digits', async () => {
  const server = await startTestServer();
  const query = 'query ($input: GmeDescribeRecordInfoInput!) { gmeDescribeRecordInfo(input: $input) { requestId } }';
  const variables = '{"input":{"bizId":1400000001,"taskId":9007199254740993}}';
  await get(server, { query, variables });
  expect(server.vendor.calls.at(-1)?.body).toContain('9007199254740993');
});

it.each([
  [{ query: '{ vendors { name } }', variables: '{' }, 'variables must be JSON.'],
  [{ query: '{ vendors { name } }', extensions: '[' }, 'extensions must be JSON.'],
  [{ query: '{ vendors { name } }', variables: '[]' }, 'variables must be an object.'],
  [{}, 'query is missing: the document, as a string.'],
])('parameters that cannot be read are named (%#)', async (parameters, message) => {
  const answer = await get(await startTestServer(), parameters);
  expect(answer.status).toBe(400);
  expect(errorsOf(answer)).toMatchObject([{ message, extensions: { code: 'BAD_REQUEST' } }]);
});

it('a parameter that is there twice is named', async () => {
  const { origin } = await startTestServer();
  const answer = await request(`${origin}/graphql?query=%7B__typename%7D&query=%7B__typename%7D`);
  expect(errorsOf(answer)).toMatchObject([{ message: 'query is there twice.' }]);
});

it('the hash of a document alone is answered in the words that clients look for', async () => {
  const server = await startTestServer();
  const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } });
  const [error] = errorsOf(await get(server, { extensions }));
  expect(error).toMatchObject({ message: 'PersistedQueryNotSupported' });
  expect(error?.extensions.code).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
});

it.each(['PUT', 'PATCH', 'DELETE'])('%s is refused with the methods that are served', async (method) => {
  const { origin } = await startTestServer();
  const answer = await request(`${origin}/graphql`, { method, headers: { accept: CLIENT_ACCEPT } });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
});
