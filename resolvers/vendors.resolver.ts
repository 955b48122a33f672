import { Query, Resolver } from 'type-graphql';
import type { VendorStatus } from '../src/providers/provider.ts';
import { VendorType } from './vendors.types.ts';

@Resolver()
export class VendorsResolver {
  constructor(private readonly statuses: readonly VendorStatus[]) {}

  @Query(() => [VendorType], { description: 'The vendors, and whether each is live, emulated or off.' })
  vendors(): readonly VendorStatus[] {
    return this.statuses;
  }
}
