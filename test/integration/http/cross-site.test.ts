import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../shared/running-server.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const QUERY = '/graphql?query=%7B__typename%7D';
const TICKS = `/graphql/stream?query=${encodeURIComponent('subscription { recordingChanged { seq } }')}`;
const STREAM = { accept: 'text/event-stream' };
const UPGRADE = {
  connection: 'upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol': 'graphql-transport-ws',
};

interface Asked {
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string;
}

const POST: Asked = { path: '/graphql', headers: JSON_TYPE, body: '{"query":"{ __typename }"}' };
const WAYS: Readonly<Record<string, Asked>> = {
  'a POST': POST,
  'a GET': { path: QUERY, headers: {} },
  'an event stream by POST': { path: '/graphql/stream', headers: { ...JSON_TYPE, ...STREAM }, body: POST.body! },
  'an event stream by GET': { path: TICKS, headers: STREAM },
  'a WebSocket': { path: '/graphql', headers: UPGRADE },
  'the start page': { path: '/', headers: {} },
};

/** Asks as something that says of itself what it likes: `fetch` sets Host and Origin itself. */
async function ask(
  server: TestServer,
  { path, headers, body }: Asked,
  more: OutgoingHttpHeaders,
): Promise<{ status: number; body: string }> {
  const method = body === undefined ? 'GET' : 'POST';
  const asked = httpRequest(server.origin + path, { method, headers: { ...headers, ...more } });
  asked.end(body);
  const [response, socket] = (await Promise.race([once(asked, 'response'), once(asked, 'upgrade')])) as [
    IncomingMessage,
    { destroy: () => void }?,
  ];
  const isStream = response.headers['content-type']?.includes('event-stream') ?? false;
  const said = socket || isStream ? '' : await text(response);
  socket?.destroy();
  if (isStream) asked.destroy();
  return { status: response.statusCode!, body: said };
}

describe.each([
  { title: 'in development', environment: {} },
  { title: 'in production', environment: { NODE_ENV: 'production' } },
])('$title', ({ environment }) => {
  it.each(Object.entries(WAYS))('%s is refused under a name that is not the server’s', async (_way, asked) => {
    const server = await startTestServer({ environment });
    for (const host of ['evil.example', 'evil.example:4000', 'localhost.evil.example', '127.0.0.1.evil.example']) {
      const answer = await ask(server, asked, { host, origin: `http://${host}` });
      expect([host, answer.status]).toEqual([host, 421]);
      expect(answer.body).toContain('ALLOWED_HOSTS');
      expect(answer.body).not.toContain('evil');
    }
  });

  it.each(Object.entries(WAYS))('%s is served under addresses and names without a dot', async (_way, asked) => {
    const server = await startTestServer({ environment });
    for (const host of ['127.0.0.1', '10.1.2.3:80', '[::1]:4000', 'localhost', 'tapedeck:4000', 'app.localhost']) {
      const { status } = await ask(server, asked, { host });
      expect([host, [101, 200].includes(status)]).toEqual([host, true]);
    }
  });

  it.each(Object.entries(WAYS))('%s is refused to a page of another site', async (way, asked) => {
    const server = await startTestServer({ environment });
    const from: OutgoingHttpHeaders[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ];
    for (const headers of from) {
      const answer = await ask(server, asked, headers);
      expect([way, headers, answer.status]).toEqual([way, headers, 403]);
      expect(answer.body).toContain('CORS_ORIGINS');
    }
  });

  it.each(['none', 'same-origin'])('a GET of a browser is served from %s', async (site) => {
    const server = await startTestServer({ environment });
    expect(await ask(server, WAYS['a GET']!, { 'sec-fetch-site': site })).toMatchObject({ status: 200 });
  });

  it('a link on another site leads to the start page', async () => {
    const server = await startTestServer({ environment });
    const visit = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(await ask(server, WAYS['the start page']!, visit)).toMatchObject({ status: 200 });
  });

  it('probes and vendors reach the server under any name', async () => {
    const server = await startTestServer({ environment });
    const host = 'anything.example';
    expect(await ask(server, { path: '/healthz', headers: {} }, { host })).toMatchObject({ status: 200 });
    expect(await ask(server, { path: '/readyz', headers: {} }, { host })).toMatchObject({ status: 200 });
    const callback = { path: '/callbacks/tencent/trtc-room/nothing', headers: JSON_TYPE, body: '{}' };
    expect(await ask(server, callback, { host })).toMatchObject({ status: 404 });
  });
});

it.each([
  [{ PUBLIC_ORIGIN: 'https://tape.example' }, ['tape.example', 'TAPE.example:443'], ['x.tape.example']],
  [
    { ALLOWED_HOSTS: 'a.example, *.b.example' },
    ['a.example', 'x.b.example', 'x.y.b.example'],
    ['b.example', 'xb.example'],
  ],
  [{ ALLOWED_HOSTS: '*' }, ['anything.example'], []],
])('settings name the server’s hosts: %j', async (environment, own, foreign) => {
  const server = await startTestServer({ environment });
  for (const host of own) expect([host, (await ask(server, POST, { host })).status]).toEqual([host, 200]);
  for (const host of foreign) expect([host, (await ask(server, POST, { host })).status]).toEqual([host, 421]);
});

it.each(Object.entries(WAYS))(
  '%s comes from a page of PUBLIC_ORIGIN through a proxy that names the server itself',
  async (_way, asked) => {
    const environment = { NODE_ENV: 'production', PUBLIC_ORIGIN: 'https://tape.example' };
    const server = await startTestServer({ environment });
    const { status } = await ask(server, asked, {
      host: 'upstream',
      origin: 'https://tape.example',
      'sec-fetch-site': 'same-origin',
    });
    expect([101, 200]).toContain(status);
  },
);
