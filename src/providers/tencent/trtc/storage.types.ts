import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { OptionalField } from '../../../input/nullable-fields.ts';
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
  description: 'Provider of a bucket.',
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
  description: 'Formats of the files in VOD.',
  valuesConfig: {
    MP4: { description: 'mp4.' },
    HLS: { description: 'HLS.' },
    AAC: { description: 'aac. Only with streamType AUDIO.' },
    HLS_AND_MP4: { description: 'HLS and mp4.' },
    HLS_AND_AAC: { description: 'HLS and aac. Only with streamType AUDIO.' },
  },
});

const FOLDER = /^[A-Za-z0-9_-]+$/;

/** Returns the fault of an entry of `fileNamePrefix`. */
function folderRule(entry: string): string | undefined {
  if (FOLDER.test(entry)) return undefined;
  const isPath = entry.split('/').every((part) => FOLDER.test(part));
  return isPath
    ? 'must consist of letters, digits, _ and -: give two entries for a/b, as ["a", "b"]'
    : 'must consist of letters, digits, _ and -';
}

@InputType({ description: 'A bucket for the files.' })
export class TrtcCloudStorageInput {
  @Field(() => TrtcStorageVendor, { description: 'Provider of the bucket.' })
  vendor!: TrtcStorageVendor;

  @Field(() => String, { description: 'Region of the bucket, as its provider names it, such as ap-singapore.' })
  @NotEmpty()
  region!: string;

  @Field(() => String, { description: 'Name of the bucket. It must exist.' })
  @NotEmpty()
  bucket!: string;

  @Field(() => SecretText, {
    description: 'Access key id of the storage account. Needs write access to the bucket.',
  })
  @NotEmpty()
  accessKey!: Secret;

  @Field(() => SecretText, { description: 'Secret of the access key.' })
  @NotEmpty()
  secretKey!: Secret;

  @OptionalField(
    () => [String],
    'Folders in the bucket, of letters, digits, _ and -. ["a", "b"] stores the files under a/b/<taskId>/.',
  )
  @EachHolds({ pattern: portable(FOLDER) }, folderRule)
  fileNamePrefix?: string[];

  @OptionalField(
    () => String,
    'Host of another S3-compatible storage, such as account_id.r2.cloudflarestorage.com. International site only.',
  )
  @OnlyAt('intl')
  endpointUrl?: string;
}

@InputType({ description: 'How files are kept in Tencent Cloud VOD.' })
export class TrtcTencentVodInput {
  @OptionalField(() => String, 'Name of a VOD task flow to run after the upload.')
  procedure?: string;

  @OptionalField(
    () => Int,
    "How long VOD keeps the files. In seconds: 86400 is one day, 0 is for ever. Vendor's default: 0.",
  )
  @AtLeast(0)
  expireTime?: number;

  @OptionalField(() => String, 'Storage region of VOD. For special needs only.')
  storageRegion?: string;

  @OptionalField(() => Int, "VOD category. Vendor's default: 0.")
  @AtLeast(0)
  classId?: number;

  @OptionalField(() => UInt32, 'Ordinary VOD sub-application. Files of managed ones do not play through VOD domains.')
  subAppId?: number;

  @OptionalField(() => String, 'Text returned in the callback of the task flow.')
  sessionContext?: string;

  @OptionalField(() => String, 'Text returned in the callback of the upload.')
  sourceContext?: string;

  @OptionalField(() => TrtcVodMediaType, "Formats of the files. Vendor's default: MP4.")
  mediaType?: TrtcVodMediaType;

  @OptionalField(() => String, 'Prefix of the file names. At most 64 bytes: letters, digits, _ and -.')
  @Form(/^[A-Za-z0-9_-]*$/, 'must consist of letters, digits, _ and -')
  @MaxBytes(64)
  userDefineRecordId?: string;
}

@InputType({ description: 'Tencent Cloud VOD as storage.' })
export class TrtcCloudVodInput {
  @OptionalField(() => TrtcTencentVodInput, 'Settings of VOD. Absent: its defaults.')
  @ValidateNested()
  tencentVod?: TrtcTencentVodInput;
}

@InputType({ description: 'Storage of the files. Exactly one of profile, cloudStorage and cloudVod.' })
@ExactlyOne()
export class TrtcStorageParamsInput {
  @OptionalField(
    () => String,
    'Name of a storage profile set up by the operator of this server; needs no credentials here. Must be absent if cloudStorage or cloudVod is given.',
  )
  @NotEmpty()
  @DeferredCheck('must be the name of a storage profile of this server')
  profile?: string;

  @OptionalField(
    () => TrtcCloudStorageInput,
    'A bucket of COS, or for room recording also of S3. Must be absent if profile or cloudVod is given. The operator can forbid credentials in requests.',
  )
  @DeferredCheck('is refused where the operator has switched credentials in requests off')
  @ValidateNested()
  cloudStorage?: TrtcCloudStorageInput;

  @OptionalField(() => TrtcCloudVodInput, 'Tencent Cloud VOD. Must be absent if profile or cloudStorage is given.')
  @ValidateNested()
  cloudVod?: TrtcCloudVodInput;
}
