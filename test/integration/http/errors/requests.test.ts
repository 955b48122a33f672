import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import {
  CLIENT_ACCEPT,
  errorsOf,
  GME_INPUT,
  GME_START,
  post,
  request,
  type Answer,
} from '../../../shared/running-server.ts';
import { server, expectRefusal, gme, codes, messages } from './refusals.ts';

const KB = 1024;

describe('a request that is no GraphQL', () => {
  it.each([
    ['malformed JSON', '{"query": "{ vendors'],
    ['text', 'hello'],
    ['an empty body', ''],
    ['JSON that is too deep to walk', `{"query":${'['.repeat(100_000)}1234567890123456789${']'.repeat(100_000)}}`],
  ])('is refused with 400: %s', async (_name, body) => {
    expectRefusal(await post(server, body), 400, 'BAD_REQUEST');
  });

  it('learns that its JSON is malformed', async () => {
    expect(messages(await post(server, '{'))).toEqual(['The request body is not valid JSON.']);
  });

  it.each(['null', '7', '"text"', '{}', '[]', '{"variables":{}}', '{"query":7}', '{"query":null}', '{"query":""}'])(
    'is refused with 400: %s',
    async (body) => {
      expectRefusal(await post(server, body), 400, 'BAD_REQUEST');
    },
  );

  it.each([
    ['query', 'query must be the document, as a string.'],
    ['variables', 'variables must be an object.'],
    ['extensions', 'extensions must be an object.'],
    ['operationName', 'operationName must be a string.'],
  ])('is refused with 400 when %s is a number, with a message that says so', async (name, message) => {
    const answer = await post(server, { query: '{ __typename }', [name]: 7 });
    expectRefusal(answer, 400, 'BAD_REQUEST');
    expect(messages(answer)).toEqual([message]);
  });

  it.each(['application/graphql', 'application/xml', 'application/problem+json'])(
    'is refused with 415, in words that say what is taken, as %s',
    async (type) => {
      const answer = await post(server, { query: '{ __typename }' }, { 'content-type': type });
      expectRefusal(answer, 415, 'BAD_REQUEST');
      expect(messages(answer)).toEqual(['Send the request as application/json.']);
    },
  );

  it('is refused as a batch, with nothing executed', async () => {
    const { length } = server.vendor.calls;
    const answer = await post(server, [gme({}), gme({})]);
    expectRefusal(answer, 400, 'BAD_REQUEST');
    expect(messages(answer)).toEqual(['Operation batching disabled.']);
    expect(server.vendor.calls).toHaveLength(length);
  });

  it.each([
    ['/nothing', 404],
    ['/graphql/more', 404],
    ['/GRAPHQL', 404],
    ['/%', 400],
    ['/%E0%A4%A/secret', 400],
    ['/graphql?query={__typename&%', 400],
  ])('is refused in JSON, and not repeated, at %s', async (path, status) => {
    const answer = await request(server.origin + path, { headers: { accept: CLIENT_ACCEPT } });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/(?:graphql-response\+)?json;/);
    expect(errorsOf(answer)).toHaveLength(1);
    expect(answer.text).not.toContain(path);
  });

  it('is answered 404 where there is nothing', async () => {
    expectRefusal(await request(`${server.origin}/nothing`), 404, 'NOT_FOUND');
    expectRefusal(await request(`${server.origin}/graphql/more`, { method: 'POST' }), 404, 'NOT_FOUND');
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('is answered in JSON to %s', async (method) => {
    const answer = await request(`${server.origin}/graphql`, { method });
    expect([404, 405]).toContain(answer.status);
    expect(errorsOf(answer)).toHaveLength(1);
  });

  it('is answered in JSON when it is no HTTP', async () => {
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.end('no HTTP\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(() => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as unknown).not.toThrow();
  });
});

describe('the body limit', () => {
  /** A valid body of just so many bytes. */
  const bodyOf = (bytes: number): string => {
    const bare = JSON.stringify({ query: '{ __typename }', variables: { filler: '' } });
    return bare.replace('""', `"${'x'.repeat(bytes - bare.length)}"`);
  };

  it('takes 256 kB', async () => {
    const body = bodyOf(256 * KB);
    expect(Buffer.byteLength(body)).toBe(262_144);
    expect(await post(server, body)).toMatchObject({ status: 200 });
  });

  it.each([256 * KB + 1, 1024 * KB, 16 * 1024 * KB])('refuses %i bytes with 413', async (bytes) => {
    const answer = await post(server, bodyOf(bytes));
    expectRefusal(answer, 413, 'PAYLOAD_TOO_LARGE');
    expect(messages(answer)).toEqual(['The request body is larger than 256 kB.']);
  });

  it('refuses a body in pieces with 413', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        for (let piece = 0; piece < 257; piece++) stream.enqueue(Buffer.alloc(KB, ' '));
        stream.close();
      },
    });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' };
    const answer = await request(`${server.origin}/graphql`, init);
    expectRefusal(answer, 413, 'PAYLOAD_TOO_LARGE');
  });

  it.each(['text/plain', 'application/octet-stream'])('holds for %s as well', async (type) => {
    expectRefusal(await post(server, bodyOf(256 * KB + 1), { 'content-type': type }), 413, 'PAYLOAD_TOO_LARGE');
  });
});

describe('the Host header', () => {
  const ask = async (host: string): Promise<{ status: number | undefined; body: string }> => {
    const { port } = new URL(server.origin);
    const headers = { host, 'content-type': 'application/json' };
    const call = httpRequest({ host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers, agent: false });
    call.end(JSON.stringify({ query: '{ __typename } # asked with many hosts' }));
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    return { status: response.statusCode, body: await text(response) };
  };

  it.each(['a b', '[', '%'])('is refused with 400 when it is %s, however often it is sent', async (host) => {
    for (let time = 1; time <= 3; time++) {
      expect(await ask('localhost')).toMatchObject({ status: 200 });
      const { status, body } = await ask(host);
      expect(status).toBe(400);
      expect(codes({ text: body } as Answer)).toEqual(['BAD_REQUEST']);
    }
  });

  it.each(['localhost', 'localhost:4000', 'tapedeck', '127.0.0.1:80', '[::1]:4000'])('may be %s', async (host) => {
    expect(await ask(host)).toMatchObject({ status: 200 });
  });
});

describe('forged requests', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
  ])('are refused as %s', async (type) => {
    const { length } = server.vendor.calls;
    expectRefusal(await post(server, gme({}), { 'content-type': type }), 415, 'BAD_REQUEST');
    expect(server.vendor.calls).toHaveLength(length);
  });

  it('are refused without a content type', async () => {
    const { length } = server.vendor.calls;
    const body = new Blob([JSON.stringify(gme({}))]);
    const answer = await request(`${server.origin}/graphql`, { method: 'POST', body });
    expectRefusal(answer, 415, 'BAD_REQUEST');
    expect(server.vendor.calls).toHaveLength(length);
  });

  it('start nothing by GET', async () => {
    const { length } = server.vendor.calls;
    const search = new URLSearchParams({ query: GME_START, variables: JSON.stringify({ input: GME_INPUT }) });
    const answer = await request(`${server.origin}/graphql?${String(search)}`);
    expectRefusal(answer, 405, 'BAD_REQUEST');
    expect(answer.headers.get('allow')).toBe('POST');
    expect(server.vendor.calls).toHaveLength(length);
  });
});
