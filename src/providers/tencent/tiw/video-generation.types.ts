import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { ApplicationId, TaskId } from '../../../input/rules.ts';
import { Int64, UInt32 } from '../../../input/scalars.ts';
import { MutationPayload, Payload } from '../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';
import { TiwMixStreamInput } from './layout.types.ts';
import { TiwVideoInfo } from './result.types.ts';
import { TiwConcatInput, TiwRecordControlInput, TiwWhiteboardInput } from './record.types.ts';
import { RegionField, TIW_REGION_WORDS } from '../shared/region-field.ts';
import { TIW_REGIONS } from '../api/regions.ts';

@InputType({ description: 'Which videos to make of a recording that was taken in VIDEO_GENERATION_MODE.' })
export class TiwCreateVideoGenerationTaskInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => String, {
    description: 'Id of the recording to make videos of; it must have been made in VIDEO_GENERATION_MODE.',
  })
  @TaskId()
  onlineRecordTaskId!: string;

  @Field(() => UInt32, { description: 'Application id of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => TiwWhiteboardInput, {
    nullable: true,
    description: 'The whiteboard video. Wins over what the recording was started with.',
  })
  @IsOptional()
  @ValidateNested()
  whiteboard?: TiwWhiteboardInput;

  @Field(() => TiwConcatInput, {
    nullable: true,
    description: 'Whether to join pieces. Wins over what the recording was started with.',
  })
  @IsOptional()
  @ValidateNested()
  concat?: TiwConcatInput;

  @Field(() => TiwMixStreamInput, {
    nullable: true,
    description: 'The mixed video. Wins over what the recording was started with.',
  })
  @IsOptional()
  @ValidateNested()
  mixStream?: TiwMixStreamInput;

  @Field(() => TiwRecordControlInput, {
    nullable: true,
    description: 'Which streams, and how. Wins over what the recording was started with.',
  })
  @IsOptional()
  @ValidateNested()
  recordControl?: TiwRecordControlInput;

  @Field(() => String, {
    nullable: true,
    description: 'Internal parameter of the vendor.',
    deprecationReason: 'The vendor keeps this for itself: leave it out.',
  })
  @IsOptional()
  extraData?: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'The answer of TIW to the start of a video generation.', simpleResolvers: true })
export class TiwCreateVideoGenerationTaskPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: 'Id of the video generation task (not of the recording).' })
  taskId?: string;

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}

@InputType({ description: 'Which video generation to read.' })
export class TiwDescribeVideoGenerationTaskInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, { description: 'Id of the video generation task.' })
  @TaskId()
  taskId!: string;
}

@ObjectType({ description: 'The state and the result of a video generation.', simpleResolvers: true })
export class TiwDescribeVideoGenerationTaskPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'Group of the recording.' })
  groupId?: string;

  @Field(() => UInt32, { nullable: true, description: 'Room of the recording.' })
  roomId?: number;

  @Field(() => String, { nullable: true, description: 'Id of the video generation task.' })
  taskId?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'No longer used.',
    deprecationReason: 'The vendor no longer uses it: read status.',
  })
  progress?: number;

  @Field(() => String, {
    nullable: true,
    description:
      'State. FINISHED covers success and failure; the error code and message tell which. QUEUED: waiting; PROCESSING: working; FINISHED: ended, well or badly. Other values are possible, and kept.',
  })
  status?: string;

  @Field(() => Int64, { nullable: true, description: 'Length of the replay. In milliseconds.' })
  totalTime?: bigint;

  @Field(() => TiwVideoInfo, {
    nullable: true,
    description: 'No longer used.',
    deprecationReason: 'The vendor no longer uses it: read videoInfoList.',
  })
  videoInfos?: TiwVideoInfo;

  @Field(() => [TiwVideoInfo], { nullable: true, description: 'Result videos.' })
  videoInfoList?: TiwVideoInfo[];

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}
