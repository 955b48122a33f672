import { describe, expect, it } from 'vitest';
import { Table } from '../../../../src/emulation/store/store.ts';
import { EmulatorClock } from '../../../../src/emulation/clock/emulator-clock.ts';

describe("an emulator's clock", () => {
  it('follows the time it was given', () => {
    const base = { now: 5 };
    const { now } = new EmulatorClock(() => base.now);
    base.now = 7;
    expect(now()).toBe(7);
  });

  it('moves on by what is asked, and adds up', () => {
    const clock = new EmulatorClock(() => 5);
    clock.advance(10);
    clock.advance(0.5);
    expect(clock.now()).toBe(15.5);
  });

  it('goes on from where it was moved to before', () => {
    const table = new Table<number>();
    new EmulatorClock(() => 5, table).advance(10);
    new EmulatorClock(() => 6, table).advance(1);
    expect(new EmulatorClock(() => 7, table).now()).toBe(18);
  });

  it.each([-1, Number.NaN, Infinity])('does not move by %d', (ms) => {
    expect(() => new EmulatorClock(() => 5).advance(ms)).toThrow('forwards');
  });
});
