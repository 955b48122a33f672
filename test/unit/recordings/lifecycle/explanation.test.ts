import { describe, expect, it } from 'vitest';
import type { Recording } from '../../../../src/ledger/contract/entities.ts';
import { explain } from '../../../../src/recordings/lifecycle/explanation.ts';
import { NO_RESULTS } from '../../../../src/recordings/files/results.ts';
import { RecordingCause, RecordingState } from '../../../../src/domain/recording.ts';

const ADVICE = 'Ask the vendor.';
const RECORDER = { advice: ADVICE, repeatRule: { quietMs: 0, repeat: false, replaces: false } };
const explained = (state: RecordingState, cause: RecordingCause | null = null): string =>
  explain({ state, cause, results: null, endedAt: null } as Recording, RECORDER);

describe('an explanation', () => {
  it.each(Object.values(RecordingState))('has words for the state %s', (state) => {
    expect(explained(state)).toMatch(/^[A-Z].*\.$/);
  });

  it.each(Object.values(RecordingCause))('has words for the cause %s, behind those for the state', (cause) => {
    const state = explained(RecordingState.FAILED);
    expect(explained(RecordingState.FAILED, cause)).toMatch(new RegExp(`^${state} [A-Z].*\\.$`));
  });

  it('says of every state and of every cause something of its own', () => {
    const states = Object.values(RecordingState).map((state) => explained(state));
    const causes = Object.values(RecordingCause).map((cause) => explained(RecordingState.FAILED, cause));
    expect(new Set(states).size).toBe(states.length);
    expect(new Set(causes).size).toBe(causes.length);
  });

  it('gives the advice of the product where nothing is known, and nowhere else', () => {
    for (const state of Object.values(RecordingState)) {
      expect(explained(state).includes(ADVICE)).toBe(state === RecordingState.UNKNOWN);
    }
    expect(explained(RecordingState.UNKNOWN, RecordingCause.ANSWER_LOST).endsWith(ADVICE)).toBe(true);
  });

  it('gives no advice while the server can still find out by itself', () => {
    const sentAt = 1_000_000;
    const unknown = { state: RecordingState.UNKNOWN, cause: null, results: null, endedAt: null, sentAt };
    const told = (nextActionAt: number | null, recorder: Parameters<typeof explain>[1] = RECORDER): string =>
      explain({ ...unknown, nextActionAt } as Recording, recorder);
    const unreadable = { ...RECORDER, isStartUnreadable: true } as const;
    expect(told(sentAt + 30_000)).toContain('no action is needed');
    for (const text of [told(sentAt + 30_000), told(sentAt + 3_600_000), told(sentAt + 30_000, unreadable)]) {
      expect(text).not.toContain(ADVICE);
    }
    expect(told(null)).toContain(ADVICE);
    // Nobody can be asked, and what would tell has not come.
    expect(told(sentAt + 120_000, unreadable)).toContain(ADVICE);
  });

  it('of what was ABANDONED speaks of costs, and of what to do, until its end is known', () => {
    const abandoned = { state: RecordingState.ABANDONED, cause: RecordingCause.CONTROL_LOST, results: null };
    const told = (endedAt: number | null): string => explain({ ...abandoned, endedAt } as Recording, RECORDER);
    expect(told(null)).toContain('may still run and be billed');
    expect(told(null)).toContain('dissolve the room');
    expect(told(1)).toBe('This server could no longer stop the recording, and the recording has ended since.');
  });

  it('reports why a recording ended, and that its files are overdue', () => {
    const row = { state: RecordingState.INCOMPLETE, cause: RecordingCause.CLIENT, endedAt: 1 };
    const told = explain({ ...row, results: { ...NO_RESULTS, overdueAt: 2 } } as Recording, RECORDER);
    expect(told).toContain('A client requested the stop. The vendor did not confirm all files in time.');
    expect(explain({ ...row, results: NO_RESULTS } as Recording, RECORDER)).not.toContain('in time');
  });

  it('says of a vendor that never says so that completeness is not provable', () => {
    const row = { state: RecordingState.COMPLETE, cause: null, results: null, endedAt: 1 } as Recording;
    expect(explain(row, { ...RECORDER, areFilesAll: () => true })).toContain('further files are possible');
    expect(explain(row, RECORDER)).not.toContain('further files are possible');
  });

  it.each([
    [{ code: 'VENDOR_QUOTA_EXCEEDED', vendorCode: 'LimitExceeded.TaskConcurrency' }, 'The vendor refused the start'],
    [{ code: 'VENDOR_UNREACHABLE' }, 'The start could not be sent to the vendor'],
    [{ code: 'INVALID_INPUT' }, 'The start could not be sent to the vendor'],
  ])('says that the vendor refused a start only where the vendor did: %o', (error, words) => {
    const failed = { state: RecordingState.FAILED, cause: RecordingCause.REFUSED, results: null, endedAt: null };
    const told = explain({ ...failed, errors: [error] } as unknown as Recording, RECORDER);
    expect(told).toBe(`Nothing was recorded. ${words}: see errors.`);
  });
});
