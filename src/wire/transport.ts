import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import fetch, { AbortError, FetchError, type Response } from 'node-fetch';
import { OutcomeUnknown, VendorUnreachable } from '../errors.ts';

/** One HTTP call to a vendor, ready to be sent: its bytes are signed already. */
export interface WireCall {
  readonly url: string;
  readonly method: 'POST' | 'GET' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back, whole. */
export interface WireAnswer {
  readonly status: number;
  /** The vendor's clock, where the answer tells it. Unix milliseconds, to the second. */
  readonly date: number | undefined;
  readonly body: string;
}

/**
 * Sends one call, once. Throws `VendorUnreachable` when it surely was not sent, and `OutcomeUnknown` when it was sent
 * and no whole answer came.
 */
export type Transport = (call: WireCall) => Promise<WireAnswer>;

export interface TransportLimits {
  /** Longest wait for a connection, TLS included. */
  readonly connectTimeoutMs: number;
  /** Longest wait for the whole answer, counted from the start. */
  readonly callTimeoutMs: number;
}

/** Runs something once after so many milliseconds, unless what it answers is called before. */
export type StartTimer = (run: () => void, ms: number) => () => void;

/** A timer that fires later than this ran out while the process stood still. */
const STANDSTILL_MS = 100;

/**
 * Sets a timer that ran out while the process stood still once more. After a standstill timers fire before sockets are
 * read, and bytes written at that moment still go out: without a second chance a call is given up whose answer is there.
 */
const startTimer: StartTimer = (run, ms) => {
  const due = performance.now() + ms;
  let timer = setTimeout(() => {
    if (performance.now() - due < STANDSTILL_MS) run();
    else timer = setTimeout(run, ms);
  }, ms);
  return () => clearTimeout(timer);
};

const MAX_ANSWER_BYTES = 1024 * 1024;
/** RongCloud asks for a new connection after 55 s idle or 80 calls; it suits the others too. */
const MAX_IDLE_MS = 55_000;
const MAX_CALLS_PER_CONNECTION = 80;

/** The one door out: keep-alive, deadlines, a cap on the answer, no redirects. `start` measures the deadlines. */
export function createTransport(
  { connectTimeoutMs, callTimeoutMs }: TransportLimits,
  start: StartTimer = startTimer,
): Transport & { close(): void } {
  const connecting = (giveUp: () => void): (() => void) => start(giveUp, connectTimeoutMs);
  const agents = {
    'http:': keepAlive(new http.Agent({ keepAlive: true, timeout: MAX_IDLE_MS }), 'connect', connecting),
    'https:': keepAlive(new https.Agent({ keepAlive: true, timeout: MAX_IDLE_MS }), 'secureConnect', connecting),
  };

  const send: Transport = async ({ url, method, headers, body }) => {
    const deadline = new AbortController();
    const cancel = start(() => deadline.abort(), callTimeoutMs);
    try {
      const response = await fetch(url, {
        method,
        headers,
        ...(body !== undefined && { body: Buffer.from(body) }),
        agent: ({ protocol }) => agents[protocol as keyof typeof agents],
        signal: deadline.signal,
        redirect: 'manual',
        compress: false, // a compressed answer could grow beyond any cap
      });
      return { status: response.status, date: dateOf(response), body: await textOf(response) };
    } catch (error) {
      throw failureOf(error, new URL(url).host, callTimeoutMs);
    } finally {
      cancel();
    }
  };
  return Object.assign(send, {
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  });
}

const BEFORE_CONNECTED = 'before connected: ';

/**
 * Makes an agent give up a connection that does not come up in time, mark failures that come before anything can have
 * been sent, and retire a connection after its share of calls.
 */
function keepAlive<Agent extends http.Agent>(
  agent: Agent,
  connected: string,
  connecting: (giveUp: () => void) => () => void,
): Agent {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback);
    if (!socket) return socket;
    const cancel = connecting(() => {
      socket.destroy(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }));
    });
    const fail = (error: NodeJS.ErrnoException): void => {
      error.code = BEFORE_CONNECTED + (error.code ?? 'failed');
    };
    socket.once('error', fail);
    socket.once(connected, () => {
      cancel();
      socket.off('error', fail);
    });
    socket.once('close', cancel);
    return socket;
  };

  const calls = new WeakMap<Duplex, number>();
  // Declared without a result, but Node keeps a connection only where true comes back.
  const keep = agent.keepSocketAlive.bind(agent) as (socket: Duplex) => boolean;
  const keepSome = (socket: Duplex): boolean => {
    const count = (calls.get(socket) ?? 0) + 1;
    calls.set(socket, count);
    return count < MAX_CALLS_PER_CONNECTION && keep(socket);
  };
  agent.keepSocketAlive = keepSome;
  return agent;
}

function dateOf(response: Response): number | undefined {
  const date = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : date;
}

class AnswerTooLarge extends Error {}

async function textOf(response: Response): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += (chunk as Buffer).length;
    if (bytes > MAX_ANSWER_BYTES) throw new AnswerTooLarge();
    chunks.push(chunk as Buffer);
  }
  return (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8');
}

/** What a failed call means. Only a code is kept of the cause: its text may hold an address with a query. */
function failureOf(error: unknown, host: string, callTimeoutMs: number): Error {
  if (error instanceof AnswerTooLarge) return new OutcomeUnknown(host, 'the answer is larger than 1 MiB');
  if (error instanceof AbortError) return new OutcomeUnknown(host, `no answer within ${callTimeoutMs} ms`);
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') {
    return code.startsWith(BEFORE_CONNECTED)
      ? new VendorUnreachable(host, code.slice(BEFORE_CONNECTED.length))
      : new OutcomeUnknown(host, code);
  }
  return error instanceof FetchError ? new OutcomeUnknown(host, error.type) : (error as Error);
}
