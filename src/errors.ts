/**
 * Why a recording call did not succeed, as a stable code: the contract with clients. Messages are for people and may
 * change. `RecordingErrorCode` in the schema describes each.
 */
export enum RecordingErrorCode {
  INVALID_INPUT = 'INVALID_INPUT',
  VENDOR_NOT_CONFIGURED = 'VENDOR_NOT_CONFIGURED',
  VENDOR_REJECTED = 'VENDOR_REJECTED',
  VENDOR_INVALID_PARAMETER = 'VENDOR_INVALID_PARAMETER',
  VENDOR_NOT_AUTHORIZED = 'VENDOR_NOT_AUTHORIZED',
  VENDOR_SERVICE_NOT_ENABLED = 'VENDOR_SERVICE_NOT_ENABLED',
  VENDOR_THROTTLED = 'VENDOR_THROTTLED',
  VENDOR_QUOTA_EXCEEDED = 'VENDOR_QUOTA_EXCEEDED',
  VENDOR_IN_USE = 'VENDOR_IN_USE',
  VENDOR_CONFLICT = 'VENDOR_CONFLICT',
  VENDOR_NOT_FOUND = 'VENDOR_NOT_FOUND',
  VENDOR_NOT_SUPPORTED = 'VENDOR_NOT_SUPPORTED',
  VENDOR_FAILED = 'VENDOR_FAILED',
  VENDOR_UNAVAILABLE = 'VENDOR_UNAVAILABLE',
  VENDOR_UNREACHABLE = 'VENDOR_UNREACHABLE',
  OUTCOME_UNKNOWN = 'OUTCOME_UNKNOWN',
  NOT_STARTED = 'NOT_STARTED',
  START_CANCELLED = 'START_CANCELLED',
  RECORDING_NOT_FOUND = 'RECORDING_NOT_FOUND',
  RECORDING_ENDED = 'RECORDING_ENDED',
  ACTION_NOT_AVAILABLE = 'ACTION_NOT_AVAILABLE',
  NOT_SUPPORTED = 'NOT_SUPPORTED',
  IDEMPOTENCY_KEY_REUSED = 'IDEMPOTENCY_KEY_REUSED',
  IDEMPOTENCY_IN_PROGRESS = 'IDEMPOTENCY_IN_PROGRESS',
  LEDGER_UNAVAILABLE = 'LEDGER_UNAVAILABLE',
  EPOCH_CHANGED = 'EPOCH_CHANGED',
}

/** An entry of `errors` in a payload. */
export interface ErrorEntry {
  readonly code: RecordingErrorCode;
  readonly message: string;
  /** Where in the arguments the fault is, as ["input", "config", "width"]. */
  readonly path?: readonly string[];
  readonly vendorCode?: string;
  readonly vendorRequestId?: string;
  /** Whether the same call can succeed later without a change by the client. */
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  /** The cursor to go on from. */
  readonly cursor?: string;
}

/** An error that becomes data in a payload. Any other thrown error is a fault of the server. */
export abstract class RecordingFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }

  abstract entries(): ErrorEntry[];
}

/** A failure that is one entry of `errors`. */
export abstract class SingleFailure extends RecordingFailure {
  readonly #entry: Omit<ErrorEntry, 'message'>;

  constructor(message: string, entry: Omit<ErrorEntry, 'message'>, options?: ErrorOptions) {
    super(message, options);
    this.#entry = entry;
  }

  entries(): ErrorEntry[] {
    return [{ ...this.#entry, message: this.message }];
  }
}

export interface InputFault {
  readonly path: readonly string[];
  readonly message: string;
}

/** The input breaks rules; the vendor was not called. Carries every fault, and never a value. */
export class InvalidInput extends RecordingFailure {
  constructor(readonly faults: readonly InputFault[]) {
    super(`${faults.length} rule(s) broken`);
  }

  entries(): ErrorEntry[] {
    return this.faults.map(({ path, message }) => ({
      code: RecordingErrorCode.INVALID_INPUT,
      message,
      path,
      retryable: false,
    }));
  }
}

/** The action does not exist for this account. No call was sent. */
export class ActionNotSupported extends SingleFailure {
  constructor(message: string) {
    super(message, { code: RecordingErrorCode.NOT_SUPPORTED, retryable: false });
  }
}

/** The operator has not given the keys of this vendor. Names the variables. */
export class VendorNotConfigured extends SingleFailure {
  constructor(vendor: string, variables: readonly string[]) {
    const message = `${vendor} is not configured: set ${variables.join(' and ')}.`;
    super(message, { code: RecordingErrorCode.VENDOR_NOT_CONFIGURED, retryable: false });
  }
}

/** Meaning of a vendor's error code for a client. */
export interface VendorVerdict {
  readonly code: RecordingErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

/** The vendor refused. The vendor's message is dropped, because the message may repeat parts of the request. */
export class VendorRejected extends RecordingFailure {
  constructor(
    readonly vendorCode: string,
    readonly vendorRequestId: string | undefined,
    readonly verdict: VendorVerdict,
  ) {
    super(`${vendorCode}: ${verdict.message}`);
  }

  entries(): ErrorEntry[] {
    const { vendorCode, vendorRequestId, verdict } = this;
    return [{ ...verdict, vendorCode, ...(vendorRequestId !== undefined && { vendorRequestId }) }];
  }
}

/** The call did not reach the vendor: no task was started. */
export class VendorUnreachable extends SingleFailure {
  /** `host` is for the operator's log: the message, which clients see, must not name an internal address. */
  constructor(
    readonly host: string,
    readonly reason: string,
  ) {
    const message = `No connection to the vendor (${reason}). Nothing was sent.`;
    super(message, { code: RecordingErrorCode.VENDOR_UNREACHABLE, retryable: true });
  }
}

/** The call was sent without a usable answer: the vendor may or may not have carried out the call. */
export class OutcomeUnknown extends SingleFailure {
  /** `host` is for the operator's log: the message, which clients see, must not name an internal address. */
  constructor(
    readonly host: string,
    readonly reason: string,
  ) {
    const message = `The call was sent, and no usable answer arrived (${reason}). The vendor may have executed the call.`;
    super(message, { code: RecordingErrorCode.OUTCOME_UNKNOWN, retryable: false });
  }
}

/** A read was not answered. The call changed no state and can be repeated. */
export class NoAnswer extends SingleFailure {
  readonly host: string;

  constructor({ host, reason }: OutcomeUnknown) {
    const message = `The vendor gave no usable answer (${reason}). Nothing was changed.`;
    super(message, { code: RecordingErrorCode.VENDOR_UNAVAILABLE, retryable: true });
    this.host = host;
  }
}

/** The ledger has no such recording. */
export class RecordingNotFound extends SingleFailure {
  constructor(readonly recordingId: string) {
    const path = ['input', 'id'];
    const code = RecordingErrorCode.RECORDING_NOT_FOUND;
    super('The ledger has no recording with this id.', { code, path, retryable: false });
  }
}

/** The state of the recording forbids the call. No call was sent. */
export class RecordingEnded extends SingleFailure {
  constructor(readonly state: string) {
    const message = `The recording has ended (${state}) and can no longer be controlled.`;
    super(message, { code: RecordingErrorCode.RECORDING_ENDED, retryable: false });
  }
}

/**
 * The state of the recording forbids the call: the start is not confirmed, or a stop is in progress. No call was sent.
 */
export class ActionNotAvailable extends SingleFailure {
  /** `isStopping`: the recording is to stop; false: the start is not confirmed yet. */
  constructor(action: string, state: string, isStopping: boolean) {
    const why = isStopping ? 'a stop is in progress' : 'the start is not confirmed yet';
    super(`The recording does not accept ${action} in state ${state}: ${why}. See availableActions.`, {
      code: RecordingErrorCode.ACTION_NOT_AVAILABLE,
      retryable: !isStopping,
    });
  }
}

/** The product does not support `what` but supports `can`. No call was sent. */
export class NotSupported extends SingleFailure {
  constructor(product: string, what: string, can: readonly string[]) {
    const message = `${product} does not support ${what}. Supported: ${can.join(', ') || 'nothing'}.`;
    super(message, { code: RecordingErrorCode.NOT_SUPPORTED, retryable: false });
  }
}

const KEY_PATH: readonly string[] = ['input', 'idempotencyKey'];

/** The idempotency key belongs to another operation or another input. No call was sent. */
export class IdempotencyKeyReused extends SingleFailure {
  constructor() {
    const code = RecordingErrorCode.IDEMPOTENCY_KEY_REUSED;
    const message = 'This key was used for another operation or another input. Use a new key for a new call.';
    super(message, { code, path: KEY_PATH, retryable: false });
  }
}

/** An earlier call with the same key has no outcome yet. */
export class IdempotencyInProgress extends SingleFailure {
  constructor(readonly retryAfterMs: number) {
    const code = RecordingErrorCode.IDEMPOTENCY_IN_PROGRESS;
    const message = 'An earlier call with this key is still in progress. Send the same call again to get its outcome.';
    super(message, { code, path: KEY_PATH, retryable: true, retryAfterMs });
  }
}

/** The ledger cannot be written or read. No start was sent; after a stop, the result may be missing in the ledger. */
export class LedgerUnavailable extends SingleFailure {
  /** Whether the write may have happened: the connection broke during the commit. */
  readonly mayBeDone: boolean;

  constructor({ mayBeDone = false, ...options }: ErrorOptions & { readonly mayBeDone?: boolean } = {}) {
    const message = 'The ledger of recordings cannot be reached. Nothing was sent to a vendor; trying again is safe.';
    super(message, { code: RecordingErrorCode.LEDGER_UNAVAILABLE, retryable: true }, options);
    this.mayBeDone = mayBeDone;
  }
}
