import { OutcomeUnknown, RecordingErrorCode, type ErrorEntry } from '../../errors.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import { RecordingCause, RecordingState } from '../../domain/recording.ts';
import { isAmbiguityNotice, ambiguousRefusal } from '../starts/ambiguous-refusal.ts';

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

function failureOf({ cause, results }: Failed): ErrorEntry {
  const retryable = false;
  switch (cause) {
    case RecordingCause.CANCELLED:
      return {
        code: RecordingErrorCode.START_CANCELLED,
        message: 'The recording was stopped before its start was confirmed. No task runs.',
        retryable,
      };
    case RecordingCause.NOT_STARTED:
      return {
        code: RecordingErrorCode.NOT_STARTED,
        message:
          'Nothing was started: the vendor has no such task. To record after all, start again with a new idempotency key.',
        retryable,
      };
    case RecordingCause.NOT_SENT:
      return {
        code: RecordingErrorCode.NOT_STARTED,
        message: 'The start could not be sent in time. To record after all, start again with a new idempotency key.',
        retryable,
      };
    case RecordingCause.NOT_REPEATED:
      return {
        code: RecordingErrorCode.NOT_STARTED,
        message:
          'Nothing was started. The start contained credentials that the server no longer has or cannot read, so it could not be repeated. To record after all, start again with a new idempotency key.',
        retryable,
      };
    case RecordingCause.REFUSED:
      return { code: RecordingErrorCode.VENDOR_REJECTED, message: 'The vendor refused the start.', retryable };
    default: {
      const { code, message } = results?.notes[0] ?? { code: null, message: null };
      const words = message === null ? '' : `: ${message.replace(/\.$/, '')}`;
      return {
        code: RecordingErrorCode.VENDOR_FAILED,
        message: `The vendor started the recording and reported that it failed${words}.`,
        ...(code !== null && { vendorCode: code }),
        retryable,
      };
    }
  }
}
