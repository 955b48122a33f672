import { ValidateNested } from 'class-validator';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { NullableField, OptionalField } from '../../../input/nullable-fields.ts';
import { has } from '../../../input/conditions.ts';
import { DeferredCheck } from '../../../input/deferred-check.ts';
import { Between, Holds, MaxBytes, NotEmpty } from '../../../input/rules.ts';
import { SecretText, UInt32 } from '../../../input/scalars.ts';
import type { Secret } from '../../../wire/secret.ts';
import { OwnStartFields, StartInput } from '../../../graphql/recordings/own-fields.ts';
import { StartPayload } from '../../../graphql/recordings/payloads.ts';
import { RequestIdField, SdkAppIdField, TiwRegionField } from '../shared/common-fields.ts';
import { TiwMixStreamInput } from './layout.types.ts';
import { TiwConcatInput, TiwRecordControlInput, TiwWhiteboardInput } from './record.types.ts';
import { OnlyAt } from '../api/sites.ts';

export enum TiwRecordMode {
  REALTIME_MODE = 'REALTIME_MODE',
  VIDEO_GENERATION_MODE = 'VIDEO_GENERATION_MODE',
}

registerEnumType(TiwRecordMode, {
  name: 'TiwRecordMode',
  description: 'Time at which the videos of a whiteboard recording are made.',
  valuesConfig: {
    REALTIME_MODE: { description: 'During the recording.' },
    VIDEO_GENERATION_MODE: {
      description: 'Later, from stored signals, by a video generation task. In closed testing: ask the vendor first.',
    },
  },
});

export enum TiwExtra {
  MIX_STREAM = 'MIX_STREAM',
}

registerEnumType(TiwExtra, {
  name: 'TiwExtra',
  description: 'Extra features of a whiteboard recording.',
  valuesConfig: {
    MIX_STREAM: { description: 'The mixed video described by mixStream.' },
  },
});

@StartInput('The whiteboard class to record, and how (TIW StartOnlineRecord).')
export class TiwStartOnlineRecordInput extends OwnStartFields {
  @TiwRegionField()
  region?: string;

  @SdkAppIdField()
  sdkAppId!: number;

  @Field(() => UInt32, {
    description:
      'Number of the whiteboard room, and default for the media room and the chat group. From 1 to 4294967295.',
  })
  @Between(1, 4294967295)
  roomId!: number;

  @OptionalField(
    () => String,
    "User id under which the recorder joins: tic_record_user_<roomId>_<random>. At most 60 bytes. Must be new for every recording of a room. Absent: generated, if the server has the application's key.",
  )
  @Holds<TiwStartOnlineRecordInput, string>(
    'must have the form tic_record_user_<roomId>_<random>; letters, digits, _ and - are random enough',
    (id, { roomId }) => {
      const stem = `tic_record_user_${roomId}_`;
      return id.startsWith(stem) && /^[\w-]+$/.test(id.slice(stem.length));
    },
    { pattern: '^tic_record_user_\\d{1,10}_[\\w-]+$' },
  )
  @MaxBytes(60)
  @DeferredCheck('is required with recordUserSig')
  recordUserId?: string;

  @OptionalField(
    () => SecretText,
    "UserSig for recordUserId, valid for longer than the recording runs. Refused if signed for another user or application, expired, or ending before stopBy or autoStopTimeout. Absent: generated, if the server has the application's key.",
  )
  @NotEmpty()
  @DeferredCheck(
    'is required where this server does not know the key of the application; must be signed for the user and the application, and last as long as the recording',
  )
  recordUserSig?: Secret;

  @OptionalField(
    () => String,
    'Chat group that carries the whiteboard signals. Must exist before the start. Absent: the group named like the room.',
    {
      deprecationReason:
        'Unused at the international site, where roomId names the group. Still used at the China site.',
    },
  )
  groupId?: string;

  @OptionalField(() => TiwConcatInput, 'How the pieces that pauses leave are joined.')
  @ValidateNested()
  concat?: TiwConcatInput;

  @OptionalField(() => TiwWhiteboardInput, 'Size and start-up options of the whiteboard video.')
  @ValidateNested()
  whiteboard?: TiwWhiteboardInput;

  @OptionalField(() => TiwMixStreamInput, 'The mixed video. If given, extras must contain MIX_STREAM.')
  @Holds('needs MIX_STREAM in extras', has('extras', TiwExtra.MIX_STREAM))
  @ValidateNested()
  mixStream?: TiwMixStreamInput;

  @OptionalField(() => [TiwExtra], 'Extra features to switch on.')
  extras?: TiwExtra[];

  @OptionalField(() => Boolean, 'Whether to also make an mp3 file for every stream.')
  audioFileNeeded?: boolean;

  @OptionalField(() => TiwRecordControlInput, 'Which streams to record, and how.')
  @ValidateNested()
  recordControl?: TiwRecordControlInput;

  @OptionalField(() => TiwRecordMode, "Time at which the videos are made. Vendor's default: REALTIME_MODE.")
  recordMode?: TiwRecordMode;

  @OptionalField(
    () => String,
    'Chat group whose messages are stored. Only in video generation mode. Absent: the messages of the whiteboard group that are not whiteboard signals.',
  )
  chatGroupId?: string;

  @OptionalField(
    () => Int,
    "Idle time, without media and whiteboard activity, after which the recording stops. From 300 to 86400 seconds. Vendor's default: 300.",
  )
  @Between(300, 86400, 'seconds')
  autoStopTimeout?: number;

  @OptionalField(() => String, 'Internal parameter of the vendor.', {
    deprecationReason: 'Internal to the vendor. Leave it out.',
  })
  extraData?: string;

  @OptionalField(
    () => UInt32,
    'Media room, if it is not roomId. From 1 to 4294967295. Ignored if trtcRoomIdStr is given. China site only.',
  )
  @Between(1, 4294967295)
  @OnlyAt('china')
  trtcRoomId?: number;

  @OptionalField(
    () => String,
    'Media room with a text id; takes precedence over trtcRoomId and roomId. China site only.',
  )
  @OnlyAt('china')
  trtcRoomIdStr?: string;
}

@ObjectType({ description: "TIW's answer to a start.", simpleResolvers: true })
export class TiwStartOnlineRecordPayload extends StartPayload {
  @NullableField(() => String, 'Id of the recording. Null when the start failed.')
  taskId?: string;

  @RequestIdField()
  requestId?: string;
}
