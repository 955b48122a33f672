import { RecordingErrorCode, SingleFailure } from '../errors.ts';

/** A call that this server kept from being sent. */
export abstract class CallNotSent extends SingleFailure {
  constructor(
    reason: string,
    code: RecordingErrorCode,
    /** Earliest time of another call. */
    readonly retryAfterMs: number,
  ) {
    super(`${reason} Nothing was started or changed.`, { code, retryable: true, retryAfterMs });
  }
}

/** The call would wait for its slot until after its deadline, or the queue is full. */
export class TooManyCalls extends CallNotSent {
  /** `retryAfterMs`: when all calls that wait now have been sent. */
  constructor(action: string, retryAfterMs: number) {
    super(`Too many calls of ${action} wait already.`, RecordingErrorCode.VENDOR_THROTTLED, retryAfterMs);
  }
}

/** The circuit breaker is open, because the vendor has not answered most calls of late. */
export class CircuitOpen extends CallNotSent {
  /** `retryAfterMs`: when the next call probes the vendor. */
  constructor(action: string, retryAfterMs: number) {
    const reason = `Calls of ${action} fail at the vendor, so none is sent for a while.`;
    super(reason, RecordingErrorCode.VENDOR_UNAVAILABLE, retryAfterMs);
  }
}
