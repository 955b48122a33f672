import { describe, expect, it } from 'vitest';
import { startLiveServer, type LiveServer } from './live-server.ts';
import { RawSocket, subscribe } from './raw-socket.ts';
import { TICKS } from './socket-ticks.ts';

const tick = (id: string, number: number) => ({ type: 'next', id, payload: { data: { ticks: { number } } } });

describe('subscribe', () => {
  it('before connection_ack closes the socket with 4401', async () => {
    const raw = await RawSocket.open(await startLiveServer());
    raw.subscribe('1', TICKS);
    expect(await raw.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
  });

  it('with the id of an operation that goes on closes the socket with 4409, whatever its kind', async () => {
    for (const query of [TICKS, '{ slow }', '{ hello }']) {
      const server = await startLiveServer();
      const raw = await RawSocket.ready(server);
      raw.subscribe('same', '{ slow }');
      raw.subscribe('same', query);
      expect(await raw.closed).toEqual({ code: 4409, reason: 'Subscriber for same already exists' });
    }
  });

  it('streams results as next, then complete when the source has ended', async () => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    raw.subscribe('1', TICKS);
    const tap = await server.tap();
    tap.push({ number: 1 }, { number: 2 });
    expect(await raw.next()).toEqual(tick('1', 1));
    expect(await raw.next()).toEqual(tick('1', 2));
    tap.complete();
    expect(await raw.next()).toEqual({ type: 'complete', id: '1' });
  });

  it('of a query or a mutation is answered with one next and complete', async () => {
    const raw = await RawSocket.ready(await startLiveServer());
    raw.subscribe('q', '{ hello }');
    expect(await raw.next()).toEqual({ type: 'next', id: 'q', payload: { data: { hello: 'hello you' } } });
    expect(await raw.next()).toEqual({ type: 'complete', id: 'q' });
    raw.subscribe('m', 'mutation { count }');
    expect(await raw.next()).toEqual({ type: 'next', id: 'm', payload: { data: { count: 1 } } });
    expect(await raw.next()).toEqual({ type: 'complete', id: 'm' });
  });

  it('takes an operationName, variables and extensions, and null for each', async () => {
    const raw = await RawSocket.ready(await startLiveServer());
    const query = 'query A { hello } query B($name: String) { hello(name: $name) }';
    raw.subscribe('1', query, { operationName: 'B', variables: { name: 'Ann' }, extensions: { x: 1 } });
    expect(await raw.next()).toMatchObject({ payload: { data: { hello: 'hello Ann' } } });
    await raw.next();
    raw.subscribe('2', '{ hello }', { operationName: null, variables: null, extensions: null });
    expect(await raw.next()).toMatchObject({ payload: { data: { hello: 'hello you' } } });
  });

  it('several times runs several operations at a time, distinguished by their ids', async () => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    raw.subscribe('a', TICKS);
    const a = await server.tap(0);
    raw.subscribe('b', TICKS);
    const b = await server.tap(1);
    b.push({ number: 1 });
    expect(await raw.next()).toEqual(tick('b', 1));
    a.push({ number: 2 });
    expect(await raw.next()).toEqual(tick('a', 2));
    b.push({ number: 3 });
    expect(await raw.next()).toEqual(tick('b', 3));
  });

  it('is refused as an error where the connection holds 50 operations', async () => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    for (let id = 0; id < 50; id += 1) raw.subscribe(String(id), TICKS);
    raw.subscribe('more', TICKS);
    expect(await raw.next()).toMatchObject({
      type: 'error',
      id: 'more',
      payload: [{ extensions: { code: 'BAD_REQUEST' } }],
    });
    raw.send({ type: 'complete', id: '7' });
    raw.subscribe('more', '{ hello }');
    expect(await raw.next()).toMatchObject({ type: 'next', id: 'more' });
  });
});

describe('error', () => {
  it.each([
    ['cannot be parsed', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['cannot be parsed, as a query', '{', 'GRAPHQL_PARSE_FAILED'],
    ['is not valid', 'subscription { tocks }', 'GRAPHQL_VALIDATION_FAILED'],
    ['is not valid, as a query', '{ tocks }', 'GRAPHQL_VALIDATION_FAILED'],
    ['lacks a variable', 'subscription ($x: Int!) { ticks(from: $x) { number } }', 'BAD_USER_INPUT'],
    ['holds no operation', 'fragment F on Tick { number }', 'GRAPHQL_VALIDATION_FAILED'],
    ['cannot be begun', 'subscription { refused { number } }', 'BAD_USER_INPUT'],
    ['cannot be begun by a fault of ours', 'subscription { broken { number } }', 'INTERNAL_SERVER_ERROR'],
  ])('is the only message for an operation that %s, and its id is free again', async (_why, query, code) => {
    const raw = await RawSocket.ready(await startLiveServer());
    raw.subscribe('1', query);
    const { type, id, payload } = await raw.next();
    expect({ type, id, payload }).toMatchObject({ type: 'error', id: '1', payload: [{ extensions: { code } }] });
    expect(JSON.stringify(payload)).not.toContain('swordfish');
    expect(await raw.untilPong()).toEqual([]);
    raw.subscribe('1', '{ hello }');
    expect(await raw.next()).toMatchObject({ type: 'next', id: '1' });
  });

  it.each([
    ['without a name', {}, 'operationName is needed: the document holds several operations.'],
    ['with another name', { operationName: 'C' }, 'The document holds no operation of that name.'],
  ])(
    'asks for the name of an operation where there are two subscriptions, and one is asked for %s',
    async (_how, rest, message) => {
      const raw = await RawSocket.ready(await startLiveServer());
      raw.subscribe('1', 'subscription A { ticks { number } } subscription B { ticks { text } }', rest);
      const payload = [{ message, extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }];
      expect(await raw.next()).toEqual({ type: 'error', id: '1', payload });
    },
  );

  it.each([
    'subscription { ticks @skip(if: true) { number } }',
    'subscription ($all: Boolean = false) { ticks @include(if: $all) { number } }',
    'subscription { ... @skip(if: true) { ticks { number } } }',
    'subscription { ...F @include(if: false) } fragment F on Subscription { ticks { number } }',
    'subscription { ...F } fragment F on Subscription { ... { ticks @skip(if: true) { number } } }',
  ])('refuses to leave the field of a subscription out: %s', async (query) => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    raw.subscribe('1', query);
    const error = {
      message: 'The field of a subscription cannot be left out: @skip and @include go below it.',
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    };
    expect(await raw.next()).toMatchObject({ type: 'error', payload: [error] });
    expect(server.faults).toEqual([]);
  });

  it('ends a stream whose source fails, with a message that does not reveal the cause', async () => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    raw.subscribe('1', TICKS);
    (await server.tap()).fail(new Error('the password is swordfish'));
    const message = await raw.next();
    expect(message).toMatchObject({
      type: 'error',
      id: '1',
      payload: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    });
    expect(JSON.stringify(message)).not.toContain('swordfish');
    expect(server.faults).toHaveLength(1);
    expect(await raw.untilPong()).toEqual([]);
  });
});

describe('complete', () => {
  it('ends the source, and nothing more is sent of it', async () => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    raw.subscribe('1', TICKS);
    const tap = await server.tap();
    raw.send({ type: 'complete', id: '1' });
    await expect.poll(() => tap.isEnded).toBe(true);
    tap.push({ number: 1 });
    expect(await raw.untilPong()).toEqual([]);
  });

  it('before the result of a query keeps it from being sent', async () => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    raw.subscribe('1', '{ slow }');
    raw.send({ type: 'complete', id: '1' });
    await raw.untilPong();
    server.answerSlow('late');
    raw.subscribe('2', '{ slow }');
    expect(await raw.next()).toMatchObject({ type: 'next', id: '2' });
    expect(await raw.next()).toEqual({ type: 'complete', id: '2' });
    expect(await raw.untilPong()).toEqual([]);
  });

  it('for an unknown id, or for one that has ended, is ignored', async () => {
    const raw = await RawSocket.ready(await startLiveServer());
    raw.subscribe('1', '{ hello }');
    await raw.next();
    await raw.next();
    raw.send({ type: 'complete', id: '1' }, { type: 'complete', id: 'unknown' });
    expect(await raw.untilPong()).toEqual([]);
  });

  it('sets the id free at once: the next operation with it is not taken for the one before', async () => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    raw.subscribe('1', TICKS);
    await server.tap(0);
    raw.sendTogether(
      { type: 'complete', id: '1' },
      subscribe('1', TICKS),
      { type: 'complete', id: '1' },
      subscribe('1', TICKS),
    );
    const last = await server.tap(2);
    await expect.poll(() => server.taps.map(({ isEnded }) => isEnded)).toEqual([true, true, false]);
    last.push({ number: 1 });
    expect(await raw.next()).toEqual(tick('1', 1));
    expect(await raw.untilPong()).toEqual([]);
  });

  it('does so also where the result of the operation before is still to come', async () => {
    const server = await startLiveServer();
    const raw = await RawSocket.ready(server);
    raw.sendTogether(subscribe('1', '{ slow }'), { type: 'complete', id: '1' }, subscribe('1', '{ hello }'));
    server.answerSlow('late');
    expect(await raw.next()).toMatchObject({ type: 'next', id: '1', payload: { data: { hello: 'hello you' } } });
    expect(await raw.next()).toEqual({ type: 'complete', id: '1' });
    expect(await raw.untilPong()).toEqual([]);
  });
});

describe('messages for an operation that is completed and not through', () => {
  /** A socket with such an operation, whose id is 1. */
  async function withCompleted(server: LiveServer): Promise<RawSocket> {
    const raw = await RawSocket.ready(server);
    raw.sendTogether(subscribe('1', '{ slow }'), { type: 'complete', id: '1' });
    return raw;
  }

  it('may be many: a client may begin again what it has completed', async () => {
    const server = await startLiveServer();
    const raw = await withCompleted(server);
    for (let time = 0; time < 499; time += 1) raw.send(subscribe('1', '{ slow }'), { type: 'complete', id: '1' });
    raw.subscribe('1', '{ hello }');
    expect(await raw.untilPong()).toEqual([]);
    server.answerSlow('late');
    expect(await raw.next()).toMatchObject({ type: 'next', id: '1', payload: { data: { hello: 'hello you' } } });
  });

  it.each([
    ['1000', 1001, ''],
    ['1 MB', 5, ' '.repeat(250_000)],
  ])('close the socket with 1008 above %s', async (_limit, messages, padding) => {
    const raw = await withCompleted(await startLiveServer());
    for (let sent = 0; sent < messages; sent += 1) raw.subscribe('1', `{ hello }${padding}`);
    expect(await raw.closed).toEqual({ code: 1008, reason: 'Too much waits for completed operations' });
  });

  it('count over all ids, and so do the operations themselves', async () => {
    const raw = await RawSocket.ready(await startLiveServer());
    for (let id = 0; id <= 1000; id += 1) {
      raw.send(subscribe(String(id), '{ slow }'), { type: 'complete', id: String(id) });
    }
    expect((await raw.closed).code).toBe(1008);
  });

  it('begin nothing when the socket is gone by then', async () => {
    const server = await startLiveServer();
    const [raw, other] = [await withCompleted(server), await RawSocket.ready(server)];
    raw.subscribe('1', TICKS);
    await raw.untilPong();
    raw.socket.close();
    await raw.closed;
    other.subscribe('1', '{ slow }');
    await server.slowAsked(2);
    server.answerSlow('late');
    await other.next();
    await other.next();
    await other.untilPong();
    expect(server.taps).toEqual([]);
  });
});
