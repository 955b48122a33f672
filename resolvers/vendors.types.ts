import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { VendorState, type Product, type VendorStatus } from '../src/providers/provider.ts';

registerEnumType(VendorState, {
  name: 'VendorState',
  description: 'Where calls to a vendor go.',
  valuesConfig: {
    LIVE: { description: 'To the vendor. Recordings are real and billed.' },
    EMULATED: { description: 'To an emulator on this machine. Nothing is recorded.' },
    OFF: { description: 'Nowhere: they are answered VENDOR_NOT_CONFIGURED.' },
  },
});

@ObjectType('VendorProduct', { description: 'One recorder of a vendor.', simpleResolvers: true })
export class ProductType implements Product {
  @Field(() => String, { description: 'Its name, for people.' })
  title!: string;

  @Field(() => String, { description: 'The mutation that starts a recording.' })
  mutation!: string;
}

@ObjectType('Vendor', { description: 'A vendor of cloud recorders, and how it stands here.', simpleResolvers: true })
export class VendorType implements VendorStatus {
  @Field(() => String, { description: 'Its name, for programs: tencent or rongcloud.' })
  name!: string;

  @Field(() => String, { description: 'Its name, for people.' })
  title!: string;

  @Field(() => VendorState, { description: 'Where calls to it go.' })
  state!: VendorState;

  @Field(() => [ProductType], { description: 'Its recorders.' })
  products!: readonly Product[];

  @Field(() => String, { description: 'What the operator can do to change the state.' })
  hint!: string;
}
