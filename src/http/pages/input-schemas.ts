import type { FastifyInstance } from 'fastify';
import { pageHeaders, CLOSED } from '../../pages/policy.ts';
import { FixedText } from './fixed-text.ts';

interface InputSchemas {
  /** JSON Schemas as text, by the name of the input. */
  readonly texts: ReadonlyMap<string, string>;
  /** Whether the schema is public. Otherwise every address answers 404. */
  readonly open: boolean;
}

/** Serves the JSON Schema of each input at `/schemas/<Input>.json` while the schema is public. */
export function registerInputSchemas(app: FastifyInstance, { texts, open }: InputSchemas): void {
  if (!open) return;
  for (const [name, text] of texts) {
    const schema = new FixedText(text, 'application/schema+json; charset=utf-8');
    app.get(`/schemas/${name}.json`, (request, reply) => {
      reply.headers({ ...pageHeaders(CLOSED), 'cache-control': 'public, max-age=300' });
      return schema.answer(request, reply);
    });
  }
}
