import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { RecordingErrorCode, type ErrorEntry } from '../errors.ts';

registerEnumType(RecordingErrorCode, {
  name: 'RecordingErrorCode',
  description: 'Why a call did not succeed. Codes are stable; new ones may be added.',
  valuesConfig: {
    INVALID_INPUT: { description: 'The input breaks a rule that `message` states. The vendor was not called.' },
    VENDOR_NOT_CONFIGURED: { description: 'The operator of this server has set no keys for the vendor.' },
    VENDOR_REJECTED: { description: 'The vendor refused, with a code that has no finer meaning here.' },
    VENDOR_INVALID_PARAMETER: { description: 'The vendor does not accept a parameter.' },
    VENDOR_NOT_AUTHORIZED: { description: 'The vendor does not accept our keys, or they may not do this.' },
    VENDOR_SERVICE_NOT_ENABLED: { description: 'The recording service is not switched on or not paid for.' },
    VENDOR_THROTTLED: { description: 'Too many calls per second. Nothing was started.' },
    VENDOR_QUOTA_EXCEEDED: { description: 'As many recordings as the account may have are running.' },
    VENDOR_IN_USE: {
      description:
        'The room, the session, the id of the recorder or the recordId is already being recorded. Of a start: by another one, which was looked up.',
    },
    VENDOR_CONFLICT: { description: 'A task with this key exists, or the task is in a state that forbids the call.' },
    VENDOR_NOT_FOUND: { description: 'No such room, session, application or task.' },
    VENDOR_NOT_SUPPORTED: { description: 'The vendor does not offer this action, version or region.' },
    VENDOR_FAILED: { description: 'The vendor tried and failed.' },
    VENDOR_UNAVAILABLE: { description: 'The vendor has a fault or no capacity at the moment.' },
    VENDOR_UNREACHABLE: { description: 'No connection to the vendor. Nothing was sent, so trying again is safe.' },
    OUTCOME_UNKNOWN: {
      description:
        'The call was sent and no usable answer came. A start is being looked up: watch `recording`, or send the same call again with the same idempotency key to get the outcome once it is known. Without a key, do not send it again: a second recording could run. Of any other call this answer is kept under its key: look at the recording, and send what is still wanted with a new key.',
    },
    NOT_STARTED: {
      description:
        'Nothing was started: the vendor was asked and has no such task, or the start could not be sent in time. Nothing runs; start it again with a new key.',
    },
    START_CANCELLED: { description: 'The recording was stopped before it had started. Nothing runs.' },
    RECORDING_NOT_FOUND: { description: 'The ledger has no recording with this id.' },
    RECORDING_ENDED: { description: 'The recording has ended, so there is nothing left to control.' },
    ACTION_NOT_AVAILABLE: {
      description:
        'The recording does not take this action as it stands: its start is not confirmed, or it is being stopped. `availableActions` says what it takes. Nothing was sent.',
    },
    NOT_SUPPORTED: {
      description:
        'The product, or the site of the vendor that the account belongs to, cannot do this; `message` says what can. Nothing was sent, so the vendor refused nothing.',
    },
    IDEMPOTENCY_KEY_REUSED: {
      description: 'The idempotency key was used for another operation or another input. Nothing was sent.',
    },
    IDEMPOTENCY_IN_PROGRESS: {
      description: 'An earlier call with the same idempotency key is still under way. Send the same call again.',
    },
    LEDGER_UNAVAILABLE: {
      description:
        'The server cannot reach its ledger of recordings. Nothing was sent to a vendor, and trying again is safe.',
    },
    EPOCH_CHANGED: {
      description:
        'The ledger was restored from a backup, and changes that the client saw are not in it any more. `cursor` is the last change that is: read recordings again, and go on with that cursor.',
    },
  },
});

@ObjectType('RecordingError', {
  description: 'One reason why a call did not succeed.',
  simpleResolvers: true,
})
export class RecordingErrorType implements ErrorEntry {
  @Field(() => RecordingErrorCode, { description: 'The reason, for programs.' })
  code!: RecordingErrorCode;

  @Field(() => String, {
    description: 'The reason, for people. Never holds a secret; of what you sent it repeats names only.',
  })
  message!: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Which argument is wrong, from the outside in: ["input", "whiteboard", "width"]. List places count from "0".',
  })
  path?: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: "The vendor's own error code, as LimitExceeded.TaskConcurrency.",
  })
  vendorCode?: string;

  @Field(() => String, { nullable: true, description: "The vendor's id of the refused call; its support asks for it." })
  vendorRequestId?: string;

  @Field(() => Boolean, {
    description: 'Whether the very same call can succeed later. False where a repeat could start a second recording.',
  })
  retryable!: boolean;

  @Field(() => Int, { nullable: true, description: 'How long to wait before trying again, in milliseconds.' })
  retryAfterMs?: number;

  @Field(() => String, { nullable: true, description: 'With EPOCH_CHANGED: the cursor to go on from.' })
  cursor?: string;
}

/** What every call that can fail for a client's reasons answers beside the vendor's own fields. */
@ObjectType({ simpleResolvers: true })
export abstract class Payload {
  @Field(() => [RecordingErrorType], { description: 'Why the call did not succeed; empty when it did.' })
  errors!: readonly ErrorEntry[];
}

/** What every mutation answers. */
@ObjectType({ simpleResolvers: true })
export abstract class MutationPayload extends Payload {
  @Field(() => Boolean, {
    description: 'Whether this is the answer of an earlier call with the same idempotency key: nothing was done again.',
  })
  replayed!: boolean;
}

/** What a resolver's method answers: its payload, but for what schema.ts fills in where it says nothing. */
export type Answer<P extends Payload> = Omit<P, 'errors' | 'replayed'> & Partial<Pick<P, Extract<keyof P, 'replayed'>>>;
