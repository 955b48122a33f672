import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startLiveServer } from './live-server.ts';
import { RawSocket, subscribe } from './raw-socket.ts';
import { TICKS } from './socket-ticks.ts';

describe('the socket', () => {
  it('is opened for the sub-protocol graphql-transport-ws', async () => {
    const raw = await RawSocket.open(await startLiveServer(), ['graphql-ws', 'graphql-transport-ws']);
    expect(raw.socket.protocol).toBe('graphql-transport-ws');
  });

  it('is closed with 4406 where the client speaks no such sub-protocol', async () => {
    const raw = await RawSocket.open(await startLiveServer(), []);
    expect(await raw.closed).toEqual({ code: 4406, reason: 'Subprotocol not acceptable' });
  });

  it('is not opened at another address, nor from a foreign origin', async () => {
    const server = await startLiveServer({ production: true, corsOrigins: ['https://app.example'] });
    const ask = (path: string, origin: string) =>
      new Promise((resolve) => {
        const upgrade = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
        const headers = { ...upgrade, 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', origin };
        const asked = request(server.origin + path, { headers });
        asked.on('response', ({ statusCode }) => resolve(statusCode));
        asked.on('upgrade', ({ statusCode }, socket) => {
          socket.destroy();
          resolve(statusCode);
        });
        asked.end();
      });
    expect(await ask('/graphql', 'https://app.example')).toBe(101);
    expect(await ask('/graphql?x=1', server.origin)).toBe(101);
    expect(await ask('/graphql', 'https://stranger.example')).toBe(403);
    expect(await ask('/graphql', 'null')).toBe(403);
    expect(await ask('/graphql/stream', 'https://app.example')).toBe(404);
  });

  it('leaves an upgrade to another protocol be: the request is answered over HTTP/1', async () => {
    const server = await startLiveServer();
    const answer = new Promise((resolve) => {
      request(`${server.origin}/nothing`, { headers: { connection: 'upgrade', upgrade: 'h2c' } })
        .on('response', ({ statusCode }) => resolve(statusCode))
        .end();
    });
    expect(await answer).toBe(404);
  });

  it('is closed with 1009 for a message that is too long', async () => {
    const raw = await RawSocket.ready(await startLiveServer());
    raw.send(' '.repeat(256 * 1024 + 1));
    expect((await raw.closed).code).toBe(1009);
  });
});

describe('connection_init', () => {
  it.each([[{}], [{ payload: null }], [{ payload: { token: 'x' } }]])(
    'is answered with connection_ack: %j',
    async (rest) => {
      const raw = await RawSocket.open(await startLiveServer());
      raw.send({ type: 'connection_init', ...rest });
      expect(await raw.next()).toEqual({ type: 'connection_ack' });
    },
  );

  it('must come in time, or the socket is closed with 4408', async () => {
    const raw = await RawSocket.open(await startLiveServer({ times: { initMs: 50 } }));
    expect(await raw.closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
  });

  it('in time keeps the socket open', async () => {
    const server = await startLiveServer({ times: { initMs: 50 } });
    const [ready, idle] = [await RawSocket.ready(server), await RawSocket.open(server)];
    await idle.closed;
    expect(await ready.untilPong()).toEqual([]);
  });

  it('twice closes the socket with 4429', async () => {
    const raw = await RawSocket.ready(await startLiveServer());
    raw.send({ type: 'connection_init' });
    expect(await raw.closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
  });
});

describe('ping', () => {
  it.each([[{}], [{ payload: null }]])(
    'is answered with pong at any time, also before connection_init: %j',
    async (rest) => {
      const raw = await RawSocket.open(await startLiveServer());
      raw.send({ type: 'ping', ...rest });
      expect(await raw.next()).toEqual({ type: 'pong' });
    },
  );

  it('is answered with its payload', async () => {
    const raw = await RawSocket.ready(await startLiveServer());
    raw.send({ type: 'ping', payload: { at: 1 } });
    expect(await raw.next()).toEqual({ type: 'pong', payload: { at: 1 } });
  });

  it('is answered with numbers beyond 2^53 as they came', async () => {
    const raw = await RawSocket.ready(await startLiveServer());
    const texts: string[] = [];
    raw.socket.on('message', (data: Buffer) => texts.push(data.toString()));
    raw.send('{"type":"ping","payload":{"at":9007199254740993}}');
    await expect.poll(() => texts).toEqual(['{"type":"pong","payload":{"at":9007199254740993}}']);
  });

  it('is answered while an operation goes on', async () => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    raw.subscribe('1', TICKS);
    await server.tap();
    expect(await raw.untilPong()).toEqual([]);
  });

  it('needs no pong before one comes: an unasked pong is taken', async () => {
    const raw = await RawSocket.ready(await startLiveServer());
    raw.send({ type: 'pong' }, { type: 'pong', payload: { beat: 1 } });
    expect(await raw.untilPong()).toEqual([]);
  });
});

describe('an invalid message', () => {
  it.each([
    'no JSON',
    '"text"',
    '[]',
    'null',
    '{}',
    '{"type":7}',
    '{"type":"unknown"}',
    '{"type":"start","id":"1","payload":{"query":"{ hello }"}}',
    '{"type":"subscribe"}',
    '{"type":"subscribe","id":"1"}',
    '{"type":"subscribe","payload":{"query":"{ hello }"}}',
    '{"type":"subscribe","id":"","payload":{"query":"{ hello }"}}',
    '{"type":"subscribe","id":1,"payload":{"query":"{ hello }"}}',
    '{"type":"subscribe","id":"1","payload":"{ hello }"}',
    '{"type":"subscribe","id":"1","payload":{}}',
    '{"type":"subscribe","id":"1","payload":{"query":7}}',
    '{"type":"subscribe","id":"1","payload":{"query":"{ hello }","variables":"{}"}}',
    '{"type":"subscribe","id":"1","payload":{"query":"{ hello }","operationName":7}}',
    '{"type":"subscribe","id":"1","payload":{"query":"{ hello }","extensions":[]}}',
    '{"type":"complete"}',
    '{"type":"complete","id":7}',
    '{"type":"ping","payload":"x"}',
    '{"type":"pong","payload":1}',
    '{"type":"connection_init","payload":[]}',
    '{"type":"connection_ack"}',
    '{"type":"next","id":"1","payload":{"data":{}}}',
    '{"type":"error","id":"1","payload":[]}',
  ])('closes the socket with 4400: %s', async (text) => {
    const raw = await RawSocket.ready(await startLiveServer());
    raw.send(text);
    expect(await raw.closed).toEqual({ code: 4400, reason: 'Invalid message received' });
  });
});

describe('the end', () => {
  it('by the client, with 1000, ends all sources', async () => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    raw.subscribe('a', TICKS);
    raw.subscribe('b', TICKS);
    await server.tap(1);
    raw.socket.close(1000, 'Normal Closure');
    expect((await raw.closed).code).toBe(1000);
    await expect.poll(() => server.taps.map(({ isEnded }) => isEnded)).toEqual([true, true]);
  });

  it('without a word ends all sources, too', async () => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    raw.subscribe('a', TICKS);
    const tap = await server.tap();
    raw.socket.terminate();
    await expect.poll(() => tap.isEnded).toBe(true);
  });

  it('by the server, when it stops, is 1001, and no operation is said to be complete', async () => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    raw.subscribe('a', TICKS);
    await server.tap();
    const messages = raw.next();
    await server.live.stop();
    expect(await raw.closed).toEqual({ code: 1001, reason: 'Going away' });
    expect(await Promise.race([messages, Promise.resolve('none')])).toBe('none');
    await expect(RawSocket.open(server)).rejects.toThrow('503');
  });

  it('by the server waits for the answer of a query or a mutation', async () => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    raw.subscribe('a', TICKS);
    raw.subscribe('b', '{ slow }');
    await server.slowAsked();
    const stopped = server.live.stop();
    server.answerSlow('in time');
    expect(await raw.next()).toEqual({ type: 'next', id: 'b', payload: { data: { slow: 'in time' } } });
    expect(await raw.next()).toEqual({ type: 'complete', id: 'b' });
    expect(await raw.closed).toEqual({ code: 1001, reason: 'Going away' });
    await stopped;
  });

  it('by the server keeps what comes meanwhile from being begun, and other sockets from nothing', async () => {
    const server = await startLiveServer();
    const [busy, idle] = [await RawSocket.ready(server), await RawSocket.ready(server)];
    busy.sendTogether(subscribe('a', '{ slow }'), { type: 'complete', id: 'a' }, subscribe('a', TICKS));
    busy.subscribe('b', '{ slow }');
    await server.slowAsked(2);
    void server.live.stop();
    expect((await idle.closed).code).toBe(1001);
    busy.subscribe('c', TICKS);
    expect(await busy.untilPong()).toEqual([]);
    server.answerSlow('in time');
    expect([await busy.next(), await busy.next()]).toMatchObject([{ type: 'next', id: 'b' }, { type: 'complete' }]);
    expect((await busy.closed).code).toBe(1001);
    expect(server.taps).toEqual([]);
  });

  it('by the server does not wait for an answer that no client awaits any more', async () => {
    const server = await startLiveServer();
    const [left, completed] = [await RawSocket.ready(server), await RawSocket.ready(server)];
    left.subscribe('1', '{ slow }');
    completed.sendTogether(subscribe('1', '{ slow }'), { type: 'complete', id: '1' });
    await server.slowAsked(2);
    const stopped = server.live.stop();
    left.socket.terminate();
    await stopped;
    expect((await completed.closed).code).toBe(1001);
  });

  it('comes for a client that gives no sign of life', async () => {
    let now = 0;
    const server = await startLiveServer({ times: { pingMs: 10, silenceMs: 60_000, now: () => now } });
    const [deaf, alive] = [await RawSocket.ready(server), await RawSocket.ready(server)];
    deaf.subscribe('1', TICKS);
    const tap = await server.tap();
    deaf.socket.pause();
    await new Promise((resolve) => alive.socket.once('ping', resolve));
    now = 59_999;
    await alive.untilPong();
    expect(tap.isEnded).toBe(false);
    now = 60_000;
    await expect.poll(() => tap.isEnded).toBe(true);
    expect(await alive.untilPong()).toEqual([]);
  });
});
