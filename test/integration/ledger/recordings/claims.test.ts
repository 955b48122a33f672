import { describe, expect, it } from 'vitest';
import { POSTGRES } from '../../../shared/both-stores.ts';
import { LEDGER_STORES } from '../../../shared/ledger-stores.ts';
import { idOf, MADE_AT, recording } from '../../../shared/ledger/sample.ts';

const NOW = MADE_AT + 10_000;
const LEASE = NOW + 40_000;

describe.each(LEDGER_STORES)('what is due on $name', ({ open }) => {
  it('is claimed the most overdue first, up to the limit', async () => {
    const { ledger } = await open();
    for (const [number, ago] of [5, 30, 10, 20].entries()) {
      await ledger.insert(recording(number, { nextActionAt: NOW - ago }));
    }
    const claimed = await ledger.claimDue('TIW', NOW, LEASE, 3);
    expect(claimed.map(({ id }) => id)).toEqual([idOf(1), idOf(3), idOf(2)]);
  });

  it('is claimed before all others when it is urgent, however long those have waited', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1, { nextActionAt: NOW - 9000 }));
    await ledger.insert(recording(2, { nextActionAt: NOW + 9000, urgentAt: NOW - 1 }));
    await ledger.insert(recording(3, { nextActionAt: NOW - 1, urgentAt: NOW - 2 }));
    const claimed = await ledger.claimDue('TIW', NOW, LEASE, 9);
    expect(claimed.map(({ id }) => id)).toEqual([idOf(3), idOf(2), idOf(1)]);
  });

  it('is urgent again when the lease ends, or at a later deadline of its own', async () => {
    const { ledger } = await open();
    const later = LEASE + 60_000;
    await ledger.insert(recording(1, { nextActionAt: NOW, urgentAt: NOW }));
    await ledger.insert(recording(2, { nextActionAt: NOW, urgentAt: later }));
    await ledger.insert(recording(3, { nextActionAt: NOW, urgentAt: null }));
    const claimed = await ledger.claimDue('TIW', NOW, LEASE, 9);
    const times = new Map(claimed.map(({ id, urgentAt }) => [id, urgentAt]));
    expect([1, 2, 3].map((number) => times.get(idOf(number)))).toEqual([LEASE, later, null]);
  });

  it('is held until the lease ends, with a higher fence', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1, { nextActionAt: NOW }));
    const [claimed] = await ledger.claimDue('TIW', NOW, LEASE, 9);
    expect(claimed).toMatchObject({ fence: 2, nextActionAt: LEASE });
    expect(await ledger.find(idOf(1))).toEqual(claimed);
    expect(await ledger.claimDue('TIW', LEASE - 1, LEASE + 1, 9)).toEqual([]);
    expect(await ledger.claimDue('TIW', LEASE, LEASE + 1, 9)).toMatchObject([{ fence: 3 }]);
  });

  it('is neither what is due later, nor what is never due, nor of another product', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1, { nextActionAt: NOW + 1 }));
    await ledger.insert(recording(2, { nextActionAt: null }));
    await ledger.insert(recording(3, { nextActionAt: NOW, product: 'GME' }));
    expect(await ledger.claimDue('TIW', NOW, LEASE, 9)).toEqual([]);
  });

  it('goes to one of four that claim at a time', async () => {
    const { ledger } = await open();
    const numbers = Array.from({ length: 400 }, (_, number) => number);
    await Promise.all(numbers.map((number) => ledger.insert(recording(number, { nextActionAt: NOW - number }))));
    const claimed: string[] = [];
    const claim = async (): Promise<void> => {
      for (;;) {
        const rows = await ledger.claimDue('TIW', NOW, LEASE, 7);
        if (rows.length === 0) return;
        claimed.push(...rows.map(({ id }) => id));
      }
    };
    await Promise.all([claim(), claim(), claim(), claim()]);
    expect(claimed.sort()).toEqual(numbers.map(idOf));
  });

  it('is what was being worked on when its process ended, and nothing else', async () => {
    const { ledger, reopen } = await open();
    const later = NOW + 3_600_000;
    await ledger.insert(recording(1, { nextActionAt: LEASE })); // start in progress
    await ledger.insert(recording(2, { nextActionAt: NOW })); // claimed
    await ledger.insert(recording(3, { nextActionAt: NOW })); // claimed and released, waits for the next action
    await ledger.insert(recording(4, { nextActionAt: later })); // waits, and was claimed early
    const claimed = await ledger.claimDue('TIW', NOW, LEASE, 9);
    await ledger.update(idOf(3), () => ({ at: NOW, set: { nextActionAt: later } }), claimed[1]!.fence);
    await ledger.update(idOf(4), ({ fence }) => ({ at: NOW, set: { fence: fence + 1, nextActionAt: LEASE } }));
    const next = await reopen();
    await next.breakLeases(NOW);
    const due = await next.claimDue('TIW', NOW, LEASE, 9);
    expect(due.map(({ id }) => id).sort()).toEqual([idOf(1), idOf(2), idOf(4)]);
  });
});

it('two instances on one PostgreSQL claim no row twice', async () => {
  const { ledger, reopen } = await POSTGRES.open();
  const other = await reopen();
  const numbers = Array.from({ length: 200 }, (_, number) => number);
  await Promise.all(numbers.map((number) => ledger.insert(recording(number, { nextActionAt: NOW }))));
  const claims = numbers.map((number) => (number % 2 ? ledger : other).claimDue('TIW', NOW, LEASE, 1));
  const claimed = (await Promise.all(claims)).flat().map(({ id }) => id);
  expect(new Set(claimed).size).toBe(claimed.length);
  const left = await ledger.claimDue('TIW', NOW, LEASE, 200);
  expect([...claimed, ...left.map(({ id }) => id)].sort()).toEqual(numbers.map(idOf));
});
