import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Position of a page in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether entries follow this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether entries precede this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Cursor of the first entry: `before` of the preceding page. With last, also where an unfinished search stopped. Null: the page is empty and the search is finished.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Cursor of the last entry, or where an unfinished search stopped: `after` of the next page. Null: the page is empty and the search is finished.',
  })
  endCursor!: string | null;
}
