import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { NullableField, OptionalField } from '../../src/input/nullable-fields.ts';
import { DeferredCheck } from '../../src/input/deferred-check.ts';
import { Form, INTACT_TASK_ID, StorableText, SPOILT_TASK_ID } from '../../src/input/rules.ts';
import { WarningsField } from '../../src/graphql/recordings/payloads.ts';
import { MutationPayload } from '../../src/graphql/payload.ts';
import { RecordingProduct } from '../../src/graphql/recordings/recording-product.ts';
import type { NameValueInput } from '../../src/graphql/recordings/name-value.types.ts';
import {
  IdempotencyKeyField,
  LabelsField,
  MetadataField,
  StopByField,
} from '../../src/graphql/recordings/own-fields.ts';
import { RecordingType } from '../../src/graphql/recordings/recording.types.ts';

/** Longer than any id, account, room or session of a vendor. */
const MAX_NAME_LENGTH = 255;

/** `id: string` of a recording. The ledger checks whether the recording exists. */
export function IdField(): PropertyDecorator {
  return (prototype, name) => {
    Field(() => ID, { description: 'Recording.id.' })(prototype, name);
    Form(/^[\x21-\x7e]{1,64}$/, 'must be the id of a recording')(prototype, name);
  };
}

@InputType({ description: 'Identifies the recording to stop.' })
export class StopRecordingInput {
  @IdField()
  id!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Identifies the recording to pause. Its product must have the capability PAUSE.' })
export class PauseRecordingInput {
  @IdField()
  id!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Identifies the recording to resume. Its product must have the capability RESUME.' })
export class ResumeRecordingInput {
  @IdField()
  id!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Identifies the recording to poll. Changes nothing at the vendor.' })
export class RefreshRecordingInput {
  @IdField()
  id!: string;
}

@InputType({
  description:
    'Identifies a task that was started elsewhere. Needs taskId for TIW, TRTC_ROOM and TRTC_WEB; taskId and room for GME; room and sessionId for RONGCLOUD.',
})
export class AdoptRecordingInput {
  @Field(() => RecordingProduct, { description: 'Product that runs the task.' })
  product!: string;

  @Field(() => String, {
    description: `Vendor application: SdkAppId, BizId or app key, as text. At most ${MAX_NAME_LENGTH} characters.`,
  })
  @StorableText(1, MAX_NAME_LENGTH)
  @DeferredCheck('must be a number from 1 to 4294967295, and for RONGCLOUD the app key of this server')
  account!: string;

  @OptionalField(
    () => String,
    `Vendor's id of the task; for GME its decimal digits. At most ${MAX_NAME_LENGTH} characters.`,
  )
  @StorableText(1, MAX_NAME_LENGTH)
  @Form(INTACT_TASK_ID, SPOILT_TASK_ID)
  @DeferredCheck('is required for all products but RONGCLOUD, and must be the id of a task that the vendor knows')
  taskId?: string;

  @OptionalField(() => String, `Room of the task, as text. At most ${MAX_NAME_LENGTH} characters.`)
  @StorableText(1, MAX_NAME_LENGTH)
  @DeferredCheck('is required for GME and RONGCLOUD, and must have the form of the vendor')
  room?: string;

  @OptionalField(
    () => String,
    `Id of the running session of the room. RONGCLOUD only. At most ${MAX_NAME_LENGTH} characters.`,
  )
  @StorableText(1, MAX_NAME_LENGTH)
  @DeferredCheck('is required for RONGCLOUD, and must be a session that the vendor knows')
  sessionId?: string;

  @OptionalField(
    () => String,
    "Vendor region of the task. TIW, TRTC_ROOM and TRTC_WEB only. Default: the server's region.",
  )
  @Form(/^[a-z0-9-]{1,64}$/, 'must be the name of a region, as ap-singapore')
  @DeferredCheck("must be a region of the product at the site of this server's account")
  region?: string;

  @LabelsField()
  labels?: NameValueInput[];

  @MetadataField()
  metadata?: NameValueInput[];

  @StopByField()
  stopBy?: number;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'Result of an operation on a recording.', simpleResolvers: true })
export class RecordingPayload extends MutationPayload {
  @NullableField(() => RecordingType, 'The recording after the operation. Null when the call failed: see errors.')
  recording?: RecordingType | null;

  @WarningsField()
  warnings?: readonly string[] | null;
}
