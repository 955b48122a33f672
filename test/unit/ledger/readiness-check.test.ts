import { expect, it } from 'vitest';
import { ReadinessCheck } from '../../../src/ledger/readiness-check.ts';

/** Creates a readiness check of a ledger that works while `state.isWell` is true. */
function readinessOf() {
  const state = { isWell: true, now: 0, probes: 0 };
  const probe = async (): Promise<void> => {
    state.probes += 1;
    if (!state.isWell) await Promise.reject(new Error('the disk is full'));
  };
  return { state, readiness: new ReadinessCheck({ probe }, () => state.now) };
}

it('reports whether the ledger takes writes', async () => {
  const { readiness, state } = readinessOf();
  expect(await readiness.isWell()).toBe(true);
  state.isWell = false;
  state.now = 500;
  expect(await readiness.isWell()).toBe(false);
  state.isWell = true;
  state.now = 1000;
  expect(await readiness.isWell()).toBe(true);
});

it('asks once for many questions within half a second', async () => {
  const { readiness, state } = readinessOf();
  await Promise.all([readiness.isWell(), readiness.isWell()]);
  state.now = 499;
  await readiness.isWell();
  expect(state.probes).toBe(1);
  state.now = 500;
  await readiness.isWell();
  expect(state.probes).toBe(2);
});

it('asks at the first question, whatever the clock says', async () => {
  const { readiness, state } = readinessOf();
  state.now = -1_000_000;
  state.isWell = false;
  expect(await readiness.isWell()).toBe(false);
  expect(state.probes).toBe(1);
});
