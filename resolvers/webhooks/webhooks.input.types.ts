import { IsOptional, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { NullableField, OptionalField } from '../../src/input/nullable-fields.ts';
import { DeferredCheck } from '../../src/input/deferred-check.ts';
import { Form, StorableText } from '../../src/input/rules.ts';
import { composeDecorators } from '../../src/input/compose-decorators.ts';
import { IdempotencyKeyField } from '../../src/graphql/recordings/own-fields.ts';
import { RecordingChangeFilterInput } from '../recordings/live.input.types.ts';

const MAX_URL_LENGTH = 2048;
const MAX_DESCRIPTION_LENGTH = 255;
const MAX_CURSOR_LENGTH = 100;
const URL_RULES = `https, port 443 or 8443, without user and password. At most ${MAX_URL_LENGTH} characters. Outside production also http to this machine. Must be a public address; redirects are not followed.`;

const URL_CHECKED =
  'must be an https address of port 443 or 8443 without user and password; outside production also http to this machine';

/** An id of the schema. The ledger checks whether the object exists. */
function IdField(description: string): PropertyDecorator {
  return composeDecorators(
    Field(() => ID, { description }),
    Form(/^[\x21-\x7e]{1,64}$/, 'must be an id'),
    DeferredCheck('must be an id that this server knows'),
  );
}

/** `description?: string` */
function DescriptionField(): PropertyDecorator {
  return composeDecorators(
    NullableField(() => String, `Note for people. At most ${MAX_DESCRIPTION_LENGTH} characters.`),
    IsOptional(),
    StorableText(0, MAX_DESCRIPTION_LENGTH),
  );
}

@InputType({ description: 'A new webhook endpoint. It receives changes from its creation on.' })
export class CreateWebhookEndpointInput {
  @Field(() => String, { description: `Address that receives the webhooks, ${URL_RULES}` })
  @StorableText(1, MAX_URL_LENGTH)
  @DeferredCheck(URL_CHECKED)
  url!: string;

  @DescriptionField()
  description?: string;

  @OptionalField(() => RecordingChangeFilterInput, 'Selects the changes to send. Absent: all.')
  @ValidateNested()
  filter?: RecordingChangeFilterInput;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Identifies the endpoint, with its new settings. Absent settings do not change.' })
export class UpdateWebhookEndpointInput {
  @IdField('WebhookEndpoint.id.')
  id!: string;

  @OptionalField(() => String, `Address that receives the webhooks, ${URL_RULES}`)
  @StorableText(1, MAX_URL_LENGTH)
  @DeferredCheck(URL_CHECKED)
  url?: string;

  @DescriptionField()
  description?: string;

  @OptionalField(
    () => RecordingChangeFilterInput,
    'Selects the changes to send from now on. Replaces the whole filter; {} selects all.',
  )
  @ValidateNested()
  filter?: RecordingChangeFilterInput;

  @OptionalField(
    () => Boolean,
    'false: stops sending. true: sends all pending and missed events, and revives a FAILED endpoint. Absent: no change.',
  )
  enabled?: boolean;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Identifies the endpoint to delete.' })
export class DeleteWebhookEndpointInput {
  @IdField('WebhookEndpoint.id.')
  id!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Identifies the endpoint that gets a new secret.' })
export class RotateWebhookSecretInput {
  @IdField('WebhookEndpoint.id.')
  id!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Identifies the delivery to send again.' })
export class RedeliverWebhookInput {
  @IdField('WebhookDelivery.id, also sent as the header webhook-id.')
  deliveryId!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Identifies the endpoint and the changes to send again.' })
export class ReplayWebhookInput {
  @IdField('WebhookEndpoint.id.')
  endpointId!: string;

  @Field(() => String, {
    description:
      'Sends the changes after this cursor again: `cursor` of the last event that was received, or "start" for all. Must not be later than the cursor of the endpoint.',
  })
  @StorableText(1, MAX_CURSOR_LENGTH)
  @DeferredCheck('must be "start" or a cursor that this server gave, no later than that of the endpoint')
  after!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}
