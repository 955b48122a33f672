import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Address, HttpUrl } from '../../../../input/addresses.ts';
import { absent, any, is } from '../../../../input/conditions.ts';
import { ApplicationId, Between, HoldsAt, Items, MaxBytes } from '../../../../input/rules.ts';
import { UInt32 } from '../../../../input/scalars.ts';
import type { NameValueInput } from '../../../../graphql/recordings/name-value.types.ts';
import {
  DryRunField,
  IdempotencyKeyField,
  LabelsField,
  MetadataField,
  StopByField,
} from '../../../../graphql/recordings/own-fields.ts';
import { StartPayload } from '../../../../graphql/recordings/payloads.ts';
import { RegionField } from '../../shared/region-field.ts';
import { TRTC_WEB_REGIONS } from '../../api/regions.ts';
import { TrtcStorageParamsInput, TrtcStorageVendor } from '../storage.types.ts';

export enum TrtcWebFormat {
  HLS = 'hls',
  MP4 = 'mp4',
}

registerEnumType(TrtcWebFormat, {
  name: 'TrtcWebFormat',
  description: 'File kind of a web page recording in a bucket.',
  valuesConfig: {
    HLS: { description: 'hls playlist and slices.' },
    MP4: { description: 'mp4 files.' },
  },
});

export enum TrtcCdn {
  OTHER = 0,
  TENCENT = 1,
}

registerEnumType(TrtcCdn, {
  name: 'TrtcCdn',
  description: 'Whose CDN an address belongs to.',
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
  description: 'Mobile device a page is shown on.',
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
  description: 'How the device is held.',
  valuesConfig: {
    PORTRAIT: { description: 'Upright.' },
    LANDSCAPE: { description: 'Sideways.' },
  },
});

@InputType({ description: 'Picture and files of a web page recording.' })
export class TrtcWebRecordVideoParamsInput {
  @Field(() => Int, {
    nullable: true,
    description: "Width of the picture. From 0 to 1920 pixels. Vendor's default: 1280.",
  })
  @IsOptional()
  @Between(0, 1920, 'pixels')
  width?: number;

  @Field(() => Int, {
    nullable: true,
    description: "Height of the picture. From 0 to 1080 pixels. Vendor's default: 720.",
  })
  @IsOptional()
  @Between(0, 1080, 'pixels')
  height?: number;

  @Field(() => TrtcWebFormat, {
    nullable: true,
    description: 'File kind in a bucket. Has no effect for VOD, where mediaType says it.',
  })
  @IsOptional()
  format?: TrtcWebFormat;

  @Field(() => Int, {
    nullable: true,
    description:
      "Cut files after so long; they are also cut at 2 GB. No effect on hls. From 1 to 1440 minutes. Vendor's default: 1440.",
  })
  @IsOptional()
  @Between(1, 1440, 'minutes')
  maxMediaFileDuration?: number;
}

@InputType({ description: 'An address the picture is pushed to.' })
export class TrtcPublishCdnParamInput {
  @Field(() => String, {
    description: 'Target address, rtmp only. Its query, or without one its last part, is a secret.',
  })
  @Address(/^rtmp:\/\/\S*$/i, 'must be an rtmp:// address')
  publishCdnUrl!: string;

  @Field(() => TrtcCdn, {
    nullable: true,
    description: 'Whose CDN the address belongs to. Absent: TENCENT. Other CDNs cost extra.',
  })
  @IsOptional()
  isTencentCdn?: TrtcCdn;
}

@InputType({ description: 'The mobile device that a page is shown on. Giving this object switches the emulation on.' })
export class TrtcEmulateMobileParamsInput {
  @Field(() => TrtcMobileDevice, { nullable: true, description: 'Device.' })
  @IsOptional()
  mobileDeviceType?: TrtcMobileDevice;

  @Field(() => TrtcScreenOrientation, { nullable: true, description: 'How it is held.' })
  @IsOptional()
  screenOrientation?: TrtcScreenOrientation;
}

/** Web pages go to COS or VOD; the vendor takes no other bucket for them. */
/** Right under both published bounds, and the shorter of the two published defaults: it decides what a forgotten one bills. */
export const SAFE_MAX_DURATION_S = 36_000;

const IS_COS = any(
  absent('storageParams.cloudStorage'),
  is('storageParams.cloudStorage.vendor', TrtcStorageVendor.COS),
);

@InputType({ description: 'Which web page to record (TRTC StartWebRecord).' })
export class TrtcStartWebRecordInput {
  @RegionField(
    TRTC_WEB_REGIONS,
    'ap-singapore at the international site; ap-beijing, ap-guangzhou or ap-shanghai at the China site. Absent: the one that the server is set to.',
  )
  region?: string;

  @Field(() => String, {
    description: 'Address of the page to record. It must play by itself, need no login, not redirect and use no WebGL.',
  })
  @HttpUrl()
  recordUrl!: string;

  @Field(() => TrtcStorageParamsInput, { description: 'Where the files go: COS or VOD, no third party.' })
  @HoldsAt(['cloudStorage', 'vendor'], 'vendor must be COS for a web page recording', IS_COS)
  @ValidateNested()
  storageParams!: TrtcStorageParamsInput;

  @Field(() => UInt32, { description: 'Application id.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => Int, {
    nullable: true,
    defaultValue: SAFE_MAX_DURATION_S,
    description:
      'The recording stops by itself after so long. Values up to 36000 are accepted by old and new versions of the vendor. From 1800 to 86400 seconds. Default: 36000, for that of the vendor is disputed and decides how long a forgotten recording bills.',
  })
  @IsOptional()
  @Between(1800, 86400, 'seconds')
  maxDurationLimit?: number;

  @Field(() => TrtcWebRecordVideoParamsInput, { nullable: true, description: 'Picture size and file kind.' })
  @IsOptional()
  @ValidateNested()
  webRecordVideoParams?: TrtcWebRecordVideoParamsInput;

  @Field(() => String, {
    nullable: true,
    description:
      'Key of your own against double starts: a second start with the same key is refused (VENDOR_CONFLICT). After any other failure use a new key. At most 31 bytes. Absent: one that belongs to this recording.',
  })
  @IsOptional()
  @MaxBytes(31)
  recordId?: string;

  @Field(() => [TrtcPublishCdnParamInput], {
    nullable: true,
    description: 'Also push the picture to these addresses. At most 10 entries.',
  })
  @IsOptional()
  @Items(0, 10)
  @ValidateNested({ each: true })
  publishCdnParams?: TrtcPublishCdnParamInput[];

  @Field(() => Int, {
    nullable: true,
    description:
      "Longest wait for the page to report that it is ready. 0: no wait, and the page need not report. From 0 to 60 seconds. Vendor's default: 0.",
  })
  @IsOptional()
  @Between(0, 60, 'seconds')
  readyTimeout?: number;

  @Field(() => TrtcEmulateMobileParamsInput, {
    nullable: true,
    description: 'Show the page as on a mobile device. Absent: as on a desktop.',
  })
  @IsOptional()
  @ValidateNested()
  emulateMobileParams?: TrtcEmulateMobileParamsInput;

  @LabelsField()
  labels?: NameValueInput[];

  @MetadataField()
  metadata?: NameValueInput[];

  @StopByField()
  stopBy?: number;

  @IdempotencyKeyField()
  idempotencyKey?: string;

  @DryRunField()
  dryRun?: boolean;
}

@ObjectType({ description: 'The answer of TRTC to the start of a web page recording.', simpleResolvers: true })
export class TrtcStartWebRecordPayload extends StartPayload {
  @Field(() => String, {
    nullable: true,
    description: 'Id of the recording: opaque text that may hold + and /. Null when the start failed.',
  })
  taskId?: string;

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}
