import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateLimiter } from '../../../src/calls/rate-limiter.ts';
import { TooManyCalls } from '../../../src/calls/not-sent.ts';
import { mostInASecond } from './busiest-second.ts';
import { DrivenTime } from '../../shared/calls/driven-time.ts';

interface Arrival {
  readonly key: string;
  readonly number: number;
  readonly at: number;
  readonly deadline: number;
}

/** What became of an arrival: when it was started or refused, and in which place among all. */
interface Outcome extends Arrival {
  readonly started: boolean;
  readonly decidedAt: number;
  readonly reason?: unknown;
}

/** Lets calls arrive, and tells what became of each, in the order in which it was decided. */
async function play(
  arrivals: readonly { gap: number; key: string; patience: number }[],
  callsPerSecond: number,
  lateness: readonly number[] = [],
): Promise<{ outcomes: Outcome[]; time: DrivenTime }> {
  const time = new DrivenTime(lateness);
  const limiter = new RateLimiter(callsPerSecond, time);
  const outcomes: Outcome[] = [];
  let at = 0;
  for (const [number, { gap, key, patience }] of arrivals.entries()) {
    at += gap;
    await time.runUntil(at);
    const arrival: Arrival = { key, number, at, deadline: at + patience };
    const start = (): void => void outcomes.push({ ...arrival, started: true, decidedAt: time.now() });
    const refuse = (reason: unknown): void =>
      void outcomes.push({ ...arrival, started: false, decidedAt: time.now(), reason });
    try {
      const turn = limiter.take(key, arrival.deadline);
      void turn.then(start, refuse);
    } catch (error) {
      refuse(error);
    }
  }
  await time.runToEnd();
  return { outcomes, time };
}

const startsOf = (outcomes: readonly Outcome[], key: string): Outcome[] =>
  outcomes.filter((outcome) => outcome.started && outcome.key === key);

const patterns = fc.record({
  arrivals: fc.array(
    fc.record({
      gap: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 3, arbitrary: fc.double({ min: 0, max: 60, noNaN: true }) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 2000 }) },
      ),
      key: fc.constantFrom('one', 'one', 'one', 'two'),
      patience: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.constant(20_000)),
    }),
    { minLength: 1, maxLength: 120, size: 'max' },
  ),
  callsPerSecond: fc.constantFrom(20, 20, 20, 1, 7, 100),
  lateness: fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { maxLength: 5 }),
});

describe('any pattern of arrivals', () => {
  it('is paced: never too many in a second, in order, in time, and none is lost', async () => {
    let busiest = 0;
    await fc.assert(
      fc.asyncProperty(patterns, async ({ arrivals, callsPerSecond, lateness }) => {
        const { outcomes, time } = await play(arrivals, callsPerSecond, lateness);
        expect(outcomes.map(({ number }) => number).sort((one, other) => one - other)).toEqual([...arrivals.keys()]);
        expect(time.pending).toBe(0);
        for (const key of ['one', 'two']) {
          const started = startsOf(outcomes, key);
          const most = mostInASecond(started.map(({ decidedAt }) => decidedAt));
          expect(most).toBeLessThanOrEqual(callsPerSecond);
          if (callsPerSecond === 20) busiest = Math.max(busiest, most);
          const order = started.map(({ number }) => number);
          expect(order).toEqual([...order].sort((one, other) => one - other));
        }
        for (const { started, decidedAt, deadline, reason } of outcomes) {
          if (started) expect(decidedAt).toBeLessThanOrEqual(deadline);
          else expect(reason).toBeInstanceOf(TooManyCalls);
        }
      }),
      { numRuns: 1500 },
    );
    expect(busiest).toBe(19); // else the patterns were too thin to show anything
  });

  it('is refused at once or not at all, while timers are on time', async () => {
    await fc.assert(
      fc.asyncProperty(patterns, async ({ arrivals }) => {
        // Timers know whole milliseconds only, so a fraction would make them late.
        const whole = arrivals.map((arrival) => ({ ...arrival, gap: Math.floor(arrival.gap) }));
        const { outcomes } = await play(whole, 20);
        for (const { started, decidedAt, at } of outcomes) if (!started) expect(decidedAt).toBe(at);
      }),
      { numRuns: 300 },
    );
  });
});

/** So many calls at the same moment. */
const crowd = (size: number, patience = 20_000) =>
  Array<object>(size).fill({ gap: 0, key: 'one', patience }) as never[];

describe('a crowd', () => {
  it('starts 55 ms apart, first come first', async () => {
    const { outcomes } = await play(crowd(40), 20);
    expect(outcomes.map(({ decidedAt }) => decidedAt)).toEqual([...Array(40).keys()].map((place) => place * 55));
    expect(outcomes.map(({ number }) => number)).toEqual([...Array(40).keys()]);
  });

  it('is refused from the place that does not come up in time, and learns when to retry', async () => {
    const { outcomes } = await play(crowd(30, 500), 20);
    const refused = outcomes.filter(({ started }) => !started);
    expect(refused.map(({ number }) => number)).toEqual([...Array(20).keys()].map((place) => place + 10));
    expect(refused.every(({ decidedAt }) => decidedAt === 0)).toBe(true);
    expect((refused[0]!.reason as TooManyCalls).entries()).toEqual([
      {
        code: 'VENDOR_THROTTLED',
        message: 'Too many calls of one wait already. Nothing was started or changed.',
        retryable: true,
        retryAfterMs: 550,
      },
    ]);
  });

  it('is bounded, however long its patience', async () => {
    const { outcomes } = await play(crowd(2100, Infinity), 20);
    expect(outcomes.filter(({ started }) => started)).toHaveLength(2001);
  });

  it('of one action does not hold another up', async () => {
    const { outcomes } = await play([...crowd(40), { gap: 0, key: 'two', patience: 0 }], 20);
    expect(startsOf(outcomes, 'two')).toMatchObject([{ decidedAt: 0 }]);
  });
});

describe('a rate limiter', () => {
  it('sets no timer while no call waits', async () => {
    const { time } = await play([{ gap: 0, key: 'one', patience: 0 }], 20);
    expect(time.pending).toBe(0);
  });

  it('refuses those whose deadline a late timer cost, and starts the next in time', async () => {
    const { outcomes } = await play([...crowd(1), ...crowd(1, 60), ...crowd(1)], 20, [30]);
    expect(outcomes).toMatchObject([
      { number: 0, started: true, decidedAt: 0 },
      { number: 1, started: false, decidedAt: 85 },
      { number: 2, started: true, decidedAt: 85 },
    ]);
  });

  it('shows the current status of each action', async () => {
    const time = new DrivenTime();
    const limiter = new RateLimiter(20, time);
    expect(limiter.status()).toEqual([]);
    void limiter.take('one', 1000);
    expect(limiter.status()).toEqual([{ name: 'one', available: 0, waitMs: 55 }]);
    void limiter.take('one', 1000);
    await time.runUntil(12);
    expect(limiter.status()).toEqual([{ name: 'one', available: 0, waitMs: 98 }]);
    await time.runUntil(110);
    expect(limiter.status()).toEqual([{ name: 'one', available: 1, waitMs: 0 }]);
  });
});
