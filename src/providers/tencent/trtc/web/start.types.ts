import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { NullableField, OptionalField } from '../../../../input/nullable-fields.ts';
import { Address, HttpUrl } from '../../../../input/addresses.ts';
import { absent, any, is } from '../../../../input/conditions.ts';
import { ApplicationId, Between, HoldsAt, Items, MaxBytes } from '../../../../input/rules.ts';
import { UInt32 } from '../../../../input/scalars.ts';
import { OwnStartFields, StartInput } from '../../../../graphql/recordings/own-fields.ts';
import { StartPayload } from '../../../../graphql/recordings/payloads.ts';
import { RegionField, RequestIdField } from '../../shared/common-fields.ts';
import { TRTC_WEB_REGIONS } from '../../api/regions.ts';
import { TrtcStorageParamsInput, TrtcStorageVendor } from '../storage.types.ts';

export enum TrtcWebFormat {
  HLS = 'hls',
  MP4 = 'mp4',
}

registerEnumType(TrtcWebFormat, {
  name: 'TrtcWebFormat',
  description: 'Format of the files of a web page recording in a bucket.',
  valuesConfig: {
    HLS: { description: 'HLS playlist and segments.' },
    MP4: { description: 'mp4 files.' },
  },
});

export enum TrtcCdn {
  OTHER = 0,
  TENCENT = 1,
}

registerEnumType(TrtcCdn, {
  name: 'TrtcCdn',
  description: 'Provider of a CDN address.',
  valuesConfig: {
    OTHER: { description: 'Another CDN. Costs extra.' },
    TENCENT: { description: 'Tencent CDN.' },
  },
});

export enum TrtcMobileDevice {
  PHONE = 0,
  TABLET = 1,
}

registerEnumType(TrtcMobileDevice, {
  name: 'TrtcMobileDevice',
  description: 'Mobile device that shows a page.',
  valuesConfig: {
    PHONE: { description: 'A phone.' },
    TABLET: { description: 'A tablet.' },
  },
});

export enum TrtcScreenOrientation {
  PORTRAIT = 0,
  LANDSCAPE = 1,
}

registerEnumType(TrtcScreenOrientation, {
  name: 'TrtcScreenOrientation',
  description: 'Orientation of the device.',
  valuesConfig: {
    PORTRAIT: { description: 'Upright.' },
    LANDSCAPE: { description: 'Sideways.' },
  },
});

@InputType({ description: 'Picture and files of a web page recording.' })
export class TrtcWebRecordVideoParamsInput {
  @OptionalField(() => Int, "Width of the picture. From 0 to 1920 pixels. Vendor's default: 1280.")
  @Between(0, 1920, 'pixels')
  width?: number;

  @OptionalField(() => Int, "Height of the picture. From 0 to 1080 pixels. Vendor's default: 720.")
  @Between(0, 1080, 'pixels')
  height?: number;

  @OptionalField(() => TrtcWebFormat, 'Format of the files in a bucket. Has no effect for VOD, which uses mediaType.')
  format?: TrtcWebFormat;

  @OptionalField(
    () => Int,
    "Maximum length of a file; files are also cut at 2 GB. From 1 to 1440 minutes. No effect on HLS. Vendor's default: 1440.",
  )
  @Between(1, 1440, 'minutes')
  maxMediaFileDuration?: number;
}

@InputType({ description: 'An address to which the picture is streamed.' })
export class TrtcPublishCdnParamInput {
  @Field(() => String, {
    description: 'Target address, rtmp only. Its query, or its last part if there is no query, is a secret.',
  })
  @Address(/^rtmp:\/\/\S*$/i, 'must be an rtmp:// address')
  publishCdnUrl!: string;

  @OptionalField(() => TrtcCdn, 'Provider of the address. Absent: TENCENT. Other CDNs cost extra.')
  isTencentCdn?: TrtcCdn;
}

@InputType({
  description:
    'The mobile device that shows the page. If this object is given, the page is shown as on a mobile device.',
})
export class TrtcEmulateMobileParamsInput {
  @OptionalField(() => TrtcMobileDevice, 'Kind of device.')
  mobileDeviceType?: TrtcMobileDevice;

  @OptionalField(() => TrtcScreenOrientation, 'Orientation of the device.')
  screenOrientation?: TrtcScreenOrientation;
}

/**
 * Maximum duration that the server sets if the client sets none. Just below both published bounds, and the shorter of
 * the two published defaults, because it limits the bill of a forgotten recording.
 */
export const SAFE_MAX_DURATION_S = 36_000;

/** Web pages go to COS or VOD: the vendor accepts no other bucket for them. */
const IS_COS = any(
  absent('storageParams.cloudStorage'),
  is('storageParams.cloudStorage.vendor', TrtcStorageVendor.COS),
);

@StartInput('The web page to record, and how (TRTC StartWebRecord).')
export class TrtcStartWebRecordInput extends OwnStartFields {
  @RegionField(
    TRTC_WEB_REGIONS,
    "Vendor region. International site: ap-singapore; China site: ap-beijing, ap-guangzhou or ap-shanghai. Default: the server's region.",
  )
  region?: string;

  @Field(() => String, {
    description: 'Address of the page. The page must play by itself, need no login, not redirect and not use WebGL.',
  })
  @HttpUrl()
  recordUrl!: string;

  @Field(() => TrtcStorageParamsInput, { description: 'Storage of the files: COS or VOD, not S3.' })
  @HoldsAt(['cloudStorage', 'vendor'], 'vendor must be COS for a web page recording', IS_COS)
  @ValidateNested()
  storageParams!: TrtcStorageParamsInput;

  @Field(() => UInt32, { description: 'SdkAppId of the application.' })
  @ApplicationId()
  sdkAppId!: number;

  @OptionalField(
    () => Int,
    "Length after which the recording stops. From 1800 to 86400 seconds; all vendor versions accept up to 36000. Default: 36000, because the vendor's own default is disputed and decides how long a forgotten recording is billed.",
    { defaultValue: SAFE_MAX_DURATION_S },
  )
  @Between(1800, 86400, 'seconds')
  maxDurationLimit?: number;

  @OptionalField(() => TrtcWebRecordVideoParamsInput, 'Size of the picture and format of the files.')
  @ValidateNested()
  webRecordVideoParams?: TrtcWebRecordVideoParamsInput;

  @OptionalField(
    () => String,
    'Your own key against duplicate starts: a second start with the same key fails with VENDOR_CONFLICT. At most 31 bytes. After any other failure use a new key. Absent: generated.',
  )
  @MaxBytes(31)
  recordId?: string;

  @OptionalField(
    () => [TrtcPublishCdnParamInput],
    'Addresses to which the picture is also streamed. At most 10 entries.',
  )
  @Items(0, 10)
  @ValidateNested({ each: true })
  publishCdnParams?: TrtcPublishCdnParamInput[];

  @OptionalField(
    () => Int,
    "Maximum wait for the page to report that it is ready. From 0 to 60 seconds; 0: no wait, and no report needed. Vendor's default: 0.",
  )
  @Between(0, 60, 'seconds')
  readyTimeout?: number;

  @OptionalField(() => TrtcEmulateMobileParamsInput, 'The mobile device that shows the page. Absent: a desktop.')
  @ValidateNested()
  emulateMobileParams?: TrtcEmulateMobileParamsInput;
}

@ObjectType({ description: "TRTC's answer to the start of a web page recording.", simpleResolvers: true })
export class TrtcStartWebRecordPayload extends StartPayload {
  @NullableField(() => String, 'Opaque id of the recording. May contain + and /. Null when the start failed.')
  taskId?: string;

  @RequestIdField()
  requestId?: string;
}
