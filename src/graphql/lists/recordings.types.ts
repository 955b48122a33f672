import { Field, Int, ObjectType } from 'type-graphql';
import { NullableField } from '../../input/nullable-fields.ts';
import { RecordingChangeType } from '../recordings/recording-change.types.ts';
import { RecordingFileType, RecordingType } from '../recordings/recording.types.ts';
import { RecordingTrackType } from '../recordings/tracks.types.ts';
import { connectionType } from './connection-type.ts';

export const RecordingConnection = connectionType('Recording', RecordingType, 'recording');
export const RecordingFileConnection = connectionType('RecordingFile', RecordingFileType, 'file');
export const RecordingChangeConnection = connectionType('RecordingChange', RecordingChangeType, 'change');
export const RecordingTrackConnection = connectionType('RecordingTrack', RecordingTrackType, 'track');

@ObjectType({ description: 'A group of recordings that share one property.', simpleResolvers: true })
export class RecordingCount {
  @NullableField(
    () => String,
    'The shared value: a product, a state, an application or a label value. Null: recordings without the label.',
  )
  key!: string | null;

  @Field(() => Int, { description: 'Number of recordings; a lower bound if isExact is false.' })
  count!: number;

  @Field(() => Boolean, { description: 'Whether all recordings were counted.' })
  isExact!: boolean;
}
