import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { ExactlyOne } from '../../../input/exactly-one.ts';
import { DeferredCheck } from '../../../input/deferred-check.ts';
import { AtLeast, EachHolds, Form, MaxBytes, NotEmpty } from '../../../input/rules.ts';
import { portable } from '../../../input/patterns.ts';
import { SecretText, UInt32 } from '../../../input/scalars.ts';
import type { Secret } from '../../../wire/secret.ts';
import { OnlyAt } from '../api/sites.ts';

export enum TrtcStorageVendor {
  COS = 0,
  S3 = 1,
}

registerEnumType(TrtcStorageVendor, {
  name: 'TrtcStorageVendor',
  description: 'Where a bucket lies.',
  valuesConfig: {
    COS: { description: 'Tencent Cloud COS.' },
    S3: { description: 'AWS S3. Room recording only.' },
  },
});

export enum TrtcVodMediaType {
  MP4 = 0,
  HLS = 1,
  AAC = 2,
  HLS_AND_MP4 = 3,
  HLS_AND_AAC = 4,
}

registerEnumType(TrtcVodMediaType, {
  name: 'TrtcVodMediaType',
  description: 'Kinds of files that go to VOD.',
  valuesConfig: {
    MP4: { description: 'mp4.' },
    HLS: { description: 'hls.' },
    AAC: { description: 'aac. With streamType AUDIO only.' },
    HLS_AND_MP4: { description: 'hls and mp4.' },
    HLS_AND_AAC: { description: 'hls and aac. With streamType AUDIO only.' },
  },
});

const FOLDER = /^[A-Za-z0-9_-]+$/;

/** What is wrong with an entry of `fileNamePrefix`. */
function folderRule(entry: string): string | undefined {
  if (FOLDER.test(entry)) return undefined;
  const isPath = entry.split('/').every((part) => FOLDER.test(part));
  return isPath
    ? 'must consist of letters, digits, _ and -: give two entries for a/b, as ["a", "b"]'
    : 'must consist of letters, digits, _ and -';
}

@InputType({ description: 'A bucket to put files into.' })
export class TrtcCloudStorageInput {
  @Field(() => TrtcStorageVendor, { description: 'Whose bucket it is.' })
  vendor!: TrtcStorageVendor;

  @Field(() => String, { description: 'Region of the bucket, in the words of its vendor, as ap-singapore.' })
  @NotEmpty()
  region!: string;

  @Field(() => String, { description: 'Name of the bucket. It must exist.' })
  @NotEmpty()
  bucket!: string;

  @Field(() => SecretText, {
    description: 'Access key id of the storage account; it needs write access to the bucket.',
  })
  @NotEmpty()
  accessKey!: Secret;

  @Field(() => SecretText, { description: 'Secret of that access key.' })
  @NotEmpty()
  secretKey!: Secret;

  @Field(() => [String], {
    nullable: true,
    description: 'Folders in the bucket: ["a", "b"] puts the files under a/b/<taskId>/. Letters, digits, _ and -.',
  })
  @IsOptional()
  @EachHolds({ pattern: portable(FOLDER) }, folderRule)
  fileNamePrefix?: string[];

  @Field(() => String, {
    nullable: true,
    description:
      'Host of another S3-compatible storage, as account_id.r2.cloudflarestorage.com. International site only.',
  })
  @IsOptional()
  @OnlyAt('intl')
  endpointUrl?: string;
}

@InputType({ description: 'How files are kept in Tencent Cloud VOD.' })
export class TrtcTencentVodInput {
  @Field(() => String, { nullable: true, description: 'Name of a VOD task flow to run after the upload.' })
  @IsOptional()
  procedure?: string;

  @Field(() => Int, {
    nullable: true,
    description: "How long VOD keeps the files, in seconds; 86400 is one day, 0 is for ever. Vendor's default: 0.",
  })
  @IsOptional()
  @AtLeast(0)
  expireTime?: number;

  @Field(() => String, { nullable: true, description: 'Storage region of VOD; for special needs only.' })
  @IsOptional()
  storageRegion?: string;

  @Field(() => Int, { nullable: true, description: "VOD category. Vendor's default: 0." })
  @IsOptional()
  @AtLeast(0)
  classId?: number;

  @Field(() => UInt32, {
    nullable: true,
    description: 'VOD sub-application, an ordinary one: managed ones do not play through VOD domains.',
  })
  @IsOptional()
  subAppId?: number;

  @Field(() => String, { nullable: true, description: 'Text that comes back in the event of the task flow.' })
  @IsOptional()
  sessionContext?: string;

  @Field(() => String, { nullable: true, description: 'Text that comes back in the event of the upload.' })
  @IsOptional()
  sourceContext?: string;

  @Field(() => TrtcVodMediaType, { nullable: true, description: "Kinds of files. Vendor's default: MP4." })
  @IsOptional()
  mediaType?: TrtcVodMediaType;

  @Field(() => String, {
    nullable: true,
    description: 'Prefix of the file names; letters, digits, _ and -. At most 64 bytes.',
  })
  @IsOptional()
  @Form(/^[A-Za-z0-9_-]*$/, 'must consist of letters, digits, _ and -')
  @MaxBytes(64)
  userDefineRecordId?: string;
}

@InputType({ description: 'Tencent Cloud VOD as the target.' })
export class TrtcCloudVodInput {
  @Field(() => TrtcTencentVodInput, { nullable: true, description: 'Settings of VOD. Absent: its defaults.' })
  @IsOptional()
  @ValidateNested()
  tencentVod?: TrtcTencentVodInput;
}

@InputType({ description: 'Where the files go: exactly one of a named place, a bucket and VOD.' })
@ExactlyOne()
export class TrtcStorageParamsInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Name of a place that the operator of this server has set up, so that no credentials are needed here. Exactly one of profile, cloudStorage and cloudVod.',
  })
  @IsOptional()
  @NotEmpty()
  @DeferredCheck('must be the name of a place that this server knows')
  profile?: string;

  @Field(() => TrtcCloudStorageInput, {
    nullable: true,
    description:
      'A bucket of COS, or of S3 for room recording. Exactly one of profile, cloudStorage and cloudVod. The operator can switch credentials in requests off.',
  })
  @IsOptional()
  @DeferredCheck('is refused where the operator has switched credentials in requests off')
  @ValidateNested()
  cloudStorage?: TrtcCloudStorageInput;

  @Field(() => TrtcCloudVodInput, {
    nullable: true,
    description: 'Tencent Cloud VOD. Exactly one of profile, cloudStorage and cloudVod.',
  })
  @IsOptional()
  @ValidateNested()
  cloudVod?: TrtcCloudVodInput;
}
