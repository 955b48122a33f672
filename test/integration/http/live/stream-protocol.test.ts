import { describe, expect, it } from 'vitest';
import { startLiveServer, type LiveServer } from './live-server.ts';
import { RawStream, json } from './raw-stream.ts';

const TICKS = 'subscription { ticks { number } }';
const at = ({ origin }: LiveServer, search = '') => `${origin}/graphql/stream${search}`;
const asSearch = (fields: Readonly<Record<string, string>>) => `?${new URLSearchParams(fields).toString()}`;
const tick = (number: number) => ({ data: { ticks: { number } } });

/** A reserved stream: its token. */
async function reserve(server: LiveServer): Promise<string> {
  return (await fetch(at(server), { method: 'PUT' })).text();
}

const withToken = (token: string) => ({ 'x-graphql-event-stream-token': token });
const operation = (id: string, query: string) => ({ query, extensions: { operationId: id } });

/** An open stream for several operations. */
async function openSingle(server: LiveServer): Promise<{ token: string; stream: RawStream }> {
  const token = await reserve(server);
  return { token, stream: await RawStream.open(at(server), { headers: withToken(token) }) };
}

describe('a connection of its own', () => {
  it('is an event stream that proxies pass on at once', async () => {
    const { response } = await RawStream.open(at(await startLiveServer()), json({ query: '{ hello }' }));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('cache-control')).toContain('no-cache');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
  });

  it('streams results as next, then complete, and ends', async () => {
    const server = await startLiveServer();
    const stream = await RawStream.open(at(server), json({ query: TICKS }));
    const tap = await server.tap();
    tap.push({ number: 1 });
    expect(await stream.next()).toEqual({ event: 'next', data: tick(1) });
    tap.push({ number: 2 });
    expect(await stream.next()).toEqual({ event: 'next', data: tick(2) });
    tap.complete();
    expect(await stream.next()).toEqual({ event: 'complete', data: '' });
    expect(await stream.next()).toBeUndefined();
  });

  it('has data in complete, because an EventSource would not report it otherwise', async () => {
    const stream = await RawStream.open(at(await startLiveServer()), json({ query: '{ hello }' }));
    const blocks: (string | undefined)[] = [];
    do blocks.push(await stream.block());
    while (blocks.at(-1) !== undefined);
    expect(blocks).toEqual([':', expect.stringMatching(/^event: next\ndata: /), 'event: complete\ndata: ', undefined]);
  });

  it.each(['{ hello }', 'mutation { count }'])('answers %s with one result', async (query) => {
    const stream = await RawStream.open(at(await startLiveServer()), json({ query }));
    expect(await stream.next()).toMatchObject({ event: 'next', data: { data: {} } });
    expect(await stream.next()).toEqual({ event: 'complete', data: '' });
    expect(await stream.next()).toBeUndefined();
  });

  it('can be asked for by GET, with everything in the address', async () => {
    const server = await startLiveServer();
    const query = 'query A { hello } subscription B($from: Int) { ticks(from: $from) { number } }';
    const search = asSearch({ query, operationName: 'B', variables: '{"from":1}', extensions: '{}' });
    const stream = await RawStream.open(at(server, search));
    (await server.tap()).push({ number: 1 });
    expect(await stream.next()).toEqual({ event: 'next', data: tick(1) });
  });

  it.each(['{ hello }', 'mutation { count }'])(
    'answers no %s by GET: a page could make any browser send that',
    async (query) => {
      const { response } = await RawStream.open(at(await startLiveServer(), asSearch({ query })));
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('POST');
    },
  );

  it.each([
    ['cannot be parsed', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['is not valid', 'subscription { tocks }', 'GRAPHQL_VALIDATION_FAILED'],
    ['is not valid, as a query', '{ tocks }', 'GRAPHQL_VALIDATION_FAILED'],
    ['lacks a variable', 'subscription ($x: Int!) { ticks(from: $x) { number } }', 'BAD_USER_INPUT'],
    ['cannot be begun', 'subscription { broken { number } }', 'INTERNAL_SERVER_ERROR'],
    ['needs a ledger that is away', 'subscription { away { number } }', 'LEDGER_UNAVAILABLE'],
  ])('reports a document that %s in a next, and completes', async (_why, query, code) => {
    const stream = await RawStream.open(at(await startLiveServer()), json({ query }));
    expect(stream.response.status).toBe(200);
    const event = await stream.next();
    expect(event).toMatchObject({ event: 'next', data: { errors: [{ extensions: { code } }] } });
    expect(JSON.stringify(event)).not.toContain('swordfish');
    expect(await stream.next()).toEqual({ event: 'complete', data: '' });
    expect(await stream.next()).toBeUndefined();
  });

  it('that the client closes ends the source', async () => {
    const server = await startLiveServer();
    const stream = await RawStream.open(at(server), json({ query: TICKS }));
    const tap = await server.tap();
    stream.close();
    await expect.poll(() => tap.isEnded).toBe(true);
  });

  it('whose source fails says so without its words, and completes', async () => {
    const server = await startLiveServer();
    const stream = await RawStream.open(at(server), json({ query: TICKS }));
    (await server.tap()).fail(new Error('the password is swordfish'));
    const event = await stream.next();
    expect(event).toMatchObject({ data: { errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] } });
    expect(JSON.stringify(event)).not.toContain('swordfish');
    expect(await stream.next()).toEqual({ event: 'complete', data: '' });
  });

  it.each([
    ['no query', json({}), 400],
    ['a query that is no text', json({ query: 7 }), 400],
    ['variables that are no object', json({ query: '{ hello }', variables: '{}' }), 400],
    ['an operationName that is no text', json({ query: '{ hello }', operationName: 7 }), 400],
    ['extensions that are no object', json({ query: '{ hello }', extensions: [] }), 400],
    ['a body that is a list', json([]), 400],
    ['a body that is no JSON', { ...json({}), body: '{' }, 400],
    ['a body that is a form', { ...json({}), headers: { 'content-type': 'text/plain' } }, 415],
  ])('is refused with %s', async (_what, init, status) => {
    const { response } = await RawStream.open(at(await startLiveServer()), init);
    expect(response.status).toBe(status);
  });

  it('is refused to those who do not accept event streams', async () => {
    const server = await startLiveServer();
    expect((await fetch(at(server), json({ query: '{ hello }' }, { accept: 'application/json' }))).status).toBe(406);
    expect((await fetch(at(server, asSearch({ query: TICKS })))).status).toBe(406);
  });

  it('gives signs of life', async () => {
    const server = await startLiveServer({ times: { pingMs: 10 } });
    const stream = await RawStream.open(at(server), json({ query: TICKS }));
    expect([await stream.block(), await stream.block(), await stream.block()]).toEqual([':', ':', ':']);
  });
});

describe('a reservation', () => {
  it('is answered with 201 and a token that cannot be guessed', async () => {
    const server = await startLiveServer();
    const answer = await fetch(at(server), { method: 'PUT' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    const token = await answer.text();
    expect(token).toMatch(/^[\da-f-]{36}$/);
    expect(await reserve(server)).not.toBe(token);
  });

  it.each(['header', 'search parameter'])('is taken up with the token as a %s', async (way) => {
    const server = await startLiveServer();
    const token = await reserve(server);
    const stream =
      way === 'header'
        ? await RawStream.open(at(server), { headers: withToken(token) })
        : await RawStream.open(at(server, `?token=${token}`));
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  });

  it('can be taken up by one connection only', async () => {
    const server = await startLiveServer();
    const { token } = await openSingle(server);
    expect((await RawStream.open(at(server), { headers: withToken(token) })).response.status).toBe(409);
  });

  it('is over with its connection', async () => {
    const server = await startLiveServer();
    const { token, stream } = await openSingle(server);
    stream.close();
    const again = () => fetch(at(server), json(operation('1', '{ hello }'), withToken(token)));
    await expect.poll(async () => (await again()).status).toBe(404);
    expect((await RawStream.open(at(server), { headers: withToken(token) })).response.status).toBe(404);
  });

  it('is refused with 503 where 1000 of several clients wait for their connections', async () => {
    const server = await startLiveServer({ clients: { trustProxy: ['127.0.0.1'] } });
    const from = (client: number) =>
      fetch(at(server), { method: 'PUT', headers: { 'x-forwarded-for': `192.0.2.${client}` } });
    const tokens: string[] = [];
    while (tokens.length < 1000) {
      const client = Math.floor(tokens.length / 100);
      tokens.push(...(await Promise.all(Array.from({ length: 50 }, async () => (await from(client)).text()))));
    }
    const put = async () => (await from(10)).status;
    expect(await put()).toBe(503);
    await RawStream.open(at(server), { headers: withToken(tokens[0]!) });
    expect([await put(), await put()]).toEqual([201, 503]);
  });

  it('that no client takes up is forgotten, and its operations end', async () => {
    let now = 0;
    const server = await startLiveServer({ times: { pingMs: 10, now: () => now } });
    const token = await reserve(server);
    await fetch(at(server), json(operation('1', TICKS), withToken(token)));
    const tap = await server.tap();
    now = 30_000;
    await expect.poll(() => tap.isEnded).toBe(true);
    expect((await RawStream.open(at(server), { headers: withToken(token) })).response.status).toBe(404);
  });

  it.each(['', 'unknown', '__proto__', 'constructor'])('is needed: %j is the token of none', async (token) => {
    const server = await startLiveServer();
    const headers = withToken(token);
    expect((await fetch(at(server), json(operation('1', '{ hello }'), headers))).status).toBe(token === '' ? 406 : 404);
    expect((await fetch(at(server, '?operationId=1'), { method: 'DELETE', headers })).status).toBe(404);
    if (token !== '') expect((await RawStream.open(at(server), { headers })).response.status).toBe(404);
  });
});

describe('operations over one connection', () => {
  it('are accepted with 202 and answered in the stream, under their ids', async () => {
    const server = await startLiveServer();
    const { token, stream } = await openSingle(server);
    const answer = await fetch(at(server), json(operation('a', TICKS), withToken(token)));
    expect(answer.status).toBe(202);
    expect(await answer.text()).toBe('');
    (await server.tap(0)).push({ number: 1 });
    expect(await stream.next()).toEqual({ event: 'next', data: { id: 'a', payload: tick(1) } });
    await fetch(at(server, `?token=${token}`), json(operation('b', '{ hello }')));
    expect(await stream.next()).toMatchObject({ event: 'next', data: { id: 'b', payload: { data: {} } } });
    expect(await stream.next()).toEqual({ event: 'complete', data: { id: 'b' } });
    server.taps[0]!.complete();
    expect(await stream.next()).toEqual({ event: 'complete', data: { id: 'a' } });
  });

  it('can begin before the connection: their results wait for it', async () => {
    const server = await startLiveServer();
    const token = await reserve(server);
    await fetch(at(server), json(operation('a', TICKS), withToken(token)));
    const tap = await server.tap();
    tap.push({ number: 1 }, { number: 2 });
    await expect.poll(() => tap.taken).toBe(1); // and not more: nobody reads
    const stream = await RawStream.open(at(server), { headers: withToken(token) });
    expect(await stream.next()).toEqual({ event: 'next', data: { id: 'a', payload: tick(1) } });
    expect(await stream.next()).toEqual({ event: 'next', data: { id: 'a', payload: tick(2) } });
  });

  it.each([
    ['GRAPHQL_PARSE_FAILED', 'subscription {'],
    ['GRAPHQL_VALIDATION_FAILED', '{ tocks }'],
    ['GRAPHQL_VALIDATION_FAILED', 'subscription { tocks }'],
  ])('that are wrong are answered with 400 and %s, and their id is free', async (code, query) => {
    const server = await startLiveServer();
    const { token, stream } = await openSingle(server);
    const answer = await fetch(at(server), json(operation('a', query), withToken(token)));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code } }] });
    expect((await fetch(at(server), json(operation('a', '{ hello }'), withToken(token)))).status).toBe(202);
    expect(await stream.next()).toMatchObject({ event: 'next', data: { id: 'a' } });
  });

  it('need an id', async () => {
    const server = await startLiveServer();
    const { token } = await openSingle(server);
    for (const body of [{ query: '{ hello }' }, operation('', '{ hello }')]) {
      expect((await fetch(at(server), json(body, withToken(token)))).status).toBe(400);
    }
  });

  it('need an id that none of them has', async () => {
    const server = await startLiveServer();
    const { token } = await openSingle(server);
    const send = () => fetch(at(server), json(operation('a', TICKS), withToken(token)));
    expect((await send()).status).toBe(202);
    expect((await send()).status).toBe(409);
  });

  it('are at most 50 at a time', async () => {
    const server = await startLiveServer();
    const { token } = await openSingle(server);
    const send = async (id: number) =>
      (await fetch(at(server), json(operation(String(id), TICKS), withToken(token)))).status;
    for (let id = 0; id < 50; id += 1) expect(await send(id)).toBe(202);
    expect(await send(50)).toBe(400);
  });

  it('end with the connection', async () => {
    const server = await startLiveServer();
    const { token, stream } = await openSingle(server);
    for (const id of ['a', 'b']) await fetch(at(server), json(operation(id, TICKS), withToken(token)));
    stream.close();
    await expect.poll(() => server.taps.map(({ isEnded }) => isEnded)).toEqual([true, true]);
  });
});

describe('a DELETE', () => {
  const remove = (server: LiveServer, token: string, search = '?operationId=a') =>
    fetch(at(server, search), { method: 'DELETE', headers: withToken(token) });

  it('ends an operation: nothing more is sent of it, and its id is free', async () => {
    const server = await startLiveServer();
    const { token, stream } = await openSingle(server);
    await fetch(at(server), json(operation('a', TICKS), withToken(token)));
    const tap = await server.tap();
    expect((await remove(server, token)).status).toBe(200);
    expect(tap.isEnded).toBe(true);
    await fetch(at(server), json(operation('a', '{ hello }'), withToken(token)));
    expect(await stream.next()).toMatchObject({
      event: 'next',
      data: { id: 'a', payload: { data: { hello: 'hello you' } } },
    });
    expect(await stream.next()).toEqual({ event: 'complete', data: { id: 'a' } });
  });

  it('of an operation that has ended, or never was, changes nothing', async () => {
    const server = await startLiveServer();
    const { token } = await openSingle(server);
    expect((await remove(server, token)).status).toBe(200);
  });

  it('needs the id', async () => {
    const server = await startLiveServer();
    const { token } = await openSingle(server);
    expect((await remove(server, token, '')).status).toBe(400);
  });
});

describe('browsers', () => {
  it('may use every method from the origins on the list, and none from others', async () => {
    const server = await startLiveServer({ production: true, corsOrigins: ['https://app.example'] });
    const ask = (origin: string) =>
      fetch(at(server), { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'PUT' } });
    const { headers } = await ask('https://app.example');
    expect(headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(headers.get('access-control-allow-methods')?.split(/, ?/)).toEqual(['GET', 'POST', 'PUT', 'DELETE']);
    expect((await ask('https://stranger.example')).headers.get('access-control-allow-origin')).toBeNull();

    const open = (origin: string) => RawStream.open(at(server), json({ query: TICKS }, { origin }));
    expect((await open('https://stranger.example')).response.status).toBe(403);
    const { response } = await open('https://app.example');
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
  });
});

describe('a stop of the server', () => {
  it('waits for the answers of queries and mutations', async () => {
    const server = await startLiveServer();
    const alone = await RawStream.open(at(server), json({ query: '{ slow }' }));
    const { token, stream } = await openSingle(server);
    await fetch(at(server), json(operation('a', TICKS), withToken(token)));
    const asked = fetch(at(server), json(operation('b', '{ slow }'), withToken(token)));
    await server.slowAsked(2);
    const stopped = server.live.stop();
    expect((await fetch(at(server), json(operation('c', '{ hello }'), withToken(token)))).status).toBe(503);
    server.answerSlow('in time');
    const answer = { data: { slow: 'in time' } };
    expect(await alone.next()).toEqual({ event: 'next', data: answer });
    expect([await alone.next(), await alone.next()]).toEqual([{ event: 'complete', data: '' }, undefined]);
    expect((await asked).status).toBe(202);
    expect(await stream.next()).toEqual({ event: 'next', data: { id: 'b', payload: answer } });
    expect([await stream.next(), await stream.next()]).toEqual([{ event: 'complete', data: { id: 'b' } }, undefined]);
    await stopped;
  });

  it('does not wait for answers that no client can receive', async () => {
    const server = await startLiveServer();
    const token = await reserve(server);
    void fetch(at(server), json(operation('a', '{ slow }'), withToken(token))).catch(() => undefined);
    const left = await RawStream.open(at(server), json({ query: '{ slow }' }));
    await server.slowAsked(2);
    const stopped = server.live.stop();
    left.close();
    await stopped;
    server.answerSlow('late');
  });

  it('ends streams without saying that their operations are complete, and takes no new ones', async () => {
    const server = await startLiveServer();
    const alone = await RawStream.open(at(server), json({ query: TICKS }));
    const { token, stream } = await openSingle(server);
    await fetch(at(server), json(operation('a', TICKS), withToken(token)));
    await server.tap(1);
    await server.live.stop();
    expect([await alone.next(), await stream.next()]).toEqual([undefined, undefined]);
    expect(server.taps.map(({ isEnded }) => isEnded)).toEqual([true, true]);
    expect((await fetch(at(server), { method: 'PUT' })).status).toBe(503);
  });
});
