import { Field, ObjectType } from 'type-graphql';
import type { WireView } from '../../domain/recorder.ts';

@ObjectType('StartPreview', {
  description: 'The call that a start would send to the vendor: what is filled in by the server is in it.',
  simpleResolvers: true,
})
export class StartPreviewType implements WireView {
  @Field(() => String, { description: "The vendor's name of the action." })
  action!: string;

  @Field(() => String, { description: 'Method of the HTTP request.' })
  method!: string;

  @Field(() => String, { description: 'Address of the HTTP request.' })
  url!: string;

  @Field(() => String, {
    description: 'Body of the HTTP request, as JSON. Secrets in it read [secret], also those in addresses.',
  })
  body!: string;

  /** Of which product, for the field `layout`. */
  product!: string;

  /** What the field `layout` is made of: the input of the product's layout preview; null where there is no layout. */
  layoutInput!: object | null;
}
