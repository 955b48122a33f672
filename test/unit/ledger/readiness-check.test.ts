import { expect, it } from 'vitest';
import { ReadinessCheck } from '../../../src/ledger/readiness-check.ts';

/** A pulse of a ledger that is well while `state.isWell` says so. */
function pulseOf() {
  const state = { isWell: true, now: 0, probes: 0 };
  const probe = async (): Promise<void> => {
    state.probes += 1;
    if (!state.isWell) await Promise.reject(new Error('the disk is full'));
  };
  return { state, pulse: new ReadinessCheck({ probe }, () => state.now) };
}

it('tells whether the ledger takes writes', async () => {
  const { pulse, state } = pulseOf();
  expect(await pulse.isWell()).toBe(true);
  state.isWell = false;
  state.now = 500;
  expect(await pulse.isWell()).toBe(false);
  state.isWell = true;
  state.now = 1000;
  expect(await pulse.isWell()).toBe(true);
});

it('asks once for many questions within half a second', async () => {
  const { pulse, state } = pulseOf();
  await Promise.all([pulse.isWell(), pulse.isWell()]);
  state.now = 499;
  await pulse.isWell();
  expect(state.probes).toBe(1);
  state.now = 500;
  await pulse.isWell();
  expect(state.probes).toBe(2);
});

it('asks at the first question, whatever the clock says', async () => {
  const { pulse, state } = pulseOf();
  state.now = -1_000_000;
  state.isWell = false;
  expect(await pulse.isWell()).toBe(false);
  expect(state.probes).toBe(1);
});
