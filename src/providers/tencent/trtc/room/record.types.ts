import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { Between, Items, NoEmptyEntry, NotBeside } from '../../../../input/rules.ts';

export enum TrtcRecordMode {
  SINGLE = 1,
  MIXED = 2,
}

registerEnumType(TrtcRecordMode, {
  name: 'TrtcRecordMode',
  description: 'Which files a room recording makes.',
  valuesConfig: {
    SINGLE: { description: "Every user's streams apart." },
    MIXED: { description: 'Everybody mixed into one.' },
  },
});

export enum TrtcStreamType {
  AUDIO_AND_VIDEO = 0,
  AUDIO = 1,
  VIDEO = 2,
}

registerEnumType(TrtcStreamType, {
  name: 'TrtcStreamType',
  description: 'What is taken of a stream.',
  valuesConfig: {
    AUDIO_AND_VIDEO: { description: 'Sound and picture.' },
    AUDIO: { description: 'Sound only.' },
    VIDEO: { description: 'Picture only.' },
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
  description: 'Kinds of files that go to a bucket.',
  valuesConfig: {
    HLS: { description: 'hls.' },
    HLS_AND_MP4: { description: 'hls and mp4. The bucket key needs read access too.' },
    HLS_AND_AAC: { description: 'hls and aac.' },
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
  description: 'Whether sound and picture of a user go into one file.',
  valuesConfig: {
    SEPARATE: { description: 'A file each.' },
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
  description: 'Which streams of a user are recorded. TrtcLayoutMedia numbers streams differently.',
  valuesConfig: {
    MAIN_AND_SECOND: { description: 'Both.' },
    MAIN: { description: 'Camera and microphone.' },
    SECOND: { description: 'The second stream, as a shared screen.' },
  },
});

export enum TrtcFillType {
  LAST_PICTURE = 0,
  BLACK = 1,
}

registerEnumType(TrtcFillType, {
  name: 'TrtcFillType',
  description: 'What shows while a video stream sends nothing.',
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
  description: 'Whether the robot that publishes a mixed stream back into the room is recorded too.',
  valuesConfig: {
    NO: { description: 'It is left out.' },
    YES: { description: 'It is recorded. Use an allow list with it, or voices are doubled.' },
  },
});

@InputType({
  description:
    'Whose streams are recorded: for sound and for picture an allow list or a deny list, never both. An empty list beside the other counts as absent.',
})
export class TrtcSubscribeStreamUserIdsInput {
  @Field(() => [String], {
    nullable: true,
    description:
      'Take the sound of these users only. An entry like "abc.*$" matches by prefix. Not together with unSubscribeAudioUserIds. At most 32 entries.',
  })
  @IsOptional()
  @NoEmptyEntry()
  @Items(0, 32)
  subscribeAudioUserIds?: string[];

  @Field(() => [String], {
    nullable: true,
    description: 'Take the sound of everybody but these. Not together with subscribeAudioUserIds. At most 32 entries.',
  })
  @IsOptional()
  @NotBeside('subscribeAudioUserIds')
  @NoEmptyEntry()
  @Items(0, 32)
  unSubscribeAudioUserIds?: string[];

  @Field(() => [String], {
    nullable: true,
    description:
      'Take the picture of these users only. Prefixes as above. Not together with unSubscribeVideoUserIds. At most 32 entries.',
  })
  @IsOptional()
  @NoEmptyEntry()
  @Items(0, 32)
  subscribeVideoUserIds?: string[];

  @Field(() => [String], {
    nullable: true,
    description:
      'Take the picture of everybody but these. Not together with subscribeVideoUserIds. At most 32 entries.',
  })
  @IsOptional()
  @NotBeside('subscribeVideoUserIds')
  @NoEmptyEntry()
  @Items(0, 32)
  unSubscribeVideoUserIds?: string[];
}

@InputType({ description: 'What a room recording takes.' })
export class TrtcRecordParamsInput {
  @Field(() => TrtcRecordMode, { description: 'Which files to make.' })
  recordMode!: TrtcRecordMode;

  @Field(() => Int, {
    nullable: true,
    description:
      "Stop after so long without anybody who publishes. The wait is billed as audio. From 5 to 86400 seconds. Vendor's default: 30.",
  })
  @IsOptional()
  @Between(5, 86400, 'seconds')
  maxIdleTime?: number;

  @Field(() => TrtcStreamType, {
    nullable: true,
    description: 'What to take of each stream. Absent: AUDIO_AND_VIDEO.',
  })
  @IsOptional()
  streamType?: TrtcStreamType;

  @Field(() => TrtcSubscribeStreamUserIdsInput, {
    nullable: true,
    description: 'Whose streams to take. Absent: everybody.',
  })
  @IsOptional()
  @ValidateNested()
  subscribeStreamUserIds?: TrtcSubscribeStreamUserIdsInput;

  @Field(() => TrtcOutputFormat, {
    nullable: true,
    description: "Kinds of files in a bucket. Has no effect for VOD, where mediaType says it. Vendor's default: HLS.",
  })
  @IsOptional()
  outputFormat?: TrtcOutputFormat;

  @Field(() => TrtcAvMerge, {
    nullable: true,
    description:
      "SINGLE only: whether sound and picture of a user go into one file. MIXED always does that. Vendor's default: SEPARATE.",
  })
  @IsOptional()
  avMerge?: TrtcAvMerge;

  @Field(() => Int, {
    nullable: true,
    description:
      "Cut mp4 and aac files after so long; they are also cut at 2 GB. No effect on hls. From 1 to 1440 minutes. Vendor's default: 1440.",
  })
  @IsOptional()
  @Between(1, 1440, 'minutes')
  maxMediaFileDuration?: number;

  @Field(() => TrtcRecordMedia, {
    nullable: true,
    description: "Which streams of a user to take. Vendor's default: MAIN_AND_SECOND.",
  })
  @IsOptional()
  mediaId?: TrtcRecordMedia;

  @Field(() => TrtcFillType, { nullable: true, description: 'What shows while a video stream sends nothing.' })
  @IsOptional()
  fillType?: TrtcFillType;

  @Field(() => TrtcSubscribeAbility, {
    nullable: true,
    description: "Whether to take the robot that publishes a mixed stream back. Vendor's default: NO.",
  })
  @IsOptional()
  subscribeAbility?: TrtcSubscribeAbility;
}
