/**
 * Failures of a recording by kind, named after event and status. `flat` and `seconds` are no failures: `flat` sends 311
 * in the vendor's second form, `seconds` sends the times of files in seconds.
 */
export const ROOM_FAILURES = [
  ...['301.1', '303.1', '305.1', '305.2', '306.0', '308', '309'],
  ...['310.1', '310.2', '311.1', '311.2', '312.1', 'flat', 'seconds'],
] as const;
export const WEB_FAILURES = [
  ...['801.2', '801.5', '803.1', '804.2'],
  ...['310.1', '310.2', '311.1', '311.2', '312.1', 'flat', 'seconds'],
] as const;
/** EXCEPTION: TIW ends the recording after a fault, with the files until then. FailedOperation.Record: without any. */
export const TIW_FAILURES = ['ExceptionCnt', 'Interrupts', 'EXCEPTION', 'FailedOperation.Record'] as const;
/** The upload of the task's last file never completes: the vendor documents no state for a failure. */
export const GME_FAILURES = ['stuck'] as const;

export const TENCENT_FAILURES: readonly string[] = [
  ...new Set<string>([...ROOM_FAILURES, ...WEB_FAILURES, ...TIW_FAILURES, ...GME_FAILURES]),
];
