import { RecordingErrorCode, VendorRejected, type ErrorEntry } from '../../errors.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import type { Recorder } from '../../domain/recorder.ts';

// A vendor refuses a start because something runs there already. A network that repeats requests makes the vendor say so of
// the very start whose recording runs. So such a refusal is looked up as a lost answer is, before a client is told anything.

const { VENDOR_IN_USE, VENDOR_CONFLICT, OUTCOME_UNKNOWN } = RecordingErrorCode;

/** What a client is told while the refusal is not decided. The vendor's own refusal follows it in `errors`. */
const UNDECIDED: ErrorEntry = {
  code: OUTCOME_UNKNOWN,
  message:
    'The vendor refused the start with an answer that it also gives when a recording runs there already. The network may have sent the request twice, so that recording may be the one of this start. The server looks it up.',
  retryable: false,
};

const TAKEN = 'Another recording runs there already. The vendor was asked: it is not the one of this start.';

/** Whether a failed start can mean that the start itself runs: the vendor says that something runs there already. */
export function isAmbiguousRefusal(failure: unknown, { inUseCodes = [] }: Recorder): failure is VendorRejected {
  if (!(failure instanceof VendorRejected)) return false;
  const { code } = failure.verdict;
  return code === VENDOR_IN_USE || code === VENDOR_CONFLICT || inUseCodes.includes(failure.vendorCode);
}

/** Errors of a start while such a refusal is looked up. */
export function whileAmbiguous(refusal: VendorRejected): readonly ErrorEntry[] {
  return [UNDECIDED, ...refusal.entries()];
}

/** Whether it is what a client is told while such a refusal is looked up. */
export function isAmbiguityNotice({ message }: ErrorEntry): boolean {
  return message === UNDECIDED.message;
}

/** The refusal that is being looked up; undefined where the start has no answer at all. */
export function ambiguousRefusal({ errors }: Pick<Recording, 'errors'>): ErrorEntry | undefined {
  const [first, refusal] = errors ?? [];
  return first?.message === UNDECIDED.message ? refusal : undefined;
}

/** The refusal of a start in whose place another recording runs. */
export function placeTaken(refusal: ErrorEntry): ErrorEntry {
  return { ...refusal, code: VENDOR_IN_USE, message: TAKEN };
}
