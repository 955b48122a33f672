import { expect, it } from 'vitest';
import { DatabaseClock } from '../../../src/clock/database-clock.ts';
import { BEGIN, DrivenMachine } from './machine.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** Creates a database whose clock is `aheadMs` ahead of the machine's clock, with delays of `thereMs` and `backMs`. */
async function database(aheadMs: number, thereMs = 0, backMs = 0) {
  const machine = new DrivenMachine();
  let time = BEGIN + aheadMs;
  const way = { thereMs, backMs, questions: 0, isGone: false };
  const pass = (ms: number): void => {
    machine.pass(ms);
    time += ms;
  };
  const ask = (): Promise<number> => {
    way.questions += 1;
    if (way.isGone) return Promise.reject(new Error('gone'));
    pass(way.thereMs);
    const told = time;
    pass(way.backMs);
    return Promise.resolve(told);
  };
  const clock = await DatabaseClock.open(machine, ask);
  return { machine, clock, way, pass, time: () => time, set: (byMs: number) => void (time += byMs) };
}

it.each([0, 45 * SECOND, -HOUR])('is the clock of a database that is %i ms ahead of the machine', async (aheadMs) => {
  const { clock, pass, time } = await database(aheadMs);
  pass(7 * SECOND);
  expect(clock.now()).toBe(time());
  expect(clock.aheadMs()).toBe(aheadMs);
});

it('asks nothing while the clocks of the machine agree, and goes on', async () => {
  const { clock, way, pass, time } = await database(0);
  pass(HOUR);
  await clock.settled();
  expect(way.questions).toBe(1);
  expect(clock.now()).toBe(time());
});

it('does not heed a machine whose clock is set', async () => {
  const { clock, machine, way, time } = await database(0);
  machine.set(3 * HOUR);
  await clock.settled();
  expect(way.questions).toBe(2);
  expect(clock.now()).toBe(time());
  await clock.settled();
  expect(way.questions).toBe(2);
});

it('is right again after the machine slept', async () => {
  const { clock, machine, set, time } = await database(0);
  machine.sleep(3 * HOUR);
  set(3 * HOUR);
  await clock.settled();
  expect(clock.now()).toBe(time());
});

it.each([3 * HOUR, -3 * HOUR])('follows a database whose clock is set by %i ms', async (byMs) => {
  const { clock, set, time } = await database(0);
  set(byMs);
  await clock.check();
  expect(clock.now()).toBe(time());
});

it('takes a slow answer for no more than it proves', async () => {
  const { clock, way, time } = await database(0);
  way.thereMs = 0;
  way.backMs = 9 * SECOND;
  await clock.check();
  expect(clock.now()).toBe(time());
});

it('asks again where the first answers were slow', async () => {
  const { way } = await database(0, 400, 400);
  expect(way.questions).toBe(3);
});

it('goes on by what it knows while the database is gone, and says so to who compares', async () => {
  const { clock, machine, way, pass, time } = await database(-45 * SECOND);
  way.isGone = true;
  machine.set(HOUR);
  await clock.settled();
  pass(SECOND);
  expect(clock.now()).toBe(time());
  await expect(clock.check()).rejects.toThrow('gone');
});
