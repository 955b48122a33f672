import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';

export interface Message {
  readonly type?: string;
  readonly id?: string;
  readonly payload?: unknown;
  readonly [name: string]: unknown;
}

/** A WebSocket without a protocol of its own: what a test sends is sent as it is. */
export class RawSocket {
  readonly #messages: Message[] = [];
  #wake: (() => void) | undefined;
  /** The code and the reason of its end. */
  readonly closed: Promise<{ code: number; reason: string }>;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.#messages.push(JSON.parse(data.toString()) as Message);
      this.#wake?.();
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
    onTestFinished(() => socket.terminate());
  }

  static async open(
    { origin }: { readonly origin: string },
    protocols: string | string[] = 'graphql-transport-ws',
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawSocket> {
    const raw = new RawSocket(new WebSocket(`${origin.replace('http', 'ws')}/graphql`, protocols, { headers }));
    await once(raw.socket, 'open');
    return raw;
  }

  /** One that may subscribe. */
  static async ready(server: { readonly origin: string }): Promise<RawSocket> {
    const raw = await RawSocket.open(server);
    raw.send({ type: 'connection_init' });
    await raw.next();
    return raw;
  }

  send(...messages: (Message | string)[]): void {
    for (const message of messages) this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Sends all at once, so that they arrive in one piece. */
  sendTogether(...messages: Message[]): void {
    const { _socket: net } = this.socket as unknown as { _socket: { cork(): void; uncork(): void } };
    net.cork();
    this.send(...messages);
    net.uncork();
  }

  subscribe(id: string, query: string, rest: object = {}): void {
    this.send(subscribe(id, query, rest));
  }

  /** The next message, when it comes. */
  async next(): Promise<Message> {
    while (this.#messages.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#messages.shift()!;
  }

  /** All that came until the answer to a ping, which comes last. */
  async untilPong(): Promise<Message[]> {
    this.send({ type: 'ping', payload: { last: true } });
    const messages: Message[] = [];
    for (;;) {
      const message = await this.next();
      if (message.type === 'pong') return messages;
      messages.push(message);
    }
  }
}

export function subscribe(id: string, query: string, rest: object = {}): Message {
  return { type: 'subscribe', id, payload: { query, ...rest } };
}
