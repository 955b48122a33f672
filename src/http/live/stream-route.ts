import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode } from 'graphql';
import type { RequestContext } from '../../graphql/context.ts';
import { BadRequest, graphqlParams } from '../graphql/graphql-params.ts';
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
  /** Streams in `#byToken` without a connection. */
  readonly #reserved = new Set<StreamConnection>();

  constructor(options: StreamRouteOptions) {
    this.#options = options;
  }

  async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    try {
      await this.#answer(request, reply);
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      refuse(reply, error.status, error.message);
    }
  }

  async #answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { method, headers } = request;
    const token = tokenOf(request);
    if (this.#options.connections.isStopping) refuse(reply, 503, 'The server is stopping.');
    else if (method === 'PUT') this.#reserve(request, reply);
    else if (method === 'DELETE') this.#complete(token, request, reply);
    else if (!headers.accept?.includes('text/event-stream')) await this.#run(token, request, reply);
    else if (token === undefined) this.#openAlone(request, reply);
    else this.#connect(token, reply);
  }

  /** Distinct connections: a stream for one operation. */
  #openAlone(request: FastifyRequest, reply: FastifyReply): void {
    const asked = graphqlParams(request);
    const kind = this.#options.operations.kindOf(asked);
    if (request.method === 'GET' && kind !== undefined && kind !== OperationTypeNode.SUBSCRIPTION) {
      // Any page can make a browser send a GET, and a query or a mutation can call a vendor.
      refuse(reply.header('allow', 'POST'), 405, 'By GET only subscriptions are served: send it by POST.');
      return;
    }
    const client = this.#options.clients.clientOf(request.raw);
    const refusal = this.#options.clients.refusal(client) ?? this.#options.clients.operationRefusal(client);
    if (refusal !== undefined) {
      refuse(reply, 429, refusal);
      return;
    }
    const connection = this.#newStream(client);
    open(connection, reply);
    void connection.runOnly(asked, this.#contextOf(request));
  }

  /** Single connection: reserves a stream, and returns the token of the stream. */
  #reserve(request: FastifyRequest, reply: FastifyReply): void {
    const client = this.#options.clients.clientOf(request.raw);
    const refusal = this.#options.clients.reservationRefusal(client);
    if (refusal !== undefined) {
      refuse(reply, 429, refusal);
      return;
    }
    if (this.#reserved.size >= MAX_RESERVED) {
      refuse(reply, 503, 'Too many streams are reserved and have no connection. Try again in a moment.');
      return;
    }
    const token = randomUUID();
    const connection = this.#newStream(client);
    this.#byToken.set(token, connection);
    this.#reserved.add(connection);
    void connection.whenClosed.then(() => {
      this.#byToken.delete(token);
      this.#reserved.delete(connection);
    });
    void reply.code(201).header('content-type', 'text/plain; charset=utf-8').send(token);
  }

  #connect(token: string, reply: FastifyReply): void {
    const connection = this.#byToken.get(token);
    if (!connection) refuse(reply, 404, NO_STREAM);
    else if (!connection.isReserved) refuse(reply, 409, 'This stream is open already.');
    else {
      this.#reserved.delete(connection);
      open(connection, reply);
    }
  }

  async #run(token: string | undefined, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (request.method === 'GET' || token === undefined) {
      refuse(reply, 406, 'Accept text/event-stream, or send the token of a stream with a POST.');
      return;
    }
    const connection = this.#byToken.get(token);
    const { operationId: id, ...asked } = graphqlParams(request);
    const { clients } = this.#options;
    if (!connection) refuse(reply, 404, NO_STREAM);
    else if (id === undefined) refuse(reply, 400, 'extensions.operationId is missing.');
    else if (connection.operation(id)) refuse(reply, 409, 'There is an operation with this id.');
    else if (connection.operations >= MAX_OPERATIONS) refuse(reply, 400, TOO_MANY);
    else {
      const refusal = clients.operationRefusal(clients.clientOf(request.raw));
      if (refusal !== undefined) {
        refuse(reply, 429, refusal);
        return;
      }
      const errors = await connection.run(id, asked, this.#contextOf(request));
      void (errors ? reply.code(400).send({ errors }) : reply.code(202).send());
    }
  }

  #complete(token: string | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const connection = this.#byToken.get(token ?? '');
    const { operationId: id } = request.query as Readonly<Record<string, unknown>>;
    if (!connection) refuse(reply, 404, NO_STREAM);
    else if (typeof id !== 'string' || id === '') refuse(reply, 400, 'operationId is missing.');
    else {
      connection.complete(id);
      void reply.code(200).send();
    }
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
const NO_STREAM = 'There is no stream with this token. Reserve one by PUT.';

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

function refuse(reply: FastifyReply, status: number, message: string): void {
  void reply.code(status).send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
}
