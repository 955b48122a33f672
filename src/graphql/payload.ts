import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { NullableField } from '../input/nullable-fields.ts';
import { RecordingErrorCode, type ErrorEntry } from '../errors.ts';

registerEnumType(RecordingErrorCode, {
  name: 'RecordingErrorCode',
  description: 'Why a call failed. Codes are stable; new codes may be added. See docs/errors.md.',
  valuesConfig: {
    INVALID_INPUT: { description: 'The input breaks a rule, stated in `message`. The vendor was not called.' },
    VENDOR_NOT_CONFIGURED: { description: 'The server has no keys for the vendor.' },
    VENDOR_REJECTED: { description: 'The vendor refused the call with a code that no other value covers.' },
    VENDOR_INVALID_PARAMETER: { description: 'The vendor does not accept a parameter.' },
    VENDOR_NOT_AUTHORIZED: { description: "The vendor rejected the server's keys, or the keys lack a permission." },
    VENDOR_SERVICE_NOT_ENABLED: { description: 'The recording service is not switched on or not paid for.' },
    VENDOR_THROTTLED: { description: 'Too many calls per second. Nothing was started.' },
    VENDOR_QUOTA_EXCEEDED: { description: 'The account already runs as many recordings as it may.' },
    VENDOR_IN_USE: {
      description:
        "Another recording already uses the room, the session, the recorder's user id or the recordId. For a start, the server has checked that it is a different recording.",
    },
    VENDOR_CONFLICT: { description: 'A task with this key exists, or the state of the task forbids the call.' },
    VENDOR_NOT_FOUND: { description: 'The vendor knows no such room, session, application or task.' },
    VENDOR_NOT_SUPPORTED: { description: 'The vendor does not offer this action, version or region.' },
    VENDOR_FAILED: { description: 'The vendor accepted the call and failed to carry it out.' },
    VENDOR_UNAVAILABLE: { description: 'The vendor is faulty or has no capacity at the moment.' },
    VENDOR_UNREACHABLE: {
      description: 'The server could not connect to the vendor. Nothing was sent; a retry is safe.',
    },
    OUTCOME_UNKNOWN: {
      description:
        'The call was sent, but no usable answer arrived. Start: watch `recording`, or repeat the call with the same idempotency key; without a key do not repeat it, as a second recording could run. Other calls: the key permanently stores this error; read the recording and retry with a new key.',
    },
    NOT_STARTED: {
      description:
        'Nothing was started: the vendor has no such task, or the start could not be sent in time. Retry with a new idempotency key.',
    },
    START_CANCELLED: { description: 'The recording was stopped before it started. Nothing runs.' },
    RECORDING_NOT_FOUND: { description: 'No recording has this id.' },
    RECORDING_ENDED: { description: 'The recording has ended and can no longer be controlled.' },
    ACTION_NOT_AVAILABLE: {
      description:
        'The recording cannot take this action now: its start is unconfirmed, or it is being stopped. See availableActions. Nothing was sent.',
    },
    NOT_SUPPORTED: {
      description:
        'The product, or the vendor site of the account, does not support this; `message` names an alternative. Nothing was sent.',
    },
    IDEMPOTENCY_KEY_REUSED: {
      description: 'The idempotency key was used for another operation or input. Nothing was sent.',
    },
    IDEMPOTENCY_IN_PROGRESS: {
      description: 'An earlier call with the same idempotency key is still running. Send the same call again.',
    },
    LEDGER_UNAVAILABLE: {
      description: 'The server cannot reach its database. Nothing was sent to a vendor; a retry is safe.',
    },
    EPOCH_CHANGED: {
      description:
        'The database was restored from a backup that lacks changes the client has seen. Read recordings again, then continue from `cursor`.',
    },
  },
});

@ObjectType('RecordingError', {
  description: 'One reason why a call failed.',
  simpleResolvers: true,
})
export class RecordingErrorType implements ErrorEntry {
  @Field(() => RecordingErrorCode, { description: 'The reason, for programs.' })
  code!: RecordingErrorCode;

  @Field(() => String, {
    description: 'The reason, for people. Never contains a secret or a value of the input, only names.',
  })
  message!: string;

  @NullableField(
    () => [String],
    'Path of the faulty argument, such as ["input", "whiteboard", "width"]. List positions count from "0". Null: no argument is at fault.',
  )
  path?: readonly string[];

  @NullableField(
    () => String,
    "The vendor's error code, such as LimitExceeded.TaskConcurrency. Null: the vendor returned none.",
  )
  vendorCode?: string;

  @NullableField(() => String, "The vendor's id of the failed call, for its support. Null: the vendor returned none.")
  vendorRequestId?: string;

  @Field(() => Boolean, {
    description: 'Whether the same call can succeed later. False if a repeat could start a second recording.',
  })
  retryable!: boolean;

  @NullableField(() => Int, 'Minimum wait before a retry. In milliseconds. Null: no wait is known.')
  retryAfterMs?: number;

  @NullableField(() => String, 'Cursor to continue from. Null unless code is EPOCH_CHANGED.')
  cursor?: string;
}

/** Fields of every payload that reports errors as data. */
@ObjectType({ simpleResolvers: true })
export abstract class Payload {
  @Field(() => [RecordingErrorType], { description: 'Why the call failed. Empty: it succeeded.' })
  errors!: readonly ErrorEntry[];
}

/** Fields of every mutation's payload. */
@ObjectType({ simpleResolvers: true })
export abstract class MutationPayload extends Payload {
  @Field(() => Boolean, {
    description: 'Whether this result is a replay of an earlier call with the same idempotency key.',
  })
  replayed!: boolean;
}

/** Result of a root method: the payload without the members that operation.ts adds. */
export type Answer<P extends Payload> = Omit<P, 'errors' | 'replayed'> & Partial<Pick<P, Extract<keyof P, 'replayed'>>>;
