import { describe, expect, it, vi } from 'vitest';
import { STORES } from '../../shared/both-stores.ts';
import { begin, cursorBehind, serverOver, Subscriber, turn } from './live-harness.ts';
import { reconnecting } from './reconnecting.ts';

const CHANGED = 'subscription ($after: String) { recordingChanged(after: $after) { seq cursor to recording { id } } }';

describe.each(STORES)('over $name', (store) => {
  const { open } = store;
  reconnecting(store, 2000);

  it('a change reaches 500 subscribers, and is read from the ledger once', async () => {
    const { ledger } = await open();
    const server = await serverOver(ledger);
    const [id] = await begin(ledger, 1);
    const subscribers: Subscriber[] = [];
    for (let number = 0; number < 500; number += 1)
      subscribers.push(await Subscriber.open(server, CHANGED, { after: await cursorBehind(ledger, 1) }));
    // Whoever has seen a change reads along; until then a subscription may be on its way to that.
    await turn(ledger, id!);
    await Promise.all(subscribers.map((subscriber) => subscriber.saw(1)));
    await Promise.all(subscribers.map((subscriber) => subscriber.arrived()));
    const reads = vi.spyOn(ledger, 'findMany');
    await turn(ledger, id!);
    await Promise.all(subscribers.map((subscriber) => subscriber.saw(2)));
    expect(reads.mock.calls.filter(([ids]) => ids.length > 0)).toHaveLength(1);
    expect(subscribers.map(({ seen }) => seen)).toEqual(subscribers.map(() => [2, 3]));
  });
});
