import { describe, expect, it } from 'vitest';
import {
  deadlineTimes,
  dueFacts,
  FILES_QUIET_MS,
  type Judging,
  type PollOutcome,
  type Scheduled,
} from '../../../../src/recordings/lifecycle/deadlines.ts';
import { newLife } from '../../../../src/domain/state-machine.ts';
import { RecordingState } from '../../../../src/domain/recording.ts';
import { DEFAULT_POLICY, nextActionAt, urgentAt } from '../../../../src/recordings/lifecycle/schedule.ts';

// Deadlines that passed while the server was away, or while its clock jumped.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 21);

/** A server that has heard what vendors tell since a moment. */
const listening = (since: number): Judging => ({
  filesRule: (product) => ({ filesWithinMs: 2 * HOUR, readableAfterEnd: product === 'READABLE' }),
  listeningSince: () => since,
});
const kindsOf = (row: Scheduled, since: number, look?: PollOutcome, now = NOW): string[] =>
  dueFacts(row, now, listening(since), look).map(({ kind }) => kind);

const blank = { product: 'SILENT', createdAt: NOW, sentAt: NOW, stopBy: null, controllableUntil: null };
const old = { ...newLife(), ...blank, tries: 0, newsAt: NOW - 9 * HOUR, attempt: 1 };
const recording: Scheduled = { ...old, state: RecordingState.RECORDING, accepted: true, begunAt: NOW };
const stopping: Scheduled = { ...recording, state: RecordingState.STOPPING, wanted: 'STOPPED', stopWantedAt: NOW };
const ended: Scheduled = { ...recording, state: RecordingState.PROCESSING, endedAt: NOW - 3 * HOUR };
const unknown: Scheduled = { ...old, state: RecordingState.UNKNOWN };
const AN_HOUR_AGO = NOW - HOUR;

describe('the time for files', () => {
  const readable = { ...ended, product: 'READABLE' };

  it('counts where the vendor can be asked once it has answered, however long the server has listened', () => {
    for (const since of [NOW, NOW - 9 * HOUR]) {
      expect(kindsOf(readable, since)).toEqual([]);
      expect(kindsOf(readable, since, 'TRIED')).toEqual([]);
      expect(kindsOf(readable, since, 'ANSWERED')).toEqual(['filesOverdue']);
    }
  });

  it('counts after a day of a vendor that does not answer', () => {
    const over = NOW - HOUR + 24 * HOUR;
    expect(kindsOf(readable, NOW, 'TRIED', over - 1)).toEqual([]);
    expect(kindsOf(readable, NOW, undefined, over)).toEqual(['filesOverdue']);
  });

  it('counts where the vendor cannot be asked once the server has listened for two minutes', () => {
    expect(kindsOf(ended, NOW - FILES_QUIET_MS + 1, 'ANSWERED')).toEqual([]);
    expect(kindsOf(ended, NOW - FILES_QUIET_MS)).toEqual(['filesOverdue']);
    expect(deadlineTimes(ended, NOW, listening(NOW))).toEqual([NOW + FILES_QUIET_MS]);
  });
});

describe('a wish to stop', () => {
  const late = { ...recording, stopBy: AN_HOUR_AGO };

  it('that came due while the server listened counts at once', () => {
    expect(kindsOf(late, AN_HOUR_AGO)).toEqual(['stopWanted']);
  });

  it('that came due before counts after a look, whatever came of it; the look is due now', () => {
    expect(kindsOf(late, AN_HOUR_AGO + 1)).toEqual([]);
    expect(kindsOf(late, NOW, 'TRIED')).toEqual(['stopWanted']);
    expect(kindsOf(late, NOW, 'ANSWERED')).toEqual(['stopWanted']);
    const policy = { ...DEFAULT_POLICY, ...listening(NOW), pollSpacingOf: () => null };
    expect(nextActionAt(late, NOW, policy)).toBe(NOW);
    expect(urgentAt(late, NOW, policy)).toBe(NOW);
  });

  it('counts at once where nothing is known to run', () => {
    expect(kindsOf({ ...old, stopBy: AN_HOUR_AGO }, NOW)).toEqual(['stopWanted']);
  });
});

describe('a start without an answer', () => {
  it('is looked up for another day after an outage of days', () => {
    const waitOf = (since: number, now = NOW): number | null => {
      const policy = { ...DEFAULT_POLICY, ...listening(since), pollSpacingOf: () => null };
      const at = nextActionAt({ ...unknown, sentAt: NOW - 72 * HOUR, tries: 30 }, now, policy);
      return at === null ? null : at - now;
    };
    expect(waitOf(NOW - 72 * HOUR)).toBeNull();
    expect(waitOf(NOW)).toBe(MINUTE);
    expect(waitOf(NOW, NOW + 24 * HOUR)).toBeNull();
  });
});

describe('the end of control', () => {
  const late = { ...stopping, controllableUntil: AN_HOUR_AGO };

  it('that came while the server listened counts at once', () => {
    expect(kindsOf(late, AN_HOUR_AGO)).toEqual(['controlLost']);
  });

  it('that came before counts after the vendor has answered, or after ten minutes', () => {
    expect(kindsOf(late, NOW, 'TRIED')).toEqual([]);
    expect(kindsOf(late, NOW, 'ANSWERED')).toEqual(['controlLost']);
    expect(kindsOf(late, NOW - 10 * MINUTE, 'TRIED')).toEqual(['controlLost']);
    expect(deadlineTimes(late, NOW, listening(NOW))).toEqual([NOW + 10 * MINUTE]);
  });

  it('counts for a start without an answer once the server has listened for two minutes', () => {
    const lost = { ...unknown, controllableUntil: AN_HOUR_AGO, wanted: 'STOPPED', stopWantedAt: NOW } as const;
    expect(kindsOf(lost, NOW, 'ANSWERED')).toEqual([]);
    expect(kindsOf(lost, NOW - FILES_QUIET_MS)).toEqual(['controlLost']);
  });
});
