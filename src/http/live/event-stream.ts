import type { ServerResponse } from 'node:http';

/** A comment, which clients ignore: keeps proxies from closing an idle connection. */
const HEARTBEAT = ':\n\n';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no', // nginx would hold events back
};

/**
 * One stream of server-sent events. A write before the connection waits for the connection. A write resolves when the
 * system has taken the text; there is no queue, so the caller must wait.
 */
export class EventStream {
  readonly #now: () => number;
  readonly #connected = Promise.withResolvers<undefined>();
  readonly #closed = Promise.withResolvers<undefined>();
  #response: ServerResponse | undefined;
  #isClosed = false;
  /** Writes that the system has not taken: the function that settles the write, and the time of the write. */
  readonly #pending = new Map<(isTaken: boolean) => void, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  get isConnected(): boolean {
    return this.#response !== undefined;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get whenClosed(): Promise<undefined> {
    return this.#closed.promise;
  }

  /** Answers a request with the stream. Once only. */
  connect(response: ServerResponse, headers: Readonly<Record<string, string | number | string[] | undefined>>): void {
    this.#response = response;
    response.once('close', () => this.#finish());
    response.writeHead(200, { ...withoutUndefined(headers), ...HEADERS });
    response.write(HEARTBEAT); // some browsers see the headers only with a first byte
    this.#connected.resolve(undefined);
  }

  /** Sends an event; `data` and `id` must have no line break. Returns false if the stream closed before the end of the write. */
  async write(event: 'next' | 'complete', data: string, id?: string): Promise<boolean> {
    await this.#connected.promise;
    return this.#write(`event: ${event}\ndata: ${data}\n${id === undefined ? '' : `id: ${id}\n`}\n`);
  }

  /** Sends an id without an event. Clients keep the id as the Last-Event-ID, and report nothing to their programs. */
  async writeId(id: string): Promise<boolean> {
    await this.#connected.promise;
    return this.#write(`id: ${id}\n\n`);
  }

  /** Sends a heartbeat, or cuts the connection of a client that has read nothing for `silenceMs`. */
  check(silenceMs: number): void {
    const [oldest] = this.#pending.values();
    if (oldest === undefined) void this.#write(HEARTBEAT);
    else if (this.#now() - oldest >= silenceMs) this.#response?.destroy();
  }

  /** Closes the stream after all writes have arrived. */
  end(): void {
    if (this.#response) this.#response.end();
    else this.#finish();
  }

  cut(): void {
    this.#response?.destroy();
    this.#finish();
  }

  #write(text: string): Promise<boolean> {
    const response = this.#response;
    if (this.#isClosed || !response || response.writableEnded) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (isTaken: boolean): void => {
        this.#pending.delete(settle);
        resolve(isTaken);
      };
      this.#pending.set(settle, this.#now());
      response.write(text, (error) => settle(!error));
    });
  }

  #finish(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#connected.resolve(undefined);
    this.#closed.resolve(undefined);
    for (const settle of [...this.#pending.keys()]) settle(false);
  }
}

function withoutUndefined<Value>(headers: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const known = Object.entries(headers).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return Object.fromEntries(known);
}
