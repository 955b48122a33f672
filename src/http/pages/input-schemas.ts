import { hash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pageHeaders, CLOSED } from '../../pages/policy.ts';

interface InputSchemas {
  /** The texts of the JSON Schemas, by the name of the input. */
  readonly texts: ReadonlyMap<string, string>;
  /** Whether the schema is open to everybody. Closed, every address answers as one that does not exist. */
  readonly open: boolean;
}

/** Serves the JSON Schema of each input at `/schemas/<Input>.json` while the schema is open. */
export function registerInputSchemas(app: FastifyInstance, { texts, open }: InputSchemas): void {
  if (!open) return;
  for (const [name, text] of texts) {
    const etag = `"${hash('sha256', text, 'base64url')}"`;
    app.get(`/schemas/${name}.json`, (request, reply) => {
      reply.headers({ ...pageHeaders(CLOSED), etag, 'cache-control': 'public, max-age=300' });
      if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
      return reply.type('application/schema+json; charset=utf-8').send(text);
    });
  }
}

/** Whether a client has what it asks for: the comparison of RFC 9110, 13.1.2. */
function isKnown(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((each) => {
    const tag = each.trim();
    return tag === '*' || tag.replace(/^W\//, '') === etag;
  });
}
