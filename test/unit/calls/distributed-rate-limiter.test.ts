import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateLimiter } from '../../../src/calls/rate-limiter.ts';
import { TooManyCalls } from '../../../src/calls/not-sent.ts';
import { mostInASecond } from './busiest-second.ts';
import { DrivenTime } from '../../shared/calls/driven-time.ts';
import { arrivals, expectTurnsInOrder, playProcesses, type Comer } from './processes.ts';
import { SlotsInMemory } from './slots-in-memory.ts';

const user: Comer = { gap: 0, process: 0, background: false, patience: 20_000 };
const background: Comer = { ...user, background: true };
const elsewhere: Comer = { ...user, process: 1 };

const crowd = (size: number, comer: Comer): Comer[] => Array<Comer>(size).fill(comer);

/** A rate limiter of 20 calls/s, its source, and what becomes of the calls that take a slot. */
function limiterOf(time: DrivenTime) {
  const slots = new SlotsInMemory(time);
  const limiter = new RateLimiter(20, time, slots);
  const outcomes: unknown[] = [];
  const take = (patience = 20_000, isBackground = false): void =>
    void limiter.take('act', time.now() + patience, isBackground).then(
      () => outcomes.push(time.now()),
      (error: unknown) => outcomes.push(error),
    );
  return { limiter, slots, outcomes, take };
}

describe('processes that share slots', () => {
  it('start 55 ms apart, in turns', async () => {
    const { decided } = await playProcesses([...crowd(20, user), ...crowd(20, elsewhere)], { processes: 2 });
    expect(decided.map(({ decidedAt }) => decidedAt)).toEqual([...Array(40).keys()].map((place) => place * 55));
    const first = decided.slice(0, 20).filter(({ process }) => process === 0);
    expect(Math.abs(first.length - 10)).toBeLessThanOrEqual(1);
  });

  it('let a call start at once when the slot is free', async () => {
    const { decided } = await playProcesses([user, { ...elsewhere, gap: 55 }], { processes: 2 });
    expect(decided).toMatchObject([{ decidedAt: 0 }, { decidedAt: 55 }]);
  });

  it('do not add the way back from the source to the wait', async () => {
    const { decided } = await playProcesses([user, user], { processes: 2, waysMs: [0, 8] });
    expect(decided).toMatchObject([{ decidedAt: 0 }, { decidedAt: 63 }]); // asked at 8 for the slot of 55, known at 16
  });

  it('never send too many in a second, nor out of turn, nor late, in any mix', async () => {
    let busiest = 0;
    const upTo = (max: number) => fc.array(fc.integer({ min: 0, max }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(arrivals(3), upTo(40), upTo(8), async (comers, lateness, waysMs) => {
        const { decided, time } = await playProcesses(comers, { processes: 3, lateness, waysMs });
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

describe('a background call where slots are shared', () => {
  it('takes a slot that is free', async () => {
    const { decided } = await playProcesses([background], { processes: 2 });
    expect(decided).toMatchObject([{ started: true, decidedAt: 0 }]);
  });

  it('leaves the slots to users of other processes, for 2 s', async () => {
    const { decided } = await playProcesses([...crowd(80, elsewhere), background], { processes: 2 });
    const late = decided.find((outcome) => outcome.background)!;
    expect(late.decidedAt).toBeGreaterThan(2000);
    expect(late.decidedAt).toBeLessThanOrEqual(2000 + 4 * 55); // those that the other process has ahead, and the rest
  });

  it('hands its slot to a user who came meanwhile', async () => {
    const { decided } = await playProcesses([background, user], { processes: 2, waysMs: [5] });
    expect(decided).toMatchObject([
      { background: false, decidedAt: 10 },
      { background: true, started: true },
    ]);
  });
});

describe('a rate limiter with shared slots', () => {
  it('holds no more than two slots ahead, however long its line', async () => {
    const time = new DrivenTime();
    const { slots, take } = limiterOf(time);
    for (let count = 0; count < 100; count++) take();
    await time.runUntil(10);
    expect(slots.given).toBe(3); // one is used, two are held
    await time.runUntil(10 + 55);
    expect(slots.given).toBe(4);
  });

  it('gives up a slot that it missed, and takes another', async () => {
    const time = new DrivenTime([0, 0, 30, 0]); // the third timer is that of the third call
    const { slots, outcomes, take } = limiterOf(time);
    for (let count = 0; count < 3; count++) take();
    await time.runToEnd();
    expect(outcomes).toEqual([0, 55, 165]);
    expect(slots.given).toBe(4);
  });

  it('refuses at once who would come too late, by the distance of its last slots', async () => {
    const time = new DrivenTime();
    const { limiter, slots, take } = limiterOf(time);
    const others = new RateLimiter(20, time, slots);
    for (let count = 0; count < 40; count++) {
      take();
      void others.take('act', 20_000);
    }
    await time.runUntil(500);
    const asked = slots.asked;
    const waiting = 40 - 5; // every second of ten slots was ours
    expect(() => limiter.take('act', 500 + (waiting - 2) * 110)).toThrow(TooManyCalls);
    expect(slots.asked).toBe(asked);
    expect(() => void limiter.take('act', 500 + (waiting + 2) * 110)).not.toThrow();
    await time.runToEnd();
  });

  it('refuses as soon as its slot turns out to be too late, and keeps the slot for the next', async () => {
    const time = new DrivenTime();
    const { slots, outcomes, take } = limiterOf(time);
    for (let count = 0; count < 5; count++) await slots.reserve('act', 55, false);
    take(100);
    take();
    await time.runUntil(1);
    expect(outcomes).toEqual([expect.any(TooManyCalls)]);
    await time.runToEnd();
    expect(outcomes[1]).toBe(275);
  });

  it('fails one call for each reservation that fails, and goes on when the source does', async () => {
    const time = new DrivenTime();
    const { slots, outcomes, take } = limiterOf(time);
    take();
    take();
    take();
    await time.runUntil(10);
    slots.failure = new Error('the store is gone');
    take();
    await time.runUntil(60);
    slots.failure = undefined;
    take();
    await time.runToEnd();
    expect(outcomes).toEqual([0, 55, expect.objectContaining({ message: 'the store is gone' }), 110, 165]);
  });

  it('fails a background call, too, when the source does', async () => {
    const time = new DrivenTime();
    const { slots, outcomes, take } = limiterOf(time);
    slots.failure = new Error('the store is gone');
    take(20_000, true);
    await time.runToEnd();
    expect(outcomes).toEqual([slots.failure]);
  });

  it('refuses calls at their deadline, to the second, when the source does not answer', async () => {
    const time = new DrivenTime();
    const { slots, outcomes, take } = limiterOf(time);
    slots.isStuck = true;
    for (let count = 0; count < 5; count++) take(4500);
    await time.runUntil(4500);
    expect(outcomes).toEqual([]);
    await time.runUntil(5500);
    expect(outcomes).toEqual(crowd(5, user).map(() => expect.any(TooManyCalls) as unknown));
  });

  it('shows the status of its actions, as far as it knows', async () => {
    const time = new DrivenTime();
    const { limiter, take } = limiterOf(time);
    expect(limiter.status()).toEqual([]);
    take();
    await time.runUntil(0);
    expect(limiter.status()).toEqual([{ name: 'act', available: 0, waitMs: 55 }]);
    take();
    await time.runUntil(12);
    expect(limiter.status()).toEqual([{ name: 'act', available: 0, waitMs: 98 }]);
    await time.runUntil(110);
    expect(limiter.status()).toEqual([{ name: 'act', available: 1, waitMs: 0 }]);
  });
});
