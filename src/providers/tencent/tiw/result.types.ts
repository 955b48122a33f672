import { Field, Int, ObjectType } from 'type-graphql';
import { Int64 } from '../../../input/scalars.ts';

@ObjectType({ description: 'A video of a whiteboard recording.', simpleResolvers: true })
export class TiwVideoInfo {
  @Field(() => Int64, {
    nullable: true,
    description: 'Position at which the video starts in the replay. In milliseconds.',
  })
  videoPlayTime?: bigint;

  @Field(() => Int64, { nullable: true, description: 'Size. In bytes.' })
  videoSize?: bigint;

  @Field(() => String, { nullable: true, description: 'File format, such as mp4.' })
  videoFormat?: string;

  @Field(() => Int64, { nullable: true, description: 'Length. In milliseconds.' })
  videoDuration?: bigint;

  @Field(() => String, {
    nullable: true,
    description: 'Address of the file. Without a bucket of your own, the file is deleted after 3 days.',
  })
  videoUrl?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Opaque id of the file: decimal digits in some vendor examples, 32 hexadecimal digits in others.',
  })
  videoId?: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'Kind of stream. 0: camera; 1: shared screen; 2: whiteboard; 3: mixed; 4: audio only, mp3. Other values are possible, and kept.',
  })
  videoType?: number;

  @Field(() => String, {
    nullable: true,
    description:
      'User in the video. Empty: the whiteboard; tic_mixstream_<room>_<layout>: the mix; tic_substream_<user>: a second stream.',
  })
  userId?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Width of the picture. In pixels. Missing in older callback examples.',
  })
  width?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Height of the picture. In pixels. Missing in older callback examples.',
  })
  height?: number;
}

@ObjectType({ description: 'A pause that was left out of a joined video.', simpleResolvers: true })
export class TiwOmittedDuration {
  @Field(() => Int64, {
    nullable: true,
    description: 'Position of the pause in the joined video. In milliseconds.',
  })
  videoTime?: bigint;

  @Field(() => Int64, { nullable: true, description: 'Start of the pause. In Unix milliseconds.' })
  pauseTime?: bigint;

  @Field(() => Int64, { nullable: true, description: 'End of the pause. In Unix milliseconds.' })
  resumeTime?: bigint;
}

@ObjectType({ description: 'Number of stream interruptions of a user.', simpleResolvers: true })
export class TiwInterrupt {
  @Field(() => String, { nullable: true, description: 'User id.' })
  userId?: string;

  @Field(() => Int, { nullable: true, description: 'Number of interruptions.' })
  count?: number;
}
