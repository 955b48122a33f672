import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { VendorState, type LiveStatus, type Product } from '../src/providers/provider.ts';

registerEnumType(VendorState, {
  name: 'VendorState',
  description: 'Where calls to a vendor go.',
  valuesConfig: {
    LIVE: {
      description:
        'To the vendor, where recordings are real and billed, or to another endpoint that the operator set. `hint` says which.',
    },
    EMULATED: { description: 'To an emulator on this machine. Nothing is recorded.' },
    OFF: { description: 'Nowhere: they are answered VENDOR_NOT_CONFIGURED.' },
  },
});

@ObjectType('VendorProduct', { description: 'One recorder of a vendor.', simpleResolvers: true })
export class ProductType implements Pick<Product, 'title' | 'mutation'> {
  @Field(() => String, { description: 'Its name, for people.' })
  title!: string;

  @Field(() => String, { description: 'The mutation that starts a recording.' })
  mutation!: string;
}

type Action = LiveStatus['actions'][number];

@ObjectType('VendorAction', {
  description: 'An action of a vendor that limits how often it is called: calls wait here for their turn.',
  simpleResolvers: true,
})
export class VendorActionType implements Action {
  @Field(() => String, { description: "The vendor's name for it, with the service: tiw.StartOnlineRecord." })
  name!: string;

  @Field(() => Int, {
    description: 'How many calls of the client that asks can be sent at this moment without waiting.',
  })
  available!: number;

  @Field(() => Int, {
    description:
      'How long a call waits that the client that asks makes at this moment, in milliseconds. Clients take turns.',
  })
  waitMs!: number;
}

@ObjectType('Vendor', { description: 'A vendor of cloud recorders, and how it stands here.', simpleResolvers: true })
export class VendorType implements LiveStatus {
  @Field(() => String, { description: 'Its name, for programs: tencent or rongcloud.' })
  name!: string;

  @Field(() => String, { description: 'Its name, for people.' })
  title!: string;

  @Field(() => VendorState, { description: 'Where calls to it go.' })
  state!: VendorState;

  @Field(() => [ProductType], { description: 'Its recorders.' })
  products!: readonly ProductType[];

  @Field(() => String, { description: 'Where calls go, or what the operator can do to change the state.' })
  hint!: string;

  @Field(() => [VendorActionType], {
    description:
      'How its actions stand at this moment: those that this server has called since its start. Empty where calls are not paced.',
  })
  actions!: readonly Action[];
}
