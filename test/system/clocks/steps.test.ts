import { describe, expect, it } from 'vitest';
import { STORES } from '../../shared/both-stores.ts';
import { ClockHarness, faultless, Machine, type StartAnswer } from './harness.ts';

// An operator sets the clock of a machine during starts: the vendors answer late, and meanwhile the server polls for
// work.

const SECOND = 1000;
const STEPS_MS = [45 * SECOND, -45 * SECOND, 120 * SECOND, -120 * SECOND, 10_800 * SECOND, -10_800 * SECOND];
/** Starts per product and step. */
const STARTS = 2;
/** Searches for work of each product during the starts, and afterwards. */
const ROUNDS = 3;

describe.each(STORES)('with the ledger on $name', ({ newUrl }) => {
  it('a clock that is set by ±45 s, ±2 min and ±3 h loses and doubles none of 60 starts', async () => {
    const harness = await ClockHarness.open();
    const machine = new Machine();
    const server = await harness.server(machine, await newUrl());
    const answers: StartAnswer[] = [];
    for (const step of STEPS_MS) {
      const starts = await harness.underWay(server, harness.newStarts(STARTS));
      machine.step(step);
      await server.rounds(ROUNDS);
      answers.push(...(await starts.finish()));
      await server.rounds(ROUNDS);
    }
    expect(await harness.compare(await server.rows(), answers)).toEqual(faultless(60));
  });
});
