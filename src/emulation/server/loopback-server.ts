import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { onPort } from '../../wire/port.ts';

/** One request as received. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** The query string as sent, without `?`. */
  readonly query: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The unchanged bytes; undefined if the body was longer than the server accepts. */
  readonly body: Buffer | undefined;
}

export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer with a slow or endless body. */
export interface StreamedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: Iterable<Buffer> | AsyncIterable<Buffer>;
}

/** Outcome of a request: an answer, a reset, a connection closed within the headers, or silence. */
export type Outcome = RawReply | StreamedReply | 'reset' | 'half-header' | 'silence';

export interface LoopbackServerOptions {
  readonly port?: number | undefined;
  readonly maxBodyBytes: number;
  /** Source of the `Date` header, in Unix ms: clients derive the offset of their clock from the header. */
  readonly now?: (() => number) | undefined;
  readonly answer: (request: RawRequest) => Outcome | Promise<Outcome>;
}

export interface LoopbackServer {
  readonly origin: string;
  readonly port: number;
  /** Ends idle and busy connections too; resolves when the port is free. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** Longer than the pauses of any test, so that no caller reuses a connection just as the server closes it. */
const KEEP_ALIVE_MS = 60_000;
/** Node accepts 16 KB by default; a GET with all parameters in the first line may have 32 KB. */
const MAX_HEADER_BYTES = 64 * 1024;

/**
 * Serves HTTP to this machine only. Resolves when the server listens. Throws `PortUnavailable` if the port is in use.
 */
export async function startLoopbackServer(options: LoopbackServerOptions): Promise<LoopbackServer> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (message, response) => {
    void serve(message, response, options, () => server.listening);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await onPort('EMULATOR_PORT', async () => {
    server.listen(options.port ?? 0, HOST);
    await once(server, 'listening');
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://${HOST}:${port}`,
    port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  options: LoopbackServerOptions,
  isOpen: () => boolean,
) {
  let body: Buffer | undefined;
  try {
    body = await readBody(message, options.maxBodyBytes);
  } catch {
    return; // the client disconnected
  }
  try {
    const outcome = await options.answer(rawRequest(message, body));
    response.setHeader('date', new Date(options.now?.() ?? Date.now()).toUTCString());
    deliver(outcome, message, response);
  } catch (error) {
    if (!isOpen()) return; // a call that was held up for longer than the server ran
    // A fault of the emulator's own. Its text may hold anything, so it stays on this side.
    process.emitWarning(error as Error);
    response.writeHead(500).end();
  }
}

function deliver(outcome: Outcome, { socket }: IncomingMessage, response: ServerResponse): void {
  if (outcome === 'silence') return;
  if (outcome === 'reset') socket.resetAndDestroy();
  else if (outcome === 'half-header') socket.end('HTTP/1.1 200 OK\r\nContent-Ty');
  else if ('chunks' in outcome) stream(outcome, response);
  else response.writeHead(outcome.status, outcome.headers).end(outcome.body);
}

function stream({ status, headers, chunks }: StreamedReply, response: ServerResponse): void {
  response.writeHead(status, headers).flushHeaders();
  // The stream ends when the client has read enough, which is no error.
  pipeline(Readable.from(chunks, { objectMode: false }), response, () => undefined);
}

/** Reads to the end also beyond the limit: a client that still sends would not see the answer. */
async function readBody(message: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
  }
  return size <= maxBytes ? Buffer.concat(chunks) : undefined;
}

function rawRequest(message: IncomingMessage, body: Buffer | undefined): RawRequest {
  const [path = '', ...query] = (message.url ?? '').split('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (typeof value === 'string') headers[name] = value;
  }
  return { method: message.method ?? '', path, query: query.join('?'), headers, body };
}
