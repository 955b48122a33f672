import { ValidateNested } from 'class-validator';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { NullableField, OptionalField } from '../../../../input/nullable-fields.ts';
import { any, every, is, matches, not } from '../../../../input/conditions.ts';
import { countingPattern } from '../../../../input/patterns.ts';
import { DeferredCheck } from '../../../../input/deferred-check.ts';
import { ApplicationId, Between, Finds, Holds, HoldsAt, NotEmpty } from '../../../../input/rules.ts';
import { SecretText, UInt32 } from '../../../../input/scalars.ts';
import type { Secret } from '../../../../wire/secret.ts';
import { OwnStartFields, StartInput } from '../../../../graphql/recordings/own-fields.ts';
import { StartPayload } from '../../../../graphql/recordings/payloads.ts';
import { RegionField, RequestIdField } from '../../shared/common-fields.ts';
import { TRTC_CLOUD_REGIONS } from '../../api/regions.ts';
import { TrtcMixLayoutParamsInput } from './layout.types.ts';
import { AUDIO_FILES_FIT, AUDIO_FILES_PATH, AUDIO_FILES_MESSAGE, windowsOutside, WINDOWS_MESSAGE } from './rules.ts';
import { TrtcRecordParamsInput } from './record.types.ts';
import { TrtcMixTranscodeParamsInput } from './transcode.types.ts';
import { TrtcStorageParamsInput } from '../storage.types.ts';

export enum TrtcRoomIdType {
  STRING = 0,
  NUMBER = 1,
}

registerEnumType(TrtcRoomIdType, {
  name: 'TrtcRoomIdType',
  description: 'Type of a room id. Room "123" as text and room 123 as a number are two rooms.',
  valuesConfig: {
    STRING: { description: 'Text of at most 64 bytes.' },
    NUMBER: { description: 'A number from 1 to 4294967294, written as text.' },
  },
});

const TEXT_ROOM = /^[A-Za-z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]{1,64}$/;
const NUMBER_ROOM = new RegExp(countingPattern(4_294_967_294n));
const ROOM_ID_MESSAGE =
  'must be a number from 1 to 4294967294 when roomIdType is NUMBER, ' +
  'and 1 to 64 of the characters A-Z a-z 0-9 space ! # $ % & ( ) + - : ; < = . > ? @ [ ] ^ _ { } | ~ , when it is STRING';

const IS_TEXT = is('roomIdType', TrtcRoomIdType.STRING);
const FITS_ROOM_ID_TYPE = any(
  every(IS_TEXT, matches('roomId', TEXT_ROOM)),
  every(not(IS_TEXT), matches('roomId', NUMBER_ROOM)),
);

@StartInput('The room to record, and how (TRTC CreateCloudRecording).')
export class TrtcCreateCloudRecordingInput extends OwnStartFields {
  @RegionField(
    TRTC_CLOUD_REGIONS,
    "Vendor region. International site: ap-beijing, ap-guangzhou, ap-mumbai, ap-shanghai or ap-singapore; China site: ap-beijing, ap-guangzhou or ap-shanghai. All calls on a recording need the same region. Default: the server's region.",
  )
  region?: string;

  @Field(() => UInt32, { description: "SdkAppId of the room's application." })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, { description: 'Room id, always as text; roomIdType states its type.' })
  @Holds(ROOM_ID_MESSAGE, FITS_ROOM_ID_TYPE)
  roomId!: string;

  @OptionalField(
    () => String,
    "User id under which the recorder joins. Must differ from all users and recorders in the room: a second recorder with the same id disconnects the first. Absent: generated, if the server has the application's key.",
  )
  @NotEmpty()
  @DeferredCheck('is required with userSig')
  userId?: string;

  @OptionalField(
    () => SecretText,
    "UserSig for userId, valid for longer than the recording runs. Refused if signed for another user or application, expired, or ending before stopBy or maxIdleTime. Absent: generated with privateMapKey, if the server has the application's key.",
  )
  @NotEmpty()
  @DeferredCheck(
    'is required where this server does not know the key of the application; must be signed for the user and the application, and last as long as the recording',
  )
  userSig?: Secret;

  @Field(() => TrtcRecordParamsInput, { description: 'What to record.' })
  @ValidateNested()
  recordParams!: TrtcRecordParamsInput;

  @Field(() => TrtcStorageParamsInput, { description: 'Storage of the files.' })
  @HoldsAt(AUDIO_FILES_PATH, AUDIO_FILES_MESSAGE, AUDIO_FILES_FIT)
  @ValidateNested()
  storageParams!: TrtcStorageParamsInput;

  @OptionalField(
    () => TrtcRoomIdType,
    "Type of the room id. The wrong kind records an empty room. Vendor's default: NUMBER.",
  )
  roomIdType?: TrtcRoomIdType;

  @OptionalField(() => TrtcMixTranscodeParamsInput, 'Encoding of the mixed file. Used when recordMode is MIXED.')
  @ValidateNested()
  mixTranscodeParams?: TrtcMixTranscodeParamsInput;

  @OptionalField(() => TrtcMixLayoutParamsInput, 'Picture of the mixed file. Used when recordMode is MIXED.')
  @Finds(windowsOutside, { message: WINDOWS_MESSAGE })
  @ValidateNested()
  mixLayoutParams?: TrtcMixLayoutParamsInput;

  @OptionalField(
    () => Int,
    "Time for which the task id can be used. From 6 to 720 hours. The recording goes on after that, but can no longer be read, changed or stopped: choose more than its longest length. Vendor's default: 72.",
  )
  @Between(6, 720, 'hours')
  resourceExpiredHour?: number;

  @OptionalField(
    () => SecretText,
    'Permission ticket for userId and roomId. Required if advanced permission control is on for the application. Refused like userSig, and if signed for another room.',
  )
  @NotEmpty()
  @DeferredCheck('must be signed for the user, the application and the room, and last as long as the recording')
  privateMapKey?: Secret;
}

@ObjectType({ description: "TRTC's answer to the start of a room recording.", simpleResolvers: true })
export class TrtcCreateCloudRecordingPayload extends StartPayload {
  @NullableField(() => String, 'Opaque id of the recording. May contain + and /. Null when the start failed.')
  taskId?: string;

  @RequestIdField()
  requestId?: string;
}
