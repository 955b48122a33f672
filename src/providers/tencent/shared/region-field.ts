import { IsOptional } from 'class-validator';
import { Field } from 'type-graphql';
import { DeferredCheck } from '../../../input/deferred-check.ts';
import { OneOf } from '../../../input/rules.ts';
import { composeDecorators } from '../../../input/compose-decorators.ts';
import { anySite, type Regions } from '../api/regions.ts';

const OF_THE_START = 'that of the start. Absent: the one that the server is set to.';

/** TIW has one region at each site. */
export const TIW_REGION_WORDS =
  'ap-singapore at the international site, ap-guangzhou at the China site. Absent: that one.';

/** The optional region of a call: a header at the vendor, a field of the input here. `words` say which to choose. */
export function RegionField(regions: Regions, words = OF_THE_START): PropertyDecorator {
  return composeDecorators(
    Field(() => String, { nullable: true, description: `Region of the vendor that takes the call: ${words}` }),
    IsOptional(),
    OneOf(...anySite(regions)),
    DeferredCheck("must be a region of the site of this server's account"),
  );
}
