import { Field, ObjectType } from 'type-graphql';
import { DateTime, Int64 } from '../../input/scalars.ts';
import type { Span, Track } from '../../recordings/files/tracks.ts';

@ObjectType('RecordingSpan', { description: 'A piece of time.', simpleResolvers: true })
export class RecordingSpanType implements Span {
  @Field(() => DateTime, { description: 'Its first moment.' })
  from!: number;

  @Field(() => DateTime, { description: 'The moment it ends, which is not in it.' })
  to!: number;
}

@ObjectType('RecordingTrack', {
  description:
    'What the files of one user (or of the mix), with one kind of content and in one format, cover together. Up to one second between two files is no gap.',
  simpleResolvers: true,
})
export class RecordingTrackType implements Track {
  @Field(() => String, { nullable: true, description: 'Whose track it is. Null for a mixed one, or when not told.' })
  userId!: string | null;

  @Field(() => String, { nullable: true, description: "What is in it, in the vendor's words, as audio_video." })
  track!: string | null;

  @Field(() => String, { nullable: true, description: 'Kind of file, as mp4. The same in two formats is two tracks.' })
  format!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Begin of its first file. Null when no file has its times.' })
  beginsAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'End of its last file. Null when no file has its times.' })
  endsAt!: number | null;

  @Field(() => Int64, {
    description: 'How much of the time from beginsAt to endsAt is not in a gap, in milliseconds.',
  })
  coveredMs!: number;

  @Field(() => [RecordingSpanType], {
    description:
      'Times between beginsAt and endsAt that no file covers, in order. No defect where there was nothing to record, as of a muted user.',
  })
  gaps!: readonly Span[];

  @Field(() => [RecordingSpanType], { description: 'Times that two files or more cover, in order.' })
  overlaps!: readonly Span[];

  @Field(() => [String], { description: 'Names of its files: in order of time, then those in `unplaced`.' })
  files!: readonly string[];

  @Field(() => [String], {
    description: 'Names of files whose begin or end the vendor has not told. While there is one, gaps are not certain.',
  })
  unplaced!: readonly string[];
}
