import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestContext } from '../context.ts';
import type { HotPath } from './hot-path.ts';

/** GraphQL over HTTP at /graphql: the hot path where it can, Apollo for all the rest. */
export function registerGraphql(app: FastifyInstance, apollo: ApolloServer<RequestContext>, hotPath: HotPath): void {
  const handOver = fastifyApolloHandler(apollo, {
    context: (request: FastifyRequest) => Promise.resolve(contextOf(request)),
  });
  app.get('/graphql', handOver);
  app.post('/graphql', async (request, reply) => {
    if (wantsPlainJson(request.headers.accept)) {
      const answer = await hotPath.answer(request.body, contextOf(request));
      if (answer !== undefined) {
        void reply.header('content-type', 'application/json; charset=utf-8');
        return answer;
      }
    }
    return handOver.call(app, request, reply);
  });
}

/** What a request over HTTP carries. */
export function contextOf(request: FastifyRequest): RequestContext {
  const key = request.headers['idempotency-key'];
  return { requestId: request.id, ...(typeof key === 'string' && { idempotencyKey: key }) };
}

/** Whether the answer is application/json: without a wish, and for the two ways clients spell that one. */
function wantsPlainJson(accept: string | undefined): boolean {
  return accept === undefined || accept === '*/*' || accept === 'application/json';
}
