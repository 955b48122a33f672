import { Field, ObjectType } from 'type-graphql';
import { NullableField } from '../../input/nullable-fields.ts';
import { DateTime, Int64 } from '../../input/scalars.ts';
import type { Span, Track } from '../../recordings/files/tracks.ts';

@ObjectType('RecordingSpan', { description: 'A time span.', simpleResolvers: true })
export class RecordingSpanType implements Span {
  @Field(() => DateTime, { description: 'Start of the span, inclusive.' })
  from!: number;

  @Field(() => DateTime, { description: 'End of the span, exclusive.' })
  to!: number;
}

@ObjectType('RecordingTrack', {
  description:
    'Time that the files of one user (or of the mix), one kind of content and one format cover together. Up to one second between two files is not a gap.',
  simpleResolvers: true,
})
export class RecordingTrackType implements Track {
  @NullableField(() => String, 'User of the track. Null: a mixed track, or unknown.')
  userId!: string | null;

  @NullableField(() => String, 'Content, as the vendor names it, such as audio_video. Null: unknown.')
  track!: string | null;

  @NullableField(
    () => String,
    'File format, such as mp4. The same content in two formats is two tracks. Null: unknown.',
  )
  format!: string | null;

  @NullableField(() => DateTime, 'Start of the first file. Null: no file has times.')
  beginsAt!: number | null;

  @NullableField(() => DateTime, 'End of the last file. Null: no file has times.')
  endsAt!: number | null;

  @Field(() => Int64, {
    description: 'Time from beginsAt to endsAt outside gaps. In milliseconds.',
  })
  coveredMs!: number;

  @Field(() => [RecordingSpanType], {
    description:
      'Spans between beginsAt and endsAt that no file covers, in order. Not necessarily a defect: a muted user leaves gaps.',
  })
  gaps!: readonly Span[];

  @Field(() => [RecordingSpanType], { description: 'Spans that two or more files cover, in order.' })
  overlaps!: readonly Span[];

  @Field(() => [String], { description: 'Names of the files, in order of time, followed by those in `unplaced`.' })
  files!: readonly string[];

  @Field(() => [String], {
    description: 'Names of files without a known start or end. If not empty, gaps are uncertain.',
  })
  unplaced!: readonly string[];
}
