import { expect, it } from 'vitest';
import { RequestRate } from '../../../../src/emulation/server/request-rate.ts';

/** Notes a call of the action at each of the times. */
function arrivalsAt(action: string, times: readonly number[]): RequestRate {
  const clock = { now: 0 };
  const arrivals = new RequestRate(() => clock.now);
  for (const time of times) {
    clock.now = time;
    arrivals.note(action);
  }
  return arrivals;
}

it.each<[number, readonly number[]]>([
  [1, [0, 1000, 2000]],
  [2, [0, 999, 1998]],
  [3, [0, 400, 800, 1200, 1600]],
  [3, [0, 5000, 5500, 5600, 9000]],
])('counts at most %i in a second of calls at %j ms', (most, times) => {
  expect(arrivalsAt('start', times).maxPerSecond).toEqual({ start: most });
});

it('counts every action by itself', () => {
  const arrivals = arrivalsAt('start', [0, 1]);
  arrivals.note('stop');
  expect(arrivals.maxPerSecond).toEqual({ start: 2, stop: 1 });
});

it('begins anew when it is cleared', () => {
  const arrivals = arrivalsAt('start', [0, 1]);
  arrivals.clear();
  arrivals.note('start');
  expect(arrivals.maxPerSecond).toEqual({ start: 1 });
});
