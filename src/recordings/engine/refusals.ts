import { RecordingErrorCode, VendorRejected, type ErrorEntry, type RecordingFailure } from '../../errors.ts';

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
  const { OUTCOME_UNKNOWN, NOT_STARTED } = RecordingErrorCode;
  return error.entries().map((entry) => (entry.code === OUTCOME_UNKNOWN ? { ...entry, code: NOT_STARTED } : entry));
}
