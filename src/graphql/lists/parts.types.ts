import { Field, ObjectType } from 'type-graphql';
import { RecordingChangeType } from '../recordings/recording-change.types.ts';
import { RecordingFileType } from '../recordings/recording.types.ts';
import type { Track } from '../../recordings/files/tracks.ts';
import { RecordingTrackType } from '../recordings/tracks.types.ts';
import type { ChangeView } from '../recordings/view.ts';
import type { FileView } from '../../recordings/files/file-view.ts';
import { PageInfo } from './page-info.types.ts';

@ObjectType({ description: 'A file and its cursor.', simpleResolvers: true })
export class RecordingFileEdge {
  @Field(() => String, { description: 'Opaque cursor of this entry, for `after` and `before`.' })
  cursor!: string;

  @Field(() => RecordingFileType, { description: 'The file.' })
  node!: FileView;
}

/** The resolver of the counts adds the count fields. */
@ObjectType({ description: 'A page of files.', simpleResolvers: true })
export class RecordingFileConnection {
  @Field(() => [RecordingFileEdge], { description: 'Files with their cursors.' })
  edges!: readonly RecordingFileEdge[];

  @Field(() => [RecordingFileType], { description: 'Files without cursors.' })
  nodes!: readonly FileView[];

  @Field(() => PageInfo, { description: 'Position of the page in the list.' })
  pageInfo!: PageInfo;
}

@ObjectType({ description: 'A change and its cursor.', simpleResolvers: true })
export class RecordingChangeEdge {
  @Field(() => String, { description: 'Opaque cursor of this entry, for `after` and `before`.' })
  cursor!: string;

  @Field(() => RecordingChangeType, { description: 'The change.' })
  node!: ChangeView;
}

/** The resolver of the counts adds the count fields. */
@ObjectType({ description: 'A page of changes.', simpleResolvers: true })
export class RecordingChangeConnection {
  @Field(() => [RecordingChangeEdge], { description: 'Changes with their cursors.' })
  edges!: readonly RecordingChangeEdge[];

  @Field(() => [RecordingChangeType], { description: 'Changes without cursors.' })
  nodes!: readonly ChangeView[];

  @Field(() => PageInfo, { description: 'Position of the page in the list.' })
  pageInfo!: PageInfo;
}

@ObjectType({ description: 'A track and its cursor.', simpleResolvers: true })
export class RecordingTrackEdge {
  @Field(() => String, { description: 'Opaque cursor of this entry, for `after` and `before`.' })
  cursor!: string;

  @Field(() => RecordingTrackType, { description: 'The track.' })
  node!: Track;
}

/** The resolver of the counts adds the count fields. */
@ObjectType({ description: 'A page of tracks.', simpleResolvers: true })
export class RecordingTrackConnection {
  @Field(() => [RecordingTrackEdge], { description: 'Tracks with their cursors.' })
  edges!: readonly RecordingTrackEdge[];

  @Field(() => [RecordingTrackType], { description: 'Tracks without cursors.' })
  nodes!: readonly Track[];

  @Field(() => PageInfo, { description: 'Position of the page in the list.' })
  pageInfo!: PageInfo;
}
