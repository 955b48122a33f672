import { IsOptional } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { ApplicationId, TaskId } from '../../../../input/rules.ts';
import { Int64, UInt32 } from '../../../../input/scalars.ts';
import { Payload } from '../../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../../graphql/recordings/own-fields.ts';
import { ControlPayload, WarningsField } from '../../../../graphql/recordings/payloads.ts';
import { MixLayoutParamsField, SubscribeStreamUserIdsField } from './layout-fields.ts';
import type { TrtcMixLayoutParamsInput } from './layout.types.ts';
import type { TrtcSubscribeStreamUserIdsInput } from './record.types.ts';
import { RegionField } from '../../shared/region-field.ts';
import { TRTC_CLOUD_REGIONS } from '../../api/regions.ts';
import { OnlyAt } from '../../api/sites.ts';

@ObjectType({ description: 'An index file of a room recording.', simpleResolvers: true })
export class TrtcStorageFile {
  @Field(() => String, { nullable: true, description: 'User of the file; empty for a mixed file.' })
  userId?: string;

  @Field(() => String, { nullable: true, description: 'Index file name.' })
  fileName?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Content. video: video; audio: audio; audio_video: both. Other values are possible, and kept.',
  })
  trackType?: string;

  @Field(() => Int64, {
    nullable: true,
    description: 'Start of the file. Thirteen digits in vendor examples. In Unix milliseconds.',
  })
  beginTimeStamp?: bigint;
}

@InputType({ description: 'Which room recording to read. It can be read only while it runs.' })
export class TrtcDescribeCloudRecordingInput {
  @RegionField(TRTC_CLOUD_REGIONS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the room.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, { description: 'Id of the recording.' })
  @TaskId()
  taskId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Mark that was given when a relay-and-record task was started. China site only.',
  })
  @IsOptional()
  @OnlyAt('china')
  recorderKey?: string;
}

@ObjectType({ description: 'The state and the files of a room recording that runs.', simpleResolvers: true })
export class TrtcDescribeCloudRecordingPayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description:
      'Task id given when recording started. Opaque text, may hold characters that need escaping in addresses (+, /, .).',
  })
  taskId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'State. Idle: running but nothing to record; InProgress: recording; Exited: ending. Other values are possible, and kept.',
  })
  status?: string;

  @Field(() => [TrtcStorageFile], { nullable: true, description: 'Index files so far. Empty when the target is VOD.' })
  storageFileList?: TrtcStorageFile[];

  @Field(() => String, { nullable: true, description: 'Mark that was given when a relay-and-record task was started.' })
  recorderKey?: string;

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}

@InputType({
  description: 'What a running room recording shall show and take from now on: a picture, lists, or both.',
})
export class TrtcModifyCloudRecordingInput {
  @RegionField(TRTC_CLOUD_REGIONS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the room.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, { description: 'Id of the recording.' })
  @TaskId()
  taskId!: string;

  @MixLayoutParamsField()
  mixLayoutParams?: TrtcMixLayoutParamsInput;

  @SubscribeStreamUserIdsField()
  subscribeStreamUserIds?: TrtcSubscribeStreamUserIdsInput;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({
  description: 'What a running room recording of TRTC shall show and take from now on: a picture, lists, or both.',
})
export class TrtcRoomLayoutInput {
  @MixLayoutParamsField()
  mixLayoutParams?: TrtcMixLayoutParamsInput;

  @SubscribeStreamUserIdsField()
  subscribeStreamUserIds?: TrtcSubscribeStreamUserIdsInput;
}

@ObjectType({ description: 'The answer of TRTC to ModifyCloudRecording.', simpleResolvers: true })
export class TrtcModifyCloudRecordingPayload extends ControlPayload {
  @Field(() => String, {
    nullable: true,
    description:
      'Task id given when recording started. Opaque text, may hold characters that need escaping in addresses (+, /, .).',
  })
  taskId?: string;

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;

  @WarningsField()
  warnings?: readonly string[] | null;
}

@InputType({ description: 'Which room recording to stop.' })
export class TrtcDeleteCloudRecordingInput {
  @RegionField(TRTC_CLOUD_REGIONS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the room.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, { description: 'Id of the recording.' })
  @TaskId()
  taskId!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'The answer of TRTC to DeleteCloudRecording.', simpleResolvers: true })
export class TrtcDeleteCloudRecordingPayload extends ControlPayload {
  @Field(() => String, {
    nullable: true,
    description:
      'Task id given when recording started. Opaque text, may hold characters that need escaping in addresses (+, /, .).',
  })
  taskId?: string;

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}
