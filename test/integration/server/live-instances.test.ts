import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { START } from '../../../src/events/cursor.ts';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import { POSTGRES } from '../../shared/both-stores.ts';
import { begin, cursorBehind, serverOver, Subscriber, turn } from './live-harness.ts';

const CHANGED =
  'subscription ($after: String) { recordingChanged(after: $after) { seq cursor recording { id state } } }';

/** Ledgers of several processes on one database. */
async function ledgers(count: number): Promise<{ url: string; ledgers: readonly Ledger[] }> {
  const url = await POSTGRES.newUrl();
  const opened: Ledger[] = [];
  for (let number = 0; number < count; number += 1) {
    const ledger = await openLedger({ url, now: Date.now });
    onTestFinished(() => ledger.close());
    opened.push(ledger);
  }
  return { url, ledgers: opened };
}

it('what one server commits, the subscribers of all other servers receive', async () => {
  const { ledgers: opened } = await ledgers(3);
  const servers = await Promise.all(opened.map(serverOver));
  const subscribers = await Promise.all(servers.map((server) => Subscriber.open(server, CHANGED, { after: START })));
  const ids = await begin(opened[0]!, 10);
  for (const [number, id] of ids.entries()) await turn(opened[number % 3]!, id);
  await Promise.all(subscribers.map((subscriber) => subscriber.saw(20)));
  for (const { seen } of subscribers) expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

it('a subscriber that received changes from one server continues at another server, which may know less yet', async () => {
  const { ledgers: opened } = await ledgers(2);
  const [one, other] = [await serverOver(opened[0]!), await serverOver(opened[1]!)];
  await begin(opened[0]!, 20);
  let after = START;
  for (let last = 0; last < 20;) {
    const subscriber = await Subscriber.open(last % 2 === 0 ? one : other, CHANGED, { after });
    await subscriber.saw(1);
    expect(subscriber.seen[0]).toBe(last + 1);
    subscriber.cut();
    last += 1;
    after = await cursorBehind(opened[0]!, last);
  }
});

it('nothing is missed when the connections that notify of changes are killed', async () => {
  const { url, ledgers: opened } = await ledgers(2);
  const server = await serverOver(opened[0]!);
  const subscriber = await Subscriber.open(server, CHANGED, { after: START });
  const ids = await begin(opened[1]!, 30);
  await subscriber.saw(30);

  const killer = new Client({ connectionString: url });
  await killer.connect();
  onTestFinished(() => killer.end());
  for (const [number, id] of ids.entries()) {
    if (number % 10 === 0) {
      const { rowCount } = await killer.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'",
      );
      if (number === 0) expect(rowCount).toBeGreaterThan(0);
    }
    await turn(opened[1]!, id);
  }
  await subscriber.saw(60);
  expect(subscriber.seen).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
});
