import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { MESSAGE } from './document.ts';
import { memory, nowMs, serve } from './messages.ts';

// The limit: a plain WebSocket server that sends the same bytes to all clients.

const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
sockets.on('connection', (socket) => socket.once('message', () => socket.send('{"type":"connection_ack"}')));
await once(sockets, 'listening');

serve((sockets.address() as AddressInfo).port, {
  memory,
  change({ count }) {
    const beganAt = nowMs();
    for (let change = 0; change < count; change += 1) for (const socket of sockets.clients) socket.send(MESSAGE);
    return Promise.resolve(beganAt);
  },
});
