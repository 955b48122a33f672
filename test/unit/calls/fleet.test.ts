import { beforeAll, describe, expect, it } from 'vitest';
import { CallRunner } from '../../../src/calls/call-runner.ts';
import { mostInASecond } from './busiest-second.ts';
import { DrivenTime } from '../../shared/calls/driven-time.ts';
import { SlotsInMemory } from './slots-in-memory.ts';

const RUNNERS = 4;
const CALLS = 1000;

interface Start {
  readonly runner: number;
  readonly at: number;
}

/** 1,000 calls over four runners that share slots. Each has 60 clients, who call again as soon as they are answered. */
async function storm(): Promise<Start[]> {
  const time = new DrivenTime([0, 3, 1, 7, 2, 0, 12]);
  const slots = new SlotsInMemory(time, [1, 2, 1, 5]);
  const starts: Start[] = [];
  const clients = Array.from({ length: RUNNERS }, (_, runner) => {
    const calls = new CallRunner({ callsPerSecond: 20, slots, timing: time });
    let left = CALLS / RUNNERS;
    return Array.from({ length: 60 }, async () => {
      while (left-- > 0) {
        await calls.run({ name: 'act', effect: 'create' }, () =>
          Promise.resolve(starts.push({ runner, at: time.now() })),
        );
      }
    });
  });
  const done = Promise.all(clients.flat());
  await time.runToEnd();
  await done;
  return starts;
}

describe('a thousand calls over four processes', () => {
  let starts: Start[];
  beforeAll(async () => {
    starts = await storm();
  });

  it('are all sent, in little more than their share of time', () => {
    expect(starts).toHaveLength(CALLS);
    expect(starts.at(-1)!.at).toBeGreaterThanOrEqual((CALLS - 1) * 55);
    expect(starts.at(-1)!.at).toBeLessThan(CALLS * 55 * 1.01);
  });

  it('are never more than 20 in any second', () => {
    expect(mostInASecond(starts.map(({ at }) => at))).toBe(19);
  });

  it('are shared fairly at any time', () => {
    for (const part of [200, 400, 600, 800]) {
      const counts = Array.from(
        { length: RUNNERS },
        (_, runner) => starts.slice(0, part).filter((start) => start.runner === runner).length,
      );
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(0.03 * (part / RUNNERS) + 2);
    }
  });
});
