import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
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
import { keepDigits, reviveDigits } from '../../wire/json.ts';
import { siteRefusal, type SiteRules } from '../cross-site.ts';
import { withoutPublicPath } from '../public-path.ts';
import { clientError } from '../errors/public-errors.ts';
import type { Clients } from '../clients.ts';
import type { LiveTimes } from './live-times.ts';
import type { Begun, Operations } from './operations.ts';
import { Peer } from './peer.ts';
import type { Log } from '../../log.ts';

export const SOCKET_PATH = '/graphql';

/** Largest message: as for requests over HTTP. */
const MAX_PAYLOAD = 256 * 1024;
/** Operations of one socket at a time. */
export const MOST_OPERATIONS = 50;

export interface SocketRouteOptions {
  readonly operations: Operations;
  readonly clients: Clients;
  readonly sites: SiteRules;
  /** The path that the server is published below; none where absent. */
  readonly publicPath?: string | undefined;
  readonly times: LiveTimes;
  readonly log: Pick<Log, 'error'>;
}

/** GraphQL over WebSocket, graphql-transport-ws. Answers how to close all sockets, once they have the answers under way. */
export function registerSockets(app: FastifyInstance, options: SocketRouteOptions): { stop: () => Promise<void> } {
  const { operations, clients, times, log } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, handleProtocols });
  const graphql = makeServer(protocolOptions(operations, clients, times));
  const peers = new Map<WebSocket, Peer>();
  let isStopping = false;

  const open = (socket: WebSocket, client: string): void => {
    const failed = (error: unknown): void => log.error({ err: error }, 'a message over WebSocket failed');
    const peer = new Peer(socket, { client, now: times.now, failed });
    peers.set(socket, peer);
    clients.add(client, peer);
    const closed = graphql.opened(peer, peer);
    socket.once('close', (code, reason) => {
      peers.delete(socket);
      clients.remove(client, peer);
      closed(code, String(reason)).catch(failed);
    });
  };
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const client = clients.clientOf(request);
    const tooMany = clients.refusal(client);
    const refusal =
      (isStopping ? STOPPING : refusalOf(request, options)) ?? (tooMany && { status: 429, message: tooMany });
    if (refusal) refuse(socket, refusal);
    else sockets.handleUpgrade(request, socket, head, (opened) => open(opened, client));
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

function protocolOptions(
  operations: Operations,
  clients: Clients,
  times: LiveTimes,
): ServerOptions<Record<string, unknown>, Peer> {
  return {
    connectionInitWaitTimeout: times.initMs,
    jsonMessageReviver: reviveDigits,
    jsonMessageReplacer: keepDigits,
    async onSubscribe({ extra: peer }, id, payload) {
      const words =
        peer.operations >= MOST_OPERATIONS
          ? `A connection may hold ${MOST_OPERATIONS} operations.`
          : clients.operationRefusal(peer.client);
      if (words !== undefined) {
        return [new Refusal(operations.public(clientError(words, 'BAD_REQUEST')))];
      }
      const begun = await operations.begin(payload, { requestId: randomUUID(), client: peer.client });
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

/** An answer to a handshake that opens no socket. */
interface Refused {
  readonly status: number;
  readonly message: string;
}

const STOPPING: Refused = { status: 503, message: 'The server is stopping.' };

function refusalOf(
  { url = '', headers }: IncomingMessage,
  { sites, publicPath = '' }: Pick<SocketRouteOptions, 'sites' | 'publicPath'>,
): Refused | undefined {
  const address = `http://host${withoutPublicPath(url, publicPath)}`;
  if (!URL.canParse(address) || new URL(address).pathname !== SOCKET_PATH) {
    return { status: 404, message: `WebSocket is served at ${SOCKET_PATH}.` };
  }
  return siteRefusal(headers, sites);
}

function refuse(socket: Duplex, { status, message }: Refused): void {
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'connection: close',
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(message)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${message}`);
}
