import { OutcomeUnknown, RecordingErrorCode, type ErrorEntry } from '../../errors.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import { RecordingCause, RecordingState } from '../../domain/recording.ts';
import { isAmbiguityNotice, ambiguousRefusal } from '../starts/refusals.ts';

type Failed = Pick<Recording, 'state' | 'cause' | 'accepted' | 'errors' | 'results'>;

/**
 * Returns the errors of a recording for clients. A FAILED recording always has an error: if the vendor refused no call, the
 * error follows from the cause. A missing answer is no error any more once the outcome is known.
 */
export function errorsOf(row: Failed): readonly ErrorEntry[] {
  const stored = row.errors ?? [];
  if (row.state === RecordingState.ABANDONED) return stored.filter((entry) => !isAmbiguityNotice(entry));
  if (row.state !== RecordingState.FAILED) return stored;
  // If the vendor had the task, only the vendor's report explains the failure; stored errors are those of a stop.
  const refusals = row.accepted ? [] : stored.filter(({ code }) => code !== RecordingErrorCode.OUTCOME_UNKNOWN);
  return refusals.length > 0 ? refusals : [failureOf(row)];
}

/** Returns the errors of a start by the current state of its recording. */
export function startErrorsOf(row: Failed): readonly ErrorEntry[] {
  if (row.state === RecordingState.UNKNOWN) {
    if (row.errors && ambiguousRefusal(row)) return row.errors;
    return new OutcomeUnknown('the vendor', 'the outcome is being looked up').entries();
  }
  return row.state === RecordingState.FAILED ? errorsOf(row) : [];
}

const { START_CANCELLED, NOT_STARTED, VENDOR_REJECTED, VENDOR_FAILED } = RecordingErrorCode;

const FAILURES: Partial<Readonly<Record<RecordingCause, readonly [RecordingErrorCode, string]>>> = {
  CANCELLED: [START_CANCELLED, 'The recording was stopped before its start was confirmed. No task runs.'],
  NOT_STARTED: [
    NOT_STARTED,
    'Nothing was started: the vendor has no such task. To record after all, start again with a new idempotency key.',
  ],
  NOT_SENT: [
    NOT_STARTED,
    'The start could not be sent in time. To record after all, start again with a new idempotency key.',
  ],
  NOT_REPEATED: [
    NOT_STARTED,
    'Nothing was started. The start contained credentials that the server no longer has or cannot read, so it could not be repeated. To record after all, start again with a new idempotency key.',
  ],
  REFUSED: [VENDOR_REJECTED, 'The vendor refused the start.'],
};

function failureOf({ cause, results }: Failed): ErrorEntry {
  const [code, message] = (cause !== null && FAILURES[cause]) || [];
  if (code !== undefined && message !== undefined) return { code, message, retryable: false };
  const { code: vendorCode, message: reason } = results?.notes[0] ?? { code: null, message: null };
  const why = reason === null ? '' : `: ${reason.replace(/\.$/, '')}`;
  return {
    code: VENDOR_FAILED,
    message: `The vendor started the recording and reported that it failed${why}.`,
    ...(vendorCode !== null && { vendorCode }),
    retryable: false,
  };
}
