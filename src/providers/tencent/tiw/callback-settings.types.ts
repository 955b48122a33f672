import { Field, InputType, ObjectType } from 'type-graphql';
import { HttpUrlOrEmpty } from '../../../input/addresses.ts';
import { ApplicationId, MaxCharacters } from '../../../input/rules.ts';
import { SecretText, UInt32 } from '../../../input/scalars.ts';
import type { Secret } from '../../../wire/secret.ts';
import { MutationPayload, Payload } from '../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';
import { RegionField, TIW_REGION_WORDS } from '../shared/region-field.ts';
import { TIW_REGIONS } from '../api/regions.ts';

@InputType({ description: 'Where recording events go.' })
export class TiwSetOnlineRecordCallbackInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, {
    description: 'Address that receives the events, http or https. An empty text removes the one that is set.',
  })
  @HttpUrlOrEmpty()
  callback!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'The answer of TIW to SetOnlineRecordCallback.', simpleResolvers: true })
export class TiwSetOnlineRecordCallbackPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}

@InputType({ description: 'What signs recording events.' })
export class TiwSetOnlineRecordCallbackKeyInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => SecretText, {
    description: 'Key that signs the events; at most 64 characters. An empty text removes the one that is set.',
  })
  @MaxCharacters(64)
  callbackKey!: Secret;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'The answer of TIW to SetOnlineRecordCallbackKey.', simpleResolvers: true })
export class TiwSetOnlineRecordCallbackKeyPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}

@InputType({ description: 'Whose recording event settings to read.' })
export class TiwDescribeOnlineRecordCallbackInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;
}

@ObjectType({ description: 'Where recording events go, and whether they are signed.', simpleResolvers: true })
export class TiwDescribeOnlineRecordCallbackPayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description:
      'Address that receives the events. Null or empty: none. Credentials in it, as the secret part of an address of this server, read [secret].',
  })
  callback?: string;

  @Field(() => SecretText, {
    nullable: true,
    description: 'Whether a key is set: the vendor answers it in clear, here it reads [secret]. Empty: none.',
  })
  callbackKey?: Secret;

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}

@InputType({ description: 'Where video generation events go.' })
export class TiwSetVideoGenerationTaskCallbackInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, {
    description: 'Address that receives the events, http or https. An empty text removes the one that is set.',
  })
  @HttpUrlOrEmpty()
  callback!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'The answer of TIW to SetVideoGenerationTaskCallback.', simpleResolvers: true })
export class TiwSetVideoGenerationTaskCallbackPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}

@InputType({ description: 'What signs video generation events.' })
export class TiwSetVideoGenerationTaskCallbackKeyInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => SecretText, {
    description: 'Key that signs the events; at most 64 characters. An empty text removes the one that is set.',
  })
  @MaxCharacters(64)
  callbackKey!: Secret;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'The answer of TIW to SetVideoGenerationTaskCallbackKey.', simpleResolvers: true })
export class TiwSetVideoGenerationTaskCallbackKeyPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}

@InputType({ description: 'Whose video generation event settings to read.' })
export class TiwDescribeVideoGenerationTaskCallbackInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;
}

@ObjectType({ description: 'Where video generation events go, and whether they are signed.', simpleResolvers: true })
export class TiwDescribeVideoGenerationTaskCallbackPayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description:
      'Address that receives the events. Null or empty: none. Credentials in it, as the secret part of an address of this server, read [secret].',
  })
  callback?: string;

  @Field(() => SecretText, {
    nullable: true,
    description: 'Whether a key is set: the vendor answers it in clear, here it reads [secret]. Empty: none.',
  })
  callbackKey?: Secret;

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}
