import { Field, ID, Int, ObjectType } from 'type-graphql';
import { NullableField } from '../../src/input/nullable-fields.ts';
import type { EventFilter } from '../../src/events/event-filter.ts';
import { DateTime, Int64 } from '../../src/input/scalars.ts';
import { MutationPayload } from '../../src/graphql/payload.ts';
import { RecordingProduct } from '../../src/graphql/recordings/recording-product.ts';
import { RecordingChangeKind } from '../../src/graphql/recordings/recording.enums.types.ts';
import { RecordingState } from '../../src/domain/recording.ts';
import { connectionType } from '../../src/graphql/lists/connection-type.ts';
import { Node } from '../../src/graphql/recordings/node.types.ts';
import type { DeliveryView, EndpointView, NewSecret } from '../../src/webhooks/view.ts';
import { WebhookDeliveryState, WebhookEndpointState, WebhookFailureCause } from './webhooks.enums.types.ts';

@ObjectType('RecordingLabelFilter', { description: 'A label that a recording must have.', simpleResolvers: true })
export class RecordingLabelFilterType {
  @Field(() => String, { description: 'Name of the label.' })
  name!: string;

  @NullableField(() => String, 'Value of the label. Null: any value.')
  value?: string;
}

@ObjectType('RecordingChangeFilter', {
  description: 'Selects changes that meet all given conditions.',
  simpleResolvers: true,
})
export class RecordingChangeFilterType {
  @NullableField(() => [ID], 'Changes of these recordings.')
  recordingIds?: readonly string[];

  @NullableField(() => RecordingProduct, 'Changes of recordings of this product.')
  product?: string;

  @NullableField(() => [RecordingProduct], 'Changes of recordings of these products.')
  products?: readonly string[];

  @NullableField(() => String, 'Changes of recordings of this vendor application.')
  account?: string;

  @NullableField(() => String, 'Changes of recordings of this room.')
  room?: string;

  @NullableField(() => [RecordingChangeKind], 'Changes of these kinds.')
  kinds?: readonly RecordingChangeKind[];

  @NullableField(() => [RecordingState], 'Changes into these states.')
  states?: readonly RecordingState[];

  @NullableField(() => RecordingLabelFilterType, 'Changes of recordings with this label.')
  label?: RecordingLabelFilterType;

  @NullableField(() => [RecordingLabelFilterType], 'Changes of recordings with all of these labels.')
  labels?: readonly RecordingLabelFilterType[];
}

@ObjectType('WebhookEndpoint', {
  implements: Node,
  description:
    'An address that receives changes of recordings. Its secret is shown only at creation. See docs/webhooks.md.',
  simpleResolvers: true,
})
export class WebhookEndpointType implements EndpointView, Node {
  id!: string;

  @Field(() => String, { description: 'Address that receives the webhooks. Credentials in it are shown as [secret].' })
  url!: string;

  @NullableField(() => String, 'Note for people. Null: none.')
  description!: string | null;

  @Field(() => RecordingChangeFilterType, { description: 'Selects the changes that are sent.' })
  filter!: EventFilter;

  @Field(() => WebhookEndpointState, { description: 'Whether the endpoint receives webhooks.' })
  state!: EndpointView['state'];

  @NullableField(() => WebhookFailureCause, 'Why delivery was given up. Null unless state is FAILED.')
  cause!: EndpointView['cause'];

  @Field(() => String, {
    description: 'Cursor of the last change examined for the endpoint; "start" before the first.',
  })
  cursor!: string;

  @Field(() => Int64, {
    description: 'For people: number of the last change examined for the endpoint, as in `sequence` of its events.',
  })
  position!: bigint;

  @Field(() => Int, {
    description: 'Number of consecutive failures; 0 after a success. From 3 on, deliveries are sent one at a time.',
  })
  failures!: number;

  @NullableField(() => DateTime, 'Time of the first of the consecutive failures. Null: the last attempt succeeded.')
  failingSince!: number | null;

  @NullableField(
    () => DateTime,
    "No delivery is sent before this time, because of failures or at the endpoint's request. Null: no wait.",
  )
  holdUntil!: number | null;

  @NullableField(
    () => DateTime,
    'End of the time in which deliveries are also signed with the previous secret. Null: no previous secret is in use.',
  )
  oldSecretUntil!: number | null;

  @Field(() => DateTime, { description: 'Time of creation.' })
  createdAt!: number;

  @Field(() => DateTime, { description: 'Time of the last change by a client.' })
  updatedAt!: number;
}

@ObjectType('WebhookDelivery', {
  implements: Node,
  description: 'An event to be delivered to an endpoint.',
  simpleResolvers: true,
})
export class WebhookDeliveryType implements DeliveryView, Node {
  @Field(() => ID, { description: 'Id of the delivery, sent as the header webhook-id. The same in every attempt.' })
  id!: string;

  @Field(() => ID, { description: 'WebhookEndpoint.id of the destination.' })
  endpointId!: string;

  @Field(() => ID, { description: 'Recording.id of the changed recording.' })
  recordingId!: string;

  @Field(() => String, { description: 'Cursor of the delivered change, accepted as `after` of replayWebhook.' })
  cursor!: string;

  @Field(() => Int64, { description: 'For people: number of the delivered change, counted over all recordings.' })
  sequence!: bigint;

  @Field(() => WebhookDeliveryState, { description: 'State of the delivery.' })
  state!: DeliveryView['state'];

  @Field(() => Int, { description: 'Number of failed attempts that count towards the limit of 10, over three days.' })
  attempts!: number;

  @NullableField(() => DateTime, 'Latest time of the next attempt. Null: the delivery is settled.')
  nextAttemptAt!: number | null;

  @NullableField(() => DateTime, 'Time of the last attempt. Null: no attempt yet.')
  lastAttemptAt!: number | null;

  @NullableField(() => Int, 'HTTP status of the last answer. Null: no answer was received.')
  lastStatus!: number | null;

  @NullableField(
    () => String,
    'Why no answer was received, such as ECONNREFUSED, TIMEOUT, CERT_HAS_EXPIRED or ADDRESS_NOT_ALLOWED. Null: no such failure.',
  )
  lastError!: string | null;

  @Field(() => DateTime, { description: 'Time of creation.' })
  createdAt!: number;

  @NullableField(() => DateTime, 'Time at which the delivery succeeded or was given up. Null: state is PENDING.')
  settledAt!: number | null;

  @Field(() => String, { description: 'Request body: a CloudEvent in JSON.' })
  body!: string;
}

export const WebhookDeliveryConnection = connectionType(
  'WebhookDelivery',
  WebhookDeliveryType,
  'delivery',
  'deliveries',
  ', newest event first',
);

@ObjectType({ description: 'Result of an operation on a webhook endpoint.', simpleResolvers: true })
export class WebhookEndpointPayload extends MutationPayload {
  @NullableField(() => WebhookEndpointType, 'The endpoint after the operation. Null when the call failed: see errors.')
  endpoint?: EndpointView | null;
}

/** WebhooksResolver resolves the field `secret`. */
@ObjectType({ description: 'Result of an operation that creates a secret.', simpleResolvers: true })
export class WebhookSecretPayload extends MutationPayload {
  @NullableField(() => WebhookEndpointType, 'The endpoint after the operation. Null when the call failed: see errors.')
  endpoint?: EndpointView | null;

  secret?: NewSecret | null;
}

@ObjectType({ description: 'Result of deleting a webhook endpoint.', simpleResolvers: true })
export class DeleteWebhookEndpointPayload extends MutationPayload {
  @NullableField(() => ID, 'Id of the deleted endpoint. Null when the call failed: see errors.')
  deletedId?: string | null;
}

@ObjectType({ description: 'Result of an operation on a webhook delivery.', simpleResolvers: true })
export class WebhookDeliveryPayload extends MutationPayload {
  @NullableField(() => WebhookDeliveryType, 'The delivery after the operation. Null when the call failed: see errors.')
  delivery?: DeliveryView | null;
}
