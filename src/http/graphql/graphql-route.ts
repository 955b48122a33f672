import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '../../graphql/context.ts';
import { errorBody, RequestError } from '../errors/request-error.ts';
import { formFault, ofQuery } from './graphql-params.ts';
import { Budget } from '../cost/answer-budget.ts';
import { DocumentLimits } from './document-limits.ts';
import type { HotPath } from './hot-path.ts';
import type { Clients } from '../clients.ts';
import { STREAM_PATH } from '../stream-path.ts';
import { ACCEPTABLE, answerType, unfitStatus } from './media-types.ts';

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<RequestContext>;
  readonly hotPath: HotPath;
  readonly clients: Clients;
  /** Whether Apollo serves a page to browsers. */
  readonly sandbox: boolean;
  /** The path of PUBLIC_ORIGIN, as `/tape`; empty: none. */
  readonly publicPath: string;
}

/** Serves GraphQL over HTTP at /graphql: by the hot path if possible, otherwise by Apollo. */
export function registerGraphql(
  app: FastifyInstance,
  { apollo, hotPath, clients, sandbox, publicPath }: GraphqlRouteOptions,
): void {
  const notAcceptable = `Accept ${ACCEPTABLE}. Event streams (text/event-stream) are served at ${publicPath}${STREAM_PATH}.`;
  const limits = new DocumentLimits();
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    body: unknown,
    context: RequestContext,
  ): Promise<string | FastifyReply> => {
    // Checked before the execution: a mutation must not run if the answer cannot be sent.
    const type = answerType(request.headers.accept);
    if (!type) throw new RequestError(406, notAcceptable);
    void reply.header('content-type', `${type}; charset=utf-8`);
    const text = await hotPath.answer(body, context);
    if (text !== undefined) return text;
    const form = formFault(body, context.queryOnly === true);
    if (form !== undefined) return reply.code(400).send(errorBody('BAD_REQUEST', form));
    const fault = limits.faultOf((body as { readonly query?: unknown } | null)?.query);
    if (fault !== undefined) return reply.code(unfitStatus(type)).send(errorBody('GRAPHQL_VALIDATION_FAILED', fault));
    return handOver(apollo, request, reply, { method: 'POST', accept: type, body, context });
  };

  app.get('/graphql', async (request, reply) => {
    const { accept = '' } = request.headers;
    if (sandbox && accept.includes('text/html')) {
      return handOver(apollo, request, reply, {
        method: 'GET',
        accept,
        body: undefined,
        context: contextOf(request, clients),
      });
    }
    return answer(request, reply, ofQuery(request), { ...contextOf(request, clients), queryOnly: true });
  });
  app.post('/graphql', async (request, reply) => {
    if (request.body === undefined) throw new RequestError(415, 'Send the request as application/json.');
    return answer(request, reply, request.body, contextOf(request, clients));
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    handler(_request, reply) {
      void reply.header('allow', 'GET, POST');
      throw new RequestError(405, 'Send the request by GET or POST.');
    },
  });
}

export function contextOf(request: FastifyRequest, clients: Pick<Clients, 'clientOf'>): RequestContext {
  const key = request.headers['idempotency-key'];
  return {
    requestId: request.id,
    client: clients.clientOf(request.raw),
    budget: new Budget(),
    ...(typeof key === 'string' && { idempotencyKey: key }),
  };
}

interface HandedOver {
  readonly method: 'GET' | 'POST';
  /** The Accept header for Apollo. */
  readonly accept: string;
  readonly body: unknown;
  readonly context: RequestContext;
}

/** Lets Apollo answer. A GET is passed as a POST, because Apollo would round large numbers in the variables. */
async function handOver(
  apollo: ApolloServer<RequestContext>,
  request: FastifyRequest,
  reply: FastifyReply,
  { method, accept, body, context }: HandedOver,
): Promise<FastifyReply> {
  const given = Object.entries(request.headers).map(([name, value = '']): [string, string] => [name, String(value)]);
  const headers = new HeaderMap([...given, ['accept', accept]]);
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, search: '', body },
    context: () => Promise.resolve(context),
  });
  if (answer.body.kind !== 'complete') throw new Error('an answer in parts was not asked for');
  for (const [name, value] of answer.headers) void reply.header(name, value);
  return reply.code(answer.status ?? 200).send(answer.body.string);
}
