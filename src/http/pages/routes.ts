import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CLOSED, hashes, pageHeaders } from '../../pages/policy.ts';
import { FixedText } from './fixed-text.ts';
import { landingPage, type LandingView } from './landing.ts';

export interface PagesOptions {
  /** Called for every visit, because vendors may change state while the server runs. */
  readonly view: () => Omit<LandingView, 'isOpen' | 'base'>;
  /** Whether the schema is public: only then GraphiQL and `/schema.graphql` are served. */
  readonly isOpen: boolean;
  readonly graphiqlFile: URL;
  readonly schemaText: string;
  /** PUBLIC_ORIGIN, as `https://example.com/tape`. Absent: the Host header. */
  readonly publicUrl?: string | undefined;
  /** The path of PUBLIC_ORIGIN, as `/tape`. Absent: none. */
  readonly publicPath?: string;
}

/** A host that is safe in a shell command. */
const PLAIN_HOST = /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i;

/**
 * Serves `/`, and while the schema is public `/graphiql` and `/schema.graphql`. Throws if GraphiQL has not been built.
 */
export function registerPages(app: FastifyInstance, options: PagesOptions): void {
  const { isOpen, publicUrl, publicPath: base = '' } = options;
  app.get('/', (request, reply) => {
    const page = landingPage({ ...options.view(), isOpen, base }, publicUrl ?? origin(request));
    secure(reply, [...CLOSED, `style-src ${hashes(page, 'style')}`]);
    return new FixedText(page, 'text/html; charset=utf-8').answer(request, reply);
  });
  if (isOpen) registerSchemaPages(app, options);
}

function registerSchemaPages(app: FastifyInstance, { graphiqlFile, schemaText }: PagesOptions): void {
  const page = readPage(graphiqlFile);
  const policy = graphiqlPolicy(page);
  const graphiql = new FixedText(page, 'text/html; charset=utf-8');
  app.get('/graphiql', (request, reply) => {
    secure(reply, policy);
    return graphiql.answer(request, reply);
  });

  const schema = new FixedText(schemaText, 'text/plain; charset=utf-8');
  app.get('/schema.graphql', (request, reply) => {
    secure(reply, CLOSED);
    return schema.answer(request, reply);
  });
}

function graphiqlPolicy(page: string): readonly string[] {
  return [
    ...CLOSED,
    // Monaco starts workers from blobs and writes colours into style elements.
    `script-src ${hashes(page, 'script')} blob:`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'font-src data:',
    "connect-src 'self'",
  ];
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
