import { CloseCode, MessageType, type WebSocket as Protocol } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';
import { Connection } from './connection.ts';
import { IdReuseGuard, type ClientMessage, type SocketOperation } from './id-reuse-guard.ts';
import type { ConnectionTimes } from './connection-times.ts';

/** Unsent bytes from which on the server stops reading: the client asks, and does not read the answers. */
const MAX_UNREAD = 1024 * 1024;
/** RFC 6455: the client breaks a rule of the server. Clients do not reconnect by themselves. */
const POLICY_VIOLATION = 1008;
/** graphql-ws accepts these messages of servers from a client, and never answers them. */
const SERVER_MESSAGES: ReadonlySet<string> = new Set([MessageType.ConnectionAck, MessageType.Next, MessageType.Error]);

export interface SocketConnectionOptions {
  readonly client: string;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** Called with the error of a message that failed in the server. */
  readonly onError: (error: unknown) => void;
}

/** One WebSocket, in the form that graphql-ws takes. */
export class SocketConnection extends Connection<SocketOperation> implements Protocol {
  readonly whenClosed: Promise<unknown>;
  readonly #socket: WebSocket;
  readonly #options: SocketConnectionOptions;
  readonly #guard = new IdReuseGuard(this);
  #lastSign: number;

  constructor(socket: WebSocket, options: SocketConnectionOptions) {
    super(options.client);
    this.#socket = socket;
    this.#options = options;
    this.#lastSign = options.now();
    this.whenClosed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('pong', () => this.#signed());
    socket.on('ping', () => this.#signed());
    socket.on('error', () => undefined); // ws closes the socket with the right code
    socket.once('close', () => void this.drain()); // a waiting message would begin an operation that never ends
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  /** Marks an operation as a subscription: `drain` does not wait for the end of a subscription. */
  markSubscription(id: string): void {
    const operation = this.operation(id);
    if (operation) this.settle(operation);
  }

  /** Resolves when the system has taken the text, or the socket is closed. The caller must wait: there is no queue. */
  send(text: string): Promise<void> {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) return Promise.resolve();
    return new Promise((resolve) => {
      socket.send(text, () => {
        if (socket.isPaused && socket.bufferedAmount < MAX_UNREAD) socket.resume();
        resolve();
      });
    });
  }

  close(code = 1001, reason = 'Going away'): void {
    this.#socket.close(code, reason);
  }

  cut(): void {
    this.#socket.terminate();
  }

  onMessage(handle: (text: string) => Promise<void>): void {
    this.#socket.on('message', (data: RawData) => {
      if (this.#socket.readyState !== this.#socket.OPEN) return; // a client can go on sending while the socket closes
      this.#signed();
      if (this.#socket.bufferedAmount >= MAX_UNREAD) this.#socket.pause();
      const text = textOf(data);
      const message = read(text);
      if (SERVER_MESSAGES.has(message.type)) {
        this.close(CloseCode.BadRequest, 'Invalid message received');
        return;
      }
      this.#guard
        .take(message, text.length, () => handle(text))
        .catch((error: unknown) => {
          this.#options.onError(error);
          this.close(CloseCode.InternalServerError, 'Internal server error');
        });
      if (this.#guard.isOverfull) this.close(POLICY_VIOLATION, 'Too much waits for completed operations');
    });
  }

  check({ silenceMs }: ConnectionTimes): void {
    if (this.#options.now() - this.#lastSign >= silenceMs) this.cut();
    else if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  #signed(): void {
    this.#lastSign = this.#options.now();
  }
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as ArrayBuffer).toString();
}

const MALFORMED: ClientMessage = { type: '' };

/** Returns the type and the id of a message. graphql-ws reports the fault of a malformed message. */
function read(text: string): ClientMessage {
  try {
    const message: unknown = JSON.parse(text);
    if (typeof message !== 'object' || message === null || !('type' in message)) return MALFORMED;
    const { type } = message;
    const id = 'id' in message && typeof message.id === 'string' ? { id: message.id } : {};
    return typeof type === 'string' ? { type, ...id } : MALFORMED;
  } catch {
    return MALFORMED;
  }
}
