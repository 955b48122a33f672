import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { EventFilter } from '../../src/events/event-filter.ts';
import { DateTime, Int64 } from '../../src/input/scalars.ts';
import { MutationPayload } from '../../src/graphql/payload.ts';
import { RecordingProduct } from '../../src/graphql/recordings/recording-product.ts';
import { RecordingChangeKind } from '../../src/graphql/recordings/recording.enums.types.ts';
import { RecordingState } from '../../src/domain/recording.ts';
import { PageInfo } from '../../src/graphql/lists/page-info.types.ts';
import { Node } from '../../src/graphql/recordings/node.types.ts';
import type { DeliveryView, EndpointView, NewSecret } from '../../src/webhooks/view.ts';
import { WebhookDeliveryState, WebhookEndpointState, WebhookFailureCause } from './webhooks.enums.types.ts';

@ObjectType('RecordingLabelFilter', { description: 'A label that recordings must have.', simpleResolvers: true })
export class RecordingLabelFilterType {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its value. Null: any.' })
  value?: string;
}

@ObjectType('RecordingChangeFilter', {
  description: 'Which changes: those for which everything that is given is true.',
  simpleResolvers: true,
})
export class RecordingChangeFilterType {
  @Field(() => [ID], { nullable: true, description: 'Changes of these recordings.' })
  recordingIds?: readonly string[];

  @Field(() => RecordingProduct, { nullable: true, description: 'Changes of recordings of this recorder.' })
  product?: string;

  @Field(() => [RecordingProduct], { nullable: true, description: 'Changes of recordings of one of these recorders.' })
  products?: readonly string[];

  @Field(() => String, { nullable: true, description: 'Changes of recordings of this application of the vendor.' })
  account?: string;

  @Field(() => String, { nullable: true, description: 'Changes of recordings of this room.' })
  room?: string;

  @Field(() => [RecordingChangeKind], { nullable: true, description: 'Changes of these kinds.' })
  kinds?: readonly RecordingChangeKind[];

  @Field(() => [RecordingState], { nullable: true, description: 'Changes that led to one of these states.' })
  states?: readonly RecordingState[];

  @Field(() => RecordingLabelFilterType, { nullable: true, description: 'Changes of recordings with this label.' })
  label?: RecordingLabelFilterType;

  @Field(() => [RecordingLabelFilterType], {
    nullable: true,
    description: 'Changes of recordings with all of these labels.',
  })
  labels?: readonly RecordingLabelFilterType[];
}

@ObjectType('WebhookEndpoint', {
  implements: Node,
  description:
    'An address that is told what happens to recordings. Its secret is shown when it is made, and never again.',
  simpleResolvers: true,
})
export class WebhookEndpointType implements EndpointView, Node {
  id!: string;

  @Field(() => String, { description: 'Where webhooks are sent. Credentials in the address read [secret].' })
  url!: string;

  @Field(() => String, { nullable: true, description: 'Your words about it.' })
  description!: string | null;

  @Field(() => RecordingChangeFilterType, { description: 'Which changes it is told.' })
  filter!: EventFilter;

  @Field(() => WebhookEndpointState, { description: 'Whether it gets webhooks.' })
  state!: EndpointView['state'];

  @Field(() => WebhookFailureCause, { nullable: true, description: 'Why it is FAILED. Null unless it is.' })
  cause!: EndpointView['cause'];

  @Field(() => String, {
    description: 'The cursor of the last change that was looked at for the endpoint; "start" before the first.',
  })
  cursor!: string;

  @Field(() => Int64, {
    description:
      'For people: the number of the last change that was looked at for the endpoint, as `sequence` of its events.',
  })
  position!: bigint;

  @Field(() => Int, {
    description: 'Failures in a row; 0 when the last attempt succeeded. From 3 on one delivery at a time is sent.',
  })
  failures!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when every attempt failed. Null: the last one did not.',
  })
  failingSince!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Nothing is sent before, because it keeps failing or asked for a pause. Null: no such wait.',
  })
  holdUntil!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when deliveries are also signed with the secret before the last rotation. Null: there is none.',
  })
  oldSecretUntil!: number | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: number;

  @Field(() => DateTime, { description: 'When a client last changed it.' })
  updatedAt!: number;
}

@ObjectType('WebhookDelivery', {
  implements: Node,
  description: 'An event on its way to an endpoint.',
  simpleResolvers: true,
})
export class WebhookDeliveryType implements DeliveryView, Node {
  @Field(() => ID, { description: 'Its id: the header webhook-id, the same in every attempt.' })
  id!: string;

  @Field(() => ID, { description: 'The endpoint that it is for.' })
  endpointId!: string;

  @Field(() => ID, { description: 'The recording that it tells of.' })
  recordingId!: string;

  @Field(() => String, { description: 'The cursor of the change that it tells: `after` of replayWebhook.' })
  cursor!: string;

  @Field(() => Int64, { description: 'For people: the number of the change that it tells, over all recordings.' })
  sequence!: bigint;

  @Field(() => WebhookDeliveryState, { description: 'How far it is.' })
  state!: DeliveryView['state'];

  @Field(() => Int, { description: 'Failed attempts that count: 10 are made, over three days.' })
  attempts!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it is sent next, at the latest. Null: it is settled.' })
  nextAttemptAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was sent last. Null: it was not yet.' })
  lastAttemptAt!: number | null;

  @Field(() => Int, { nullable: true, description: 'HTTP status of the last answer. Null: there was none.' })
  lastStatus!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why there was no answer, as ECONNREFUSED, TIMEOUT, CERT_HAS_EXPIRED or ADDRESS_NOT_ALLOWED.',
  })
  lastError!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was delivered, or given up. Null: it is PENDING.' })
  settledAt!: number | null;

  @Field(() => String, { description: 'What is sent: a CloudEvent in JSON.' })
  body!: string;
}

@ObjectType({ description: 'A delivery and its place in a list.', simpleResolvers: true })
export class WebhookDeliveryEdge {
  @Field(() => String, { description: 'Its place, for `after` and `before`. Means nothing else.' })
  cursor!: string;

  @Field(() => WebhookDeliveryType, { description: 'The delivery.' })
  node!: DeliveryView;
}

/** Its counts are read by a resolver. */
@ObjectType({ description: 'A page of deliveries, the newest event first.', simpleResolvers: true })
export class WebhookDeliveryConnection {
  @Field(() => [WebhookDeliveryEdge], { description: 'The deliveries with their places.' })
  edges!: readonly WebhookDeliveryEdge[];

  @Field(() => [WebhookDeliveryType], { description: 'The deliveries alone.' })
  nodes!: readonly DeliveryView[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo!: PageInfo;
}

@ObjectType({ description: 'An endpoint after something was done with it.', simpleResolvers: true })
export class WebhookEndpointPayload extends MutationPayload {
  @Field(() => WebhookEndpointType, {
    nullable: true,
    description: 'The endpoint as it now stands. Null when the call did not succeed: see errors.',
  })
  endpoint?: EndpointView | null;
}

/** Its field `secret` is read by a resolver. */
@ObjectType({ description: 'An endpoint and its new secret.', simpleResolvers: true })
export class WebhookSecretPayload extends MutationPayload {
  @Field(() => WebhookEndpointType, {
    nullable: true,
    description: 'The endpoint as it now stands. Null when the call did not succeed: see errors.',
  })
  endpoint?: EndpointView | null;

  secret?: NewSecret | null;
}

@ObjectType({ description: 'What deleting an endpoint came to.', simpleResolvers: true })
export class DeleteWebhookEndpointPayload extends MutationPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'The id of the endpoint that is gone. Null when the call did not succeed: see errors.',
  })
  deletedId?: string | null;
}

@ObjectType({ description: 'A delivery after something was done with it.', simpleResolvers: true })
export class WebhookDeliveryPayload extends MutationPayload {
  @Field(() => WebhookDeliveryType, {
    nullable: true,
    description: 'The delivery as it now stands. Null when the call did not succeed: see errors.',
  })
  delivery?: DeliveryView | null;
}
