import { IsOptional } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { CheckedLater } from '../../src/input/later.ts';
import { Form, INTACT_TASK_ID, Keepable, SPOILT_TASK_ID } from '../../src/input/rules.ts';
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
const LONGEST_NAME = 255;

/** `id: string` of a recording. Whether there is such a one, the ledger says. */
export function IdField(): PropertyDecorator {
  return (prototype, name) => {
    Field(() => ID, { description: 'The recording: its id, as in Recording.id.' })(prototype, name);
    Form(/^[\x21-\x7e]{1,64}$/, 'must be the id of a recording')(prototype, name);
  };
}

@InputType({ description: 'Which recording to stop.' })
export class StopRecordingInput {
  @IdField()
  id!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Which recording to pause. Its product must have the capability PAUSE.' })
export class PauseRecordingInput {
  @IdField()
  id!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Which paused recording to continue. Its product must have the capability RESUME.' })
export class ResumeRecordingInput {
  @IdField()
  id!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Which recording to ask the vendor about. Changes nothing at the vendor.' })
export class RefreshRecordingInput {
  @IdField()
  id!: string;
}

@InputType({
  description:
    'Which task that was started elsewhere to take over. TIW, TRTC_ROOM and TRTC_WEB need taskId; GME taskId and room; RONGCLOUD room and sessionId.',
})
export class AdoptRecordingInput {
  @Field(() => RecordingProduct, { description: 'The recorder that runs it.' })
  product!: string;

  @Field(() => String, {
    description: `The vendor's application, as text: SdkAppId, BizId or app key. At most ${LONGEST_NAME} characters.`,
  })
  @Keepable(1, LONGEST_NAME)
  @CheckedLater('must be a number from 1 to 4294967295, and for RONGCLOUD the app key of this server')
  account!: string;

  @Field(() => String, {
    nullable: true,
    description: `The vendor's id of the task; for GME the digits of the number. At most ${LONGEST_NAME} characters.`,
  })
  @IsOptional()
  @Keepable(1, LONGEST_NAME)
  @Form(INTACT_TASK_ID, SPOILT_TASK_ID)
  @CheckedLater('is required for all products but RONGCLOUD, and must be the id of a task that the vendor knows')
  taskId?: string;

  @Field(() => String, { nullable: true, description: `Its room, as text. At most ${LONGEST_NAME} characters.` })
  @IsOptional()
  @Keepable(1, LONGEST_NAME)
  @CheckedLater('is required for GME and RONGCLOUD, and must have the form of the vendor')
  room?: string;

  @Field(() => String, {
    nullable: true,
    description: `The running session of its room. RONGCLOUD only. At most ${LONGEST_NAME} characters.`,
  })
  @IsOptional()
  @Keepable(1, LONGEST_NAME)
  @CheckedLater('is required for RONGCLOUD, and must be a session that the vendor knows')
  sessionId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Region of the vendor that the task was started in. TIW, TRTC_ROOM and TRTC_WEB only. Absent: the one that the server is set to.',
  })
  @IsOptional()
  @Form(/^[a-z0-9-]{1,64}$/, 'must be the name of a region, as ap-singapore')
  @CheckedLater("must be a region of the product at the site of this server's account")
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

@ObjectType({ description: 'A recording after something was done with it.', simpleResolvers: true })
export class RecordingPayload extends MutationPayload {
  @Field(() => RecordingType, {
    nullable: true,
    description: 'The recording as it now stands. Null when the call did not succeed: see errors.',
  })
  recording?: RecordingType | null;

  @WarningsField()
  warnings?: readonly string[] | null;
}
