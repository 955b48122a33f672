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
import { WebSocketServer } from 'ws';
import type { Log } from '../../log.ts';
import { keepDigits, reviveDigits } from '../../wire/json.ts';
import { siteRefusal, type SiteRules } from '../cross-site.ts';
import { withoutPublicPath } from '../public-path.ts';
import { clientError } from '../errors/public-errors.ts';
import type { Clients } from '../clients.ts';
import type { ConnectionTimes } from './connection-times.ts';
import type { Connections } from './connections.ts';
import type { OperationResult, Operations } from './operations.ts';
import { SocketConnection } from './socket-connection.ts';

const SOCKET_PATH = '/graphql';

/** Largest message: as for requests over HTTP. */
const MAX_PAYLOAD = 256 * 1024;
/** Operations of one socket at a time. */
const MAX_OPERATIONS = 50;

export interface SocketRouteOptions {
  readonly operations: Operations;
  readonly clients: Clients;
  readonly connections: Connections;
  readonly sites: SiteRules;
  /** Path below which the server is published, if any. */
  readonly publicPath?: string | undefined;
  readonly times: ConnectionTimes;
  readonly log: Pick<Log, 'error'>;
}

/** Serves GraphQL over WebSocket (graphql-transport-ws). */
export function registerSockets(app: FastifyInstance, options: SocketRouteOptions): void {
  const { operations, clients, connections, times, log } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, handleProtocols });
  const graphql = makeServer(protocolOptions(operations, clients, times));
  const onError = (error: unknown): void => log.error({ err: error }, 'a message over WebSocket failed');

  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const client = clients.clientOf(request);
    const tooMany = clients.refusal(client);
    const refusal =
      (connections.isStopping ? STOPPING : refusalOf(request, options)) ??
      (tooMany && { status: 429, message: tooMany });
    if (refusal) {
      refuse(socket, refusal);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const connection = new SocketConnection(opened, { client, now: times.now, onError });
      connections.add(connection);
      const closed = graphql.opened(connection, connection);
      opened.once('close', (code, reason) => void closed(code, String(reason)).catch(onError));
    });
  });
}

// graphql-ws decides by the document whether an operation has one answer or many. The documents here say only that.
const STREAM = parse('subscription { it }');
const ANSWER = parse('{ it }');

/** An error that is public already, on its way through graphql-ws. */
class Refusal extends GraphQLError {
  constructor(readonly formatted: GraphQLFormattedError) {
    super(formatted.message);
  }
}

function protocolOptions(
  operations: Operations,
  clients: Clients,
  times: ConnectionTimes,
): ServerOptions<Record<string, unknown>, SocketConnection> {
  return {
    connectionInitWaitTimeout: times.initMs,
    jsonMessageReviver: reviveDigits,
    jsonMessageReplacer: keepDigits,
    async onSubscribe({ extra: connection }, id, payload) {
      const { client } = connection;
      const message =
        connection.operations >= MAX_OPERATIONS
          ? `A connection may hold ${MAX_OPERATIONS} operations.`
          : clients.operationRefusal(client);
      if (message !== undefined) return [new Refusal(operations.public(clientError(message, 'BAD_REQUEST')))];
      const result = await operations.begin(payload, { requestId: randomUUID(), client });
      if (result.kind === 'refused') return result.errors.map((error) => new Refusal(error));
      if (result.kind === 'stream') connection.markSubscription(id);
      const document = result.kind === 'stream' ? STREAM : ANSWER;
      return { schema: operations.schema, document, contextValue: result };
    },
    subscribe: ({ contextValue }) => answersOf(contextValue as OperationResult) as AsyncIterable<ExecutionResult>,
    execute: ({ contextValue }) => answersOf(contextValue as OperationResult) as ExecutionResult,
    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult, // with public errors
    onError: (_context, _id, _payload, errors) =>
      errors.map((error) => (error instanceof Refusal ? error.formatted : operations.public(error))),
  };
}

function answersOf(result: OperationResult): unknown {
  return result.kind === 'stream' ? result.answers : result.kind === 'answer' ? result.answer : undefined;
}

/** Response to a handshake that the server refuses. */
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
