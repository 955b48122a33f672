import { IsOptional } from 'class-validator';
import { Field } from 'type-graphql';
import { NullableField } from '../../../input/nullable-fields.ts';
import { DeferredCheck } from '../../../input/deferred-check.ts';
import { ApplicationId, OneOf } from '../../../input/rules.ts';
import { UInt32 } from '../../../input/scalars.ts';
import { composeDecorators } from '../../../input/compose-decorators.ts';
import { anySite, TIW_REGIONS, type Regions } from '../api/regions.ts';

/** `region?: string`: a header at the vendor, a field of the input here. */
export function RegionField(
  regions: Regions,
  description = "Vendor region of the start. Default: the server's region.",
): PropertyDecorator {
  return composeDecorators(
    NullableField(() => String, description),
    IsOptional(),
    OneOf(...anySite(regions)),
    DeferredCheck("must be a region of the site of this server's account"),
  );
}

/** `region?: string` of TIW, which has one region at each site. */
export function TiwRegionField(): PropertyDecorator {
  return RegionField(
    TIW_REGIONS,
    'Vendor region. Default: ap-singapore (international site) or ap-guangzhou (China site).',
  );
}

/** `sdkAppId: number` of a whiteboard application. */
export function SdkAppIdField(): PropertyDecorator {
  return composeDecorators(
    Field(() => UInt32, { description: 'SdkAppId of the whiteboard application.' }),
    ApplicationId(),
  );
}

/** `requestId?: string` of a payload. */
export function RequestIdField(): PropertyDecorator {
  return NullableField(() => String, "Vendor's id of this call, for its support.");
}
