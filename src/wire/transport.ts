import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import fetch, { AbortError, FetchError, type Response } from 'node-fetch';
import { OutcomeUnknown, VendorUnreachable } from '../errors.ts';

/** A signed HTTP request to a vendor. */
export interface WireCall {
  readonly url: string;
  readonly method: 'POST' | 'GET' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A complete answer of a vendor. */
export interface WireAnswer {
  readonly status: number;
  /** Date header of the answer, Unix ms, rounded to the second. */
  readonly date: number | undefined;
  readonly body: string;
}

/**
 * Sends a call once. Throws `VendorUnreachable` if the call was surely not sent, and `OutcomeUnknown` if it was sent and no
 * complete answer arrived.
 */
export type Transport = (call: WireCall) => Promise<WireAnswer>;

export interface TransportLimits {
  /** Maximum wait for a connection, TLS included. */
  readonly connectTimeoutMs: number;
  /** Maximum wait for the complete answer, connecting included. */
  readonly callTimeoutMs: number;
}

/** Runs a function once after `ms`. Returns a function that cancels the timer. */
export type StartTimer = (run: () => void, ms: number) => () => void;

/** A timer that fires later than this expired while the process was suspended. */
const STANDSTILL_MS = 100;

/**
 * Starts a timer, and starts it again if it expired while the process was suspended. After a suspension, timers fire before
 * sockets are read, so a call would be given up although its answer has arrived.
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
/** RongCloud requires a new connection after 55 s idle or 80 calls; this suits the other vendors, too. */
const MAX_IDLE_MS = 55_000;
const MAX_CALLS_PER_CONNECTION = 80;

/** Returns the HTTP client for vendors: keep-alive, deadlines, limited answers, no redirects. `start` measures deadlines. */
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
        compress: false, // a compressed answer could exceed any limit
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
 * Extends an agent: it gives up a connection that takes too long, marks errors that occur before a request can have been
 * sent, and closes a connection after the maximum number of calls.
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
  // Declared as void, but Node.js keeps a connection only if the method returns true.
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

/** Classifies the failure of a call. Only the code of the cause is kept: its message may contain an address with a query. */
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
