import { Field, InputType, ObjectType } from 'type-graphql';
import { HttpUrlOrEmpty } from '../../../input/addresses.ts';
import { ApplicationId, MaxCharacters } from '../../../input/rules.ts';
import { SecretText, UInt32 } from '../../../input/scalars.ts';
import type { Secret } from '../../../wire/secret.ts';
import { MutationPayload, Payload } from '../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';
import { RegionField, TIW_REGION_WORDS } from '../shared/region-field.ts';
import { TIW_REGIONS } from '../api/regions.ts';

@InputType({ description: 'The application, and the address of its recording events.' })
export class TiwSetOnlineRecordCallbackInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'SdkAppId of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, {
    description: 'Address that receives the events, http or https. An empty text removes the current address.',
  })
  @HttpUrlOrEmpty()
  callback!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: "TIW's answer to SetOnlineRecordCallback.", simpleResolvers: true })
export class TiwSetOnlineRecordCallbackPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: "Vendor's id of this call, for its support." })
  requestId?: string;
}

@InputType({ description: 'The application, and the key that signs its recording events.' })
export class TiwSetOnlineRecordCallbackKeyInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'SdkAppId of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => SecretText, {
    description: 'Key that signs the events. At most 64 characters. An empty text removes the current key.',
  })
  @MaxCharacters(64)
  callbackKey!: Secret;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: "TIW's answer to SetOnlineRecordCallbackKey.", simpleResolvers: true })
export class TiwSetOnlineRecordCallbackKeyPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: "Vendor's id of this call, for its support." })
  requestId?: string;
}

@InputType({ description: 'Identifies the application whose recording event settings to read.' })
export class TiwDescribeOnlineRecordCallbackInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'SdkAppId of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;
}

@ObjectType({ description: 'Address and signing key of the recording events.', simpleResolvers: true })
export class TiwDescribeOnlineRecordCallbackPayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description:
      "Address that receives the events. Credentials in it, and the secret part of this server's own addresses, are shown as [secret]. Null or empty: none.",
  })
  callback?: string;

  @Field(() => SecretText, {
    nullable: true,
    description: 'Key that signs the events; always shown as [secret]. Empty: no key is set.',
  })
  callbackKey?: Secret;

  @Field(() => String, { nullable: true, description: "Vendor's id of this call, for its support." })
  requestId?: string;
}

@InputType({ description: 'The application, and the address of its video generation events.' })
export class TiwSetVideoGenerationTaskCallbackInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'SdkAppId of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, {
    description: 'Address that receives the events, http or https. An empty text removes the current address.',
  })
  @HttpUrlOrEmpty()
  callback!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: "TIW's answer to SetVideoGenerationTaskCallback.", simpleResolvers: true })
export class TiwSetVideoGenerationTaskCallbackPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: "Vendor's id of this call, for its support." })
  requestId?: string;
}

@InputType({ description: 'The application, and the key that signs its video generation events.' })
export class TiwSetVideoGenerationTaskCallbackKeyInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'SdkAppId of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => SecretText, {
    description: 'Key that signs the events. At most 64 characters. An empty text removes the current key.',
  })
  @MaxCharacters(64)
  callbackKey!: Secret;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: "TIW's answer to SetVideoGenerationTaskCallbackKey.", simpleResolvers: true })
export class TiwSetVideoGenerationTaskCallbackKeyPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: "Vendor's id of this call, for its support." })
  requestId?: string;
}

@InputType({ description: 'Identifies the application whose video generation event settings to read.' })
export class TiwDescribeVideoGenerationTaskCallbackInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'SdkAppId of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;
}

@ObjectType({ description: 'Address and signing key of the video generation events.', simpleResolvers: true })
export class TiwDescribeVideoGenerationTaskCallbackPayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description:
      "Address that receives the events. Credentials in it, and the secret part of this server's own addresses, are shown as [secret]. Null or empty: none.",
  })
  callback?: string;

  @Field(() => SecretText, {
    nullable: true,
    description: 'Key that signs the events; always shown as [secret]. Empty: no key is set.',
  })
  callbackKey?: Secret;

  @Field(() => String, { nullable: true, description: "Vendor's id of this call, for its support." })
  requestId?: string;
}
