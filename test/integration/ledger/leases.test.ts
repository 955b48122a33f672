import { describe, expect, it, onTestFinished } from 'vitest';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import { LEDGER_STORES } from '../../shared/ledger-stores.ts';
import { newDatabase } from '../../shared/postgres/run-server.ts';
import { idOf, MADE_AT, orphan, recording } from '../../shared/ledger/sample.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const LEASE_MS = 40 * SECOND;
const NOW = MADE_AT + 10 * SECOND;
const LEASE = NOW + LEASE_MS;

const ENDPOINT = { url: 'https://receiver.example/', description: null, filter: {}, secret: 'sealed' };

/** Creates a delivery for a separate recording. */
const delivery = (seq: number) => ({ id: `msg_${seq}`, seq, recordingId: idOf(seq), body: '{}' });

/** Inserts a claimable row of each kind, due at a time. */
async function fill(ledger: Ledger, at: number): Promise<void> {
  await ledger.insert(recording(1, { nextActionAt: at }));
  await ledger.seeOrphans([orphan('task', { nextActionAt: at })]);
  await ledger.callbacks.keep([{ digest: 'one', source: 'tencent/tiw', receivedAt: at, text: '{}' }]);
  await ledger.webhooks.insert({ id: 'wh_1', createdAt: at, ...ENDPOINT }, 1);
  await ledger.webhooks.fanOut('wh_1', 1, 2, [delivery(2)], at);
}

/** Claims a row of each kind at a process time. Returns the expiry of each lease. */
async function claimedUntil(ledger: Ledger, now: number): Promise<(number | null | undefined)[]> {
  const until = now + LEASE_MS;
  const [row] = await ledger.claimDue('TIW', now, until, 9);
  const [stray] = await ledger.claimOrphans('TIW', now, until, 9);
  const [callback] = await ledger.callbacks.claimDue(now, until, 9);
  const claim = await ledger.webhooks.claim('wh_1', now, until, 9);
  return [row, stray, callback, claim?.deliveries[0]].map((one) => one?.nextActionAt);
}

describe('a PostgreSQL ledger with a time of its own', () => {
  const open = async (): Promise<Ledger> => {
    const ledger = await openLedger({ url: await newDatabase() });
    onTestFinished(() => ledger.close());
    return ledger;
  };

  it.each([
    ['behind', -3 * HOUR],
    ['ahead of', 3 * HOUR],
  ])('measures leases by the database also for a process whose time is 3 h %s it', async (_what, aheadMs) => {
    const ledger = await open();
    const before = ledger.clock.now();
    await fill(ledger, before);
    const untils = await claimedUntil(ledger, ledger.clock.now() + aheadMs);
    for (const until of untils) {
      expect(until).toBeGreaterThanOrEqual(before + LEASE_MS - SECOND);
      expect(until).toBeLessThanOrEqual(ledger.clock.now() + LEASE_MS + SECOND);
    }
  });

  it('claims nothing early for a process whose time is ahead of it', async () => {
    const ledger = await open();
    await fill(ledger, ledger.clock.now() + HOUR);
    const ahead = ledger.clock.now() + 3 * HOUR;
    expect(await ledger.callbacks.sourceDue(ahead, [])).toBeUndefined();
    expect(await ledger.webhooks.due(ahead)).toEqual([]);
    expect(await claimedUntil(ledger, ahead)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe.each(LEDGER_STORES)('on $name', ({ open }) => {
  it('what a process has in work is left out of its claims', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1, { nextActionAt: NOW, urgentAt: NOW }));
    await ledger.insert(recording(2, { nextActionAt: NOW, urgentAt: NOW }));
    await ledger.insert(recording(3, { nextActionAt: NOW }));
    await ledger.insert(recording(4, { nextActionAt: NOW }));
    const claimed = await ledger.claimDue('TIW', NOW, LEASE, 9, [idOf(1), idOf(3)]);
    expect(claimed.map(({ id }) => id)).toEqual([idOf(2), idOf(4)]);

    await ledger.seeOrphans(['a', 'b'].map((taskId) => orphan(taskId, { nextActionAt: NOW })));
    expect((await ledger.claimOrphans('TIW', NOW, LEASE, 9, ['a'])).map(({ taskId }) => taskId)).toEqual(['b']);

    await ledger.webhooks.insert({ id: 'wh_1', createdAt: NOW, ...ENDPOINT }, 1);
    const { position } = (await ledger.webhooks.find('wh_1'))!;
    const made = [delivery(position + 1), delivery(position + 2)];
    await ledger.webhooks.fanOut('wh_1', position, position + 2, made, NOW);
    const claim = await ledger.webhooks.claim('wh_1', NOW, LEASE, 9, [made[0]!.id]);
    expect(claim?.deliveries.map(({ id }) => id)).toEqual([made[1]!.id]);
  });

  it('the last change says what time it was, also after the clock was put back', async () => {
    const { ledger, reopen } = await open();
    expect(await ledger.lastChangeAt()).toBe(0);
    await ledger.insert(recording(1, { createdAt: NOW + 3 * HOUR }));
    expect(await (await reopen()).lastChangeAt()).toBe(NOW + 3 * HOUR);
  });

  it('what was put off is due when the clock is put back, and leases end as soon as a new one would', async () => {
    const { ledger } = await open();
    await fill(ledger, NOW + 3 * HOUR);
    await ledger.wake(NOW, LEASE_MS);
    expect(await claimedUntil(ledger, NOW)).toEqual([undefined, LEASE, LEASE, LEASE]);
    expect(await ledger.find(idOf(1))).toMatchObject({ nextActionAt: LEASE }); // the lease began with the insertion
  });
});
