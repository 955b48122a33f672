import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { has } from '../../../input/conditions.ts';
import { DeferredCheck } from '../../../input/deferred-check.ts';
import { ApplicationId, Between, Holds, MaxBytes, NotEmpty } from '../../../input/rules.ts';
import { SecretText, UInt32 } from '../../../input/scalars.ts';
import type { Secret } from '../../../wire/secret.ts';
import type { NameValueInput } from '../../../graphql/recordings/name-value.types.ts';
import {
  DryRunField,
  IdempotencyKeyField,
  LabelsField,
  MetadataField,
  StopByField,
} from '../../../graphql/recordings/own-fields.ts';
import { StartPayload } from '../../../graphql/recordings/payloads.ts';
import { RegionField, TIW_REGION_WORDS } from '../shared/region-field.ts';
import { TIW_REGIONS } from '../api/regions.ts';
import { TiwMixStreamInput } from './layout.types.ts';
import { TiwConcatInput, TiwRecordControlInput, TiwWhiteboardInput } from './record.types.ts';
import { OnlyAt } from '../api/sites.ts';

export enum TiwRecordMode {
  REALTIME_MODE = 'REALTIME_MODE',
  VIDEO_GENERATION_MODE = 'VIDEO_GENERATION_MODE',
}

registerEnumType(TiwRecordMode, {
  name: 'TiwRecordMode',
  description: 'When the videos of a whiteboard recording are made.',
  valuesConfig: {
    REALTIME_MODE: { description: 'While it is recorded.' },
    VIDEO_GENERATION_MODE: {
      description: 'Later, from stored signals, by a video generation task. A closed test: ask the vendor first.',
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
    MIX_STREAM: { description: 'The mixed video that mixStream describes.' },
  },
});

@InputType({ description: 'What to record of a whiteboard class (TIW StartOnlineRecord).' })
export class TiwStartOnlineRecordInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => UInt32, {
    description: 'Number of the whiteboard room. Also the default media room and chat group. From 1 to 4294967295.',
  })
  @Between(1, 4294967295)
  roomId!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Id under which the recorder joins: tic_record_user_<roomId>_<random>. Must be unused; every recording in a room needs a new one. At most 60 bytes. Absent: one that belongs to this recording, when the server knows the key of the application.',
  })
  @IsOptional()
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

  @Field(() => SecretText, {
    nullable: true,
    description:
      'UserSig made for recordUserId. It must stay valid longer than the recording runs. Refused where it is signed for another user or application, has expired, or ends before stopBy or autoStopTimeout. Absent: made by the server, when it knows the key of the application.',
  })
  @IsOptional()
  @NotEmpty()
  @DeferredCheck(
    'is required where this server does not know the key of the application; must be signed for the user and the application, and last as long as the recording',
  )
  recordUserSig?: Secret;

  @Field(() => String, {
    nullable: true,
    description:
      'Chat group that carries the whiteboard signals. Absent: the group named as the room. It must exist before the start.',
    deprecationReason:
      'No longer used at the international site, where roomId names the group. Still counts at the China site.',
  })
  @IsOptional()
  groupId?: string;

  @Field(() => TiwConcatInput, { nullable: true, description: 'Whether to join the pieces that pauses leave.' })
  @IsOptional()
  @ValidateNested()
  concat?: TiwConcatInput;

  @Field(() => TiwWhiteboardInput, {
    nullable: true,
    description: 'Size and start-up options of the whiteboard video.',
  })
  @IsOptional()
  @ValidateNested()
  whiteboard?: TiwWhiteboardInput;

  @Field(() => TiwMixStreamInput, {
    nullable: true,
    description: 'The mixed video. When given, extras must hold MIX_STREAM.',
  })
  @IsOptional()
  @Holds('needs MIX_STREAM in extras', has('extras', TiwExtra.MIX_STREAM))
  @ValidateNested()
  mixStream?: TiwMixStreamInput;

  @Field(() => [TiwExtra], { nullable: true, description: 'Extra features to switch on.' })
  @IsOptional()
  extras?: TiwExtra[];

  @Field(() => Boolean, { nullable: true, description: 'Also deliver an mp3 file for every stream.' })
  @IsOptional()
  audioFileNeeded?: boolean;

  @Field(() => TiwRecordControlInput, { nullable: true, description: 'Which streams to record and how.' })
  @IsOptional()
  @ValidateNested()
  recordControl?: TiwRecordControlInput;

  @Field(() => TiwRecordMode, {
    nullable: true,
    description: "When the videos are made. Vendor's default: REALTIME_MODE.",
  })
  @IsOptional()
  recordMode?: TiwRecordMode;

  @Field(() => String, {
    nullable: true,
    description:
      'Chat group whose messages are stored; video generation mode only. Absent: the messages of the whiteboard group that are no whiteboard signals.',
  })
  @IsOptional()
  chatGroupId?: string;

  @Field(() => Int, {
    nullable: true,
    description:
      "Stop after so long with neither media nor whiteboard activity. From 300 to 86400 seconds. Vendor's default: 300.",
  })
  @IsOptional()
  @Between(300, 86400, 'seconds')
  autoStopTimeout?: number;

  @Field(() => String, {
    nullable: true,
    description: 'Internal parameter of the vendor.',
    deprecationReason: 'The vendor keeps this for itself: leave it out.',
  })
  @IsOptional()
  extraData?: string;

  @Field(() => UInt32, {
    nullable: true,
    description:
      'Media room, when it is not roomId. Does not count when trtcRoomIdStr is given. China site only. From 1 to 4294967295.',
  })
  @IsOptional()
  @Between(1, 4294967295)
  @OnlyAt('china')
  trtcRoomId?: number;

  @Field(() => String, {
    nullable: true,
    description: 'Media room with a text id; wins over trtcRoomId and roomId. China site only.',
  })
  @IsOptional()
  @OnlyAt('china')
  trtcRoomIdStr?: string;

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

@ObjectType({ description: 'The answer of TIW to a start.', simpleResolvers: true })
export class TiwStartOnlineRecordPayload extends StartPayload {
  @Field(() => String, { nullable: true, description: 'Id of the recording. Null when the start failed.' })
  taskId?: string;

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}
