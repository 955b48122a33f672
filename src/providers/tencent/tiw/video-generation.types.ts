import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { NullableField, OptionalField } from '../../../input/nullable-fields.ts';
import { TaskId } from '../../../input/rules.ts';
import { Int64, UInt32 } from '../../../input/scalars.ts';
import { MutationPayload, Payload } from '../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';
import { TiwMixStreamInput } from './layout.types.ts';
import { TiwVideoInfo } from './result.types.ts';
import { TiwConcatInput, TiwRecordControlInput, TiwWhiteboardInput } from './record.types.ts';
import { RequestIdField, SdkAppIdField, TiwRegionField } from '../shared/common-fields.ts';

@InputType({ description: 'Identifies a recording made in VIDEO_GENERATION_MODE, with the videos to generate.' })
export class TiwCreateVideoGenerationTaskInput {
  @TiwRegionField()
  region?: string;

  @Field(() => String, {
    description: 'Id of the recording. It must have been made in VIDEO_GENERATION_MODE.',
  })
  @TaskId()
  onlineRecordTaskId!: string;

  @SdkAppIdField()
  sdkAppId!: number;

  @OptionalField(() => TiwWhiteboardInput, 'The whiteboard video. Overrides the setting of the recording.')
  @ValidateNested()
  whiteboard?: TiwWhiteboardInput;

  @OptionalField(() => TiwConcatInput, 'How pieces are joined. Overrides the setting of the recording.')
  @ValidateNested()
  concat?: TiwConcatInput;

  @OptionalField(() => TiwMixStreamInput, 'The mixed video. Overrides the setting of the recording.')
  @ValidateNested()
  mixStream?: TiwMixStreamInput;

  @OptionalField(
    () => TiwRecordControlInput,
    'Which streams to include, and how. Overrides the setting of the recording.',
  )
  @ValidateNested()
  recordControl?: TiwRecordControlInput;

  @OptionalField(() => String, 'Internal parameter of the vendor.', {
    deprecationReason: 'Internal to the vendor. Leave it out.',
  })
  extraData?: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: "TIW's answer to the start of a video generation.", simpleResolvers: true })
export class TiwCreateVideoGenerationTaskPayload extends MutationPayload {
  @NullableField(() => String, 'Id of the video generation task (not of the recording).')
  taskId?: string;

  @RequestIdField()
  requestId?: string;
}

@InputType({ description: 'Identifies the video generation task to read.' })
export class TiwDescribeVideoGenerationTaskInput {
  @TiwRegionField()
  region?: string;

  @SdkAppIdField()
  sdkAppId!: number;

  @Field(() => String, { description: 'Id of the video generation task.' })
  @TaskId()
  taskId!: string;
}

@ObjectType({ description: 'State and result of a video generation.', simpleResolvers: true })
export class TiwDescribeVideoGenerationTaskPayload extends Payload {
  @NullableField(() => String, 'Chat group of the recording.')
  groupId?: string;

  @NullableField(() => UInt32, 'Room id of the recording.')
  roomId?: number;

  @NullableField(() => String, 'Id of the video generation task.')
  taskId?: string;

  @NullableField(() => Int, 'Progress of the task. No longer filled by the vendor.', {
    deprecationReason: 'No longer used by the vendor. Use status.',
  })
  progress?: number;

  @NullableField(
    () => String,
    'State. FINISHED covers success and failure; the error code and message tell them apart. QUEUED: waiting; PROCESSING: working; FINISHED: ended, with or without success. Other values are possible, and kept.',
  )
  status?: string;

  @NullableField(() => Int64, 'Length of the replay. In milliseconds.')
  totalTime?: bigint;

  @NullableField(() => TiwVideoInfo, 'Resulting videos. No longer filled by the vendor.', {
    deprecationReason: 'No longer used by the vendor. Use videoInfoList.',
  })
  videoInfos?: TiwVideoInfo;

  @NullableField(() => [TiwVideoInfo], 'Resulting videos.')
  videoInfoList?: TiwVideoInfo[];

  @RequestIdField()
  requestId?: string;
}
