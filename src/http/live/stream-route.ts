import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode } from 'graphql';
import type { RequestContext } from '../../graphql/context.ts';
import { RequestError } from '../errors/request-error.ts';
import { graphqlParams } from '../graphql/graphql-params.ts';
import { contextOf } from '../graphql/graphql-route.ts';
import type { Clients } from '../clients.ts';
import type { ConnectionTimes } from './connection-times.ts';
import type { Connections } from './connections.ts';
import type { Operations } from './operations.ts';
import { StreamConnection } from './stream-connection.ts';
import { STREAM_PATH } from '../stream-path.ts';

// The protocol of graphql-sse without the handler of graphql-sse: that handler queues the events of a slow client without
// a bound, keeps unused reservations for ever, and does not allow the id of a refused operation again.

/** Operations of one stream at a time. */
const MAX_OPERATIONS = 50;
/** Reserved streams without a connection. */
const MAX_RESERVED = 1000;

export interface StreamRouteOptions {
  readonly operations: Operations;
  readonly clients: Clients;
  readonly connections: Connections;
  readonly times: ConnectionTimes;
}

/** Serves GraphQL over server-sent events, in both modes: distinct connections and single connection. */
export function registerStreams(app: FastifyInstance, options: StreamRouteOptions): void {
  const streams = new Streams(options);
  app.route({
    method: ['GET', 'POST', 'PUT', 'DELETE'],
    url: STREAM_PATH,
    exposeHeadRoute: false,
    handler: (request, reply) => streams.answer(request, reply),
  });
}

class Streams {
  readonly #options: StreamRouteOptions;
  /** Streams for several operations, by token. */
  readonly #byToken = new Map<string, StreamConnection>();

  constructor(options: StreamRouteOptions) {
    this.#options = options;
  }

  async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { method, headers } = request;
    if (this.#options.connections.isStopping) throw new RequestError(503, 'The server is stopping.');
    const token = tokenOf(request);
    if (method === 'PUT') this.#reserve(request, reply);
    else if (method === 'DELETE') this.#complete(token, request, reply);
    else if (!headers.accept?.includes('text/event-stream')) await this.#run(token, request, reply);
    else if (token === undefined) this.#openForOne(request, reply);
    else this.#connect(token, reply);
  }

  /** Distinct connections: opens a stream for one operation. */
  #openForOne(request: FastifyRequest, reply: FastifyReply): void {
    const { clients, operations } = this.#options;
    const params = graphqlParams(request);
    const kind = operations.kindOf(params);
    if (request.method === 'GET' && kind !== undefined && kind !== OperationTypeNode.SUBSCRIPTION) {
      // Any page can make a browser send a GET, and a query or a mutation can call a vendor.
      void reply.header('allow', 'POST');
      throw new RequestError(405, 'By GET only subscriptions are served: send it by POST.');
    }
    const client = clients.clientOf(request.raw);
    limit(clients.refusal(client) ?? clients.operationRefusal(client));
    const connection = this.#newStream(client);
    open(connection, reply);
    void connection.runOnly(params, this.#contextOf(request));
  }

  /** Single connection: reserves a stream, and returns the token of the stream. */
  #reserve(request: FastifyRequest, reply: FastifyReply): void {
    const { clients } = this.#options;
    const client = clients.clientOf(request.raw);
    limit(clients.reservationRefusal(client));
    const reserved = [...this.#byToken.values()].filter(({ isReserved }) => isReserved).length;
    if (reserved >= MAX_RESERVED) {
      throw new RequestError(503, 'Too many streams are reserved and have no connection. Try again in a moment.');
    }
    const token = randomUUID();
    const connection = this.#newStream(client);
    this.#byToken.set(token, connection);
    void connection.whenClosed.then(() => this.#byToken.delete(token));
    void reply.code(201).header('content-type', 'text/plain; charset=utf-8').send(token);
  }

  #connect(token: string, reply: FastifyReply): void {
    const connection = this.#streamOf(token);
    if (!connection.isReserved) throw new RequestError(409, 'This stream is open already.');
    open(connection, reply);
  }

  async #run(token: string | undefined, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (request.method === 'GET' || token === undefined) {
      throw new RequestError(406, 'Accept text/event-stream, or send the token of a stream with a POST.');
    }
    const { operationId: id, ...params } = graphqlParams(request);
    const { clients } = this.#options;
    const connection = this.#streamOf(token);
    if (id === undefined) throw new RequestError(400, 'extensions.operationId is missing.');
    if (connection.operation(id)) throw new RequestError(409, 'There is an operation with this id.');
    if (connection.operations >= MAX_OPERATIONS) throw new RequestError(400, TOO_MANY);
    limit(clients.operationRefusal(clients.clientOf(request.raw)));
    const errors = await connection.run(id, params, this.#contextOf(request));
    void (errors ? reply.code(400).send({ errors }) : reply.code(202).send());
  }

  #complete(token: string | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const connection = this.#streamOf(token);
    const { operationId: id } = request.query as Readonly<Record<string, unknown>>;
    if (typeof id !== 'string' || id === '') throw new RequestError(400, 'operationId is missing.');
    connection.complete(id);
    void reply.code(200).send();
  }

  #streamOf(token = ''): StreamConnection {
    const connection = this.#byToken.get(token);
    if (!connection) throw new RequestError(404, 'There is no stream with this token. Reserve one by PUT.');
    return connection;
  }

  /**
   * Returns the context of the request that sends an operation, with the Last-Event-ID of this request. The Last-Event-ID of
   * the request that opens a stream for several operations is ignored: it could belong to any of the operations.
   */
  #contextOf(request: FastifyRequest): RequestContext {
    const lastEventId = request.headers['last-event-id'];
    return {
      ...contextOf(request, this.#options.clients),
      ...(typeof lastEventId === 'string' && lastEventId !== '' && { lastEventId }),
    };
  }

  #newStream(client: string): StreamConnection {
    const { operations, connections, times } = this.#options;
    const stream = new StreamConnection(client, operations, times.now);
    connections.add(stream);
    return stream;
  }
}

const TOO_MANY = `A stream may hold ${MAX_OPERATIONS} operations.`;

/** Refuses a request that exceeds a limit of the client. */
function limit(refusal: string | undefined): void {
  if (refusal !== undefined) throw new RequestError(429, refusal);
}

function open({ stream }: StreamConnection, reply: FastifyReply): void {
  reply.hijack();
  stream.connect(reply.raw, reply.getHeaders());
}

function tokenOf({ headers, query }: FastifyRequest): string | undefined {
  const header = headers['x-graphql-event-stream-token'];
  if (typeof header === 'string' && header !== '') return header;
  const { token } = query as Readonly<Record<string, unknown>>;
  return typeof token === 'string' && token !== '' ? token : undefined;
}
