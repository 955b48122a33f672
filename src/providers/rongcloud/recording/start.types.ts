import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { NullableField, OptionalField } from '../../../input/nullable-fields.ts';
import { every, is, not } from '../../../input/conditions.ts';
import { DeferredCheck } from '../../../input/deferred-check.ts';
import { AtLeast, Form, NotEmpty, OneOf, RequiredWhen } from '../../../input/rules.ts';
import { OwnStartFields, StartInput } from '../../../graphql/recordings/own-fields.ts';
import { StartPayload } from '../../../graphql/recordings/payloads.ts';
import { SomeWindowsWhen, RongcloudRecordInputInput } from './layout.types.ts';

const RESOLUTION = /^[1-9][0-9]{2,3}x[1-9][0-9]{2,3}$/;

export enum RongcloudRecordType {
  SPLIT = 1,
  MCU = 2,
}

registerEnumType(RongcloudRecordType, {
  name: 'RongcloudRecordType',
  description: 'Source of the recorded streams.',
  valuesConfig: {
    SPLIT: { description: "Each user's own stream, separate or mixed according to mode." },
    MCU: { description: 'The stream of the live mixer, with the layout of the mixer. Needs RTC live streaming.' },
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
  description: 'Files that a SPLIT recording makes.',
  valuesConfig: {
    PER_USER_AUDIO_AND_VIDEO: { description: 'Per user: audio and video.' },
    PER_USER_VIDEO: { description: 'Per user: video only.' },
    PER_USER_AUDIO: { description: 'Per user: audio only.' },
    MIXED_AUDIO_AND_VIDEO: { description: 'All users mixed: audio and video.' },
    MIXED_VIDEO: { description: 'All users mixed: video only.' },
    MIXED_AUDIO: { description: 'All users mixed: audio only.' },
    PER_USER_MIXED: { description: 'Per user: audio and video mixed into one file.' },
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
    'Format of a video file. With some pairs of video and audio formats, some players show no picture or play no sound.',
  valuesConfig: {
    MKV: { description: 'Matroska.' },
    MP4: { description: 'MPEG-4.' },
    FLV: { description: 'Flash video.' },
    HLS: { description: 'HLS playlist and segments.' },
  },
});

export enum RongcloudAudioFormat {
  AAC = 'aac',
  MP3 = 'mp3',
}

registerEnumType(RongcloudAudioFormat, {
  name: 'RongcloudAudioFormat',
  description: 'Audio format.',
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
  description: 'Arrangement of the windows of a mixed recording.',
  valuesConfig: {
    CUSTOM: { description: 'Each window as input.video describes it.' },
    FLOATING: { description: 'One window fills the canvas; the others are small windows on top.' },
    ADAPTIVE: { description: 'Equal tiles share the canvas.' },
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
    FILL: { description: 'Scaled up to fill the window; the overhang is cut off.' },
    FIT: { description: 'Scaled to fit; bars may show.' },
  },
});

@InputType({ description: 'Settings of an MCU recording.' })
export class RongcloudMcuRecordConfigInput {
  @OptionalField(() => Int, 'Files to make. RongCloud publishes no list of values; its example uses 6.')
  @AtLeast(0)
  mode?: number;

  @Field(() => String, {
    description:
      'Size of the picture, and the canvas of the layout. Known: 480x320, 320x480, 640x480, 480x640, 1280x720, 720x1280; RongCloud decides on others.',
  })
  @Form(RESOLUTION, 'must be <width>x<height> in pixels, as 640x480')
  videoResolution!: string;
}

/** The windows of an MCU recording are the mixer's. */
const NEEDS_WINDOWS = every(is('mixLayout', RongcloudMixLayout.CUSTOM), not(is('recordType', RongcloudRecordType.MCU)));

@InputType({ description: 'Streams that RongCloud records, with formats and layout.' })
export class RongcloudRecordConfigInput {
  @OptionalField(() => RongcloudRecordType, "Source of the recorded streams. Vendor's default: SPLIT.")
  recordType?: RongcloudRecordType;

  @OptionalField(() => RongcloudMode, 'Files to make. Used when recordType is SPLIT.')
  mode?: RongcloudMode;

  @OptionalField(
    () => String,
    'Size of the picture, and the canvas of the layout. Known: 480x320, 320x480, 640x480, 480x640, 1280x720, 720x1280; RongCloud decides on others.',
  )
  @Form(RESOLUTION, 'must be <width>x<height> in pixels, as 640x480')
  videoResolution?: string;

  @Field(() => RongcloudVideoFormat, { description: 'Format of the video files.' })
  videoFormat!: RongcloudVideoFormat;

  @Field(() => RongcloudAudioFormat, { description: 'Audio format.' })
  audioFormat!: RongcloudAudioFormat;

  @Field(() => RongcloudMixLayout, {
    description: 'Arrangement of the windows. Used when recordType is SPLIT and mode is mixed.',
  })
  mixLayout!: RongcloudMixLayout;

  @Field(() => Int, { description: 'Length of a file; then the next file begins. In minutes: 30, 60, 90 or 120.' })
  @OneOf(30, 60, 90, 120)
  sliceMin!: number;

  @Field(() => RongcloudRenderMode, { description: 'How pictures fill their windows.' })
  renderMode!: RongcloudRenderMode;

  @OptionalField(() => String, 'User in the background (FLOATING) or in the first tile (ADAPTIVE). Ignored for CUSTOM.')
  hostUserId?: string;

  @OptionalField(() => String, 'Stream id of hostUserId, such as 111_RongCloudRTC. Ignored for CUSTOM.')
  hostStreamId?: string;

  @NullableField(() => RongcloudRecordInputInput, 'Windows of a CUSTOM arrangement. Required when mixLayout is CUSTOM.')
  @RequiredWhen('mixLayout is CUSTOM', NEEDS_WINDOWS)
  @SomeWindowsWhen(NEEDS_WINDOWS)
  @ValidateNested()
  input?: RongcloudRecordInputInput;

  @NullableField(
    () => RongcloudMcuRecordConfigInput,
    'Settings of an MCU recording. Required when recordType is MCU, otherwise ignored.',
  )
  @RequiredWhen('recordType is MCU', is('recordType', RongcloudRecordType.MCU))
  @ValidateNested()
  mcuConfig?: RongcloudMcuRecordConfigInput;
}

@StartInput(
  'The running session to record (RongCloud startRecord). In the RongCloud console, cloud recording must be triggered manually.',
)
export class RongcloudStartRecordInput extends OwnStartFields {
  @Field(() => String, {
    description: 'Room of the session. At most 64 letters, digits, +, =, - and _. Sent as the header Room-Id.',
  })
  @Form(/^[A-Za-z0-9+=_-]{1,64}$/, 'must have 1 to 64 letters, digits, +, =, - or _')
  roomId!: string;

  @OptionalField(
    () => String,
    'Id of the running session; changes each time the room is created. Absent: the server asks RongCloud for the current session of the room.',
  )
  @NotEmpty()
  @DeferredCheck('is required where the room has no session at this moment')
  sessionId?: string;

  @Field(() => String, {
    description:
      'Your own tag, returned in every callback of the recording. May be empty. The server appends a space, # and 15 letters and digits, to recognise the recording.',
  })
  extra!: string;

  @Field(() => RongcloudRecordConfigInput, { description: 'What to record, and how.' })
  @ValidateNested()
  config!: RongcloudRecordConfigInput;
}

@ObjectType({ description: "RongCloud's answer to a start.", simpleResolvers: true })
export class RongcloudStartRecordPayload extends StartPayload {
  @NullableField(() => Int, "RongCloud's result code. 200: success.")
  code?: number;

  @NullableField(() => String, "RongCloud's message for `code`.")
  errorMessage?: string;

  @NullableField(() => String, 'Id of the recording, also in its callbacks. Null when the start failed.')
  recordId?: string;
}
