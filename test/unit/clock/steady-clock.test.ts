import { describe, expect, it } from 'vitest';
import { SteadyClock } from '../../../src/clock/steady-clock.ts';
import { BEGIN, DrivenMachine } from './machine.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

function steady() {
  const machine = new DrivenMachine();
  return { machine, clock: new SteadyClock(machine) };
}

it('begins as the clock of the machine, and goes on with it', async () => {
  const { machine, clock } = steady();
  machine.pass(7 * SECOND);
  await clock.check();
  machine.pass(SECOND);
  expect(clock.now()).toBe(BEGIN + 8 * SECOND);
  expect(clock.aheadMs()).toBe(0);
});

describe.each([45 * SECOND, -45 * SECOND, 3 * HOUR, -3 * HOUR])('a clock that is set by %i ms', (byMs) => {
  it('changes nothing at that moment', async () => {
    const { machine, clock } = steady();
    machine.pass(SECOND);
    machine.set(byMs);
    await clock.settled();
    expect(clock.now()).toBe(BEGIN + SECOND);
    expect(clock.aheadMs()).toBe(-byMs);
  });

  it('moves the end of a lease of 40 s by 4 s at most', async () => {
    const { machine, clock } = steady();
    machine.set(byMs);
    for (let second = 0; second < 40; second += 5) {
      await clock.check();
      machine.pass(5 * SECOND);
    }
    expect(Math.abs(clock.now() - BEGIN - 40 * SECOND)).toBe(4 * SECOND);
  });

  it('is followed in the end, and never by going back', async () => {
    const { machine, clock } = steady();
    machine.set(byMs);
    let last = clock.now();
    for (let minute = 0; minute < 31 * 60; minute++) {
      await clock.check();
      machine.pass(60 * SECOND);
      expect(clock.now()).toBeGreaterThan(last);
      last = clock.now();
    }
    expect(clock.aheadMs()).toBe(0);
  });
});

it('does not drift too far if it is not compared for long', async () => {
  const { machine, clock } = steady();
  machine.set(45 * SECOND);
  await clock.check();
  machine.pass(3 * HOUR);
  expect(clock.aheadMs()).toBe(0);
});

it('goes on while the machine sleeps', async () => {
  const { machine, clock } = steady();
  machine.pass(SECOND);
  machine.sleep(3 * HOUR);
  await clock.settled();
  expect(clock.now()).toBe(BEGIN + SECOND + 3 * HOUR);
});

it('takes of a sleep and a set clock only the sleep', async () => {
  const { machine, clock } = steady();
  machine.sleep(HOUR);
  machine.set(2 * HOUR);
  await clock.settled();
  expect(clock.now()).toBe(BEGIN + HOUR);
  expect(clock.aheadMs()).toBe(-2 * HOUR);
});
