import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLedger } from '../../../../src/ledger/open-ledger.ts';
import { createEngine, type Engine } from '../../../../src/recordings/engine/engine.ts';
import { VendorMarks } from '../../../../src/recordings/engine/vendor-marks.ts';
import { NO_FAULTS } from '../../../../src/recordings/engine/fault-point.ts';
import { SealedStarts } from '../../../../src/recordings/starts/sealed-starts.ts';
import { SecretEncryption } from '../../../../src/wire/secret-encryption.ts';
import type { Recorder } from '../../../../src/domain/recorder.ts';
import { Evidence, RecordingCause, RecordingState } from '../../../../src/domain/recording.ts';
import { DEFAULT_POLICY } from '../../../../src/recordings/lifecycle/schedule.ts';
import { idOf, MADE_AT, recording } from '../../../shared/ledger/sample.ts';
import { pollSpacing, type PollSpacing } from '../../../../src/recordings/lifecycle/poll-budget.ts';
import { Lengths, PollClock } from '../../../../src/recordings/lifecycle/poll-clock.ts';
import { pino } from 'pino';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A fifth of 20 calls in 1040 ms is left to others. */
const LOOKS_PER_SECOND = 0.8 * (20 / 1.1);

function lengthsOf(all: readonly number[]): Lengths {
  const lengths = new Lengths();
  for (const length of all) lengths.add(length);
  return lengths;
}

/** As lessons are: a few end at once, most after three quarters of an hour. */
const LESSONS = Array.from({ length: 1000 }, (_, place) => (place % 10 === 0 ? 3 : 40 + (place % 11)) * MINUTE);

function paceOfLessons(running: number): PollSpacing {
  return pollSpacing(running, lengthsOf(LESSONS), MINUTE)!;
}

/** How many looks a recording of a length has, planned one after the other. */
function looksIn(length: number, pace: PollSpacing): number {
  let looks = 0;
  for (let age = pace.wait(0); age < length; age += pace.wait(age)) looks++;
  return looks;
}

/** Looks in a second at so many running recordings, where as many begin as end. */
function looksPerSecond(running: number, all: readonly number[], pace: PollSpacing): number {
  const looks = all.reduce((total, length) => total + looksIn(length, pace), 0);
  const lasted = all.reduce((total, length) => total + length, 0);
  return (running * looks) / (lasted / 1000);
}

describe('the pace of looks', () => {
  it('is not set while everything can be asked within the poll interval', () => {
    const all = Math.floor(60 * LOOKS_PER_SECOND);
    expect(pollSpacing(all, lengthsOf(LESSONS), MINUTE)).toBeNull();
    expect(pollSpacing(all + 1, lengthsOf(LESSONS), MINUTE)).not.toBeNull();
    expect(pollSpacing(0, new Lengths(), MINUTE)).toBeNull();
  });

  it('is one even round until 200 recordings were seen to end', () => {
    const even = pollSpacing(10_000, lengthsOf(LESSONS.slice(0, 199)), MINUTE)!;
    const roundMs = (10_000 / LOOKS_PER_SECOND) * 1000;
    for (const age of [0, 45 * MINUTE, 10 * HOUR]) expect(even.wait(age)).toBeCloseTo(roundMs, 3);
    const known = pollSpacing(10_000, lengthsOf(LESSONS.slice(0, 200)), MINUTE)!;
    expect(known.wait(0)).not.toBeCloseTo(known.wait(45 * MINUTE), 3);
  });

  it('waits longer where fewer end', () => {
    const pace = paceOfLessons(5000);
    expect(pace.wait(15 * MINUTE)).toBeGreaterThan(2 * pace.wait(44 * MINUTE));
  });

  it('never waits shorter than the poll interval', () => {
    const pace = paceOfLessons(1000);
    for (let age = 0; age < 13 * HOUR; age += MINUTE) expect(pace.wait(age)).toBeGreaterThanOrEqual(MINUTE);
  });

  it('goes by the root of the hazard, so that four times the ends give twice the looks', () => {
    // 4 % end in each 5 minutes of the first hour, 16 % in each after it, of those that are left.
    const all: number[] = [];
    for (let left = 20_000, bin = 0; left > 100; bin++) {
      const ends = Math.round(left * (bin < 12 ? 0.04 : 0.16));
      for (let end = 0; end < ends; end++) all.push((bin + 0.5) * 5 * MINUTE);
      left -= ends;
    }
    const pace = pollSpacing(3000, lengthsOf(all.slice(0, 19_000)), MINUTE)!;
    expect(pace.wait(20 * MINUTE) / pace.wait(70 * MINUTE)).toBeCloseTo(2, 0);
  });

  it('spares looks for starts while few start', () => {
    expect(paceOfLessons(3000).sparesForStarts).toBe(true);
    expect(paceOfLessons(10_000).sparesForStarts).toBe(false);
  });

  it('forgets habits of long ago', () => {
    const lengths = lengthsOf(Array.from({ length: 20_000 }, () => 10 * MINUTE));
    for (let end = 0; end < 100_000; end++) lengths.add((3 + (end % 100) / 100) * HOUR);
    const pace = pollSpacing(50_000, lengths, MINUTE)!;
    expect(pace.wait(3.4 * HOUR)).toBeLessThan(pace.wait(MINUTE));
  });

  it('uses up the looks that there are, and no more, whatever the lengths', () => {
    const used: number[] = [];
    fc.assert(
      fc.property(weibull, fc.integer({ min: 1500, max: 100_000 }), (all, running) => {
        const pace = pollSpacing(running, lengthsOf(all), MINUTE)!;
        const share = looksPerSecond(running, all, pace) / LOOKS_PER_SECOND;
        used.push(share);
        expect(share).toBeLessThanOrEqual(1.1);
      }),
      { numRuns: 200, seed: 20_261_121 },
    );
    used.sort((one, other) => one - other);
    expect(used[100]).toBeGreaterThan(0.9);
  });
});

/** A thousand lengths below 11 hours, from "most end early" (shape 0.6) to "most end at one age" (4). */
const weibull = fc
  .record({ shape: fc.double({ min: 0.6, max: 4, noNaN: true }), minutes: fc.integer({ min: 20, max: 180 }) })
  .map(({ shape, minutes }) =>
    Array.from({ length: 1000 }, (_, place) => {
      const share = (place + 0.5) / 1000;
      return Math.min(11 * HOUR, minutes * MINUTE * (-Math.log(1 - share)) ** (1 / shape));
    }),
  );

describe('a clock of looks', () => {
  it('waits shorter where it runs faster', () => {
    const clock = new PollClock([0.5, 2], [1, 0.5]);
    expect(clock.wait(0, MINUTE)).toBe(2 * MINUTE);
    expect(clock.wait(5 * MINUTE, MINUTE)).toBe(MINUTE / 2);
  });

  it('goes on from one rate to the next in the middle of a wait', () => {
    expect(new PollClock([0.5, 2], [1, 0.5]).wait(4 * MINUTE, MINUTE)).toBe(MINUTE + MINUTE / 4);
  });

  it('takes an age before the begin for the begin', () => {
    expect(new PollClock([0.5, 2], [1, 0.5]).wait(-MINUTE, MINUTE)).toBe(2 * MINUTE);
  });
});

/** An engine with so many recordings that run, of a product whose vendor is asked each second. */
async function engineWith(running: number): Promise<Engine> {
  const ledger = await openLedger({ url: 'sqlite::memory:', now: () => MADE_AT });
  onTestFinished(() => ledger.close());
  const life = { state: RecordingState.RECORDING, accepted: true, begunAt: MADE_AT, nextActionAt: MADE_AT };
  for (let number = 0; number < running; number++) await ledger.insert(recording(number, life));
  const silent = pino({ level: 'silent' });
  return createEngine({
    marks: new VendorMarks('a server of tests'),
    ledger,
    recorders: [{ product: 'TIW', filesWithinMs: HOUR, readableAfterEnd: true } as Recorder],
    sealedStarts: new SealedStarts(new SecretEncryption(Buffer.alloc(32))),
    now: () => MADE_AT + HOUR,
    clock: () => 0,
    sleep: () => Promise.resolve(),
    policy: { ...DEFAULT_POLICY, pollMs: 1000 },
    random: () => 0.5,
    log: silent,
    faultPoint: NO_FAULTS,
  });
}

/** Tells that the first so many have ended, each after 45 minutes. */
async function end(engine: Engine, count: number): Promise<void> {
  const facts = [{ kind: 'ended', at: MADE_AT + 45 * MINUTE, cause: RecordingCause.ROOM_ENDED }] as const;
  for (let number = 0; number < count; number++) {
    await engine.store.transition(idOf(number), { evidence: Evidence.POLL, report: { facts } });
  }
}

/** The waits of one that has just begun, and of one at the age at which all ended. */
function waits({ policy }: Engine): readonly number[] | null {
  const pace = policy.pollSpacingOf('TIW');
  return pace && [pace.wait(0), pace.wait(45 * MINUTE)];
}

describe('an engine', () => {
  it('sets no pace for few recordings, nor for a product without any', async () => {
    const engine = await engineWith(14);
    engine.pollBudget.update(await engine.ledger.countLive());
    expect([waits(engine), engine.policy.pollSpacingOf('GME')]).toEqual([null, null]);
  });

  it('spaces looks evenly over what it counted, until it has seen 200 recordings end', async () => {
    const engine = await engineWith(300);
    expect(waits(engine)).toBeNull();
    engine.pollBudget.update(await engine.ledger.countLive());
    expect(waits(engine)).toEqual([expect.closeTo(20_625, 3), expect.closeTo(20_625, 3)]);
    await end(engine, 200);
    engine.pollBudget.update(await engine.ledger.countLive());
    const [young, old] = waits(engine)!;
    expect(young).toBeGreaterThan(2 * old!);
  });

  it('counts an end once, however often it is reported', async () => {
    const engine = await engineWith(300);
    await end(engine, 199);
    await end(engine, 199);
    engine.pollBudget.update(await engine.ledger.countLive());
    const [young, old] = waits(engine)!;
    expect(young).toBe(old);
  });
});
