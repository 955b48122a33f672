import { Int, ObjectType } from 'type-graphql';
import { NullableField } from '../../../input/nullable-fields.ts';
import { Int64 } from '../../../input/scalars.ts';

@ObjectType({ description: 'A video of a whiteboard recording.', simpleResolvers: true })
export class TiwVideoInfo {
  @NullableField(() => Int64, 'Position at which the video starts in the replay. In milliseconds.')
  videoPlayTime?: bigint;

  @NullableField(() => Int64, 'Size. In bytes.')
  videoSize?: bigint;

  @NullableField(() => String, 'File format, such as mp4.')
  videoFormat?: string;

  @NullableField(() => Int64, 'Length. In milliseconds.')
  videoDuration?: bigint;

  @NullableField(() => String, 'Address of the file. Without a bucket of your own, the file is deleted after 3 days.')
  videoUrl?: string;

  @NullableField(
    () => String,
    'Opaque id of the file: decimal digits in some vendor examples, 32 hexadecimal digits in others.',
  )
  videoId?: string;

  @NullableField(
    () => Int,
    'Kind of stream. 0: camera; 1: shared screen; 2: whiteboard; 3: mixed; 4: audio only, mp3. Other values are possible, and kept.',
  )
  videoType?: number;

  @NullableField(
    () => String,
    'User in the video. Empty: the whiteboard; tic_mixstream_<room>_<layout>: the mix; tic_substream_<user>: a second stream.',
  )
  userId?: string;

  @NullableField(() => Int, 'Width of the picture. In pixels. Missing in older callback examples.')
  width?: number;

  @NullableField(() => Int, 'Height of the picture. In pixels. Missing in older callback examples.')
  height?: number;
}

@ObjectType({ description: 'A pause that was left out of a joined video.', simpleResolvers: true })
export class TiwOmittedDuration {
  @NullableField(() => Int64, 'Position of the pause in the joined video. In milliseconds.')
  videoTime?: bigint;

  @NullableField(() => Int64, 'Start of the pause. In Unix milliseconds.')
  pauseTime?: bigint;

  @NullableField(() => Int64, 'End of the pause. In Unix milliseconds.')
  resumeTime?: bigint;
}

@ObjectType({ description: 'Number of stream interruptions of a user.', simpleResolvers: true })
export class TiwInterrupt {
  @NullableField(() => String, 'User id.')
  userId?: string;

  @NullableField(() => Int, 'Number of interruptions.')
  count?: number;
}
