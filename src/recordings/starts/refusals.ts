import { RecordingErrorCode, VendorRejected, type ErrorEntry, type RecordingFailure } from '../../errors.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import type { Recorder } from '../../domain/recorder.ts';

// A vendor refuses a start because a recording already runs there. If the network repeats requests, the vendor also refuses
// the start whose own recording runs. Such a refusal is ambiguous: it is looked up, as a lost answer is, before the client
// gets an answer.

const { VENDOR_IN_USE, VENDOR_CONFLICT, OUTCOME_UNKNOWN, NOT_STARTED } = RecordingErrorCode;

/** Error for the client while the refusal is ambiguous. The vendor's own refusal is the next entry in `errors`. */
const AMBIGUOUS: ErrorEntry = {
  code: OUTCOME_UNKNOWN,
  message:
    'The vendor refused the start with an answer that it also gives when a recording runs there already. The network may have sent the request twice, so that recording may be the one of this start. The server looks it up.',
  retryable: false,
};

const TAKEN = 'Another recording runs there already. The vendor was asked: it is not the one of this start.';

/** Whether a failed start can mean that the start itself succeeded. */
export function isAmbiguousRefusal(failure: unknown, { inUseCodes = [] }: Recorder): failure is VendorRejected {
  if (!(failure instanceof VendorRejected)) return false;
  const { code } = failure.verdict;
  return code === VENDOR_IN_USE || code === VENDOR_CONFLICT || inUseCodes.includes(failure.vendorCode);
}

/** Returns the errors of a start while its refusal is looked up. */
export function whileAmbiguous(refusal: VendorRejected): readonly ErrorEntry[] {
  return [AMBIGUOUS, ...refusal.entries()];
}

/** Whether an entry is the error for the client while a refusal is looked up. */
export function isAmbiguityNotice({ message }: ErrorEntry): boolean {
  return message === AMBIGUOUS.message;
}

/** Returns the refusal that is being looked up; undefined if the start got no answer at all. */
export function ambiguousRefusal({ errors }: Pick<Recording, 'errors'>): ErrorEntry | undefined {
  const [first, refusal] = errors ?? [];
  return first?.message === AMBIGUOUS.message ? refusal : undefined;
}

/** Returns the error of a start in whose place another recording runs. */
export function placeTaken(refusal: ErrorEntry): ErrorEntry {
  return { ...refusal, code: VENDOR_IN_USE, message: TAKEN };
}

/** Refusals that say nothing about the task: once their cause is gone, the vendor answers the same query. */
const NOT_ABOUT_TASK: readonly RecordingErrorCode[] = [
  RecordingErrorCode.VENDOR_NOT_AUTHORIZED,
  RecordingErrorCode.VENDOR_SERVICE_NOT_ENABLED,
  RecordingErrorCode.VENDOR_THROTTLED,
  RecordingErrorCode.VENDOR_UNAVAILABLE,
];

/** Whether the vendor refused to report the state of the task, as opposed to being unable to answer. */
export function refusesReport(error: RecordingFailure): boolean {
  return error instanceof VendorRejected && !NOT_ABOUT_TASK.includes(error.verdict.code);
}

/** Returns the reasons for which a start was given up: its outcome is no longer unknown. */
export function reasonsOf(error: RecordingFailure): ErrorEntry[] {
  return error.entries().map((entry) => (entry.code === OUTCOME_UNKNOWN ? { ...entry, code: NOT_STARTED } : entry));
}
