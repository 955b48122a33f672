import { Field, Int, ObjectType } from 'type-graphql';
import { Int64 } from '../../../input/scalars.ts';

@ObjectType({ description: 'A video of a whiteboard recording.', simpleResolvers: true })
export class TiwVideoInfo {
  @Field(() => Int64, { nullable: true, description: 'Where this video starts on the replay axis. In milliseconds.' })
  videoPlayTime?: bigint;

  @Field(() => Int64, { nullable: true, description: 'Size. In bytes.' })
  videoSize?: bigint;

  @Field(() => String, { nullable: true, description: 'Container, for example mp4.' })
  videoFormat?: string;

  @Field(() => Int64, { nullable: true, description: 'Length. In milliseconds.' })
  videoDuration?: bigint;

  @Field(() => String, {
    nullable: true,
    description: 'Address of the file. Without an own bucket the file is deleted after 3 days.',
  })
  videoUrl?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Id of the file. Opaque text: decimal digits in some vendor examples, 32 hexadecimal digits in others.',
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
      'Owner. Empty for the whiteboard; tic_mixstream_<room>_<layout> for the mix; tic_substream_<user> for a second stream.',
  })
  userId?: string;

  @Field(() => Int, { nullable: true, description: 'Picture width. Missing in older event examples. In pixels.' })
  width?: number;

  @Field(() => Int, { nullable: true, description: 'Picture height. Missing in older event examples. In pixels.' })
  height?: number;
}

@ObjectType({ description: 'A pause that was left out of a joined video.', simpleResolvers: true })
export class TiwOmittedDuration {
  @Field(() => Int64, {
    nullable: true,
    description: 'Place in the joined video that the pause maps to. In milliseconds.',
  })
  videoTime?: bigint;

  @Field(() => Int64, { nullable: true, description: 'When recording was paused. In Unix milliseconds.' })
  pauseTime?: bigint;

  @Field(() => Int64, { nullable: true, description: 'When recording went on. In Unix milliseconds.' })
  resumeTime?: bigint;
}

@ObjectType({ description: 'How often the stream of a user broke.', simpleResolvers: true })
export class TiwInterrupt {
  @Field(() => String, { nullable: true, description: 'User.' })
  userId?: string;

  @Field(() => Int, { nullable: true, description: 'How often the stream broke.' })
  count?: number;
}
