import type { ServerResponse } from 'node:http';

/** Nothing, as an event stream has it: keeps proxies from taking the connection for dead. */
const NOTHING = ':\n\n';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no', // nginx would hold events back
};

/**
 * One stream of server-sent events. It can be written to before it has a connection: what is written waits for that, and
 * then until the system has taken it. There is no queue, so whoever writes must wait.
 */
export class EventStream {
  readonly #now: () => number;
  readonly #connected = Promise.withResolvers<undefined>();
  readonly #over = Promise.withResolvers<undefined>();
  #response: ServerResponse | undefined;
  #isOver = false;
  /** Texts that are on their way: what tells their writers whether they arrived, and since when. */
  readonly #underWay = new Map<(isTaken: boolean) => void, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  get isConnected(): boolean {
    return this.#response !== undefined;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves when either side has ended it. */
  get whenOver(): Promise<undefined> {
    return this.#over.promise;
  }

  /** Answers a request with it. Once only. */
  connect(response: ServerResponse, headers: Readonly<Record<string, string | number | string[] | undefined>>): void {
    this.#response = response;
    response.once('close', () => this.#finish());
    response.writeHead(200, { ...withoutUndefined(headers), ...HEADERS });
    response.write(NOTHING); // some browsers see the headers only with a first byte
    this.#connected.resolve(undefined);
  }

  /**
   * Sends an event; `data` and `id` must have no line break. False: the stream is over, and this was not sent, or not
   * all of it.
   */
  async write(event: 'next' | 'complete', data: string, id?: string): Promise<boolean> {
    await this.#connected.promise;
    return this.#write(`event: ${event}\ndata: ${data}\n${id === undefined ? '' : `id: ${id}\n`}\n`);
  }

  /** Sends an id without an event: clients keep it as the last one, and tell their programs nothing. */
  async writeId(id: string): Promise<boolean> {
    await this.#connected.promise;
    return this.#write(`id: ${id}\n\n`);
  }

  /** Sends a sign of life; cuts the connection where what was sent was not taken for `silenceMs`. */
  check(silenceMs: number): void {
    const [oldest] = this.#underWay.values();
    if (oldest === undefined) void this.#write(NOTHING);
    else if (this.#now() - oldest >= silenceMs) this.#response?.destroy();
  }

  /** Ends it in order: what was written arrives. */
  end(): void {
    if (this.#response) this.#response.end();
    else this.#finish();
  }

  /** Ends it at once. */
  cut(): void {
    this.#response?.destroy();
    this.#finish();
  }

  #write(text: string): Promise<boolean> {
    const response = this.#response;
    if (this.#isOver || !response || response.writableEnded) return Promise.resolve(false);
    return new Promise((resolve) => {
      const taken = (isTaken: boolean): void => {
        this.#underWay.delete(taken);
        resolve(isTaken);
      };
      this.#underWay.set(taken, this.#now());
      response.write(text, (error) => taken(!error));
    });
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#connected.resolve(undefined);
    this.#over.resolve(undefined);
    for (const taken of [...this.#underWay.keys()]) taken(false);
  }
}

function withoutUndefined<Value>(headers: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const known = Object.entries(headers).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return Object.fromEntries(known);
}
