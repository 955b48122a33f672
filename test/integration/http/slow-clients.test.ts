import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../../src/http/app.ts';

it.each([
  ['the head of a request', 'POST /graphql HTTP/1.1\r\nhost: localhost\r\n'],
  [
    'the body of a request',
    'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  ],
])('a client that never ends %s is answered 408 and cut off', async (_what, begun) => {
  const app = await createApp({
    log: pino({ level: 'silent' }),
    sites: { origins: [], hosts: [] },
    times: { headersMs: 100, requestMs: 150, checkMs: 10 },
  });
  app.post('/graphql', () => ({}));
  await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(begun);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
});
