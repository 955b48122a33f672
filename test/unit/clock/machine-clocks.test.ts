import { expect, it } from 'vitest';
import { sleeplessClock } from '../../../src/clock/machine-clocks.ts';
import { DrivenMachine } from './machine.ts';

it('a lease that is held is measured while the machine sleeps, and not by a clock that is set', () => {
  const machine = new DrivenMachine();
  const clock = sleeplessClock(machine);
  const begun = clock();
  machine.pass(7000);
  machine.set(3_600_000);
  expect(clock() - begun).toBe(7000);
  machine.sleep(41_000);
  expect(clock() - begun).toBe(48_000);
  machine.pass(1);
  expect(clock() - begun).toBe(48_001);
});
