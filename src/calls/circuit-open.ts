import { RecordingErrorCode, RecordingFailure, type ErrorEntry } from '../errors.ts';

/** The vendor has failed so often of late that the call was not sent. */
export class CircuitOpen extends RecordingFailure {
  override readonly name = 'CircuitOpen';

  constructor(
    action: string,
    /** When the vendor is tried again. */
    readonly retryAfterMs: number,
  ) {
    super(`Calls of ${action} fail at the vendor, so none is sent for a while. Nothing was started or changed.`);
  }

  entries(): ErrorEntry[] {
    const { message, retryAfterMs } = this;
    return [{ code: RecordingErrorCode.VENDOR_UNAVAILABLE, message, retryable: true, retryAfterMs }];
  }
}
