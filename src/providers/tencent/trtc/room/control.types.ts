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
import { RegionField, RequestIdField } from '../../shared/common-fields.ts';
import { TRTC_CLOUD_REGIONS } from '../../api/regions.ts';
import { OnlyAt } from '../../api/sites.ts';

@ObjectType({ description: 'An index file of a room recording.', simpleResolvers: true })
export class TrtcStorageFile {
  @Field(() => String, { nullable: true, description: 'User in the file. Empty: a mixed file.' })
  userId?: string;

  @Field(() => String, { nullable: true, description: 'Name of the index file.' })
  fileName?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Content. video: video; audio: audio; audio_video: both. Other values are possible, and kept.',
  })
  trackType?: string;

  @Field(() => Int64, {
    nullable: true,
    description: 'Start of the file. In Unix milliseconds. Thirteen digits in vendor examples.',
  })
  beginTimeStamp?: bigint;
}

@InputType({ description: 'Identifies the room recording to read. Only a running recording can be read.' })
export class TrtcDescribeCloudRecordingInput {
  @RegionField(TRTC_CLOUD_REGIONS)
  region?: string;

  @Field(() => UInt32, { description: "SdkAppId of the room's application." })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, { description: 'Id of the recording.' })
  @TaskId()
  taskId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Mark from the start of a relay-and-record task. China site only.',
  })
  @IsOptional()
  @OnlyAt('china')
  recorderKey?: string;
}

@ObjectType({ description: 'State and files of a running room recording.', simpleResolvers: true })
export class TrtcDescribeCloudRecordingPayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description: 'Opaque id of the recording. May contain +, / and ., which need escaping in addresses.',
  })
  taskId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'State. Idle: running but nothing to record; InProgress: recording; Exited: ending. Other values are possible, and kept.',
  })
  status?: string;

  @Field(() => [TrtcStorageFile], { nullable: true, description: 'Index files so far. Empty if the files go to VOD.' })
  storageFileList?: TrtcStorageFile[];

  @Field(() => String, { nullable: true, description: 'Mark from the start of a relay-and-record task.' })
  recorderKey?: string;

  @RequestIdField()
  requestId?: string;
}

@InputType({
  description: 'Identifies the running room recording, with a new picture, new user lists, or both.',
})
export class TrtcModifyCloudRecordingInput {
  @RegionField(TRTC_CLOUD_REGIONS)
  region?: string;

  @Field(() => UInt32, { description: "SdkAppId of the room's application." })
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
  description: 'New picture, new user lists, or both, for a running room recording.',
})
export class TrtcRoomLayoutInput {
  @MixLayoutParamsField()
  mixLayoutParams?: TrtcMixLayoutParamsInput;

  @SubscribeStreamUserIdsField()
  subscribeStreamUserIds?: TrtcSubscribeStreamUserIdsInput;
}

@ObjectType({ description: "TRTC's answer to ModifyCloudRecording.", simpleResolvers: true })
export class TrtcModifyCloudRecordingPayload extends ControlPayload {
  @Field(() => String, {
    nullable: true,
    description: 'Opaque id of the recording. May contain +, / and ., which need escaping in addresses.',
  })
  taskId?: string;

  @RequestIdField()
  requestId?: string;

  @WarningsField()
  warnings?: readonly string[] | null;
}

@InputType({ description: 'Identifies the room recording to stop.' })
export class TrtcDeleteCloudRecordingInput {
  @RegionField(TRTC_CLOUD_REGIONS)
  region?: string;

  @Field(() => UInt32, { description: "SdkAppId of the room's application." })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, { description: 'Id of the recording.' })
  @TaskId()
  taskId!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: "TRTC's answer to DeleteCloudRecording.", simpleResolvers: true })
export class TrtcDeleteCloudRecordingPayload extends ControlPayload {
  @Field(() => String, {
    nullable: true,
    description: 'Opaque id of the recording. May contain +, / and ., which need escaping in addresses.',
  })
  taskId?: string;

  @RequestIdField()
  requestId?: string;
}
