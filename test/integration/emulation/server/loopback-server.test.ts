import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  startLoopbackServer,
  type LoopbackServer,
  type RawRequest,
} from '../../../../src/emulation/server/loopback-server.ts';
import { send } from '../send-raw.ts';

const servers: LoopbackServer[] = [];

async function start(answer?: (request: RawRequest) => string): Promise<LoopbackServer> {
  const server = await startLoopbackServer({
    maxBodyBytes: 4,
    answer: (request) => ({ status: 200, headers: { 'x-kind': 'test' }, body: answer?.(request) ?? '' }),
  });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('a loopback server', () => {
  it('takes a free port and reports which', async () => {
    const server = await start();
    expect(server.origin).toBe(`http://127.0.0.1:${server.port}`);
    expect((await fetch(server.origin)).headers.get('x-kind')).toBe('test');
  });

  it('hands on the path, the raw query, the headers and the bytes', async () => {
    const server = await start(({ body, ...rest }) => JSON.stringify({ ...rest, body: body?.toString('hex') }));
    const { text } = await send(server.port, {
      path: '/a/b?x=%20+&y=?',
      headers: { host: 'trtc.localhost:80', 'X-Kind': 'Test' },
      body: Buffer.from([0xff, 0x00]),
    });
    expect(JSON.parse(text)).toMatchObject({
      method: 'POST',
      path: '/a/b',
      query: 'x=%20+&y=?',
      headers: { host: 'trtc.localhost:80', 'x-kind': 'Test' },
      body: 'ff00',
    });
  });

  it.each([
    [4, '4'],
    [5, 'too long'],
    [1_000_000, 'too long'],
  ])('keeps no body beyond its limit: %i bytes', async (size, outcome) => {
    const server = await start((request) => String(request.body?.length ?? 'too long'));
    expect((await send(server.port, { body: 'x'.repeat(size) })).text).toBe(outcome);
  });

  it('reports the time of its callers with every answer', async () => {
    const server = await startLoopbackServer({
      maxBodyBytes: 4,
      now: () => Date.UTC(2026, 0, 15, 12),
      answer: ({ path }) => ({ status: path === '/missing' ? 404 : 200, headers: {}, body: '' }),
    });
    servers.push(server);
    for (const path of ['/', '/missing']) {
      expect((await fetch(server.origin + path)).headers.get('date')).toBe('Thu, 15 Jan 2026 12:00:00 GMT');
    }
  });

  it('answers 500 without a word when its answer fails', async () => {
    const warned = once(process, 'warning') as Promise<[Error]>;
    const server = await start(() => {
      throw new Error('with a secret');
    });
    expect(await send(server.port, {})).toMatchObject({ status: 500, text: '' });
    expect((await warned)[0].message).toBe('with a secret');
  });

  it('names port and variable when its port is taken', async () => {
    const { port } = await start();
    await expect(
      startLoopbackServer({ port, maxBodyBytes: 1, answer: () => ({ status: 200, headers: {}, body: '' }) }),
    ).rejects.toMatchObject({ name: 'PortUnavailable', port, variable: 'EMULATOR_PORT' });
  });

  it('closes although a client keeps its connection open', async () => {
    const server = await start();
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    const ended = once(socket, 'close');
    await servers.splice(0)[0]?.close();
    await ended;
    await expect(fetch(server.origin)).rejects.toThrow();
  });
});
