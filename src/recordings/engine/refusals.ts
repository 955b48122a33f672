import { RecordingErrorCode, VendorRejected, type ErrorEntry, type RecordingFailure } from '../../errors.ts';
import type { RecordingRow } from '../../ledger/contract/rows.ts';

/** Refusals that say nothing about the task: the same question can be answered when the cause has gone. */
const NOT_ABOUT_TASK: readonly RecordingErrorCode[] = [
  RecordingErrorCode.VENDOR_NOT_AUTHORIZED,
  RecordingErrorCode.VENDOR_SERVICE_NOT_ENABLED,
  RecordingErrorCode.VENDOR_THROTTLED,
  RecordingErrorCode.VENDOR_UNAVAILABLE,
];

/** Whether the vendor, asked for a task, answered that it tells nothing of it. */
export function tellsNothing(error: RecordingFailure): boolean {
  return error instanceof VendorRejected && !NOT_ABOUT_TASK.includes(error.verdict.code);
}

/** Why a start was given up: nothing of it is open any more. */
export function reasonsOf(error: RecordingFailure): ErrorEntry[] {
  const { OUTCOME_UNKNOWN, NOT_STARTED } = RecordingErrorCode;
  return error.entries().map((entry) => (entry.code === OUTCOME_UNKNOWN ? { ...entry, code: NOT_STARTED } : entry));
}

/** Errors as a row keeps them. */
export function recordsOf(entries: readonly ErrorEntry[]): NonNullable<RecordingRow['errors']> {
  return entries.map((entry) => ({ ...entry }));
}
