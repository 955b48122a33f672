import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/config.ts';
import { post, request, startTestServer, type Answer, type TestServer } from '../../shared/running-server.ts';

const SANDBOX = [
  'https://studio.apollographql.com',
  'https://sandbox.embed.apollographql.com',
  'https://explorer.embed.apollographql.com',
];
const LOCAL = ['http://localhost:3000', 'https://localhost', 'http://127.0.0.1:5173', 'http://[::1]:8080'];
const STRANGERS = [
  'https://stranger.example',
  'https://localhost.stranger.example',
  'http://localhost:3000.stranger.example',
  'http://notlocalhost:3000',
  'https://studio.apollographql.com.stranger.example',
  'http://studio.apollographql.com',
  'https://app.example.stranger.example',
  'http://app.example',
  'https://app.example:8443',
  'null',
];
const PRODUCTION = { NODE_ENV: 'production', CORS_ORIGINS: 'https://app.example, https://admin.example:8443' };

/** What a browser asks before it sends JSON. */
function preflight({ origin: server }: TestServer, origin: string): Promise<Answer> {
  return request(`${server}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,apollo-require-preflight',
    },
  });
}

const allowed = ({ headers }: Answer): string | null => headers.get('access-control-allow-origin');

describe.each<{ title: string; environment: Environment; friends: readonly string[]; strangers: readonly string[] }>([
  { title: 'in development', environment: {}, friends: [...SANDBOX, ...LOCAL], strangers: STRANGERS },
  {
    title: 'in development with CORS_ORIGINS',
    environment: { CORS_ORIGINS: 'https://app.example' },
    friends: [...SANDBOX, ...LOCAL, 'https://app.example'],
    strangers: STRANGERS,
  },
  {
    title: 'in production',
    environment: { NODE_ENV: 'production' },
    friends: [],
    strangers: [...STRANGERS, ...SANDBOX, ...LOCAL, 'https://app.example'],
  },
  {
    title: 'in production with CORS_ORIGINS',
    environment: PRODUCTION,
    friends: ['https://app.example', 'https://admin.example:8443'],
    strangers: [...STRANGERS, ...SANDBOX, ...LOCAL, 'https://admin.example'],
  },
])('$title', ({ environment, friends, strangers }) => {
  it('lets the origins on its list ask and read', async () => {
    const server = await startTestServer({ environment });
    for (const origin of friends) {
      const asked = await preflight(server, origin);
      expect(asked.status).toBe(204);
      expect(allowed(asked)).toBe(origin);
      expect(asked.headers.get('access-control-allow-methods')?.split(/, ?/)).toEqual(['GET', 'POST']);
      expect(asked.headers.get('access-control-allow-headers')).toContain('content-type');
      expect(asked.headers.get('access-control-max-age')).toBe('600');

      const answer = await post(server, { query: '{ __typename }' }, { origin });
      expect(answer.status).toBe(200);
      expect(allowed(answer)).toBe(origin);
      expect(answer.headers.get('vary')).toMatch(/\borigin\b/i);
      const page = await request(server.origin, { headers: { origin } });
      expect(allowed(page)).toBe(origin);
      expect(page.headers.get('vary')).toBe('accept-encoding, Origin');
    }
  });

  it('lets no other origin read, and none send cookies', async () => {
    const server = await startTestServer({ environment });
    for (const origin of [...strangers, ...friends]) {
      const answers = [
        await preflight(server, origin),
        await post(server, { query: '{ __typename }' }, { origin }),
        await post(server, '{', { origin }),
        await request(`${server.origin}/nothing`, { headers: { origin } }),
      ];
      for (const answer of answers) {
        expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
        if (strangers.includes(origin)) expect([origin, allowed(answer)]).toEqual([origin, null]);
      }
    }
  });

  it('is open to programs, which send no origin', async () => {
    const server = await startTestServer({ environment });
    const answer = await post(server, { query: '{ __typename }' });
    expect(answer.status).toBe(200);
    expect(allowed(answer)).toBeNull();
  });
});

it('lets a page read the errors of its requests too', async () => {
  const server = await startTestServer();
  const origin = 'http://localhost:3000';
  for (const body of ['{', '{"query":"{ nothing }"}', `"${'x'.repeat(300_000)}"`]) {
    const answer = await post(server, body, { origin });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(allowed(answer)).toBe(origin);
  }
});

it('gives every answer an id of its own', async () => {
  const server = await startTestServer();
  const answers = [
    await post(server, { query: '{ __typename }' }),
    await post(server, { query: '{ __typename }' }),
    await post(server, { query: '{ nothing }' }),
    await post(server, '{'),
    await post(server, `"${'x'.repeat(300_000)}"`),
    await request(`${server.origin}/nothing`),
    await request(`${server.origin}/healthz`),
  ];
  const ids = answers.map(({ headers }) => headers.get('x-request-id'));
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
});

it.each(['1-67891233-abcdef012345678912345678', '7f000001-8a2b-4c3d-9e4f-0123456789ab', 'a'.repeat(64)])(
  'keeps the request id of a proxy, and pages may read it: %s',
  async (id) => {
    const server = await startTestServer();
    const asked = { 'x-request-id': id, origin: 'http://localhost:3000' };
    const { headers } = await post(server, { query: '{ __typename }' }, asked);
    expect(headers.get('x-request-id')).toBe(id);
    expect(headers.get('access-control-expose-headers')).toContain('x-request-id');
  },
);

it.each(['', 'mine', 'a'.repeat(65), 'a b', '{"a":1}', 'ä', 'swordfish-of-the-client'])(
  'takes no request id of another form: %j',
  async (id) => {
    const server = await startTestServer();
    const { headers } = await post(server, { query: '{ __typename }' }, { 'x-request-id': id });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-/);
  },
);

describe('GET /graphql in a browser', () => {
  const headers = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

  it('is Apollo Sandbox in development', async () => {
    const { origin } = await startTestServer();
    const { status, headers: answered, text } = await request(`${origin}/graphql`, { headers });
    expect(status).toBe(200);
    expect(answered.get('content-type')).toContain('text/html');
    expect(text).toContain('apollographql.com');
  });

  it.each<{ environment: Environment }>([
    { environment: { NODE_ENV: 'production' } },
    { environment: { NODE_ENV: 'production', INTROSPECTION: 'true' } },
    { environment: PRODUCTION },
  ])('is no page in production: $environment', async ({ environment }) => {
    const { origin } = await startTestServer({ environment });
    const { status, headers: answered, text } = await request(`${origin}/graphql`, { headers });
    expect(status).toBe(400);
    expect(answered.get('content-type')).toContain('application/json');
    expect(text).not.toContain('<');
  });
});
