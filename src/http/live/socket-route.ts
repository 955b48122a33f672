import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import {
  GraphQLError,
  parse,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
} from 'graphql';
import { handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { reviveDigits } from '../../wire/json.ts';
import { mayCall } from '../origins.ts';
import { clientError } from '../public-errors.ts';
import type { LiveLog, LiveTimes } from './live-times.ts';
import type { Begun, Operations } from './operations.ts';
import { Peer } from './peer.ts';

export const SOCKET_PATH = '/graphql';

/** Largest message: as for requests over HTTP. */
const MAX_PAYLOAD = 256 * 1024;
/** Operations of one socket at a time. */
export const MOST_OPERATIONS = 50;

export interface SocketRouteOptions {
  readonly operations: Operations;
  readonly origins: readonly (string | RegExp)[];
  readonly times: LiveTimes;
  readonly log: LiveLog;
}

/** GraphQL over WebSocket, graphql-transport-ws. Answers how to close all sockets, once they have the answers under way. */
export function registerSockets(app: FastifyInstance, options: SocketRouteOptions): { stop: () => Promise<void> } {
  const { operations, origins, times, log } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, handleProtocols });
  const graphql = makeServer(protocolOptions(operations, times));
  const peers = new Map<WebSocket, Peer>();
  let isStopping = false;

  const open = (socket: WebSocket): void => {
    const failed = (error: unknown): void => log.error({ err: error }, 'a message over WebSocket failed');
    const peer = new Peer(socket, { now: times.now, failed });
    peers.set(socket, peer);
    const closed = graphql.opened(peer, peer);
    socket.once('close', (code, reason) => {
      peers.delete(socket);
      closed(code, String(reason)).catch(failed);
    });
  };
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = isStopping ? '503 Service Unavailable' : refusalOf(request, origins);
    if (refusal) refuse(socket, refusal);
    else sockets.handleUpgrade(request, socket, head, open);
  });
  const watch = setInterval(() => {
    for (const peer of peers.values()) peer.check(times.silenceMs);
  }, times.pingMs).unref();

  return {
    async stop() {
      isStopping = true;
      await Promise.all([...peers].map(([socket, peer]) => dismiss(socket, peer, times.farewellMs)));
      clearInterval(watch);
      sockets.close();
    },
  };
}

/** Closes a socket when what is under way on it is answered. Resolves when it is gone. */
async function dismiss(socket: WebSocket, peer: Peer, farewellMs: number): Promise<void> {
  const gone = new Promise((resolve) => socket.once('close', resolve));
  await Promise.race([peer.finish(), gone]);
  peer.close(1001, 'Going away');
  const late = setTimeout(() => socket.terminate(), farewellMs);
  await gone;
  clearTimeout(late);
}

// What graphql-ws executes is decided before it looks: it sees documents only that say which kind of answer there is.
const STREAM = parse('subscription { it }');
const ANSWER = parse('{ it }');

/** Errors that are in public words already, on their way through graphql-ws. */
class Refusal extends GraphQLError {
  constructor(readonly formatted: GraphQLFormattedError) {
    super(formatted.message);
  }
}

function protocolOptions(operations: Operations, times: LiveTimes): ServerOptions<Record<string, unknown>, Peer> {
  return {
    connectionInitWaitTimeout: times.initMs,
    jsonMessageReviver: reviveDigits,
    async onSubscribe({ extra: peer }, id, payload) {
      if (peer.operations >= MOST_OPERATIONS) {
        const words = `A connection may hold ${MOST_OPERATIONS} operations.`;
        return [new Refusal(operations.public(clientError(words, 'BAD_REQUEST')))];
      }
      const begun = await operations.begin(payload, { requestId: randomUUID() });
      if (begun.kind === 'refused') return begun.errors.map((error) => new Refusal(error));
      if (begun.kind === 'stream') peer.goesOn(id);
      const document = begun.kind === 'stream' ? STREAM : ANSWER;
      return { schema: operations.schema, document, contextValue: begun };
    },
    subscribe: ({ contextValue }) => answersOf(contextValue as Begun) as AsyncIterable<ExecutionResult>,
    execute: ({ contextValue }) => answersOf(contextValue as Begun) as ExecutionResult,
    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult, // its errors are in public words
    onError: (_context, _id, _payload, errors) =>
      errors.map((error) => (error instanceof Refusal ? error.formatted : operations.public(error))),
  };
}

function answersOf(begun: Begun): unknown {
  return begun.kind === 'stream' ? begun.answers : begun.kind === 'answer' ? begun.answer : undefined;
}

function refusalOf(request: IncomingMessage, origins: readonly (string | RegExp)[]): string | undefined {
  const address = `http://host${request.url ?? ''}`;
  if (!URL.canParse(address) || new URL(address).pathname !== SOCKET_PATH) return '404 Not Found';
  return mayCall(request.headers, origins) ? undefined : '403 Forbidden';
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
