import { IsOptional, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DeferredCheck } from '../../src/input/deferred-check.ts';
import { Form, StorableText } from '../../src/input/rules.ts';
import { composeDecorators } from '../../src/input/compose-decorators.ts';
import { IdempotencyKeyField } from '../../src/graphql/recordings/own-fields.ts';
import { RecordingChangeFilterInput } from '../recordings/live.input.types.ts';

const LONGEST_URL = 2048;
const LONGEST_DESCRIPTION = 255;
const LONGEST_CURSOR = 100;
const URL_RULES = `https, port 443 or 8443, without user and password, at most ${LONGEST_URL} characters; outside production also http to this machine. Only public addresses are called, and redirects are not followed.`;

/** What is checked of an address when an endpoint is made or changed. */
const URL_CHECKED =
  'must be an https address of port 443 or 8443 without user and password; outside production also http to this machine';

/** An id as they are given in the schema. Whether something has it, the ledger says. */
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
    Field(() => String, {
      nullable: true,
      description: `Your words about it. At most ${LONGEST_DESCRIPTION} characters.`,
    }),
    IsOptional(),
    StorableText(0, LONGEST_DESCRIPTION),
  );
}

@InputType({ description: 'An endpoint to be made. It is told what happens from then on.' })
export class CreateWebhookEndpointInput {
  @Field(() => String, { description: `Where webhooks are sent: ${URL_RULES}` })
  @StorableText(1, LONGEST_URL)
  @DeferredCheck(URL_CHECKED)
  url!: string;

  @DescriptionField()
  description?: string;

  @Field(() => RecordingChangeFilterInput, {
    nullable: true,
    description: 'Which changes it is told; all when absent.',
  })
  @IsOptional()
  @ValidateNested()
  filter?: RecordingChangeFilterInput;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'What to change of an endpoint. What is absent stays.' })
export class UpdateWebhookEndpointInput {
  @IdField('The endpoint: its id, as in WebhookEndpoint.id.')
  id!: string;

  @Field(() => String, { nullable: true, description: `Where webhooks are sent: ${URL_RULES}` })
  @IsOptional()
  @StorableText(1, LONGEST_URL)
  @DeferredCheck(URL_CHECKED)
  url?: string;

  @DescriptionField()
  description?: string;

  @Field(() => RecordingChangeFilterInput, {
    nullable: true,
    description: 'Which changes it is told from now on: takes the place of the whole filter. {} is all.',
  })
  @IsOptional()
  @ValidateNested()
  filter?: RecordingChangeFilterInput;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'false: nothing is sent any more. true: it is sent again, all that waits and all that happened meanwhile, also after the endpoint had FAILED.',
  })
  @IsOptional()
  enabled?: boolean;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Which endpoint to delete.' })
export class DeleteWebhookEndpointInput {
  @IdField('The endpoint: its id, as in WebhookEndpoint.id.')
  id!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Which endpoint gets a new secret.' })
export class RotateWebhookSecretInput {
  @IdField('The endpoint: its id, as in WebhookEndpoint.id.')
  id!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'Which delivery to send again.' })
export class RedeliverWebhookInput {
  @IdField('The delivery: its id, as in WebhookDelivery.id, and in the header webhook-id.')
  deliveryId!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({ description: 'What to tell an endpoint again.' })
export class ReplayWebhookInput {
  @IdField('The endpoint: its id, as in WebhookEndpoint.id.')
  endpointId!: string;

  @Field(() => String, {
    description:
      'Changes behind this cursor are told again: `cursor` of the last event that arrived well, or "start" for all changes there ever were. No later than the cursor of the endpoint.',
  })
  @StorableText(1, LONGEST_CURSOR)
  @DeferredCheck('must be "start" or a cursor that this server gave, no later than that of the endpoint')
  after!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}
