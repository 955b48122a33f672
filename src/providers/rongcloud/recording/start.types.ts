import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { every, is, not } from '../../../input/conditions.ts';
import { DeferredCheck } from '../../../input/deferred-check.ts';
import { AtLeast, Form, NotEmpty, OneOf, RequiredWhen } from '../../../input/rules.ts';
import type { NameValueInput } from '../../../graphql/recordings/name-value.types.ts';
import {
  DryRunField,
  IdempotencyKeyField,
  LabelsField,
  MetadataField,
  StopByField,
} from '../../../graphql/recordings/own-fields.ts';
import { StartPayload } from '../../../graphql/recordings/payloads.ts';
import { SomeWindowsWhen, RongcloudRecordInputInput } from './windows.types.ts';

const RESOLUTION = /^[1-9][0-9]{2,3}x[1-9][0-9]{2,3}$/;

export enum RongcloudRecordType {
  SPLIT = 1,
  MCU = 2,
}

registerEnumType(RongcloudRecordType, {
  name: 'RongcloudRecordType',
  description: 'Which streams RongCloud records.',
  valuesConfig: {
    SPLIT: { description: "Each user's own stream, apart or mixed as mode says." },
    MCU: { description: "The stream that the live mixer makes; its layout is the mixer's. Needs RTC live streaming." },
  },
});

export enum RongcloudMode {
  PER_USER_AUDIO_AND_VIDEO = 0,
  PER_USER_VIDEO = 1,
  PER_USER_AUDIO = 2,
  MIXED_AUDIO_AND_VIDEO = 3,
  MIXED_VIDEO = 4,
  MIXED_AUDIO = 5,
  PER_USER_MIXED = 6,
}

registerEnumType(RongcloudMode, {
  name: 'RongcloudMode',
  description: 'Which files a SPLIT recording makes.',
  valuesConfig: {
    PER_USER_AUDIO_AND_VIDEO: { description: 'For each user, sound and picture.' },
    PER_USER_VIDEO: { description: 'For each user, picture only.' },
    PER_USER_AUDIO: { description: 'For each user, sound only.' },
    MIXED_AUDIO_AND_VIDEO: { description: 'Everybody mixed, sound and picture.' },
    MIXED_VIDEO: { description: 'Everybody mixed, picture only.' },
    MIXED_AUDIO: { description: 'Everybody mixed, sound only.' },
    PER_USER_MIXED: { description: "For each user, that user's sound and picture mixed into one." },
  },
});

export enum RongcloudVideoFormat {
  MKV = 'mkv',
  MP4 = 'mp4',
  FLV = 'flv',
  HLS = 'hls',
}

registerEnumType(RongcloudVideoFormat, {
  name: 'RongcloudVideoFormat',
  description:
    'Kind of a video file. Some pairs of video and audio format play without sound or picture in some players.',
  valuesConfig: {
    MKV: { description: 'Matroska.' },
    MP4: { description: 'MPEG-4.' },
    FLV: { description: 'Flash video.' },
    HLS: { description: 'hls playlist and slices.' },
  },
});

export enum RongcloudAudioFormat {
  AAC = 'aac',
  MP3 = 'mp3',
}

registerEnumType(RongcloudAudioFormat, {
  name: 'RongcloudAudioFormat',
  description: 'Kind of sound.',
  valuesConfig: {
    AAC: { description: 'AAC.' },
    MP3: { description: 'MP3.' },
  },
});

export enum RongcloudMixLayout {
  CUSTOM = 1,
  FLOATING = 2,
  ADAPTIVE = 3,
}

registerEnumType(RongcloudMixLayout, {
  name: 'RongcloudMixLayout',
  description: 'How the windows of a mixed recording are arranged.',
  valuesConfig: {
    CUSTOM: { description: 'Every window as input.video says.' },
    FLOATING: { description: 'One fills the canvas, the others are small windows on it.' },
    ADAPTIVE: { description: 'Equal tiles that share the canvas.' },
  },
});

export enum RongcloudRenderMode {
  FILL = 1,
  FIT = 2,
}

registerEnumType(RongcloudRenderMode, {
  name: 'RongcloudRenderMode',
  description: 'How a picture fills its window.',
  valuesConfig: {
    FILL: { description: 'Scaled up until the window is full; what sticks out is cut off.' },
    FIT: { description: 'Scaled to fit; bars may show.' },
  },
});

@InputType({ description: 'Settings of an MCU recording.' })
export class RongcloudMcuRecordConfigInput {
  @Field(() => Int, {
    nullable: true,
    description: 'Which files to make. RongCloud publishes no list; 6 is the value of its example.',
  })
  @IsOptional()
  @AtLeast(0)
  mode?: number;

  @Field(() => String, {
    description:
      'Size of the picture, which is the canvas of the layout. Known: 480x320, 320x480, 640x480, 480x640, 1280x720, 720x1280; RongCloud decides about others.',
  })
  @Form(RESOLUTION, 'must be <width>x<height> in pixels, as 640x480')
  videoResolution!: string;
}

/** The windows of an MCU recording are the mixer's. */
const NEEDS_WINDOWS = every(is('mixLayout', RongcloudMixLayout.CUSTOM), not(is('recordType', RongcloudRecordType.MCU)));

@InputType({ description: 'What RongCloud records, and how.' })
export class RongcloudRecordConfigInput {
  @Field(() => RongcloudRecordType, {
    nullable: true,
    description: "Which streams to record. Vendor's default: SPLIT.",
  })
  @IsOptional()
  recordType?: RongcloudRecordType;

  @Field(() => RongcloudMode, { nullable: true, description: 'Which files to make. Counts when recordType is SPLIT.' })
  @IsOptional()
  mode?: RongcloudMode;

  @Field(() => String, {
    nullable: true,
    description:
      'Size of the picture, which is the canvas of the layout. Known: 480x320, 320x480, 640x480, 480x640, 1280x720, 720x1280; RongCloud decides about others.',
  })
  @IsOptional()
  @Form(RESOLUTION, 'must be <width>x<height> in pixels, as 640x480')
  videoResolution?: string;

  @Field(() => RongcloudVideoFormat, { description: 'Kind of the video files.' })
  videoFormat!: RongcloudVideoFormat;

  @Field(() => RongcloudAudioFormat, { description: 'Kind of the sound.' })
  audioFormat!: RongcloudAudioFormat;

  @Field(() => RongcloudMixLayout, {
    description: 'Arrangement of the windows. Counts when recordType is SPLIT and mode is mixed.',
  })
  mixLayout!: RongcloudMixLayout;

  @Field(() => Int, { description: 'A new file begins after so many minutes: 30, 60, 90 or 120. In minutes.' })
  @OneOf(30, 60, 90, 120)
  sliceMin!: number;

  @Field(() => RongcloudRenderMode, { description: 'How pictures fill their windows.' })
  renderMode!: RongcloudRenderMode;

  @Field(() => String, {
    nullable: true,
    description: 'User in the background (FLOATING) or in the first tile (ADAPTIVE). Does not count in CUSTOM.',
  })
  @IsOptional()
  hostUserId?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Stream of that user, as 111_RongCloudRTC. Does not count in CUSTOM.',
  })
  @IsOptional()
  hostStreamId?: string;

  @Field(() => RongcloudRecordInputInput, {
    nullable: true,
    description: 'The windows of a CUSTOM arrangement. Required when mixLayout is CUSTOM.',
  })
  @RequiredWhen('mixLayout is CUSTOM', NEEDS_WINDOWS)
  @SomeWindowsWhen(NEEDS_WINDOWS)
  @ValidateNested()
  input?: RongcloudRecordInputInput;

  @Field(() => RongcloudMcuRecordConfigInput, {
    nullable: true,
    description: 'Settings of an MCU recording. Required when recordType is MCU, and counts only then.',
  })
  @RequiredWhen('recordType is MCU', is('recordType', RongcloudRecordType.MCU))
  @ValidateNested()
  mcuConfig?: RongcloudMcuRecordConfigInput;
}

@InputType({
  description:
    'What to record of a running session (RongCloud startRecord). The console must set the trigger of cloud recording to manual.',
})
export class RongcloudStartRecordInput {
  @Field(() => String, {
    description: 'Room of the session. Letters, digits, + = - and _; at most 64. Sent as the header Room-Id.',
  })
  @Form(/^[A-Za-z0-9+=_-]{1,64}$/, 'must have 1 to 64 letters, digits, +, =, - or _')
  roomId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Id of the running session. A new one begins each time the room is created again. Absent: the session that the room has at this moment; the server asks RongCloud for it.',
  })
  @IsOptional()
  @NotEmpty()
  @DeferredCheck('is required where the room has no session at this moment')
  sessionId?: string;

  @Field(() => String, {
    description:
      'Your own tag; comes back in every event of the recording. May be empty. The server sends a space, # and 15 letters and digits behind it, by which it knows the recording again.',
  })
  extra!: string;

  @Field(() => RongcloudRecordConfigInput, { description: 'What to record, and how.' })
  @ValidateNested()
  config!: RongcloudRecordConfigInput;

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

@ObjectType({ description: 'The answer of RongCloud to a start.', simpleResolvers: true })
export class RongcloudStartRecordPayload extends StartPayload {
  @Field(() => Int, { nullable: true, description: 'The code of RongCloud: 200 is success.' })
  code?: number;

  @Field(() => String, { nullable: true, description: 'The words of RongCloud to its code.' })
  errorMessage?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Id of the recording; events carry it. Null when the start failed.',
  })
  recordId?: string;
}
