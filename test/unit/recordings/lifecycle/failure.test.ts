import { describe, expect, it } from 'vitest';
import { RecordingErrorCode, VendorRejected } from '../../../../src/errors.ts';
import { errorsOf, startErrorsOf } from '../../../../src/recordings/lifecycle/failure.ts';
import { RecordingCause, RecordingState } from '../../../../src/domain/recording.ts';
import { whileAmbiguous } from '../../../../src/recordings/starts/refusals.ts';
import { everyFact, reachable } from '../../domain/state-machine-laws.ts';

const { ABANDONED, FAILED, UNKNOWN, RECORDING } = RecordingState;
const LOST = {
  code: RecordingErrorCode.OUTCOME_UNKNOWN,
  message: 'The vendor may have executed the call.',
  retryable: false,
};
const REFUSAL = { code: RecordingErrorCode.VENDOR_IN_USE, message: 'The room is recorded.', retryable: true };
const row = {
  state: FAILED,
  cause: RecordingCause.REFUSED,
  accepted: false,
  errors: null,
  results: null,
} as const;

describe('the errors of a recording that FAILED', () => {
  const { lives } = reachable(everyFact([1], [RecordingCause.GONE]));
  const failed = lives.filter(({ state }) => state === FAILED);

  it(`are never empty, and never say that the outcome is not known: in ${failed.length} lives`, () => {
    expect(failed.length).toBeGreaterThan(10);
    for (const life of failed)
      for (const errors of [null, [], [LOST]]) {
        const told = errorsOf({ ...life, errors, results: null });
        expect(told).toHaveLength(1);
        expect(told[0]!.code).not.toBe('OUTCOME_UNKNOWN');
        expect(startErrorsOf({ ...life, errors, results: null })).toEqual(told);
      }
  });

  it.each(Object.values(RecordingCause))('have words for the cause %s', (cause) => {
    expect(errorsOf({ ...row, cause })[0]!.message).toMatch(/^[A-Z].*\.$/);
  });

  it('are what the vendor refused, where it did', () => {
    expect(errorsOf({ ...row, errors: [REFUSAL] })).toEqual([REFUSAL]);
  });

  it('are what the vendor reported, where it had the task: not those of a stop', () => {
    const results = { tasks: {}, notes: [{ code: '301.1', message: 'no permission' }], unread: [], media: null };
    const undelivered = { count: 0, files: [] };
    const fault = { ...row, accepted: true, cause: RecordingCause.VENDOR_FAULT };
    const told = errorsOf({ ...fault, errors: [REFUSAL], results: { ...results, undelivered } });
    const message = 'The vendor started the recording and reported that it failed: no permission.';
    expect(told).toEqual([{ code: 'VENDOR_FAILED', vendorCode: '301.1', message, retryable: false }]);
  });
});

it('a recording that goes on keeps what went wrong last; its start succeeded', () => {
  const running = { ...row, state: RECORDING, cause: null, accepted: true, errors: [REFUSAL] };
  expect(errorsOf(running)).toEqual([REFUSAL]);
  expect(startErrorsOf(running)).toEqual([]);
});

it('a start whose outcome is not known says so', () => {
  expect(startErrorsOf({ ...row, state: UNKNOWN })).toMatchObject([{ code: 'OUTCOME_UNKNOWN' }]);
});

it('a recording that was given up keeps the refusal of its start, and not that it is being looked up', () => {
  const verdict = { code: RecordingErrorCode.VENDOR_IN_USE, message: 'The room is recorded.', retryable: true };
  const refusal = new VendorRejected('1002', undefined, verdict);
  const errors = whileAmbiguous(refusal).map((entry) => ({ ...entry }));
  const given = { ...row, cause: RecordingCause.CONTROL_LOST, errors };
  expect(errorsOf({ ...given, state: UNKNOWN })).toHaveLength(2);
  expect(errorsOf({ ...given, state: ABANDONED })).toMatchObject([{ code: 'VENDOR_IN_USE', vendorCode: '1002' }]);
});
