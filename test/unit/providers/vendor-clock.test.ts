import { expect, it } from 'vitest';
import { VendorClock } from '../../../src/providers/vendor-clock.ts';

const NOW = 1_700_000_000_000;

it('is this machine’s clock at first', () => {
  expect(new VendorClock(() => NOW + 999).timestamp()).toBe(1_700_000_000);
});

it.each([-10_800_000, -45_000, -6000, 6000, 600_000])('takes over a difference of %i ms', (difference) => {
  const clock = new VendorClock(() => NOW);
  clock.learn(NOW + difference);
  expect(clock.timestamp()).toBe((NOW + difference) / 1000);
});

it('takes a difference below 5 s for a delay', () => {
  const clock = new VendorClock(() => NOW);
  clock.learn(NOW + 4000);
  expect(clock.timestamp()).toBe(NOW / 1000);
});

it('forgets a difference that is gone', () => {
  const clock = new VendorClock(() => NOW);
  clock.learn(NOW + 600_000);
  clock.learn(NOW + 1000);
  expect(clock.timestamp()).toBe(NOW / 1000);
});

it('keeps what it knows when an answer reports no time', () => {
  const clock = new VendorClock(() => NOW);
  clock.learn(NOW + 600_000);
  clock.learn(undefined);
  expect(clock.timestamp()).toBe((NOW + 600_000) / 1000);
});

it('learns nothing of an answer that was on its way for as long as the difference', () => {
  let now = NOW;
  const clock = new VendorClock(() => now);
  now += 3 * 3_600_000; // the process stood still
  clock.learn(NOW + 1000, NOW);
  expect(clock.timestamp()).toBe(now / 1000);
});

it('says whether a difference is new', () => {
  const clock = new VendorClock(() => NOW);
  expect(clock.isKnown).toBe(false);
  expect([NOW, NOW + 600_000, NOW + 600_000, NOW, undefined].map((date) => clock.learn(date))).toEqual([
    false,
    true,
    false,
    true,
    false,
  ]);
  expect(clock.isKnown).toBe(true);
});

it('asks for the time alone where it is not known, at most every 10 s', async () => {
  let now = NOW;
  let asked = 0;
  const clock = new VendorClock(() => now);
  const nothing = (): Promise<number | undefined> => {
    asked += 1;
    return asked === 1 ? Promise.reject(new Error('unreachable')) : Promise.resolve(undefined);
  };
  expect([await clock.askOnce(nothing), await clock.askOnce(nothing)]).toEqual([false, false]);
  expect(asked).toBe(1);
  now += 10_000;
  expect(await clock.askOnce(nothing)).toBe(false);
  now += 10_000;
  expect(await clock.askOnce(() => Promise.resolve(now + 600_000))).toBe(true);
  now += 10_000;
  expect(await clock.askOnce(nothing)).toBe(false);
  expect(asked).toBe(2);
});

it('keeps a difference as it is while answers report nearly the same', () => {
  let now = NOW;
  const clock = new VendorClock(() => now);
  clock.learn(now + 600_000);
  const { offsetMs } = clock;
  for (const late of [-900, 900, 0, 1800]) {
    now += 1000;
    clock.learn(now + 600_000 + late);
    expect(clock.offsetMs).toBe(offsetMs);
  }
});
