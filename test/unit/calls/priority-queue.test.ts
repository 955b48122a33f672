import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallRunner } from '../../../src/calls/call-runner.ts';
import { TooManyCalls } from '../../../src/calls/not-sent.ts';
import { mostInASecond } from './busiest-second.ts';
import { arrivals, expectTurnsInOrder, playProcesses } from './processes.ts';
import { DrivenTime } from '../../shared/calls/driven-time.ts';

const user = { gap: 0, process: 0, background: false, patience: 20_000 };
const background = { ...user, background: true };

describe('users and background calls of one process', () => {
  it('start users first, each kind in its order', async () => {
    const { decided } = await playProcesses([user, background, background, user, user]);
    expect(decided.map(({ number }) => number)).toEqual([0, 3, 4, 1, 2]);
  });

  it('give a background call a slot at once that is free', async () => {
    const { decided } = await playProcesses([background]);
    expect(decided).toMatchObject([{ started: true, decidedAt: 0 }]);
  });

  it('pass a background call only for 2 s, however many users come', async () => {
    const stream = Array.from({ length: 100 }, () => ({ ...user, gap: 40 }));
    const { decided } = await playProcesses([...Array<typeof user>(10).fill(user), background, ...stream]);
    const late = decided.find((outcome) => outcome.background)!;
    const waitedAt2s = decided.filter(({ at, decidedAt }) => at <= 2000 && decidedAt > 2000).length - 1;
    expect(late.decidedAt).toBeGreaterThan(2000);
    expect(late.decidedAt).toBeLessThanOrEqual(2000 + (waitedAt2s + 1) * 55);
  });

  it('refuse a background call at once that all before it leave no time', async () => {
    const { decided } = await playProcesses([...Array<typeof user>(20).fill(user), { ...background, patience: 1000 }]);
    expect(decided[1]).toMatchObject({ background: true, started: false, decidedAt: 0 });
    expect(decided[1]!.reason).toBeInstanceOf(TooManyCalls);
  });

  it('do not refuse a user for the background calls that wait', async () => {
    const { decided } = await playProcesses([...Array<typeof user>(300).fill(background), { ...user, patience: 60 }]);
    expect(decided[1]).toMatchObject({ number: 300, started: true, decidedAt: 55 });
  });

  it('keep order, pace and deadlines in any mix', async () => {
    let busiest = 0;
    const lateness = fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(arrivals(1), lateness, async (comers, late) => {
        const { decided, time } = await playProcesses(comers, { lateness: late });
        expect(decided.map(({ number }) => number).sort((one, other) => one - other)).toEqual([...comers.keys()]);
        expect(time.pending).toBe(0);
        const most = mostInASecond(decided.filter(({ started }) => started).map(({ decidedAt }) => decidedAt));
        expect(most).toBeLessThanOrEqual(20);
        busiest = Math.max(busiest, most);
        expectTurnsInOrder(decided);
      }),
      { numRuns: 500 },
    );
    expect(busiest).toBe(19); // else the patterns were too thin to show anything
  });
});

describe('a background call', () => {
  it('is one whose terms say so', async () => {
    const time = new DrivenTime();
    const runner = new CallRunner({ callsPerSecond: 20, timing: time });
    const order: string[] = [];
    const call = (name: string, terms?: { background: true }) =>
      runner.run({ name: 'act', effect: 'read' }, () => Promise.resolve(order.push(name)), terms);
    const calls = [call('first'), call('background', { background: true }), call('user')];
    await time.runToEnd();
    await Promise.all(calls);
    expect(order).toEqual(['first', 'user', 'background']);
  });
});
