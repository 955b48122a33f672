import { Field, ObjectType } from 'type-graphql';
import type { WireView } from '../../domain/recorder.ts';

@ObjectType('StartPreview', {
  description: 'The call that a start would send to the vendor, including values added by the server.',
  simpleResolvers: true,
})
export class StartPreviewType implements WireView {
  @Field(() => String, { description: "Vendor's name of the action." })
  action!: string;

  @Field(() => String, { description: 'HTTP method.' })
  method!: string;

  @Field(() => String, { description: 'Address of the request.' })
  url!: string;

  @Field(() => String, {
    description: 'Request body as JSON. Secrets, including those in addresses, are shown as [secret].',
  })
  body!: string;

  /** Of which product, for the field `layout`. */
  product!: string;

  /** The input of the product's layout preview, for the field `layout`; null: no layout. */
  layoutInput!: object | null;
}
