import { CloseCode, MessageType } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';
import { OrderlyIds } from './orderly-ids.ts';

/** Bytes that may wait for a client before nothing more is read of it: it asks, and does not read the answers. */
const MOST_UNREAD = 1024 * 1024;
/** Of RFC 6455: the client breaks a rule of ours. Clients do not connect again by themselves. */
const POLICY_VIOLATION = 1008;

export interface PeerOptions {
  /** Milliseconds of a clock that never jumps. */
  readonly now: () => number;
  /** Told of what a message made go wrong here. */
  readonly failed: (error: unknown) => void;
  /** Who connected, by the address; undefined where that is not known. */
  readonly client?: string | undefined;
}

/** One WebSocket, as graphql-ws wants it. What is sent waits until the system has taken it. */
export class Peer {
  readonly #socket: WebSocket;
  readonly #options: PeerOptions;
  readonly #ids = new OrderlyIds();
  #heardAt: number;

  constructor(socket: WebSocket, options: PeerOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#heardAt = options.now();
    socket.on('pong', () => this.#heard());
    socket.on('ping', () => this.#heard());
    socket.on('error', () => undefined); // ws closes it by itself, with the right code
    socket.once('close', () => void this.#ids.finish()); // what waits would begin for nobody, and never end
  }

  get client(): string | undefined {
    return this.#options.client;
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  /** How many operations go on. */
  get operations(): number {
    return this.#ids.size;
  }

  /** Tells that an operation goes on until somebody ends it: `finish` does not wait for it. */
  goesOn(id: string): void {
    this.#ids.goesOn(id);
  }

  /**
   * Begins nothing more, and resolves when the operations with one answer are through. What the client wants to begin
   * meanwhile is left unanswered: it begins it again where it connects next.
   */
  finish(): Promise<void> {
    return this.#ids.finish();
  }

  /** Resolves when the system has taken the text, or the socket is gone: whoever makes the next one waits for that. */
  send(text: string): Promise<void> {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) return Promise.resolve();
    return new Promise((resolve) => {
      socket.send(text, () => {
        if (socket.isPaused && socket.bufferedAmount < MOST_UNREAD) socket.resume();
        resolve();
      });
    });
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  onMessage(take: (text: string) => Promise<void>): void {
    this.#socket.on('message', (data: RawData) => {
      if (this.#socket.readyState !== this.#socket.OPEN) return; // being closed: it may go on to send for long
      this.#heard();
      if (this.#socket.bufferedAmount >= MOST_UNREAD) this.#socket.pause();
      const text = textOf(data);
      if (isOfServer(text)) {
        this.close(CloseCode.BadRequest, 'Invalid message received');
        return;
      }
      this.#ids
        .take(text, () => take(text))
        .catch((error: unknown) => {
          this.#options.failed(error);
          this.close(CloseCode.InternalServerError, 'Internal server error');
        });
      if (this.#ids.isOverfull) this.close(POLICY_VIOLATION, 'Too much waits for completed operations');
    });
  }

  /** Asks for a sign of life; cuts the connection where there was none for `silenceMs`. */
  check(silenceMs: number): void {
    if (this.#options.now() - this.#heardAt >= silenceMs) this.#socket.terminate();
    else if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  #heard(): void {
    this.#heardAt = this.#options.now();
  }
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as ArrayBuffer).toString();
}

/** graphql-ws takes these for messages in the right form, and has no answer to them. */
const OF_SERVERS: ReadonlySet<unknown> = new Set([MessageType.ConnectionAck, MessageType.Next, MessageType.Error]);

function isOfServer(text: string): boolean {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' && message !== null && 'type' in message && OF_SERVERS.has(message.type);
  } catch {
    return false;
  }
}
