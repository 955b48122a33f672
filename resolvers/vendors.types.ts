import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { VendorState, type LiveStatus, type Product } from '../src/providers/provider.ts';

registerEnumType(VendorState, {
  name: 'VendorState',
  description: 'Destination of the calls to a vendor.',
  valuesConfig: {
    LIVE: {
      description: 'The vendor, or another address set by the operator (see hint). Real recordings are billed.',
    },
    EMULATED: { description: 'An emulator on this machine. Nothing is recorded.' },
    OFF: { description: 'None. Calls fail with VENDOR_NOT_CONFIGURED.' },
  },
});

@ObjectType('VendorProduct', { description: 'A product of a vendor.', simpleResolvers: true })
export class ProductType implements Pick<Product, 'title' | 'mutation'> {
  @Field(() => String, { description: 'Name for people.' })
  title!: string;

  @Field(() => String, { description: 'Mutation that starts a recording.' })
  mutation!: string;
}

type Action = LiveStatus['actions'][number];

@ObjectType('VendorAction', {
  description: "A rate-limited action of a vendor. Calls wait in this server until the vendor's limit allows them.",
  simpleResolvers: true,
})
export class VendorActionType implements Action {
  @Field(() => String, { description: 'Service and name of the action, such as tiw.StartOnlineRecord.' })
  name!: string;

  @Field(() => Int, {
    description: 'Number of calls that the requesting client could send now without waiting.',
  })
  available!: number;

  @Field(() => Int, {
    description: 'Time that a call of the requesting client would wait now. In milliseconds. Clients take turns.',
  })
  waitMs!: number;
}

@ObjectType('Vendor', { description: 'A vendor of cloud recorders.', simpleResolvers: true })
export class VendorType implements LiveStatus {
  @Field(() => String, { description: 'Name for programs: tencent or rongcloud.' })
  name!: string;

  @Field(() => String, { description: 'Name for people.' })
  title!: string;

  @Field(() => VendorState, { description: 'Destination of the calls to this vendor.' })
  state!: VendorState;

  @Field(() => [ProductType], { description: 'Products of the vendor.' })
  products!: readonly ProductType[];

  @Field(() => String, { description: 'The destination in words, or how the operator can change the state.' })
  hint!: string;

  @Field(() => [VendorActionType], {
    description:
      'Actions called since the start of the server, with their current waiting times. Empty: no call yet, or no rate limit is set.',
  })
  actions!: readonly Action[];
}
