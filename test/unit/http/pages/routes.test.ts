import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { fastify } from 'fastify';
import { afterAll, expect, it } from 'vitest';
import { registerPages, type PagesOptions } from '../../../../src/http/pages/routes.ts';

const GRAPHIQL =
  '<style>a{}</style><script>one()</script><script type="application/json">{}</script><script>two()</script>';

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
const graphiqlFile = pathToFileURL(join(folder, 'graphiql.html'));
writeFileSync(graphiqlFile, GRAPHIQL);
afterAll(() => rmSync(folder, { recursive: true }));

const view = { version: '1.2.3', vendors: [], sandbox: false };
const schemaText = 'type Query { ok: Boolean }\n';

function app(options: Partial<PagesOptions> = {}) {
  const server = fastify();
  registerPages(server, { view: () => view, isOpen: true, graphiqlFile, schemaText, ...options });
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

it.each([
  ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
])('packs GraphiQL for a browser that takes %s', async (accepted, encoding, unpack) => {
  const answer = await app().inject({ url: '/graphiql', headers: { 'accept-encoding': accepted } });
  expect(answer.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
  expect(unpack(answer.rawPayload).toString()).toBe(GRAPHIQL);
});

it.each(['deflate', 'identity', 'gzip;q=0'])('packs nothing for a client that takes %s', async (accepted) => {
  const answer = await app().inject({ url: '/graphiql', headers: { 'accept-encoding': accepted } });
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(answer.body).toBe(GRAPHIQL);
});

it.each(['/', '/graphiql', '/schema.graphql'])('does not send %s again to a client that has it', async (url) => {
  const server = app();
  const etag = String((await server.inject({ url })).headers.etag);
  for (const known of [etag, `"older", ${etag}`, etag.replace('W/', ''), '*']) {
    const again = await server.inject({ url, headers: { 'if-none-match': known } });
    expect([known, again.statusCode, again.body]).toEqual([known, 304, '']);
  }
  expect((await server.inject({ url, headers: { 'if-none-match': '"older"' } })).statusCode).toBe(200);
});

it('sends the first page again when a vendor has changed its state', async () => {
  let version = '1.0.0';
  const server = app({ view: () => ({ ...view, version }) });
  const etag = String((await server.inject({ url: '/' })).headers.etag);
  version = '2.0.0';
  expect((await server.inject({ url: '/', headers: { 'if-none-match': etag } })).statusCode).toBe(200);
});

it('serves neither GraphiQL nor the schema where the schema is closed, and starts without GraphiQL', async () => {
  const server = app({ isOpen: false, graphiqlFile: pathToFileURL(join(folder, 'missing.html')) });
  for (const url of ['/graphiql', '/schema.graphql']) expect((await server.inject({ url })).statusCode).toBe(404);
  expect((await server.inject({ url: '/' })).body).not.toMatch(/graphiql|schema\.graphql/i);
});

it('shows the command for the public address where that is known', async () => {
  const { body } = await app({ publicUrl: 'https://example.com/tape', publicPath: '/tape' }).inject({ url: '/' });
  expect(body).toContain('curl -sS https://example.com/tape/graphql');
  expect(body).toContain('href="/tape/graphiql"');
});

it('does not start without GraphiQL, and says what to run', () => {
  const missing = pathToFileURL(join(folder, 'missing.html'));
  expect(() => app({ graphiqlFile: missing })).toThrow(/missing\.html.*npm run build/);
});

it('sends the schema as text', async () => {
  expect((await app().inject({ url: '/schema.graphql' })).body).toBe('type Query { ok: Boolean }\n');
});
