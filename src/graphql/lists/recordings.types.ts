import { Field, Int, ObjectType } from 'type-graphql';
import { RecordingType } from '../recordings/recording.types.ts';
import { PageInfo } from './page-info.types.ts';

@ObjectType({ description: 'A recording and its cursor.', simpleResolvers: true })
export class RecordingEdge {
  @Field(() => String, { description: 'Opaque cursor of this entry, for `after` and `before`.' })
  cursor!: string;

  @Field(() => RecordingType, { description: 'The recording.' })
  node!: RecordingType;
}

/** The resolver of the counts adds the count fields. */
@ObjectType({ description: 'A page of recordings.', simpleResolvers: true })
export class RecordingConnection {
  @Field(() => [RecordingEdge], { description: 'Recordings with their cursors.' })
  edges!: readonly RecordingEdge[];

  @Field(() => [RecordingType], { description: 'Recordings without cursors.' })
  nodes!: readonly RecordingType[];

  @Field(() => PageInfo, { description: 'Position of the page in the list.' })
  pageInfo!: PageInfo;
}

@ObjectType({ description: 'A group of recordings that share one property.', simpleResolvers: true })
export class RecordingCount {
  @Field(() => String, {
    nullable: true,
    description:
      'The shared value: a product, a state, an application or a label value. Null: recordings without the label.',
  })
  key!: string | null;

  @Field(() => Int, { description: 'Number of recordings; a lower bound if isExact is false.' })
  count!: number;

  @Field(() => Boolean, { description: 'Whether all recordings were counted.' })
  isExact!: boolean;
}
