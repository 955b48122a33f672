import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newLife, reduce } from '../../../../src/domain/state-machine.ts';
import { FINAL_STATES, RecordingCause, RecordingState, type Fact } from '../../../../src/domain/recording.ts';
import {
  CONTROL_MARGIN_MS,
  dueFacts,
  FILES_QUIET_MS,
  type Scheduled,
} from '../../../../src/recordings/lifecycle/deadlines.ts';
import { DEFAULT_POLICY, nextActionAt, urgentAt, type Policy } from '../../../../src/recordings/lifecycle/schedule.ts';

const { STARTING, RECORDING, PAUSED, STOPPING, PROCESSING, UNKNOWN } = RecordingState;
const { STOP_BY, CONTROL_ENDS } = RecordingCause;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 21);

const policy: Policy = {
  ...DEFAULT_POLICY,
  filesRule: (product) => ({ filesWithinMs: 2 * HOUR, readableAfterEnd: product === 'READABLE' }),
  pollSpacingOf: () => null,
};

/** More than can be asked in time: who has just begun waits for 40 minutes, an hour later for 20. */
const paced = (sparesForStarts: boolean): Policy => ({
  ...policy,
  pollSpacingOf: () => ({ sparesForStarts, wait: (ageMs) => (ageMs < HOUR ? 40 * MINUTE : 20 * MINUTE) }),
});
const underLoad = paced(false);

function row(members: Partial<Scheduled>): Scheduled {
  const blank = { product: 'SILENT', createdAt: NOW, sentAt: NOW, stopBy: null, controllableUntil: null };
  return { ...newLife(), ...blank, tries: 0, newsAt: NOW, ...members };
}

const accepted = { accepted: true, attempt: 1 };
const sent = row({ state: STARTING, attempt: 1 });
const starting = row({ ...accepted, state: STARTING });
const recording = row({ ...accepted, state: RECORDING, begunAt: NOW });
const paused = row({ ...accepted, state: PAUSED, begunAt: NOW, pausedAt: NOW });
const stopping = row({ ...accepted, state: STOPPING, wanted: 'STOPPED', stopWantedAt: NOW });
const processing = row({ ...accepted, state: PROCESSING, endedAt: NOW });
const unknown = row({ state: UNKNOWN, attempt: 1 });
const overdue = { ...processing, endedAt: NOW - 2 * HOUR };

/** The waits after the given times without news, or after the given numbers of tries. */
const waitsInSilence = (of: Scheduled, silences: number[]): (number | null)[] =>
  silences.map((silence) => waitOf({ ...of, newsAt: NOW - silence }));
const waitsAfterTries = (of: Scheduled, tries: number[]): (number | null)[] =>
  tries.map((count) => waitOf({ ...of, tries: count }));

function waitOf(of: Scheduled, now = NOW, by = policy): number | null {
  const at = nextActionAt(of, now, by);
  return at === null ? null : at - now;
}

describe('the next look at a recording', () => {
  it('that is not sent yet is due now, then waits longer after every try', () => {
    expect(waitsAfterTries(row({}), [0, 1, 2, 3, 4, 5, 6, 60])).toEqual([
      0, 500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
  });

  it('that was accepted comes after 2 s, later up to 15 s', () => {
    expect(waitsInSilence(starting, [0, 4000, 10_000, HOUR])).toEqual([2000, 2000, 5000, 15_000]);
  });

  it.each([
    ['records', recording],
    ['pauses', paused],
  ])('that %s comes after 15 s, later up to the poll interval', (_, of) => {
    expect(waitsInSilence(of, [0, MINUTE, 2 * MINUTE, HOUR])).toEqual([15_000, 15_000, 30_000, 60_000]);
  });

  it('that records is never later than the poll interval', () => {
    expect(nextActionAt(recording, NOW, { ...policy, pollMs: 2000 })).toBe(NOW + 2000);
  });

  it.each(['stopBy', 'controllableUntil'] as const)('comes every 10 s when %s is near', (end) => {
    expect(waitOf({ ...recording, [end]: NOW + 10 * MINUTE + 1 })).toBe(15_000);
    expect(waitOf({ ...recording, [end]: NOW + 10 * MINUTE })).toBe(10_000);
  });

  it('that is to stop is due now, then waits longer after every try', () => {
    expect(waitsAfterTries(stopping, [0, 1, 2, 3, 4, 5, 9])).toEqual([0, 2500, 2500, 5000, 8000, 15_000, 15_000]);
  });

  it('whose files can be asked for comes after 5 s, later up to 5 min', () => {
    const readable = { ...processing, product: 'READABLE' };
    expect(waitsInSilence(readable, [0, MINUTE, 10 * MINUTE, HOUR])).toEqual([5000, 15_000, 150_000, 300_000]);
  });

  it('whose files cannot be asked for comes when they are overdue', () => {
    expect(waitOf(processing)).toBe(2 * HOUR);
  });

  it.each([
    ['without an answer', unknown],
    ['whose answer may still come', sent],
  ])('%s comes after 1 s, 2 s, 5 s, 10 s, 30 s, then each minute', (_, of) => {
    expect(waitsAfterTries(of, [0, 1, 2, 3, 4, 5, 6])).toEqual([1000, 2000, 5000, 10_000, 30_000, 60_000, 60_000]);
  });

  it.each<[age: number, tries: number, wait: number | null]>([
    [HOUR - 1, 50, MINUTE],
    [HOUR, 50, 10 * MINUTE],
    [HOUR, 0, SECOND],
    [24 * HOUR - 1, 100, 10 * MINUTE],
    [24 * HOUR, 200, null],
    [24 * HOUR, 0, null],
    [-HOUR, 5, MINUTE],
  ])('without an answer for %i ms, after %i tries, comes after %s ms', (age, tries, wait) => {
    expect(waitOf({ ...unknown, sentAt: NOW - age, tries })).toBe(wait);
  });

  it('without an answer for a day comes when control over it ends', () => {
    const controllableUntil = NOW + 48 * HOUR;
    const sentAt = NOW - 24 * HOUR;
    expect(waitOf({ ...unknown, sentAt, controllableUntil })).toBe(48 * HOUR - CONTROL_MARGIN_MS);
    expect(waitOf({ ...unknown, sentAt, controllableUntil, wanted: 'STOPPED' })).toBe(48 * HOUR);
  });

  it.each(FINAL_STATES)('that is %s never comes', (state) => {
    expect(waitOf({ ...recording, state, stopBy: NOW - 1, controllableUntil: NOW + 1 })).toBeNull();
  });

  it('comes at a deadline exactly, whatever the chance', () => {
    for (const random of [0, 0.3, 0.999]) {
      expect(nextActionAt({ ...recording, stopBy: NOW + 7000 }, NOW, policy, random)).toBe(NOW + 7000);
    }
  });

  it('is spread by a tenth to both sides', () => {
    expect(nextActionAt(recording, NOW, policy, 0)).toBe(NOW + 13_500);
    expect(nextActionAt(recording, NOW, policy, 0.75)).toBe(NOW + 15_750);
  });

  it('is due now when a deadline has passed', () => {
    expect(waitOf({ ...recording, stopBy: NOW - HOUR })).toBe(0);
  });
});

describe('the next look under load', () => {
  it.each([
    ['records', recording],
    ['pauses', paused],
    ['was accepted', starting],
  ])('at one that %s follows the pace of its age', (_, of) => {
    const [young, old] = [NOW - MINUTE, NOW - HOUR].map((at) => {
      const begunAt = of.begunAt === null ? null : at;
      return waitOf({ ...of, createdAt: at, begunAt, newsAt: at }, NOW, underLoad);
    });
    expect([young, old]).toEqual([40 * MINUTE, 20 * MINUTE]);
  });

  it('goes by the age since the begin, not since the making', () => {
    expect(waitOf({ ...recording, createdAt: NOW - 2 * HOUR }, NOW, underLoad)).toBe(40 * MINUTE);
  });

  it('at one that was accepted comes after 15 s where looks are to spare, later as the pace says', () => {
    const waits = [0, MINUTE, 2 * HOUR].map((silence) =>
      waitOf({ ...starting, newsAt: NOW - silence }, NOW, paced(true)),
    );
    expect(waits).toEqual([15_000, MINUTE, 40 * MINUTE]);
  });

  it('at files comes every 5 minutes', () => {
    const readable = { ...processing, product: 'READABLE' };
    expect(waitOf(readable, NOW, underLoad)).toBe(5 * MINUTE);
    expect(waitOf(processing, NOW, underLoad)).toBe(2 * HOUR);
  });

  it('comes no earlier because a deadline is near', () => {
    expect(waitOf({ ...recording, stopBy: NOW + 9 * MINUTE }, NOW, underLoad)).toBe(9 * MINUTE);
  });

  it.each(['stopBy', 'controllableUntil'] as const)('keeps the deadline of %s exactly', (end) => {
    const of = {
      ...recording,
      sentAt: NOW,
      wanted: end === 'stopBy' ? 'RECORDING' : 'STOPPED',
      [end]: NOW + 7000,
    } as const;
    for (const random of [0, 0.3, 0.999]) {
      expect(nextActionAt({ ...of, tries: 5 }, NOW, underLoad, random)).toBe(NOW + 7000);
    }
  });

  it.each([
    ['a start', row({})],
    ['a stop', stopping],
    ['a look-up', unknown],
    ['an answer that may still come', sent],
  ])('is as without load for %s', (_, of) => {
    for (const tries of [0, 1, 3, 9]) {
      expect(waitOf({ ...of, tries }, NOW, underLoad)).toBe(waitOf({ ...of, tries }));
    }
  });
});

describe('what goes before looks', () => {
  const urgency = (of: Scheduled): (number | null)[] => {
    const at = nextActionAt(of, NOW, policy);
    return [urgentAt(of, at, policy), at];
  };

  it.each([
    ['a start', row({ tries: 2 })],
    ['a look-up', { ...unknown, tries: 2 }],
    ['a stop', { ...stopping, tries: 2 }],
  ])('is %s, when it is due', (_, of) => {
    const [urgent, due] = urgency(of);
    expect(due).toBeGreaterThan(NOW);
    expect(urgent).toBe(due);
  });

  it('is what only is asked about, at its first deadline', () => {
    const of = { ...recording, stopBy: NOW + 2 * HOUR, controllableUntil: NOW + HOUR };
    expect(urgency(of)).toEqual([NOW + HOUR - 6 * MINUTE, NOW + 15_000]);
    expect(urgency({ ...of, stopBy: NOW + MINUTE })[0]).toBe(NOW + MINUTE);
  });

  it('is what has ended, when its files are overdue', () => {
    expect(urgency({ ...processing, product: 'READABLE' })).toEqual([NOW + 2 * HOUR, NOW + 5000]);
  });

  it('is nothing that has no deadline', () => {
    expect(urgency(recording)[0]).toBeNull();
  });

  it.each(FINAL_STATES)('is nothing that is %s', (state) => {
    expect(urgency({ ...recording, state, stopBy: NOW - 1 })).toEqual([null, null]);
  });
});

describe('what time alone makes true', () => {
  it.each<[what: string, of: Scheduled, facts: Fact[]]>([
    ['nothing before a deadline', { ...recording, stopBy: NOW + 1, controllableUntil: NOW + HOUR }, []],
    ['that it is to stop at stopBy', { ...recording, stopBy: NOW }, [{ kind: 'stopWanted', at: NOW, cause: STOP_BY }]],
    [
      'that an unsent one is to stop at stopBy',
      row({ stopBy: NOW - 5 }),
      [{ kind: 'stopWanted', at: NOW - 5, cause: STOP_BY }],
    ],
    [
      'that it is to stop 10 minutes before control ends',
      { ...recording, sentAt: NOW - 72 * HOUR, controllableUntil: NOW + CONTROL_MARGIN_MS },
      [{ kind: 'stopWanted', at: NOW, cause: CONTROL_ENDS }],
    ],
    [
      'that it is to stop a tenth before control of a short time ends',
      { ...recording, sentAt: NOW - 9 * MINUTE, controllableUntil: NOW + MINUTE },
      [{ kind: 'stopWanted', at: NOW, cause: CONTROL_ENDS }],
    ],
    [
      'nothing before that tenth',
      { ...recording, sentAt: NOW - 9 * MINUTE + 20, controllableUntil: NOW + MINUTE + 20 },
      [],
    ],
    ['that control is lost when it ends', { ...stopping, controllableUntil: NOW }, [{ kind: 'controlLost', at: NOW }]],
    [
      'first that it is to stop, then that control is lost',
      { ...recording, sentAt: NOW - 10 * MINUTE, stopBy: NOW - 2, controllableUntil: NOW },
      [
        { kind: 'stopWanted', at: NOW - MINUTE, cause: CONTROL_ENDS },
        { kind: 'controlLost', at: NOW },
      ],
    ],
    ['no second wish to stop', { ...stopping, stopBy: NOW - 1 }, []],
    ['nothing about control while nothing was sent', row({ controllableUntil: NOW }), []],
    [
      'no loss of control while an answer may come',
      { ...sent, controllableUntil: NOW, wanted: 'STOPPED', stopWantedAt: NOW },
      [],
    ],
    ['that files are overdue', { ...overdue, newsAt: NOW - FILES_QUIET_MS }, [{ kind: 'filesOverdue', at: NOW }]],
    ['no missing of files while news of them may come', { ...overdue, newsAt: NOW - FILES_QUIET_MS + 1 }, []],
    ['no missing of files that the vendor was not asked for', { ...overdue, product: 'READABLE', newsAt: 0 }, []],
    ['no deadline of what has ended', { ...processing, stopBy: NOW - 1, controllableUntil: NOW - 1 }, []],
  ])('is %s', (_, of, facts) => {
    expect(dueFacts(of, NOW, policy)).toEqual(facts);
  });
});

const moment = fc.integer({ min: -200 * HOUR, max: 200 * HOUR }).map((ms) => NOW + ms);
const orNull = fc.option(moment);
const lives = fc.constantFrom(row({}), sent, starting, recording, paused, stopping, processing, unknown);
const rows = fc
  .tuple(lives, fc.record({ createdAt: moment, sentAt: orNull, stopBy: orNull, controllableUntil: orNull }))
  .chain(([life, times]) =>
    fc.record({ tries: fc.nat({ max: 50 }), newsAt: moment }).map((counts) => ({ ...life, ...times, ...counts })),
  );

describe('any recording', () => {
  it('is never due before now, and at a whole millisecond', () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 0, max: 0.999, noNaN: true }), (of, random) => {
        const at = nextActionAt(of, NOW, policy, random);
        if (at === null) return of.state === UNKNOWN || of.state === STARTING;
        return at >= NOW && Number.isInteger(at);
      }),
      { numRuns: 5000, seed: 20_261_121 },
    );
  });

  it('has no deadline between now and its next look', () => {
    fc.assert(
      fc.property(rows, (of) => {
        const at = nextActionAt(of, NOW, policy) ?? NOW + 1000 * HOUR;
        fc.pre(at > NOW);
        expect(dueFacts(of, at - 1, policy)).toEqual([]);
      }),
      { numRuns: 5000, seed: 20_261_121 },
    );
  });

  it('has no deadline between now and its next look under load, and is urgent at the first', () => {
    fc.assert(
      fc.property(rows, (of) => {
        const at = nextActionAt(of, NOW, underLoad) ?? NOW + 1000 * HOUR;
        fc.pre(at > NOW);
        expect(dueFacts(of, at - 1, underLoad)).toEqual([]);
        const isDeadline = dueFacts(of, at, underLoad).length > 0;
        if (isDeadline) expect(urgentAt(of, at, underLoad)).toBe(at);
      }),
      { numRuns: 5000, seed: 20_261_121 },
    );
  });

  it('is changed by every fact that is due, once', () => {
    fc.assert(
      fc.property(rows, (of) => {
        let next = of;
        for (const fact of dueFacts(of, NOW, policy)) {
          const { life } = reduce(next, fact);
          expect(life).not.toBe(next);
          next = { ...next, ...life };
        }
        expect(dueFacts(next, NOW, policy)).toEqual([]);
      }),
      { numRuns: 5000, seed: 20_261_121 },
    );
  });
});
