import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { OptionalField } from '../../../../input/nullable-fields.ts';
import { Between, Items, NoEmptyEntry, NotBeside } from '../../../../input/rules.ts';

export enum TrtcRecordMode {
  SINGLE = 1,
  MIXED = 2,
}

registerEnumType(TrtcRecordMode, {
  name: 'TrtcRecordMode',
  description: 'Files that a room recording makes.',
  valuesConfig: {
    SINGLE: { description: "Each user's streams separately." },
    MIXED: { description: 'All users mixed into one.' },
  },
});

export enum TrtcStreamType {
  AUDIO_AND_VIDEO = 0,
  AUDIO = 1,
  VIDEO = 2,
}

registerEnumType(TrtcStreamType, {
  name: 'TrtcStreamType',
  description: 'Part of a stream that is recorded.',
  valuesConfig: {
    AUDIO_AND_VIDEO: { description: 'Audio and video.' },
    AUDIO: { description: 'Audio only.' },
    VIDEO: { description: 'Video only.' },
  },
});

export enum TrtcOutputFormat {
  HLS = 0,
  HLS_AND_MP4 = 1,
  HLS_AND_AAC = 2,
  MP4 = 3,
  AAC = 4,
}

registerEnumType(TrtcOutputFormat, {
  name: 'TrtcOutputFormat',
  description: 'Formats of the files in a bucket.',
  valuesConfig: {
    HLS: { description: 'HLS.' },
    HLS_AND_MP4: { description: 'HLS and mp4. The bucket key also needs read access.' },
    HLS_AND_AAC: { description: 'HLS and aac.' },
    MP4: { description: 'mp4.' },
    AAC: { description: 'aac.' },
  },
});

export enum TrtcAvMerge {
  SEPARATE = 0,
  MERGED = 1,
}

registerEnumType(TrtcAvMerge, {
  name: 'TrtcAvMerge',
  description: 'Whether audio and video of a user share one file.',
  valuesConfig: {
    SEPARATE: { description: 'Separate files.' },
    MERGED: { description: 'One file.' },
  },
});

export enum TrtcRecordMedia {
  MAIN_AND_SECOND = 0,
  MAIN = 1,
  SECOND = 2,
}

registerEnumType(TrtcRecordMedia, {
  name: 'TrtcRecordMedia',
  description: 'Streams of a user that are recorded. TrtcLayoutMedia numbers streams differently.',
  valuesConfig: {
    MAIN_AND_SECOND: { description: 'Both streams.' },
    MAIN: { description: 'Camera and microphone.' },
    SECOND: { description: 'Second stream, such as a shared screen.' },
  },
});

export enum TrtcFillType {
  LAST_PICTURE = 0,
  BLACK = 1,
}

registerEnumType(TrtcFillType, {
  name: 'TrtcFillType',
  description: 'Picture while a video stream sends nothing.',
  valuesConfig: {
    LAST_PICTURE: { description: 'The last picture.' },
    BLACK: { description: 'Black.' },
  },
});

export enum TrtcSubscribeAbility {
  NO = 0,
  YES = 1,
}

registerEnumType(TrtcSubscribeAbility, {
  name: 'TrtcSubscribeAbility',
  description: 'Whether to record the robot that publishes a mixed stream back into the room.',
  valuesConfig: {
    NO: { description: 'Not recorded.' },
    YES: { description: 'Recorded. Combine it with an allow list, or voices are doubled.' },
  },
});

@InputType({
  description:
    'Users whose streams are recorded: one allow list or deny list for audio, and one for video. An empty list counts as absent if the other list is given.',
})
export class TrtcSubscribeStreamUserIdsInput {
  @OptionalField(
    () => [String],
    'Record audio of only these users. At most 32 entries. An entry like "abc.*$" matches by prefix. Must be absent if unSubscribeAudioUserIds is given.',
  )
  @NoEmptyEntry()
  @Items(0, 32)
  subscribeAudioUserIds?: string[];

  @OptionalField(
    () => [String],
    'Record audio of all users except these. At most 32 entries. Must be absent if subscribeAudioUserIds is given.',
  )
  @NotBeside('subscribeAudioUserIds')
  @NoEmptyEntry()
  @Items(0, 32)
  unSubscribeAudioUserIds?: string[];

  @OptionalField(
    () => [String],
    'Record video of only these users. At most 32 entries. An entry like "abc.*$" matches by prefix. Must be absent if unSubscribeVideoUserIds is given.',
  )
  @NoEmptyEntry()
  @Items(0, 32)
  subscribeVideoUserIds?: string[];

  @OptionalField(
    () => [String],
    'Record video of all users except these. At most 32 entries. Must be absent if subscribeVideoUserIds is given.',
  )
  @NotBeside('subscribeVideoUserIds')
  @NoEmptyEntry()
  @Items(0, 32)
  unSubscribeVideoUserIds?: string[];
}

@InputType({ description: 'What a room recording records.' })
export class TrtcRecordParamsInput {
  @Field(() => TrtcRecordMode, { description: 'Files to make.' })
  recordMode!: TrtcRecordMode;

  @OptionalField(
    () => Int,
    "Time without any publishing user after which the recording stops; billed as audio. From 5 to 86400 seconds. Vendor's default: 30.",
  )
  @Between(5, 86400, 'seconds')
  maxIdleTime?: number;

  @OptionalField(() => TrtcStreamType, 'Part of each stream to record. Absent: AUDIO_AND_VIDEO.')
  streamType?: TrtcStreamType;

  @OptionalField(() => TrtcSubscribeStreamUserIdsInput, 'Users whose streams are recorded. Absent: all users.')
  @ValidateNested()
  subscribeStreamUserIds?: TrtcSubscribeStreamUserIdsInput;

  @OptionalField(
    () => TrtcOutputFormat,
    "Formats of the files in a bucket. Has no effect for VOD, which uses mediaType. Vendor's default: HLS.",
  )
  outputFormat?: TrtcOutputFormat;

  @OptionalField(
    () => TrtcAvMerge,
    "Whether audio and video of a user share one file. Only for SINGLE; MIXED always merges them. Vendor's default: SEPARATE.",
  )
  avMerge?: TrtcAvMerge;

  @OptionalField(
    () => Int,
    "Maximum length of an mp4 or aac file; files are also cut at 2 GB. From 1 to 1440 minutes. No effect on HLS. Vendor's default: 1440.",
  )
  @Between(1, 1440, 'minutes')
  maxMediaFileDuration?: number;

  @OptionalField(() => TrtcRecordMedia, "Streams of a user to record. Vendor's default: MAIN_AND_SECOND.")
  mediaId?: TrtcRecordMedia;

  @OptionalField(() => TrtcFillType, 'Picture while a video stream sends nothing.')
  fillType?: TrtcFillType;

  @OptionalField(
    () => TrtcSubscribeAbility,
    "Whether to record the robot that publishes a mixed stream back. Vendor's default: NO.",
  )
  subscribeAbility?: TrtcSubscribeAbility;
}
