import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { OptionalField } from '../../../../input/nullable-fields.ts';
import { AtLeast, Between, Holds, UpTo } from '../../../../input/rules.ts';

export enum TrtcSampleRate {
  HZ_48000 = 1,
  HZ_44100 = 2,
  HZ_16000 = 3,
}

registerEnumType(TrtcSampleRate, {
  name: 'TrtcSampleRate',
  description: 'Audio sampling rate.',
  valuesConfig: {
    HZ_48000: { description: '48000 Hz.' },
    HZ_44100: { description: '44100 Hz.' },
    HZ_16000: { description: '16000 Hz.' },
  },
});

export enum TrtcChannel {
  MONO = 1,
  STEREO = 2,
}

registerEnumType(TrtcChannel, {
  name: 'TrtcChannel',
  description: 'Audio channels.',
  valuesConfig: {
    MONO: { description: 'One channel.' },
    STEREO: { description: 'Two channels.' },
  },
});

@InputType({ description: 'Video encoding of a mixed recording. All fields are required.' })
export class TrtcVideoParamsInput {
  @Field(() => Int, { description: 'Width. At most 1920 pixels. width x height must not exceed 1920 x 1080.' })
  @UpTo(1920, 'pixels')
  width!: number;

  @Field(() => Int, { description: 'Height. At most 1920 pixels.' })
  @Holds<TrtcVideoParamsInput, number>(
    'x width must not exceed 1920 x 1080',
    (height, { width }) => width * height <= 1920 * 1080,
  )
  @UpTo(1920, 'pixels')
  height!: number;

  @Field(() => Int, { description: 'Frames per second. From 1 to 60.' })
  @Between(1, 60)
  fps!: number;

  @Field(() => Int, { description: 'Video bit rate. From 64000 to 8192000 bit/s.' })
  @Between(64000, 8192000, 'bit/s')
  bitRate!: number;

  @Field(() => Int, { description: 'Time between key frames. In seconds.' })
  @AtLeast(0)
  gop!: number;
}

@InputType({ description: 'Audio encoding of a mixed recording. All fields are required.' })
export class TrtcAudioParamsInput {
  @Field(() => TrtcSampleRate, { description: 'Sampling rate.' })
  sampleRate!: TrtcSampleRate;

  @Field(() => TrtcChannel, { description: 'Channels.' })
  channel!: TrtcChannel;

  @Field(() => Int, { description: 'Audio bit rate. From 32000 to 128000 bit/s.' })
  @Between(32000, 128000, 'bit/s')
  bitRate!: number;
}

@InputType({ description: 'Encoding of a mixed recording.' })
export class TrtcMixTranscodeParamsInput {
  @OptionalField(
    () => TrtcVideoParamsInput,
    'Video encoding. Absent: 360 x 640 pixels, 15 frames per second, 550000 bit/s, a key frame every 10 s.',
  )
  @ValidateNested()
  videoParams?: TrtcVideoParamsInput;

  @OptionalField(() => TrtcAudioParamsInput, 'Audio encoding. Absent: 48000 Hz, stereo, 64000 bit/s.')
  @ValidateNested()
  audioParams?: TrtcAudioParamsInput;
}
