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

it('keeps what it knows when an answer tells no time', () => {
  const clock = new VendorClock(() => NOW);
  clock.learn(NOW + 600_000);
  clock.learn(undefined);
  expect(clock.timestamp()).toBe((NOW + 600_000) / 1000);
});
