import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { fastify } from 'fastify';
import { afterAll, expect, it } from 'vitest';
import type { LandingView } from '../../../../src/http/pages/landing.ts';
import { registerPages } from '../../../../src/http/pages/routes.ts';

const GRAPHIQL =
  '<style>a{}</style><script>one()</script><script type="application/json">{}</script><script>two()</script>';

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
const graphiqlFile = pathToFileURL(join(folder, 'graphiql.html'));
writeFileSync(graphiqlFile, GRAPHIQL);
afterAll(() => rmSync(folder, { recursive: true }));

const view: LandingView = { version: '1.2.3', vendors: [], sandbox: false };

function app(options: Partial<Parameters<typeof registerPages>[1]> = {}) {
  const server = fastify();
  registerPages(server, { view: () => view, graphiqlFile, schemaText: 'type Query { ok: Boolean }\n', ...options });
  return server;
}

const sha256 = (text: string) => `'sha256-${hash('sha256', text, 'base64')}'`;
const policy = (headers: Record<string, unknown>) => String(headers['content-security-policy']).split('; ');

it.each([
  ['/', 'text/html; charset=utf-8'],
  ['/graphiql', 'text/html; charset=utf-8'],
  ['/schema.graphql', 'text/plain; charset=utf-8'],
])('answers %s as %s', async (url, type) => {
  const answer = await app().inject({ url });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toBe(type);
});

it.each(['/', '/graphiql', '/schema.graphql'])('sends %s with the headers that keep a page safe', async (url) => {
  const { headers } = await app().inject({ url });
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  });
  expect(policy(headers)).toEqual(expect.arrayContaining(["default-src 'none'", "frame-ancestors 'none'"]));
});

it.each(['/', '/graphiql', '/schema.graphql'])('lets %s load nothing from another address', async (url) => {
  const sources = policy((await app().inject({ url })).headers).flatMap((directive) => directive.split(' ').slice(1));
  for (const source of sources) {
    expect(source).toMatch(/^('none'|'self'|'unsafe-inline'|'sha256-[\w+/]+={0,2}'|data:|blob:)$/);
  }
});

it('allows the first page its one style and nothing that runs', async () => {
  const { headers, body } = await app().inject({ url: '/' });
  const style = /<style>(.*?)<\/style>/s.exec(body)?.[1] ?? '';
  expect(policy(headers)).toContain(`style-src ${sha256(style)}`);
  expect(headers['content-security-policy']).not.toContain('script-src');
});

it('asks for the view at every visit', async () => {
  const versions = ['1.0.0', '2.0.0'];
  const server = app({ view: () => ({ ...view, version: versions.shift() ?? '' }) });
  expect((await server.inject({ url: '/' })).body).toContain('1.0.0');
  expect((await server.inject({ url: '/' })).body).toContain('2.0.0');
});

it.each(['localhost:4100', 'tapedeck.example', '[::1]:4000'])('shows the command for %s', async (host) => {
  expect((await app().inject({ url: '/', headers: { host } })).body).toContain(`curl -sS http://${host}/graphql`);
});

it.each(["a';reboot;'", '$(reboot)', 'a b'])('puts no host like %s into the command', async (host) => {
  const { body } = await app().inject({ url: '/', headers: { host } });
  expect(body).toContain('curl -sS http://localhost:4000/graphql');
});

it('allows GraphiQL its own scripts, its workers and its own origin', async () => {
  const { headers } = await app().inject({ url: '/graphiql' });
  expect(policy(headers)).toEqual(
    expect.arrayContaining([
      `script-src ${sha256('one()')} ${sha256('two()')} blob:`,
      'worker-src blob:',
      "connect-src 'self'",
    ]),
  );
});

it('sends GraphiQL as it was built', async () => {
  expect((await app().inject({ url: '/graphiql' })).body).toBe(GRAPHIQL);
});

it('packs GraphiQL for a browser that can unpack it', async () => {
  const answer = await app().inject({ url: '/graphiql', headers: { 'accept-encoding': 'gzip, br' } });
  expect(answer.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(answer.rawPayload).toString()).toBe(GRAPHIQL);
});

it('does not send GraphiQL again to a browser that has it', async () => {
  const server = app();
  const etag = String((await server.inject({ url: '/graphiql' })).headers.etag);
  const again = await server.inject({ url: '/graphiql', headers: { 'if-none-match': etag } });
  expect(again.statusCode).toBe(304);
  expect(again.body).toBe('');
});

it('does not start without GraphiQL, and says what to run', () => {
  const missing = pathToFileURL(join(folder, 'missing.html'));
  expect(() => app({ graphiqlFile: missing })).toThrow(/missing\.html.*npm run build/);
});

it('sends the schema as text', async () => {
  expect((await app().inject({ url: '/schema.graphql' })).body).toBe('type Query { ok: Boolean }\n');
});
