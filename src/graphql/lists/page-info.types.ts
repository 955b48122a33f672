import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Position of a page in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether entries follow this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether entries precede this page.' })
  hasPreviousPage!: boolean;

  @NullableField(
    () => String,
    '`before` of the preceding page: the cursor of the first entry, or with last the point where the search stopped early. Null: no entry, and nothing left to search.',
  )
  startCursor!: string | null;

  @NullableField(
    () => String,
    '`after` of the next page: the cursor of the last entry, or the point where the search stopped early. Null: no entry, and nothing left to search.',
  )
  endCursor!: string | null;
}
import { NullableField } from '../../input/nullable-fields.ts';
