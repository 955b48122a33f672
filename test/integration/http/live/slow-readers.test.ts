import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startLiveServer, type LiveServer } from './live-server.ts';
import { RawSocket } from './raw-socket.ts';
import type { ManualEvents } from '../../../shared/http/live/manual-events.ts';

const TICKS = 'subscription { ticks { number text } }';
const TEXT = 'x'.repeat(64 * 1024);
/** More than any buffer of the system holds: 64 MB. */
const MANY = 1000;

const push = (tap: ManualEvents): void =>
  tap.push(...Array.from({ length: MANY }, (_, number) => ({ number, text: TEXT })));

/** Resolves when nothing more is taken: the reader is stuck. */
async function stuck(tap: ManualEvents): Promise<number> {
  let before = -1;
  await expect
    .poll(
      () => {
        const isSame = tap.taken === before && before > 0;
        before = tap.taken;
        return isSame;
      },
      { interval: 200 },
    )
    .toBe(true);
  return tap.taken;
}

/** A client of an event stream that reads when it is told. */
async function openStream(server: LiveServer): Promise<Socket> {
  const { port } = new URL(server.origin);
  const socket = connect({ host: '127.0.0.1', port: Number(port) });
  onTestFinished(() => void socket.destroy());
  const body = JSON.stringify({ query: TICKS });
  const head = [
    'POST /graphql/stream HTTP/1.1',
    'host: x',
    'accept: text/event-stream',
    'content-type: application/json',
  ];
  await once(socket, 'connect');
  socket.pause();
  socket.write([...head, `content-length: ${body.length}`, '', body].join('\r\n'));
  return socket;
}

it('a WebSocket that is not read holds nothing up, costs no memory, and misses nothing', async () => {
  const server = await startLiveServer();
  const [slow, quick] = [await RawSocket.ready(server), await RawSocket.ready(server)];
  slow.subscribe('1', TICKS);
  const tap = await server.tap(0);
  quick.subscribe('1', TICKS);
  const other = await server.tap(1);
  slow.socket.pause();
  push(tap);
  expect(await stuck(tap)).toBeLessThan(MANY / 2);

  other.push({ number: 7, text: '' });
  expect(await quick.next()).toMatchObject({ payload: { data: { ticks: { number: 7 } } } });

  slow.socket.resume();
  for (let number = 0; number < MANY; number += 1) {
    expect(await slow.next()).toMatchObject({ payload: { data: { ticks: { number } } } });
  }
});

it('an event stream that is not read holds nothing up, costs no memory, and misses nothing', async () => {
  const server = await startLiveServer();
  const socket = await openStream(server);
  const tap = await server.tap(0);
  push(tap);
  expect(await stuck(tap)).toBeLessThan(MANY / 2);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.resume();
  await expect.poll(() => tap.taken).toBe(MANY);
  await expect.poll(() => text.includes(`"number":${MANY - 1},`)).toBe(true);
  const numbers = [...text.matchAll(/"number":(\d+)/g)].map(([, number]) => Number(number));
  expect(numbers).toEqual(Array.from({ length: MANY }, (_, number) => number));
});

it('an event stream that is not read for a minute is cut', async () => {
  let now = 0;
  const server = await startLiveServer({ times: { pingMs: 10, now: () => now } });
  await openStream(server);
  const tap = await server.tap(0);
  push(tap);
  await stuck(tap);
  now = 59_999;
  await new Promise((resolve) => setImmediate(resolve));
  expect(tap.isEnded).toBe(false);
  now = 60_000;
  await expect.poll(() => tap.isEnded).toBe(true);
});

it('nothing more is read of a WebSocket that asks and does not read the answers', async () => {
  const server = await startLiveServer();
  const raw = await RawSocket.ready(server);
  raw.socket.pause();
  const ping = JSON.stringify({ type: 'ping', payload: { text: TEXT } });
  for (let number = 0; number < MANY; number += 1) raw.send(ping);
  await expect.poll(() => raw.socket.bufferedAmount, { interval: 200 }).toBeGreaterThan(MANY * 1024); // the server reads no more
  raw.socket.resume();
  for (let number = 0; number < MANY; number += 1) expect((await raw.next()).type).toBe('pong');
});
