import { Field, InputType, ObjectType } from 'type-graphql';
import { NullableField } from '../../../input/nullable-fields.ts';
import { HttpUrlOrEmpty } from '../../../input/addresses.ts';
import { sameInput } from '../../../input/derived-input.ts';
import { MaxCharacters } from '../../../input/rules.ts';
import { SecretText } from '../../../input/scalars.ts';
import type { Secret } from '../../../wire/secret.ts';
import { MutationPayload, Payload } from '../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';
import { RequestIdField, SdkAppIdField, TiwRegionField } from '../shared/common-fields.ts';

@InputType({ description: 'The application, and the address of its recording events.' })
export class TiwSetOnlineRecordCallbackInput {
  @TiwRegionField()
  region?: string;

  @SdkAppIdField()
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
  @RequestIdField()
  requestId?: string;
}

@InputType({ description: 'The application, and the key that signs its recording events.' })
export class TiwSetOnlineRecordCallbackKeyInput {
  @TiwRegionField()
  region?: string;

  @SdkAppIdField()
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
  @RequestIdField()
  requestId?: string;
}

@InputType({ description: 'Identifies the application whose recording event settings to read.' })
export class TiwDescribeOnlineRecordCallbackInput {
  @TiwRegionField()
  region?: string;

  @SdkAppIdField()
  sdkAppId!: number;
}

@ObjectType({ description: 'Address and signing key of the recording events.', simpleResolvers: true })
export class TiwDescribeOnlineRecordCallbackPayload extends Payload {
  @NullableField(
    () => String,
    "Address that receives the events. Credentials in it, and the secret part of this server's own addresses, are shown as [secret]. Null or empty: none.",
  )
  callback?: string;

  @NullableField(() => SecretText, 'Key that signs the events; always shown as [secret]. Empty: no key is set.')
  callbackKey?: Secret;

  @RequestIdField()
  requestId?: string;
}

// Video generation has its own copy of these settings.

export type TiwSetVideoGenerationTaskCallbackInput = TiwSetOnlineRecordCallbackInput;
export const TiwSetVideoGenerationTaskCallbackInput = sameInput(
  TiwSetOnlineRecordCallbackInput,
  'TiwSetVideoGenerationTaskCallbackInput',
  'The application, and the address of its video generation events.',
);

@ObjectType({ description: "TIW's answer to SetVideoGenerationTaskCallback.", simpleResolvers: true })
export class TiwSetVideoGenerationTaskCallbackPayload extends TiwSetOnlineRecordCallbackPayload {}

export type TiwSetVideoGenerationTaskCallbackKeyInput = TiwSetOnlineRecordCallbackKeyInput;
export const TiwSetVideoGenerationTaskCallbackKeyInput = sameInput(
  TiwSetOnlineRecordCallbackKeyInput,
  'TiwSetVideoGenerationTaskCallbackKeyInput',
  'The application, and the key that signs its video generation events.',
);

@ObjectType({ description: "TIW's answer to SetVideoGenerationTaskCallbackKey.", simpleResolvers: true })
export class TiwSetVideoGenerationTaskCallbackKeyPayload extends TiwSetOnlineRecordCallbackKeyPayload {}

export type TiwDescribeVideoGenerationTaskCallbackInput = TiwDescribeOnlineRecordCallbackInput;
export const TiwDescribeVideoGenerationTaskCallbackInput = sameInput(
  TiwDescribeOnlineRecordCallbackInput,
  'TiwDescribeVideoGenerationTaskCallbackInput',
  'Identifies the application whose video generation event settings to read.',
);

@ObjectType({ description: 'Address and signing key of the video generation events.', simpleResolvers: true })
export class TiwDescribeVideoGenerationTaskCallbackPayload extends TiwDescribeOnlineRecordCallbackPayload {}
