import { IsOptional } from 'class-validator';
import { Field } from 'type-graphql';
import { DeferredCheck } from '../../../input/deferred-check.ts';
import { OneOf } from '../../../input/rules.ts';
import { composeDecorators } from '../../../input/compose-decorators.ts';
import { anySite, type Regions } from '../api/regions.ts';

const OF_THE_START = "Vendor region of the start. Default: the server's region.";

/** TIW has one region at each site. */
export const TIW_REGION_WORDS =
  'Vendor region. Default: ap-singapore (international site) or ap-guangzhou (China site).';

/** The optional region of a call: a header at the vendor, a field of the input here. */
export function RegionField(regions: Regions, description = OF_THE_START): PropertyDecorator {
  return composeDecorators(
    Field(() => String, { nullable: true, description }),
    IsOptional(),
    OneOf(...anySite(regions)),
    DeferredCheck("must be a region of the site of this server's account"),
  );
}
