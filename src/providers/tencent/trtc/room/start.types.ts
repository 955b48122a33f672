import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { any, every, is, matches, not } from '../../../../input/conditions.ts';
import { countingPattern } from '../../../../input/patterns.ts';
import { DeferredCheck } from '../../../../input/deferred-check.ts';
import { ApplicationId, Between, Finds, Holds, HoldsAt, NotEmpty } from '../../../../input/rules.ts';
import { SecretText, UInt32 } from '../../../../input/scalars.ts';
import type { Secret } from '../../../../wire/secret.ts';
import type { NameValueInput } from '../../../../graphql/recordings/name-value.types.ts';
import {
  DryRunField,
  IdempotencyKeyField,
  LabelsField,
  MetadataField,
  StopByField,
} from '../../../../graphql/recordings/own-fields.ts';
import { StartPayload } from '../../../../graphql/recordings/payloads.ts';
import { RegionField } from '../../shared/region-field.ts';
import { TRTC_CLOUD_REGIONS } from '../../api/regions.ts';
import { TrtcMixLayoutParamsInput } from './layout.types.ts';
import { AUDIO_FILES_FIT, AUDIO_FILES_PATH, AUDIO_FILES_WORDS, windowsOutside, WINDOWS_WORDS } from './rules.ts';
import { TrtcRecordParamsInput } from './record.types.ts';
import { TrtcMixTranscodeParamsInput } from './transcode.types.ts';
import { TrtcStorageParamsInput } from '../storage.types.ts';

export enum TrtcRoomIdType {
  STRING = 0,
  NUMBER = 1,
}

registerEnumType(TrtcRoomIdType, {
  name: 'TrtcRoomIdType',
  description: 'Kind of a room id. Room "123" as text and room 123 as a number are two rooms.',
  valuesConfig: {
    STRING: { description: 'Text: at most 64 bytes.' },
    NUMBER: { description: 'A number from 1 to 4294967294, written as text.' },
  },
});

const TEXT_ROOM = /^[A-Za-z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]{1,64}$/;
const NUMBER_ROOM = new RegExp(countingPattern(4_294_967_294n));
const ROOM_ID_WORDS =
  'must be a number from 1 to 4294967294 when roomIdType is NUMBER, ' +
  'and 1 to 64 of the characters A-Z a-z 0-9 space ! # $ % & ( ) + - : ; < = . > ? @ [ ] ^ _ { } | ~ , when it is STRING';

const IS_TEXT = is('roomIdType', TrtcRoomIdType.STRING);
const FITS_ROOM_ID_TYPE = any(
  every(IS_TEXT, matches('roomId', TEXT_ROOM)),
  every(not(IS_TEXT), matches('roomId', NUMBER_ROOM)),
);

@InputType({ description: 'What to record of a room (TRTC CreateCloudRecording).' })
export class TrtcCreateCloudRecordingInput {
  @RegionField(
    TRTC_CLOUD_REGIONS,
    'ap-beijing, ap-guangzhou, ap-mumbai, ap-shanghai or ap-singapore at the international site; ap-beijing, ap-guangzhou or ap-shanghai at the China site. Absent: the one that the server is set to. Stay with one region for all calls on a recording.',
  )
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the room.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, { description: 'Room to record, always as text. roomIdType says what kind of id it is.' })
  @Holds(ROOM_ID_WORDS, FITS_ROOM_ID_TYPE)
  roomId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Id under which the recorder joins. Must differ from everybody in the room and from other recorders there: a second recorder of this id breaks the first one off. Absent: one that belongs to this recording, when the server knows the key of the application.',
  })
  @IsOptional()
  @NotEmpty()
  @DeferredCheck('is required with userSig')
  userId?: string;

  @Field(() => SecretText, {
    nullable: true,
    description:
      'UserSig made for userId. It must stay valid longer than the recording runs. Refused where it is signed for another user or application, has expired, or ends before stopBy or maxIdleTime. Absent: made by the server with privateMapKey, when it knows the key of the application.',
  })
  @IsOptional()
  @NotEmpty()
  @DeferredCheck(
    'is required where this server does not know the key of the application; must be signed for the user and the application, and last as long as the recording',
  )
  userSig?: Secret;

  @Field(() => TrtcRecordParamsInput, { description: 'What to record.' })
  @ValidateNested()
  recordParams!: TrtcRecordParamsInput;

  @Field(() => TrtcStorageParamsInput, { description: 'Where the files go. Exactly one of its two targets.' })
  @HoldsAt(AUDIO_FILES_PATH, AUDIO_FILES_WORDS, AUDIO_FILES_FIT)
  @ValidateNested()
  storageParams!: TrtcStorageParamsInput;

  @Field(() => TrtcRoomIdType, {
    nullable: true,
    description: "Kind of room id. The wrong kind records an empty room. Vendor's default: NUMBER.",
  })
  @IsOptional()
  roomIdType?: TrtcRoomIdType;

  @Field(() => TrtcMixTranscodeParamsInput, {
    nullable: true,
    description: 'Encoding of the mixed file; counts when recordMode is MIXED.',
  })
  @IsOptional()
  @ValidateNested()
  mixTranscodeParams?: TrtcMixTranscodeParamsInput;

  @Field(() => TrtcMixLayoutParamsInput, {
    nullable: true,
    description: 'Picture of the mixed file; counts when recordMode is MIXED.',
  })
  @IsOptional()
  @Finds(windowsOutside, { words: WINDOWS_WORDS })
  @ValidateNested()
  mixLayoutParams?: TrtcMixLayoutParamsInput;

  @Field(() => Int, {
    nullable: true,
    description:
      "For how long the task id can be used. The recording goes on after that, but can no longer be read, changed or stopped: choose it longer than the longest recording. From 6 to 720 hours. Vendor's default: 72.",
  })
  @IsOptional()
  @Between(6, 720, 'hours')
  resourceExpiredHour?: number;

  @Field(() => SecretText, {
    nullable: true,
    description:
      'Room permission ticket, made for userId and roomId. Needed when advanced permission control is on for the application. Refused as userSig is, and where it is signed for another room.',
  })
  @IsOptional()
  @NotEmpty()
  @DeferredCheck('must be signed for the user, the application and the room, and last as long as the recording')
  privateMapKey?: Secret;

  @LabelsField()
  labels?: NameValueInput[];

  @MetadataField()
  metadata?: NameValueInput[];

  @StopByField()
  stopBy?: number;

  @IdempotencyKeyField()
  idempotencyKey?: string;

  @DryRunField()
  dryRun?: boolean;
}

@ObjectType({ description: 'The answer of TRTC to the start of a room recording.', simpleResolvers: true })
export class TrtcCreateCloudRecordingPayload extends StartPayload {
  @Field(() => String, {
    nullable: true,
    description: 'Id of the recording: opaque text that may hold + and /. Null when the start failed.',
  })
  taskId?: string;

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}
