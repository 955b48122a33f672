import { describe, expect, it } from 'vitest';
import { POSTGRES } from '../../../shared/both-stores.ts';
import { LEDGER_STORES } from '../../../shared/ledger-stores.ts';
import { SQLITE } from '../../../shared/stores.ts';
import { MADE_AT } from '../../../shared/ledger/sample.ts';

describe.each(LEDGER_STORES)('slots on $name', ({ open }) => {
  it('are reserved only when they are free, if that is asked', async () => {
    const { ledger } = await open({ now: () => MADE_AT });
    expect(await ledger.reserveSlot('a', 60_000, true)).toBe(0);
    expect(await ledger.reserveSlot('a', 60_000, true)).toBeUndefined();
    expect(await ledger.reserveSlot('b', 60_000, true)).toBe(0);
  });

  it('may be farther apart than any queue is long', async () => {
    const { ledger } = await open({ now: () => MADE_AT });
    await ledger.reserveSlot('a', 86_400_000, true);
    expect(await ledger.reserveSlot('a', 86_400_000, true)).toBeUndefined();
  });
});

describe('slots on SQLite', () => {
  it('are the given time apart', async () => {
    const { ledger } = await SQLITE.open({ now: () => MADE_AT });
    const waits = await Promise.all(Array.from({ length: 4 }, () => ledger.reserveSlot('a', 52.5)));
    expect(waits).toEqual([0, 52.5, 105, 157.5]);
  });

  it('are free at once when none was requested for long', async () => {
    let now = MADE_AT;
    const { ledger } = await SQLITE.open({ now: () => now });
    await ledger.reserveSlot('a', 50);
    now += 49;
    expect(await ledger.reserveSlot('a', 50)).toBe(1);
    now += 1000;
    expect(await ledger.reserveSlot('a', 50)).toBe(0);
  });

  it('do not wait for a clock that was put back', async () => {
    let now = MADE_AT;
    const { ledger } = await SQLITE.open({ now: () => now });
    await ledger.reserveSlot('a', 50);
    now -= 3_600_000;
    expect(await ledger.reserveSlot('a', 50)).toBe(0);
  });
});

it('slots on PostgreSQL are the given time apart over four instances, by the clock of the database', async () => {
  const SPACING = 200;
  const { ledger, reopen } = await POSTGRES.open({ now: () => 0 });
  const others = await Promise.all([1, 2, 3].map(() => reopen({ now: () => MADE_AT })));
  const instances = [ledger, ...others];
  const begun = performance.now();
  const starts = await Promise.all(
    Array.from({ length: 40 }, async (_, number) => {
      const wait = await instances[number % 4]!.reserveSlot('a', SPACING);
      return wait! + performance.now();
    }),
  );
  const took = performance.now() - begun;
  starts.sort((one, other) => one - other);
  // The response arrives after the wait was measured, at most by the duration of the call.
  for (const [number, start] of starts.entries()) {
    expect(start).toBeGreaterThanOrEqual(begun + number * SPACING - 5);
    expect(start).toBeLessThanOrEqual(begun + number * SPACING + took + 5);
  }
});
