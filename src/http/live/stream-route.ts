import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode } from 'graphql';
import type { RequestContext } from '../../graphql/context.ts';
import { BadRequest, askedOf } from '../graphql/asked.ts';
import { contextOf } from '../graphql/graphql-route.ts';
import type { Clients } from '../clients.ts';
import type { LiveTimes } from './live-times.ts';
import type { Operations } from './operations.ts';
import { Session } from './session.ts';
import { STREAM_PATH } from '../stream-path.ts';

// The protocol of graphql-sse, without its handler: that one queues what a slow client does not read, without an end,
// keeps reservations that nobody takes up for ever, and does not let an id be used again whose operation was refused.

/** Operations of one stream at a time. */
export const MOST_STREAM_OPERATIONS = 50;
/** Streams that are reserved and have no connection yet. */
export const MOST_RESERVED = 1000;

export interface StreamRouteOptions {
  readonly operations: Operations;
  readonly clients: Clients;
  readonly times: LiveTimes;
}

/** GraphQL over server-sent events, in both modes. Answers how to end all streams, once they have the answers under way. */
export function registerStreams(app: FastifyInstance, options: StreamRouteOptions): { stop: () => Promise<void> } {
  const streams = new Streams(options);
  app.route({
    method: ['GET', 'POST', 'PUT', 'DELETE'],
    url: STREAM_PATH,
    exposeHeadRoute: false,
    handler: (request, reply) => streams.answer(request, reply),
  });
  return streams;
}

class Streams {
  readonly #options: StreamRouteOptions;
  /** Every stream, reserved ones too. */
  readonly #sessions = new Set<Session>();
  /** Those for several operations, by their tokens. */
  readonly #byToken = new Map<string, Session>();
  /** Those of them without a connection. */
  readonly #reserved = new Set<Session>();
  readonly #watch: NodeJS.Timeout;
  #isStopping = false;

  constructor(options: StreamRouteOptions) {
    this.#options = options;
    this.#watch = setInterval(() => {
      this.#check();
    }, options.times.pingMs).unref();
  }

  async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    try {
      await this.#answer(request, reply);
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      refuse(reply, error.status, error.message);
    }
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all([...this.#sessions].map((session) => dismiss(session, this.#options.times.farewellMs)));
    clearInterval(this.#watch);
  }

  async #answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { method, headers } = request;
    const token = tokenOf(request);
    if (this.#isStopping) refuse(reply, 503, 'The server is stopping.');
    else if (method === 'PUT') this.#reserve(request, reply);
    else if (method === 'DELETE') this.#complete(token, request, reply);
    else if (!headers.accept?.includes('text/event-stream')) await this.#run(token, request, reply);
    else if (token === undefined) this.#openAlone(request, reply);
    else this.#connect(token, reply);
  }

  /** Distinct connections: a stream for one operation. */
  #openAlone(request: FastifyRequest, reply: FastifyReply): void {
    const asked = askedOf(request);
    const kind = this.#options.operations.kindOf(asked);
    if (request.method === 'GET' && kind !== undefined && kind !== OperationTypeNode.SUBSCRIPTION) {
      // Any page can make a browser send a GET, and what answers these may be a call to a vendor.
      refuse(reply.header('allow', 'POST'), 405, 'By GET only subscriptions are served: send it by POST.');
      return;
    }
    const client = this.#options.clients.clientOf(request.raw);
    const refusal = this.#options.clients.refusal(client) ?? this.#options.clients.operationRefusal(client);
    if (refusal !== undefined) {
      refuse(reply, 429, refusal);
      return;
    }
    const session = this.#newSession(client);
    open(session, reply);
    void session.runAlone(asked, this.#contextOf(request));
  }

  /** Single connection: a token for a stream to come. */
  #reserve(request: FastifyRequest, reply: FastifyReply): void {
    const client = this.#options.clients.clientOf(request.raw);
    const refusal = this.#options.clients.reservationRefusal(client);
    if (refusal !== undefined) {
      refuse(reply, 429, refusal);
      return;
    }
    if (this.#reserved.size >= MOST_RESERVED) {
      refuse(reply, 503, 'Too many streams are reserved and have no connection. Try again in a moment.');
      return;
    }
    const token = randomUUID();
    const session = this.#newSession(client);
    this.#byToken.set(token, session);
    this.#reserved.add(session);
    void session.stream.whenOver.then(() => {
      this.#byToken.delete(token);
      this.#reserved.delete(session);
    });
    void reply.code(201).header('content-type', 'text/plain; charset=utf-8').send(token);
  }

  #connect(token: string, reply: FastifyReply): void {
    const session = this.#byToken.get(token);
    if (!session) refuse(reply, 404, NO_STREAM);
    else if (session.stream.isConnected) refuse(reply, 409, 'This stream is open already.');
    else {
      this.#reserved.delete(session);
      open(session, reply);
    }
  }

  async #run(token: string | undefined, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (request.method === 'GET' || token === undefined) {
      refuse(reply, 406, 'Accept text/event-stream, or send the token of a stream with a POST.');
      return;
    }
    const session = this.#byToken.get(token);
    const { operationId: id, ...asked } = askedOf(request);
    const { clients } = this.#options;
    if (!session) refuse(reply, 404, NO_STREAM);
    else if (id === undefined) refuse(reply, 400, 'extensions.operationId is missing.');
    else if (session.has(id)) refuse(reply, 409, 'There is an operation with this id.');
    else if (session.operations >= MOST_STREAM_OPERATIONS) refuse(reply, 400, TOO_MANY);
    else {
      const refusal = clients.operationRefusal(clients.clientOf(request.raw));
      if (refusal !== undefined) {
        refuse(reply, 429, refusal);
        return;
      }
      const errors = await session.run(id, asked, this.#contextOf(request));
      void (errors ? reply.code(400).send({ errors }) : reply.code(202).send());
    }
  }

  #complete(token: string | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const session = this.#byToken.get(token ?? '');
    const { operationId: id } = request.query as Readonly<Record<string, unknown>>;
    if (!session) refuse(reply, 404, NO_STREAM);
    else if (typeof id !== 'string' || id === '') refuse(reply, 400, 'operationId is missing.');
    else {
      session.complete(id);
      void reply.code(200).send();
    }
  }

  /**
   * The request that brings an operation brings its Last-Event-ID, too. The one that opens a stream for several
   * operations brings none that counts: it would not say for which.
   */
  #contextOf(request: FastifyRequest): RequestContext {
    const lastEventId = request.headers['last-event-id'];
    return {
      ...contextOf(request, this.#options.clients),
      ...(typeof lastEventId === 'string' && lastEventId !== '' && { lastEventId }),
    };
  }

  #newSession(client: string): Session {
    const { operations, clients, times } = this.#options;
    const session = new Session(operations, times.now);
    this.#sessions.add(session);
    clients.add(client, session);
    void session.stream.whenOver.then(() => {
      this.#sessions.delete(session);
      clients.remove(client, session);
    });
    return session;
  }

  #check(): void {
    const { now, silenceMs, reservationMs } = this.#options.times;
    for (const { stream, madeAt } of this.#sessions) {
      if (stream.isConnected) stream.check(silenceMs);
      else if (now() - madeAt >= reservationMs) stream.cut();
    }
  }
}

const TOO_MANY = `A stream may hold ${MOST_STREAM_OPERATIONS} operations.`;
const NO_STREAM = 'There is no stream with this token. Reserve one by PUT.';

/** Ends a stream when what is under way on it is answered. Resolves when it is gone. */
async function dismiss(session: Session, farewellMs: number): Promise<void> {
  const { stream } = session;
  await Promise.race([session.finish(), stream.whenOver]);
  const late = setTimeout(() => stream.cut(), farewellMs);
  await stream.whenOver;
  clearTimeout(late);
}

function open({ stream }: Session, reply: FastifyReply): void {
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
