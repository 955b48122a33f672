import { describe, expect, it } from 'vitest';
import type { RecordingRow } from '../../../src/ledger/rows.ts';
import { explain } from '../../../src/recordings/explain.ts';
import { RecordingCause, RecordingState } from '../../../src/recordings/recording.ts';

const ADVICE = 'Ask the vendor.';
const RECORDER = { advice: ADVICE, repeatRule: { quietMs: 0, repeat: false, replaces: false } };
const explained = (state: RecordingState, cause: RecordingCause | null = null): string =>
  explain({ state, cause, results: null, endedAt: null } as RecordingRow, RECORDER);

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

  it('says of a vendor that never says so that completeness is not provable', () => {
    const row = { state: RecordingState.COMPLETE, cause: null, results: null, endedAt: 1 } as RecordingRow;
    expect(explain(row, { ...RECORDER, areFilesAll: () => true })).toContain('not provable');
    expect(explain(row, RECORDER)).not.toContain('not provable');
  });
});
