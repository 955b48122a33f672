import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CLOSED, hashes, pageHeaders } from '../../pages/policy.ts';
import { landingPage, type LandingView } from './landing.ts';

interface PagesOptions {
  /** Asked for every visit: vendors may change their state while the server runs. */
  view: () => LandingView;
  graphiqlFile: URL;
  schemaText: string;
}

const pack = promisify(gzip);

/** A host that can stand in a shell command as it is. */
const PLAIN_HOST = /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i;

/** Serves the pages people see: `/`, `/graphiql` and `/schema.graphql`. Throws if GraphiQL has not been built. */
export function registerPages(app: FastifyInstance, options: PagesOptions): void {
  const graphiql = readGraphiql(options.graphiqlFile);

  app.get('/', (request, reply) => {
    const page = landingPage(options.view(), origin(request));
    secure(reply, [...CLOSED, `style-src ${hashes(page, 'style')}`]);
    return reply.type('text/html; charset=utf-8').send(page);
  });

  app.get('/graphiql', async (request, reply) => {
    secure(reply, graphiql.policy);
    reply.header('etag', graphiql.etag).header('vary', 'accept-encoding').type('text/html; charset=utf-8');
    if (request.headers['if-none-match'] === graphiql.etag) return reply.code(304).send();
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(graphiql.page);
    return reply.header('content-encoding', 'gzip').send(await graphiql.packed());
  });

  app.get('/schema.graphql', (_request, reply) => {
    secure(reply, CLOSED);
    return reply.type('text/plain; charset=utf-8').send(options.schemaText);
  });
}

function readGraphiql(file: URL) {
  const page = readPage(file);
  let packed: Promise<Buffer> | undefined;
  return {
    page,
    etag: `W/"${hash('sha256', page, 'base64url')}"`,
    // Nine megabytes become two; most visits then ask only whether the page has changed.
    packed: () => (packed ??= pack(page)),
    policy: [
      ...CLOSED,
      // Monaco starts its workers from blobs, and writes its colours into style elements as it goes.
      `script-src ${hashes(page, 'script')} blob:`,
      'worker-src blob:',
      "style-src 'unsafe-inline'",
      'font-src data:',
      "connect-src 'self'",
    ],
  };
}

function readPage(file: URL): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${fileURLToPath(file)} cannot be read. Run "npm run build", which writes it.`, { cause });
  }
}

function origin(request: FastifyRequest): string | undefined {
  return PLAIN_HOST.test(request.host) ? `${request.protocol}://${request.host}` : undefined;
}

function secure(reply: FastifyReply, policy: readonly string[]): void {
  reply.headers(pageHeaders(policy));
}
