import { describe, expect, it, vi } from 'vitest';
import { randomFrom } from '../../src/emulation/random.ts';
import { START } from '../../src/events/cursor.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { STORES } from '../both-stores.ts';
import { begin, cursorBehind, serverOver, Subscriber, turn } from './live-world.ts';

const CHANGES = 2000;
const SUBSCRIBERS = 20;
const RECORDINGS = 50;
const CHANGED = 'subscription ($after: String) { recordingChanged(after: $after) { seq cursor to recording { id } } }';
const BATCHES = 'subscription ($after: String) { recordingChanges(after: $after) { seq cursor to recording { id } } }';

/** Reads all changes over connections that break at random, each going on behind what the one before saw. */
async function readAll(server: { readonly origin: string }, random: () => number): Promise<number[]> {
  const seen: number[] = [];
  let after = START;
  while (seen.length < CHANGES) {
    const query = random() < 0.7 ? CHANGED : BATCHES;
    const subscriber = await Subscriber.open(server, query, { after });
    const wanted = Math.ceil(random() ** 3 * (CHANGES / 4));
    await subscriber.saw(Math.min(wanted, CHANGES - seen.length));
    subscriber.cut();
    seen.push(...subscriber.seen);
    after = subscriber.last;
  }
  return seen;
}

/** Makes the changes, some at a time. */
async function change(ledger: Ledger): Promise<void> {
  const ids = await begin(ledger, RECORDINGS);
  for (let made = RECORDINGS; made < CHANGES; made += RECORDINGS) await Promise.all(ids.map((id) => turn(ledger, id)));
}

describe.each(STORES)('over $name', ({ open }) => {
  it(
    '20 subscribers that reconnect at random see each of 2,000 changes once, in order',
    { timeout: 180_000 },
    async () => {
      const { ledger } = await open();
      const server = await serverOver(ledger);
      const reading = Array.from({ length: SUBSCRIBERS }, (_, seed) => readAll(server, randomFrom(seed)));
      await change(ledger);
      const all = Array.from({ length: CHANGES }, (_, index) => index + 1);
      for (const seen of await Promise.all(reading)) expect(seen).toEqual(all);
    },
  );

  it('a change reaches 500 subscribers, and is read from the ledger once', { timeout: 120_000 }, async () => {
    const { ledger } = await open();
    const server = await serverOver(ledger);
    const [id] = await begin(ledger, 1);
    const subscribers: Subscriber[] = [];
    for (let number = 0; number < 500; number += 1)
      subscribers.push(await Subscriber.open(server, CHANGED, { after: await cursorBehind(ledger, 1) }));
    await Promise.all(subscribers.map((subscriber) => subscriber.arrived()));
    const reads = vi.spyOn(ledger, 'findMany');
    await turn(ledger, id!);
    await Promise.all(subscribers.map((subscriber) => subscriber.saw(1)));
    expect(reads.mock.calls.filter(([ids]) => ids.length > 0)).toHaveLength(1);
    expect(subscribers.map(({ seen }) => seen)).toEqual(subscribers.map(() => [2]));
  });
});
