import { expect, it } from 'vitest';
import { randomFrom } from '../../../src/emulation/faults/random.ts';
import { START } from '../../../src/events/cursor.ts';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import type { STORES } from '../../shared/both-stores.ts';
import { begin, serverOver, Subscriber, turn } from './live-harness.ts';

const SUBSCRIBERS = 20;
const RECORDINGS = 50;
const CHANGED = 'subscription ($after: String) { recordingChanged(after: $after) { seq cursor to recording { id } } }';
const BATCHES = 'subscription ($after: String) { recordingChanges(after: $after) { seq cursor to recording { id } } }';

/** Reads all changes over connections that break at random, each going on behind what the one before saw. */
async function readAll(server: { readonly origin: string }, changes: number, random: () => number): Promise<number[]> {
  const seen: number[] = [];
  let after = START;
  while (seen.length < changes) {
    const query = random() < 0.7 ? CHANGED : BATCHES;
    const subscriber = await Subscriber.open(server, query, { after });
    const wanted = Math.ceil(random() ** 3 * (changes / 4));
    await subscriber.saw(Math.min(wanted, changes - seen.length));
    subscriber.cut();
    seen.push(...subscriber.seen);
    after = subscriber.last;
  }
  return seen;
}

/** Makes the changes, some at a time. */
async function change(ledger: Ledger, changes: number): Promise<void> {
  const ids = await begin(ledger, RECORDINGS);
  for (let made = RECORDINGS; made < changes; made += RECORDINGS) await Promise.all(ids.map((id) => turn(ledger, id)));
}

/** Subscribers that lose their connections at random, while so many changes are made. */
export function reconnecting({ open }: (typeof STORES)[number], changes: number, timeout?: number): void {
  const name = `${SUBSCRIBERS} subscribers that reconnect at random see each of ${changes} changes once, in order`;
  it(name, { ...(timeout !== undefined && { timeout }) }, async () => {
    const { ledger } = await open();
    const server = await serverOver(ledger);
    const reading = Array.from({ length: SUBSCRIBERS }, (_, seed) => readAll(server, changes, randomFrom(seed)));
    await change(ledger, changes);
    const all = Array.from({ length: changes }, (_, index) => index + 1);
    for (const seen of await Promise.all(reading)) expect(seen).toEqual(all);
  });
}
