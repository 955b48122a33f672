import { expect, it } from 'vitest';
import { cursorOf, START } from '../../../src/events/cursor.ts';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import { json, RawStream, type StreamEvent } from '../http/live/raw-stream.ts';
import { SQLITE } from '../../shared/stores.ts';
import { begin, cursorBehind, serverOver, turn } from './live-harness.ts';

const CHANGED = 'subscription ($after: String) { recordingChanged(after: $after) { seq cursor } }';
const BATCHES = 'subscription ($after: String) { recordingChanges(after: $after) { seq cursor } }';

interface Feed {
  readonly ledger: Ledger;
  readonly url: string;
}

/** A server whose ledger holds three changes. */
async function threeChanges(): Promise<Feed> {
  const { ledger } = await SQLITE.open();
  const { origin } = await serverOver(ledger);
  await begin(ledger, 3);
  return { ledger, url: `${origin}/graphql/stream` };
}

/** A stream as a client opens it that connects again: with its old variables, and the id that came last. */
function again({ url }: Feed, lastEventId: string, query = CHANGED, variables = {}): Promise<RawStream> {
  return RawStream.open(url, json({ query, variables }, { 'last-event-id': lastEventId }));
}

const told = (seq: number) => ({ data: { data: { recordingChanged: { seq: String(seq) } } } });
const errorOf = (event: StreamEvent | undefined) => (event?.data as { errors: readonly object[] }).errors[0];

it.each([CHANGED, BATCHES])('the id of an event is the cursor of its last change, over %s', async (query) => {
  const harness = await threeChanges();
  const stream = await RawStream.open(harness.url, json({ query, variables: { after: START } }));
  const { id, data } = (await stream.next())!;
  const { recordingChanged, recordingChanges } = (data as { data: Record<string, unknown> }).data;
  const last = query === CHANGED ? recordingChanged : (recordingChanges as readonly unknown[]).at(-1);
  expect(last).toMatchObject({ cursor: id });
});

it.each([{}, { after: START }])(
  'a client goes on behind Last-Event-ID, whatever `after` says: %o',
  async (variables) => {
    const harness = await threeChanges();
    const stream = await again(harness, await cursorBehind(harness.ledger, 2), CHANGED, variables);
    expect(await stream.next()).toMatchObject(told(3));
  },
);

it('a client goes on behind Last-Event-ID by GET, as an EventSource asks', async () => {
  const harness = await threeChanges();
  const query = new URLSearchParams({ query: CHANGED, variables: JSON.stringify({ after: START }) });
  const headers = { 'last-event-id': await cursorBehind(harness.ledger, 2) };
  const stream = await RawStream.open(`${harness.url}?${query.toString()}`, { headers });
  expect(await stream.next()).toMatchObject(told(3));
});

it('a client without `after` that loses its connection before the first event misses nothing', async () => {
  const harness = await threeChanges();
  const first = await RawStream.open(harness.url, json({ query: CHANGED }));
  expect(await first.block()).toBe(':');
  const [, id = ''] = /^id: (.+)$/.exec((await first.block())!) ?? [];
  first.close();
  await turn(harness.ledger, `rec_${'0'.repeat(22)}`);
  const second = await again(harness, id);
  expect(await second.next()).toMatchObject(told(4));
});

it('an operation of a stream for several goes on behind the Last-Event-ID that it was sent with', async () => {
  const harness = await threeChanges();
  const token = await (await fetch(harness.url, { method: 'PUT' })).text();
  const headers = { 'x-graphql-event-stream-token': token };
  // The id of the stream itself names no operation, and counts for none.
  const stream = await RawStream.open(harness.url, { headers: { ...headers, 'last-event-id': 'of another stream' } });
  for (const seq of [2, 1]) {
    const body = { query: CHANGED, variables: { after: START }, extensions: { operationId: String(seq) } };
    const sent = { ...headers, 'last-event-id': await cursorBehind(harness.ledger, seq) };
    expect((await fetch(harness.url, json(body, sent))).status).toBe(202);
    expect(await stream.next()).toMatchObject({ data: { id: String(seq), payload: told(seq + 1).data } });
    if (seq === 2) continue;
    expect(await stream.next()).toMatchObject({ data: { id: '1', payload: told(3).data } });
  }
});

it.each(['nonsense', '3', 'MS5h, MS5i'])('a Last-Event-ID that is no cursor is refused: %s', async (id) => {
  const stream = await again(await threeChanges(), id);
  const error = errorOf(await stream.next());
  expect(error).toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', argumentPath: ['Last-Event-ID'] },
    message: expect.stringMatching(/^Last-Event-ID must be the cursor of a change/) as string,
  });
  expect(await stream.next()).toMatchObject({ event: 'complete' });
});

it.each([
  ['beyond the last change', (epoch: string) => ({ epoch, seq: 4 })],
  ['of another epoch', () => ({ epoch: 'another', seq: 1 })],
])('a Last-Event-ID %s is refused as such an `after` is', async (_what, placeIn) => {
  const harness = await threeChanges();
  const lineage = await harness.ledger.epochs();
  const cursor = cursorOf(placeIn(lineage.epochOf(1)));
  const byId = errorOf(await (await again(harness, cursor)).next());
  const stream = await RawStream.open(harness.url, json({ query: CHANGED, variables: { after: cursor } }));
  expect(byId).toMatchObject({ extensions: { code: 'EPOCH_CHANGED', cursor: expect.any(String) as string } });
  const { extensions, ...rest } = errorOf(await stream.next()) as { extensions: object };
  expect(byId).toMatchObject({ ...rest, extensions: { ...extensions, argumentPath: ['Last-Event-ID'] } });
});

it('changesCursor is where the changes are now: what comes behind it is new', async () => {
  const { ledger, url } = await threeChanges();
  const answer = await fetch(url.replace('/stream', ''), json({ query: '{ changesCursor }' }));
  const { data } = (await answer.json()) as { data: { changesCursor: string } };
  expect(data.changesCursor).toBe(await cursorBehind(ledger, 3));
});
