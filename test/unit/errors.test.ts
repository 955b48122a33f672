import { describe, expect, it } from 'vitest';
import {
  IdempotencyInProgress,
  IdempotencyKeyReused,
  LedgerUnavailable,
  NoAnswer,
  NotSupported,
  OutcomeUnknown,
  RecordingEnded,
  RecordingNotFound,
  VendorUnreachable,
  type RecordingFailure,
} from '../../src/errors.ts';

const KEY = ['input', 'idempotencyKey'];

const ROWS: [RecordingFailure, object][] = [
  [new RecordingNotFound('rec_canary'), { code: 'RECORDING_NOT_FOUND', path: ['input', 'id'], retryable: false }],
  [new RecordingEnded('COMPLETE'), { code: 'RECORDING_ENDED', retryable: false }],
  [new NotSupported('GME', 'PAUSE', ['STOP', 'REFRESH']), { code: 'NOT_SUPPORTED', retryable: false }],
  [new IdempotencyKeyReused(), { code: 'IDEMPOTENCY_KEY_REUSED', path: KEY, retryable: false }],
  [
    new IdempotencyInProgress(1000),
    { code: 'IDEMPOTENCY_IN_PROGRESS', path: KEY, retryable: true, retryAfterMs: 1000 },
  ],
  [new VendorUnreachable('canary:1', 'ECONNREFUSED'), { code: 'VENDOR_UNREACHABLE', retryable: true }],
  [new OutcomeUnknown('canary:1', 'ECONNRESET'), { code: 'OUTCOME_UNKNOWN', retryable: false }],
  [new NoAnswer(new OutcomeUnknown('canary:1', 'ECONNRESET')), { code: 'VENDOR_UNAVAILABLE', retryable: true }],
  [new LedgerUnavailable({ cause: new Error('canary') }), { code: 'LEDGER_UNAVAILABLE', retryable: true }],
];

describe('a failure of the life cycle', () => {
  it.each(ROWS.map(([failure, entry]) => [failure.name, failure, entry] as const))(
    'is one entry with its code: %s',
    (_, failure, entry) => {
      expect(failure.entries()).toEqual([{ ...entry, message: failure.message }]);
    },
  );

  it.each(ROWS.map(([failure]) => [failure.name, failure] as const))(
    'repeats nothing that a client sent or a store said: %s',
    (_, failure) => {
      expect(JSON.stringify(failure.entries())).not.toContain('canary');
    },
  );

  it('keeps its cause for the log', () => {
    const cause = new Error('disk full');
    expect(new LedgerUnavailable({ cause }).cause).toBe(cause);
  });

  it('says what the product can do instead', () => {
    expect(new NotSupported('GME', 'PAUSE', ['STOP', 'REFRESH']).message).toBe(
      'GME does not support PAUSE. Supported: STOP, REFRESH.',
    );
    expect(new NotSupported('GME', 'PAUSE', []).message).toBe('GME does not support PAUSE. Supported: nothing.');
  });
});
