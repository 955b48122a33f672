import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../../../src/ledger/contract/ledger.ts';
import type { Settlement } from '../../../../src/ledger/contract/webhook-store.ts';
import { POSTGRES } from '../../../shared/both-stores.ts';
import { LEDGER_STORES } from '../../../shared/ledger-stores.ts';
import { MADE_AT, recording } from '../../../shared/ledger/sample.ts';

const NOW = MADE_AT + 60_000;
const LEASE = NOW + 30_000;
const MOST = 100;

const endpoint = (id = 'wh_1') => ({
  id,
  url: 'https://receiver.example/',
  description: 'a receiver',
  filter: { kinds: ['STATE'] },
  secret: 'sealed',
  createdAt: MADE_AT,
});

/** Creates deliveries with sequence numbers from 1; each letter is a recording. */
const deliveries = (letters: string, from = 1) =>
  Array.from(letters, (letter, index) => ({
    id: `msg_${from + index}`,
    seq: from + index,
    recordingId: `rec_${letter}`,
    body: `{"n":${from + index}}`,
  }));

/** Creates a ledger with an endpoint and pending deliveries for recordings. */
async function filled(ledger: Ledger, letters: string) {
  await ledger.webhooks.insert(endpoint(), MOST);
  expect(await ledger.webhooks.fanOut('wh_1', 0, letters.length, deliveries(letters), NOW)).toBe(true);
  return ledger.webhooks;
}

const delivered = (at: number): Settlement => ({
  delivery: {
    state: 'DELIVERED',
    attempts: 0,
    dueAt: at,
    nextActionAt: null,
    lastStatus: 200,
    lastError: null,
    settledAt: at,
  },
});

const waiting = (next: number): Settlement => ({
  delivery: {
    state: 'PENDING',
    attempts: 1,
    dueAt: next,
    nextActionAt: next,
    lastStatus: null,
    lastError: 'TIMEOUT',
    settledAt: null,
  },
});

describe.each(LEDGER_STORES)('endpoints of webhooks on $name', ({ open }) => {
  it('are read as they were written, for later deliveries', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    const made = await ledger.webhooks.insert(endpoint(), MOST);
    const nothing = {
      sealedUrl: null,
      cause: null,
      oldSecret: null,
      oldSecretUntil: null,
      failingSince: null,
      holdUntil: null,
    };
    const times = { createdAt: MADE_AT, updatedAt: MADE_AT };
    expect(made).toEqual({ ...endpoint(), ...nothing, ...times, state: 'ENABLED', position: 1, failures: 0 });
    expect(await ledger.webhooks.find('wh_1')).toEqual(made);
    expect(await ledger.webhooks.list()).toEqual([made]);
  });

  it('are as many as there may be', async () => {
    const { ledger } = await open();
    await ledger.webhooks.insert(endpoint('wh_1'), 1);
    expect(await ledger.webhooks.insert(endpoint('wh_2'), 1)).toBeUndefined();
  });

  it('are gone when they are deleted, and their deliveries with the next cleaning', async () => {
    const { ledger } = await open();
    const webhooks = await filled(ledger, 'aab');
    await webhooks.update('wh_1', NOW, () => ({ state: 'DELETED' }));
    expect([await webhooks.find('wh_1'), await webhooks.list()]).toEqual([undefined, []]);
    expect(await webhooks.claim('wh_1', NOW, LEASE, 9)).toBeUndefined();
    expect(await webhooks.due(NOW)).toEqual([]);
    await webhooks.clean(0, 0);
    expect(await webhooks.page('wh_1', { limit: 9 })).toEqual([]);
    expect(await webhooks.insert(endpoint(), 1)).toBeDefined(); // the id is free, because the endpoint was removed
  });

  it('advance their position once, together with the deliveries', async () => {
    const { ledger } = await open();
    await ledger.webhooks.insert(endpoint(), MOST);
    const moves = [1, 2, 3].map(() => ledger.webhooks.fanOut('wh_1', 0, 2, deliveries('ab'), NOW));
    expect((await Promise.all(moves)).filter(Boolean)).toHaveLength(1);
    expect(await ledger.webhooks.find('wh_1')).toMatchObject({ position: 2 });
    expect(await ledger.webhooks.page('wh_1', { limit: 9 })).toHaveLength(2);
  });

  it('do not move on while they are disabled', async () => {
    const { ledger } = await open();
    await ledger.webhooks.insert(endpoint(), MOST);
    await ledger.webhooks.update('wh_1', NOW, () => ({ state: 'DISABLED' }));
    expect(await ledger.webhooks.fanOut('wh_1', 0, 1, deliveries('a'), NOW)).toBe(false);
  });
});

describe.each(LEDGER_STORES)('deliveries on $name', ({ open }) => {
  it('are claimed the earliest of each recording first, and no other of it meanwhile', async () => {
    const { ledger } = await open();
    const webhooks = await filled(ledger, 'aabac');
    const first = await webhooks.claim('wh_1', NOW, LEASE, 9);
    expect(first!.deliveries.map(({ seq }) => seq)).toEqual([1, 3, 5]);
    expect(await webhooks.claim('wh_1', NOW, LEASE, 9)).toBeUndefined();
    await webhooks.settle(first!.deliveries[0]!, NOW, () => delivered(NOW));
    const second = await webhooks.claim('wh_1', NOW, LEASE, 9);
    expect(second!.deliveries.map(({ seq }) => seq)).toEqual([2]);
    await webhooks.settle(second!.deliveries[0]!, NOW, () => waiting(LEASE));
    expect(await webhooks.claim('wh_1', NOW, LEASE, 9)).toBeUndefined(); // delivery 4 waits for delivery 2
  });

  it('are due when they are, and not when the endpoint is held, disabled or has nothing', async () => {
    const { ledger } = await open();
    const webhooks = await filled(ledger, 'ab');
    await webhooks.insert(endpoint('wh_2'), MOST);
    expect(await webhooks.due(NOW - 1)).toEqual([]);
    expect(await webhooks.due(NOW)).toEqual(['wh_1']);
    await webhooks.update('wh_1', NOW, () => ({ holdUntil: NOW + 5 }));
    expect([await webhooks.due(NOW + 4), await webhooks.claim('wh_1', NOW + 4, LEASE, 9)]).toEqual([[], undefined]);
    expect(await webhooks.due(NOW + 5)).toEqual(['wh_1']);
    await webhooks.update('wh_1', NOW, () => ({ state: 'DISABLED' }));
    expect([await webhooks.due(LEASE), await webhooks.claim('wh_1', LEASE, LEASE, 9)]).toEqual([[], undefined]);
  });

  it('go one at a time, due or not, to an endpoint that keeps failing', async () => {
    const { ledger } = await open();
    const webhooks = await filled(ledger, 'abc');
    const all = await webhooks.claim('wh_1', NOW, LEASE, 9);
    for (const one of all!.deliveries) await webhooks.settle(one, NOW, () => waiting(NOW + 3_600_000));
    await webhooks.update('wh_1', NOW, () => ({ failures: 3, holdUntil: NOW + 10 }));
    expect(await webhooks.due(NOW + 10)).toEqual(['wh_1']);
    const claims = await Promise.all([1, 2, 3].map(() => webhooks.claim('wh_1', NOW + 10, LEASE, 9)));
    expect(claims.flatMap((claim) => claim?.deliveries ?? [])).toHaveLength(1);
    expect(await webhooks.claim('wh_1', LEASE - 1, LEASE, 9)).toBeUndefined();
    expect((await webhooks.claim('wh_1', LEASE, LEASE + 9, 9))?.deliveries).toHaveLength(1);
  });

  it('are settled by who claimed them last', async () => {
    const { ledger } = await open();
    const webhooks = await filled(ledger, 'a');
    const [early] = (await webhooks.claim('wh_1', NOW, LEASE, 9))!.deliveries;
    const [late] = (await webhooks.claim('wh_1', LEASE, LEASE + 9, 9))!.deliveries;
    expect(await webhooks.settle(early!, LEASE, () => delivered(LEASE))).toBe(false);
    expect(await webhooks.page('wh_1', { state: 'PENDING', limit: 9 })).toHaveLength(1);
    expect(await webhooks.settle(late!, LEASE, () => delivered(LEASE))).toBe(true);
    expect(await webhooks.page('wh_1', { state: 'DELIVERED', limit: 9 })).toMatchObject([
      { lastStatus: 200, lastAt: LEASE },
    ]);
  });

  it('change their endpoint with them, and what waits is due at once when it is back', async () => {
    const { ledger } = await open();
    const webhooks = await filled(ledger, 'abc');
    const [one, two, three] = (await webhooks.claim('wh_1', NOW, LEASE, 9))!.deliveries;
    await webhooks.settle(one!, NOW, () => ({
      ...waiting(NOW + 99_000),
      endpoint: { failures: 1, failingSince: NOW },
    }));
    expect(await webhooks.find('wh_1')).toMatchObject({ failures: 1, failingSince: NOW, updatedAt: MADE_AT });
    await webhooks.settle(two!, NOW + 1, () => ({ ...delivered(NOW + 1), isBack: true }));
    const states = await webhooks.page('wh_1', { state: 'PENDING', limit: 9 });
    expect(states.map(({ seq, nextActionAt }) => [seq, nextActionAt])).toEqual([
      [three!.seq, LEASE], // claimed, so the delivery is not sent twice
      [one!.seq, NOW + 1],
    ]);
  });

  it('are sent again by hand: settled ones from the start, waiting ones at once, those under way not twice', async () => {
    const { ledger } = await open();
    const webhooks = await filled(ledger, 'abc');
    const [one, two] = (await webhooks.claim('wh_1', NOW, LEASE, 9))!.deliveries;
    await webhooks.settle(one!, NOW, () => delivered(NOW));
    await webhooks.settle(two!, NOW, () => waiting(NOW + 99_000));
    const again = await Promise.all([1, 2, 3, 4].map((number) => webhooks.redeliver(`msg_${number}`, NOW + 1)));
    expect(again).toMatchObject([
      { state: 'PENDING', attempts: 0, nextActionAt: NOW + 1, settledAt: null },
      { state: 'PENDING', attempts: 1, nextActionAt: NOW + 1 },
      { state: 'PENDING', nextActionAt: LEASE },
      undefined,
    ]);
  });

  it('are made again by a replay where they were settled, with the new body', async () => {
    const { ledger } = await open();
    const webhooks = await filled(ledger, 'ab');
    const [one] = (await webhooks.claim('wh_1', NOW, LEASE, 1))!.deliveries;
    await webhooks.settle(one!, NOW, () => delivered(NOW));
    await webhooks.update('wh_1', NOW, () => ({ position: 0 }));
    const anew = deliveries('ab').map((delivery) => ({ ...delivery, body: 'new' }));
    await webhooks.fanOut('wh_1', 0, 2, anew, NOW + 5);
    const rows = await webhooks.page('wh_1', { state: 'PENDING', limit: 9 });
    expect(rows.map(({ seq, body, dueAt }) => [seq, body, dueAt])).toEqual([
      [2, '{"n":2}', NOW],
      [1, 'new', NOW + 5],
    ]);
  });

  it('are listed by state, the newest event first, in pages', async () => {
    const { ledger } = await open();
    const webhooks = await filled(ledger, 'abcd');
    const [one] = (await webhooks.claim('wh_1', NOW, LEASE, 1))!.deliveries;
    await webhooks.settle(one!, NOW, () => delivered(NOW));
    const seqs = async (...args: Parameters<typeof webhooks.page>) =>
      (await webhooks.page(...args)).map(({ seq }) => seq);
    expect(await seqs('wh_1', { limit: 2 })).toEqual([4, 3]);
    expect(await seqs('wh_1', { below: 3, limit: 9 })).toEqual([2, 1]);
    expect(await seqs('wh_1', { state: 'PENDING', limit: 9 })).toEqual([4, 3, 2]);
    expect(await seqs('wh_2', { limit: 9 })).toEqual([]);
  });

  it('are dropped when they are old, and never while they are pending', async () => {
    const { ledger } = await open();
    const webhooks = await filled(ledger, 'abcd');
    const claimed = (await webhooks.claim('wh_1', NOW, LEASE, 3))!.deliveries;
    const dead: Settlement = { delivery: { ...delivered(NOW).delivery, state: 'DEAD' } };
    await webhooks.settle(claimed[0]!, NOW, () => delivered(NOW));
    await webhooks.settle(claimed[1]!, NOW, () => dead);
    await webhooks.settle(claimed[2]!, NOW, () => delivered(NOW + 10));
    await webhooks.clean(NOW + 10, NOW);
    const left = await webhooks.page('wh_1', { limit: 9 });
    expect(left.map(({ seq }) => seq)).toEqual([4, 3, 2]);
    await webhooks.clean(NOW + 11, NOW + 1);
    expect((await webhooks.page('wh_1', { limit: 9 })).map(({ seq }) => seq)).toEqual([4]);
  });

  it('are due at once again when the only process of their store has ended', async () => {
    const { ledger, reopen } = await open();
    const webhooks = await filled(ledger, 'ab');
    const [one] = (await webhooks.claim('wh_1', NOW, LEASE, 1))!.deliveries;
    const next = await reopen();
    await next.webhooks.breakLeases(NOW + 1);
    expect((await next.webhooks.claim('wh_1', NOW + 1, LEASE, 9))!.deliveries).toHaveLength(2);
    expect(await next.webhooks.settle(one!, NOW + 1, () => delivered(NOW))).toBe(false);
  });
});

it('two instances on one PostgreSQL claim no delivery twice, and keep the order of each recording', async () => {
  const { ledger, reopen } = await POSTGRES.open();
  const other = await reopen();
  await filled(ledger, 'abcdefghij'.repeat(30));
  const order = new Map<string, number[]>();
  const work = async ({ webhooks }: Ledger): Promise<void> => {
    for (;;) {
      const claim = await webhooks.claim('wh_1', NOW, LEASE, 3);
      if (!claim) {
        const left = await webhooks.page('wh_1', { state: 'PENDING', limit: 1 });
        if (left.length === 0) return;
        continue;
      }
      for (const delivery of claim.deliveries) {
        const told = order.get(delivery.recordingId) ?? [];
        order.set(delivery.recordingId, [...told, delivery.seq]);
        expect(await webhooks.settle(delivery, NOW, () => delivered(NOW))).toBe(true);
      }
    }
  };
  await Promise.all([work(ledger), work(ledger), work(other), work(other)]);
  expect(order.size).toBe(10);
  for (const told of order.values()) {
    expect(told).toHaveLength(30);
    expect(told).toEqual([...told].sort((one, another) => one - another));
  }
});
