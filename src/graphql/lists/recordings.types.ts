import { Field, Int, ObjectType } from 'type-graphql';
import { RecordingType } from '../recordings/recording.types.ts';
import { PageInfo } from './page-info.types.ts';

@ObjectType({ description: 'A recording and its place in a list.', simpleResolvers: true })
export class RecordingEdge {
  @Field(() => String, { description: 'Its place, for `after` and `before`. Means nothing else.' })
  cursor!: string;

  @Field(() => RecordingType, { description: 'The recording.' })
  node!: RecordingType;
}

/** Its counts are read by a resolver. */
@ObjectType({ description: 'A page of recordings.', simpleResolvers: true })
export class RecordingConnection {
  @Field(() => [RecordingEdge], { description: 'The recordings with their places.' })
  edges!: readonly RecordingEdge[];

  @Field(() => [RecordingType], { description: 'The recordings alone.' })
  nodes!: readonly RecordingType[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo!: PageInfo;
}

@ObjectType({ description: 'Recordings that have something in common.', simpleResolvers: true })
export class RecordingCount {
  @Field(() => String, {
    nullable: true,
    description:
      'What they have in common: a value of RecordingProduct or RecordingState, an application, or the value of the label. Null: they do not have the label.',
  })
  key!: string | null;

  @Field(() => Int, { description: 'How many there are. Where isExact is false: at least so many.' })
  count!: number;

  @Field(() => Boolean, { description: 'Whether all were counted. False: there may be more.' })
  isExact!: boolean;
}
