import { Query, Resolver } from 'type-graphql';
import { Operation, query } from '../src/graphql/operation.ts';
import type { LiveStatus } from '../src/providers/provider.ts';
import { VendorType } from './vendors.types.ts';

@Resolver()
export class VendorsResolver {
  constructor(private readonly statuses: readonly LiveStatus[]) {}

  @Operation(query)
  @Query(() => [VendorType], { description: 'Lists the vendors, with the state of each: live, emulated or off.' })
  vendors(): readonly LiveStatus[] {
    return this.statuses.map((status) => ({ ...status })); // copied per request, because waiting calls depend on the client
  }
}
