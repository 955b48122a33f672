import { ValidateNested } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { NullableField, OptionalField } from '../../../../input/nullable-fields.ts';
import { absent } from '../../../../input/conditions.ts';
import { derivedInput } from '../../../../input/derived-input.ts';
import { ApplicationId, RequiredWhen, TaskId } from '../../../../input/rules.ts';
import { Int64, UInt32 } from '../../../../input/scalars.ts';
import { Payload } from '../../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../../graphql/recordings/own-fields.ts';
import { ControlPayload, WarningsField } from '../../../../graphql/recordings/payloads.ts';
import { TrtcMixLayoutParamsInput } from './layout.types.ts';
import { TrtcSubscribeStreamUserIdsInput } from './record.types.ts';
import { RegionField, RequestIdField } from '../../shared/common-fields.ts';
import { TRTC_CLOUD_REGIONS } from '../../api/regions.ts';
import { OnlyAt } from '../../api/sites.ts';

@ObjectType({ description: 'An index file of a room recording.', simpleResolvers: true })
export class TrtcStorageFile {
  @NullableField(() => String, 'User in the file. Empty: a mixed file.')
  userId?: string;

  @NullableField(() => String, 'Name of the index file.')
  fileName?: string;

  @NullableField(
    () => String,
    'Content. video: video; audio: audio; audio_video: both. Other values are possible, and kept.',
  )
  trackType?: string;

  @NullableField(() => Int64, 'Start of the file. In Unix milliseconds. Thirteen digits in vendor examples.')
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

  @OptionalField(() => String, 'Mark from the start of a relay-and-record task. China site only.')
  @OnlyAt('china')
  recorderKey?: string;
}

@ObjectType({ description: 'State and files of a running room recording.', simpleResolvers: true })
export class TrtcDescribeCloudRecordingPayload extends Payload {
  @NullableField(() => String, 'Opaque id of the recording. May contain +, / and ., which need escaping in addresses.')
  taskId?: string;

  @NullableField(
    () => String,
    'State. Idle: running but nothing to record; InProgress: recording; Exited: ending. Other values are possible, and kept.',
  )
  status?: string;

  @NullableField(() => [TrtcStorageFile], 'Index files so far. Empty if the files go to VOD.')
  storageFileList?: TrtcStorageFile[];

  @NullableField(() => String, 'Mark from the start of a relay-and-record task.')
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

  @NullableField(
    () => TrtcMixLayoutParamsInput,
    'The new picture, complete: what is left out of it goes back to its default. Used when recordMode is MIXED. Required when subscribeStreamUserIds is absent. Absent otherwise: the current picture, if the server knows it.',
  )
  @RequiredWhen('subscribeStreamUserIds is absent', absent('subscribeStreamUserIds'))
  @ValidateNested()
  mixLayoutParams?: TrtcMixLayoutParamsInput;

  @OptionalField(
    () => TrtcSubscribeStreamUserIdsInput,
    'The new lists, complete: what is left out of them goes back to its default, so that {} records all users. Absent: the current lists, if the server knows them.',
  )
  @ValidateNested()
  subscribeStreamUserIds?: TrtcSubscribeStreamUserIdsInput;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

export type TrtcRoomLayoutInput = Pick<TrtcModifyCloudRecordingInput, 'mixLayoutParams' | 'subscribeStreamUserIds'>;
export const TrtcRoomLayoutInput = derivedInput(
  TrtcModifyCloudRecordingInput,
  'TrtcRoomLayoutInput',
  'New picture, new user lists, or both, for a running room recording.',
  { mixLayoutParams: {}, subscribeStreamUserIds: {} },
);

export type TrtcDeleteCloudRecordingInput = Omit<TrtcModifyCloudRecordingInput, keyof TrtcRoomLayoutInput>;
export const TrtcDeleteCloudRecordingInput = derivedInput(
  TrtcModifyCloudRecordingInput,
  'TrtcDeleteCloudRecordingInput',
  'Identifies the room recording to stop.',
  { region: {}, sdkAppId: {}, taskId: {}, idempotencyKey: {} },
);

@ObjectType({ description: "TRTC's answer to DeleteCloudRecording.", simpleResolvers: true })
export class TrtcDeleteCloudRecordingPayload extends ControlPayload {
  @NullableField(() => String, 'Opaque id of the recording. May contain +, / and ., which need escaping in addresses.')
  taskId?: string;

  @RequestIdField()
  requestId?: string;
}

@ObjectType({ description: "TRTC's answer to ModifyCloudRecording.", simpleResolvers: true })
export class TrtcModifyCloudRecordingPayload extends TrtcDeleteCloudRecordingPayload {
  @WarningsField()
  warnings?: readonly string[] | null;
}
