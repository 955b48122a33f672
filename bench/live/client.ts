import { once } from 'node:events';
import WebSocket from 'ws';
import { DOCUMENT } from './document.ts';
import { nowMs, serve } from './messages.ts';

// All subscribers in one process. Subscribers only record the time, to keep up with the server.

const AT_ONCE = 100;

let sockets: WebSocket[] = [];
let times: number[] = [];
let wake: (() => void) | undefined;

async function open(port: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: DOCUMENT } }));
  socket.ping();
  await once(socket, 'pong');
  socket.on('message', () => {
    times.push(nowMs());
    wake?.();
  });
  return socket;
}

serve(0, {
  async open({ port, count }) {
    while (sockets.length < count) {
      const wanted = Math.min(AT_ONCE, count - sockets.length);
      sockets.push(...(await Promise.all(Array.from({ length: wanted }, () => open(port)))));
    }
    return {};
  },
  async received({ count }) {
    while (times.length < count) await new Promise<void>((resolve) => (wake = resolve));
    const received = times;
    times = [];
    return received;
  },
  async close() {
    const closed = sockets.map((socket) => once(socket, 'close'));
    for (const socket of sockets) socket.close();
    await Promise.all(closed);
    sockets = [];
    return {};
  },
});
