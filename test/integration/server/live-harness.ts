import { once } from 'node:events';
import { createClient as createStreamClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { readConfig } from '../../../src/config.ts';
import { START } from '../../../src/events/cursor.ts';
import { cursorAt } from '../../../src/events/resume.ts';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import { createLog } from '../../../src/log.ts';
import { RecordingState } from '../../../src/domain/recording.ts';
import { startServer } from '../../shared/server.ts';
import { fakeVendor, KEYS } from '../../shared/fake-vendor.ts';
import { recording } from '../../shared/ledger/sample.ts';
import { temporaryFolder } from '../../shared/stores.ts';

/** The real server over a ledger that the test writes itself. */
export async function serverOver(ledger: Ledger): Promise<{ origin: string; stop: () => Promise<void> }> {
  const config = readConfig({ ...KEYS, HOST: '127.0.0.1', PORT: '0', DATA_DIR: temporaryFolder() });
  const server = await startServer({
    config,
    ledger,
    log: createLog('silent'),
    transport: fakeVendor().transport,
    reconcile: false,
  });
  onTestFinished(server.stop);
  return server;
}

export function overWebSocket({ origin }: { readonly origin: string }) {
  const client = createClient({ url: `${origin.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
  onTestFinished(() => client.dispose());
  return client;
}

export function overEvents({ origin }: { readonly origin: string }, singleConnection: boolean) {
  const client = createStreamClient({ url: `${origin}/graphql/stream`, singleConnection, retryAttempts: 0 });
  onTestFinished(() => client.dispose());
  return client;
}

/** The cursor of the change with a number. */
export async function cursorBehind(ledger: Ledger, seq: number): Promise<string> {
  return cursorAt(await ledger.epochs(), seq);
}

/** Puts recordings down, one after the other: one change each. */
export async function begin(ledger: Ledger, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, number) => `rec_${String(number).padStart(22, '0')}`);
  for (const [number, id] of ids.entries()) {
    await ledger.insert(recording(number, { id, state: RecordingState.RECORDING }));
  }
  return ids;
}

/** Pauses or resumes a recording: one change. */
export async function turn(ledger: Ledger, id: string): Promise<void> {
  await ledger.update(id, ({ state }) => ({
    at: 5,
    set: { state: state === RecordingState.PAUSED ? RecordingState.RECORDING : RecordingState.PAUSED },
  }));
}

/** A subscription over a WebSocket that can be cut, or not be read, at any moment. */
export class Subscriber {
  readonly seen: number[] = [];
  /** The cursor of the last change that was seen. */
  last = START;
  #wake: (() => void) | undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on('error', () => undefined);
  }

  static async open(
    { origin }: { readonly origin: string },
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Subscriber> {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    onTestFinished(() => socket.terminate());
    const subscriber = new Subscriber(socket);
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    await once(socket, 'message'); // connection_ack
    socket.on('message', (data: Buffer) => subscriber.#take(data.toString()));
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query, variables } }));
    return subscriber;
  }

  /** Resolves when the server has read what was sent so far. */
  async arrived(): Promise<void> {
    const ponged = once(this.socket, 'pong');
    this.socket.ping();
    await ponged;
  }

  /** Resolves when so many changes were seen. */
  async saw(count: number): Promise<void> {
    while (this.seen.length < count) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /** Cuts the connection without a word: what is on its way is lost. */
  cut(): void {
    this.socket.removeAllListeners('message');
    this.socket.terminate();
  }

  #take(text: string): void {
    const { type, payload } = JSON.parse(text) as { type: string; payload?: { data?: Answer; errors?: unknown } };
    if (type !== 'next' || !payload?.data) throw new Error(text);
    const { recordingChanged, recordingChanges } = payload.data;
    for (const { seq, cursor } of recordingChanges ?? [recordingChanged!]) {
      this.seen.push(Number(seq));
      this.last = cursor;
    }
    this.#wake?.();
  }
}

interface Answer {
  readonly recordingChanged?: Told;
  readonly recordingChanges?: readonly Told[];
}

interface Told {
  readonly seq: string;
  readonly cursor: string;
}
