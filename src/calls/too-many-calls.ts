import { RecordingErrorCode, RecordingFailure, type ErrorEntry } from '../errors.ts';

/** The call would have had to wait too long for its turn, so it was not sent. */
export class TooManyCalls extends RecordingFailure {
  override readonly name = 'TooManyCalls';

  constructor(
    action: string,
    /** When all that wait now have had their turn. */
    readonly retryAfterMs: number,
  ) {
    super(`Too many calls of ${action} wait already. Nothing was started or changed.`);
  }

  entries(): ErrorEntry[] {
    const { message, retryAfterMs } = this;
    return [{ code: RecordingErrorCode.VENDOR_THROTTLED, message, retryable: true, retryAfterMs }];
  }
}
