import http from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { WebSocket } from 'ws';
import { describe, expect, it } from 'vitest';
import {
  CLIENT_ACCEPT,
  errorsOf,
  json,
  post,
  request,
  startTestServer,
  type TestServer,
} from '../../shared/running-server.ts';

// The server as the internet sees it: behind a proxy, below a path, over slow lines, closed.

interface Raw {
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends a request whose answer is not unpacked. */
function raw(url: string, headers: http.OutgoingHttpHeaders, body?: string): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const sent = http.request(url, { method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject).end(body);
  });
}

const ask = ({ origin }: TestServer, encodings: string, query: string): Promise<Raw> =>
  raw(
    `${origin}/graphql`,
    { 'content-type': 'application/json', accept: CLIENT_ACCEPT, 'accept-encoding': encodings },
    JSON.stringify({ query }),
  );

const ALIASES = Array.from({ length: 10 }, (_, index) => `a${index}: vendors { name title state hint }`);
const LONG = `{ ${ALIASES.join(' ')} }`;

describe('An answer', () => {
  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('above 1 kB is compressed for a client that takes %s', async (taken, encoding, unpack) => {
    const answer = await ask(await startTestServer(), taken, LONG);
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers.vary).toMatch(/accept-encoding/i);
    const text = unpack(answer.body).toString();
    expect(text.length).toBeGreaterThan(1024);
    expect(Object.keys(json<{ data: object }>({ text }).data)).toHaveLength(10);
  });

  it('below 1 kB, or for a client that unpacks nothing, is sent as it is', async () => {
    const server = await startTestServer();
    for (const answer of [await ask(server, 'br', '{ __typename }'), await ask(server, 'identity', LONG)]) {
      expect(answer.headers['content-encoding']).toBeUndefined();
      expect(json({ text: answer.body.toString() })).toHaveProperty('data');
    }
  });

  it('is kept by no cache', async () => {
    const server = await startTestServer();
    const answers = [
      await post(server, { query: '{ __typename }' }),
      await post(server, { query: '{ nothing }' }),
      await post(server, '{'),
      await post(server, { query: '{ __typename }' }, { accept: 'text/plain' }),
      await request(`${server.origin}/nothing`),
      await request(`${server.origin}/readyz`),
    ];
    for (const { headers } of answers) expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('A compressed request', () => {
  it('is not unpacked', async () => {
    const server = await startTestServer();
    const answer = await post(server, '\x1f\x8b', { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(400);
  });
});

describe('Below a path', () => {
  const published = () =>
    startTestServer({ environment: { PUBLIC_ORIGIN: 'https://example.com/tape', INTROSPECTION: 'true' } });

  it.each(['', '/tape'])('all is served, whether the proxy cuts the path off or not: %j', async (path) => {
    const { origin, ...server } = await published();
    const at = { ...server, origin: `${origin}${path}` };
    expect(json(await post(at, { query: '{ __typename }' }))).toEqual({ data: { __typename: 'Query' } });
    expect((await request(`${at.origin}/graphql?query={__typename}`)).text).toContain('Query');
    for (const page of ['/', '/graphiql', '/schema.graphql', '/healthz', '/readyz']) {
      expect([page, (await request(`${at.origin}${page}`)).status]).toEqual([page, 200]);
    }
    const reserved = await request(`${at.origin}/graphql/stream`, { method: 'PUT' });
    expect(reserved.status).toBe(201);
  });

  it('the first page is also served without a slash at the end', async () => {
    expect((await request(`${(await published()).origin}/tape`)).status).toBe(200);
  });

  it('the refusals of /graphql name the addresses with the path', async () => {
    const server = await published();
    const subscription = await post(server, { query: 'subscription { recordingChanged { seq } }' });
    expect(errorsOf(subscription)[0]?.message).toMatch(/ at \/tape\/graphql, .* at \/tape\/graphql\/stream\.$/);
    const stream = await post(server, { query: '{ __typename }' }, { accept: 'text/event-stream' });
    expect(errorsOf(stream)[0]?.message).toMatch(/ at \/tape\/graphql\/stream\.$/);
  });

  it('what only begins alike is not there', async () => {
    expect((await request(`${(await published()).origin}/tapestry`)).status).toBe(404);
  });

  it.each(['', '/tape'])(
    'a page of the public origin opens a WebSocket under the Host of a proxy: %j',
    async (path) => {
      const { origin } = await published();
      const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}/graphql`, 'graphql-transport-ws', {
        origin: 'https://example.com',
      });
      const opened = await new Promise<string>((resolve) => {
        socket.once('open', () => resolve('open')).once('error', ({ message }) => resolve(message));
      });
      socket.terminate();
      expect(opened).toBe('open');
    },
  );

  it('a page that the proxy hides the name of learns which setting is missing', async () => {
    const { origin } = await startTestServer();
    const answer = await post({ origin }, { query: '{ __typename }' }, { origin: 'https://example.com' });
    expect(answer.status).toBe(403);
    expect(errorsOf(answer)[0]?.message).toContain('PUBLIC_ORIGIN');
  });
});

describe('In production', () => {
  const SELECTION_TYPO = { query: '{ vendor { name } }' };
  const INTROSPECTION = { query: '{ __schema { types { name } } }' };

  it('the schema is closed everywhere by one setting', async () => {
    const server = await startTestServer({ environment: { NODE_ENV: 'production' } });
    for (const page of ['/graphiql', '/schema.graphql']) {
      expect([page, (await request(`${server.origin}${page}`)).status]).toEqual([page, 404]);
    }
    expect(errorsOf(await post(server, INTROSPECTION))[0]?.message).toBe('Introspection is switched off here.');
    expect((await post(server, SELECTION_TYPO)).text).not.toContain('Did you mean');
    expect((await request(`${server.origin}/`)).text).not.toMatch(/graphiql|schema\.graphql/i);
  });

  it('INTROSPECTION=true opens it everywhere', async () => {
    const environment = { NODE_ENV: 'production', INTROSPECTION: 'true' };
    const server = await startTestServer({ environment });
    for (const page of ['/graphiql', '/schema.graphql']) {
      expect([page, (await request(`${server.origin}${page}`)).status]).toEqual([page, 200]);
    }
    expect(errorsOf(await post(server, INTROSPECTION))).toEqual([]);
    expect((await post(server, SELECTION_TYPO)).text).toContain('Did you mean');
  });

  it('Apollo Sandbox is not served, for its page runs programs of another site', async () => {
    const environment = { NODE_ENV: 'production', INTROSPECTION: 'true' };
    const { origin } = await startTestServer({ environment });
    const answer = await request(`${origin}/graphql`, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(406);
  });

  it('INTROSPECTION=false closes it in development too', async () => {
    const server = await startTestServer({ environment: { INTROSPECTION: 'false' } });
    expect((await request(`${server.origin}/schema.graphql`)).status).toBe(404);
    expect((await post(server, SELECTION_TYPO)).text).not.toContain('Did you mean');
    const page = await request(`${server.origin}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(406);
  });
});
