import { describe, expect, it } from 'vitest';
import { AS_IT_IS, PLANNERS, plannerOf } from '../../../bench/scale/planners.ts';
import { simulate, type SimulationOptions } from '../../../bench/scale/simulation.ts';
import { DEFAULT_POLICY } from '../../../src/recordings/lifecycle/schedule.ts';

const MINUTE = 60_000;

function small(loss: number, planner = AS_IT_IS): SimulationOptions {
  return { recordings: 1000, loss, planner, seed: 7, settleMs: 10 * MINUTE, measuredMs: 30 * MINUTE };
}

/** The most calls of one action of one product that left within any second. */
function mostInASecond(options: SimulationOptions): number {
  const lanes = new Map<string, number[]>();
  simulate({
    ...options,
    onCall: (product, action, at) => {
      const name = `${product} ${action}`;
      const lane = lanes.get(name) ?? [];
      lanes.set(name, lane);
      lane.push(at);
    },
  });
  const within = (lane: readonly number[], from: number): number =>
    lane.slice(from, from + 100).filter((at) => at < lane[from]! + 1000).length;
  return Math.max(...[...lanes.values()].flatMap((lane) => lane.map((_, from) => within(lane, from))));
}

describe('the simulation of scale', () => {
  it('has no silent end when no callback is lost', () => {
    const { silent, unfound, wronglyRunningMs } = simulate(small(0));
    expect([silent.length, unfound]).toEqual([0, 0]);
    expect(wronglyRunningMs).toBeGreaterThan(0);
  });

  it('finds every end of few recordings within two poll intervals when all callbacks are lost', () => {
    const { silent, unfound } = simulate(small(1));
    expect(silent.length).toBeGreaterThan(400);
    expect(unfound).toBe(0);
    expect(silent.at(-1)).toBeLessThan(2 * DEFAULT_POLICY.pollMs);
  });

  it('has silent ends while no callback comes, and none before and after', () => {
    const ends = (from: number, to: number): number =>
      simulate({ ...small(0), outage: { from: from * MINUTE, to: to * MINUTE } }).silent.length;
    const all = simulate(small(1)).silent.length;
    expect(ends(10, 20) / all).toBeCloseTo(1 / 3, 1);
    expect(ends(30, 60)).toBe(0);
  });

  it('sends as many calls of an action in a second as fit when more are due, and never more than 20', () => {
    expect(mostInASecond({ ...small(1), recordings: 4000, measuredMs: MINUTE, patienceMs: 0 })).toBe(19);
  });

  it.each(PLANNERS)('gives the same figures again with looks planned "$name"', (planner) => {
    const scarce = (): SimulationOptions => ({
      ...small(0.1, planner),
      recordings: 3000,
      measuredMs: 10 * MINUTE,
      patienceMs: 10 * MINUTE,
    });
    expect(simulate(scarce())).toEqual(simulate(scarce()));
  });

  it('lets stops wait behind looks where looks are planned by due time alone, and not as it is', () => {
    const lateStops = (planner: string): number =>
      simulate({ ...small(0, plannerOf(planner)), recordings: 6000, patienceMs: 0 }).stops.at(-1)!;
    expect(lateStops('by due time alone')).toBeGreaterThan(MINUTE);
    expect(lateStops('as it is')).toBeLessThan(5000);
  });

  it('has next to nothing overdue where looks are paced', () => {
    const backlog = (planner: string): number =>
      simulate({ ...small(0.1, plannerOf(planner)), recordings: 8000 }).backlog;
    expect(backlog('by due time alone')).toBeGreaterThan(2000);
    expect(backlog('as it is')).toBeLessThan(200);
  });
});
