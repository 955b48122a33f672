import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Where a page lies in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there are more behind it.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there are more in front of it.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Cursor of its first entry: the value of `before` for the page in front; with last also of the place where the search for more stopped. Null for an empty page without such a place.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Cursor of its last entry, or of the place where the search for more stopped: the value of `after` for the next page. Null for an empty page without such a place.',
  })
  endCursor!: string | null;
}
