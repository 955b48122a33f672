import { describe, expect, it } from 'vitest';
import { SlidingWindow } from '../../../../src/emulation/server/sliding-window.ts';

function windowAt(start: number) {
  const clock = { now: start };
  return { clock, window: new SlidingWindow(1000, () => clock.now) };
}

describe('a sliding window', () => {
  it('admits the limit and not one more', () => {
    const { window } = windowAt(0);
    expect([1, 2, 3].map(() => window.admits('a', 2))).toEqual([true, true, false]);
  });

  it('admits again when the oldest call is a whole window old, to the millisecond', () => {
    const { clock, window } = windowAt(0);
    window.admits('a', 2);
    clock.now = 600;
    window.admits('a', 2);
    clock.now = 999;
    expect(window.admits('a', 2)).toBe(false);
    clock.now = 1000;
    expect(window.admits('a', 2)).toBe(true);
    expect(window.admits('a', 2)).toBe(false);
  });

  it('does not count the calls it turned away', () => {
    const { clock, window } = windowAt(0);
    for (let call = 0; call < 10; call++) window.admits('a', 1);
    clock.now = 1000;
    expect(window.admits('a', 1)).toBe(true);
  });

  it('counts each key for itself', () => {
    const { window } = windowAt(0);
    expect([window.admits('a', 1), window.admits('b', 1), window.admits('a', 1)]).toEqual([true, true, false]);
  });
});
