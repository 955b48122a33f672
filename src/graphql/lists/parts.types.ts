import { Field, ObjectType } from 'type-graphql';
import { RecordingChangeType } from '../recordings/recording-change.types.ts';
import { RecordingFileType } from '../recordings/recording.types.ts';
import type { Track } from '../../recordings/files/tracks.ts';
import { RecordingTrackType } from '../recordings/tracks.types.ts';
import type { ChangeView } from '../recordings/view.ts';
import type { FileView } from '../../recordings/files/file-view.ts';
import { PageInfo } from './page-info.types.ts';

@ObjectType({ description: 'A file and its place in a list.', simpleResolvers: true })
export class RecordingFileEdge {
  @Field(() => String, { description: 'Its place, for `after` and `before`. Means nothing else.' })
  cursor!: string;

  @Field(() => RecordingFileType, { description: 'The file.' })
  node!: FileView;
}

/** Its counts are read by a resolver. */
@ObjectType({ description: 'A page of files.', simpleResolvers: true })
export class RecordingFileConnection {
  @Field(() => [RecordingFileEdge], { description: 'The files with their places.' })
  edges!: readonly RecordingFileEdge[];

  @Field(() => [RecordingFileType], { description: 'The files alone.' })
  nodes!: readonly FileView[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo!: PageInfo;
}

@ObjectType({ description: 'A change and its place in a list.', simpleResolvers: true })
export class RecordingChangeEdge {
  @Field(() => String, { description: 'Its place, for `after` and `before`. Means nothing else.' })
  cursor!: string;

  @Field(() => RecordingChangeType, { description: 'The change.' })
  node!: ChangeView;
}

/** Its counts are read by a resolver. */
@ObjectType({ description: 'A page of changes.', simpleResolvers: true })
export class RecordingChangeConnection {
  @Field(() => [RecordingChangeEdge], { description: 'The changes with their places.' })
  edges!: readonly RecordingChangeEdge[];

  @Field(() => [RecordingChangeType], { description: 'The changes alone.' })
  nodes!: readonly ChangeView[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo!: PageInfo;
}

@ObjectType({ description: 'A track and its place in a list.', simpleResolvers: true })
export class RecordingTrackEdge {
  @Field(() => String, { description: 'Its place, for `after` and `before`. Means nothing else.' })
  cursor!: string;

  @Field(() => RecordingTrackType, { description: 'The track.' })
  node!: Track;
}

/** Its counts are read by a resolver. */
@ObjectType({ description: 'A page of tracks.', simpleResolvers: true })
export class RecordingTrackConnection {
  @Field(() => [RecordingTrackEdge], { description: 'The tracks with their places.' })
  edges!: readonly RecordingTrackEdge[];

  @Field(() => [RecordingTrackType], { description: 'The tracks alone.' })
  nodes!: readonly Track[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo!: PageInfo;
}
