import { expect, it } from 'vitest';
import { startLiveServer, type LiveServer } from './live-server.ts';
import { RawStream, json } from './raw-stream.ts';

const TICKS = 'subscription { ticks { number } }';
const at = ({ origin }: LiveServer) => `${origin}/graphql/stream`;
const tick = (number: number) => ({ data: { ticks: { number } } });

it('gives an event the cursor of its change as its id', async () => {
  const server = await startLiveServer();
  const stream = await RawStream.open(at(server), json({ query: TICKS }));
  (await server.tap()).push({ number: 1, cursor: 'one' }, { number: 2 });
  expect(await stream.next()).toEqual({ event: 'next', data: tick(1), id: 'one' });
  expect(await stream.next()).toEqual({ event: 'next', data: tick(2) });
});

it('sends first where a subscription begins, without an event', async () => {
  const server = await startLiveServer({ begin: 'here' });
  const stream = await RawStream.open(at(server), json({ query: TICKS }));
  expect([await stream.block(), await stream.block()]).toEqual([':', 'id: here']);
});

it('gives no id to the answers of queries and mutations', async () => {
  const stream = await RawStream.open(at(await startLiveServer()), json({ query: '{ hello }' }));
  expect(await stream.next()).toEqual({ event: 'next', data: { data: { hello: 'hello you' } } });
  expect(await stream.next()).toEqual({ event: 'complete', data: '' });
});

it('gives the events of each operation of a stream their own ids', async () => {
  const server = await startLiveServer({ begin: 'here' });
  const token = await (await fetch(at(server), { method: 'PUT' })).text();
  const headers = { 'x-graphql-event-stream-token': token };
  const stream = await RawStream.open(at(server), { headers });
  for (const operationId of ['a', 'b']) {
    const begun = await fetch(at(server), json({ query: TICKS, extensions: { operationId } }, headers));
    expect(begun.status).toBe(202);
  }
  (await server.tap(1)).push({ number: 7, cursor: 'seven' });
  expect(await stream.next()).toEqual({ event: 'next', data: { id: 'b', payload: tick(7) }, id: 'seven' });
  (await server.tap(0)).push({ number: 3, cursor: 'three' });
  expect(await stream.next()).toEqual({ event: 'next', data: { id: 'a', payload: tick(3) }, id: 'three' });
});
