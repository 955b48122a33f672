import fc from 'fast-check';
import { expect } from 'vitest';
import { RateLimiter } from '../../../src/calls/rate-limiter.ts';
import { TooManyCalls } from '../../../src/calls/not-sent.ts';
import { DrivenTime } from '../../shared/calls/driven-time.ts';
import { SlotsInMemory } from './slots-in-memory.ts';

/** A call that comes so long after the one before. */
export interface Comer {
  readonly gap: number;
  readonly process: number;
  readonly background: boolean;
  readonly patience: number;
  readonly client?: string;
}

/** What became of a call. */
export interface Decided extends Comer {
  readonly number: number;
  readonly at: number;
  readonly started: boolean;
  readonly decidedAt: number;
  readonly reason?: unknown;
}

interface Circumstances {
  /** More than one share a source of slots. */
  readonly processes?: number;
  /** How late timers come. */
  readonly lateness?: readonly number[];
  /** How long the ways to and from the source take. */
  readonly waysMs?: readonly number[];
}

/** Lets calls of one action come to one or more processes of 20 calls/s, and tells in order what became of each. */
export async function playProcesses(
  comers: readonly Comer[],
  { processes = 1, lateness = [], waysMs = [] }: Circumstances = {},
): Promise<{ decided: Decided[]; time: DrivenTime; slots: SlotsInMemory }> {
  const time = new DrivenTime(lateness);
  const slots = new SlotsInMemory(time, waysMs);
  const limiters = Array.from(
    { length: processes },
    () => new RateLimiter(20, time, processes === 1 ? undefined : slots),
  );
  const decided: Decided[] = [];
  let at = 0;
  for (const [number, comer] of comers.entries()) {
    at += comer.gap;
    await time.runUntil(at);
    const outcome = { ...comer, number, at };
    const start = (): void => void decided.push({ ...outcome, started: true, decidedAt: time.now() });
    const refuse = (reason: unknown): void =>
      void decided.push({ ...outcome, started: false, decidedAt: time.now(), reason });
    try {
      const turn = limiters[comer.process]!.take('act', at + comer.patience, comer.background, comer.client);
      void turn.then(start, refuse);
    } catch (error) {
      refuse(error);
    }
  }
  await time.runToEnd();
  return { decided, time, slots };
}

/** Any pattern of calls that come to so many processes. */
export function arrivals(processes: number): fc.Arbitrary<Comer[]> {
  const comer = fc.record({
    gap: fc.oneof(
      { weight: 5, arbitrary: fc.constant(0) },
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 60 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 2500 }) },
    ),
    process: fc.nat({ max: processes - 1 }),
    background: fc.boolean(),
    patience: fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.constant(20_000)),
  });
  return fc.array(comer, { minLength: 1, maxLength: 120, size: 'max' });
}

/**
 * Fails where a call was started before another of its process that had waited and whose turn was earlier, a background
 * call counting as having come 2 s later; or was started after its deadline; or refused with another error.
 */
export function expectTurnsInOrder(decided: readonly Decided[]): void {
  const rank = ({ at, background }: Decided): number => at + (background ? 2000 : 0);
  for (const [place, outcome] of decided.entries()) {
    if (!outcome.started) {
      expect(outcome.reason).toBeInstanceOf(TooManyCalls);
      continue;
    }
    expect(outcome.decidedAt).toBeLessThanOrEqual(outcome.at + outcome.patience);
    const passed = decided
      .slice(place + 1)
      .filter(({ process, at }) => process === outcome.process && at < outcome.decidedAt)
      .filter((other) => rank(other) < rank(outcome) && other.at + other.patience >= outcome.decidedAt);
    expect(passed).toEqual([]);
  }
}
