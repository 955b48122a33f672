import { Arg, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { InputArg, PayloadMutation } from '../../src/graphql/root-fields.ts';
import type { Answer } from '../../src/graphql/payload.ts';
import { Operation, query } from '../../src/graphql/operation.ts';
import { omitEmptyConditions } from '../../src/input/omit-empty-conditions.ts';
import { connectionFrom, cut, fault, sizeOf, takeOf, type Connection } from '../../src/graphql/lists/connections.ts';
import type { DeliveryWithCursor, Webhooks, EndpointWithSecret } from '../../src/webhooks/webhooks.ts';
import {
  deliveryView,
  endpointView,
  shownOnce,
  type DeliveryView,
  type EndpointView,
} from '../../src/webhooks/view.ts';
import { pageArguments } from '../lists/page-arguments.ts';
import { counted, type Counted } from '../lists/counts.resolver.ts';
import { WebhookDeliveryState } from './webhooks.enums.types.ts';
import {
  CreateWebhookEndpointInput,
  DeleteWebhookEndpointInput,
  RedeliverWebhookInput,
  ReplayWebhookInput,
  RotateWebhookSecretInput,
  UpdateWebhookEndpointInput,
} from './webhooks.input.types.ts';
import {
  DeleteWebhookEndpointPayload,
  WebhookDeliveryConnection,
  WebhookDeliveryPayload,
  WebhookDeliveryType,
  WebhookEndpointPayload,
  WebhookEndpointType,
  WebhookSecretPayload,
} from './webhooks.types.ts';

const SIZES = { byDefault: 20, most: 100 };
const ARGUMENTS = pageArguments(SIZES.byDefault, SIZES.most);
const CURSOR = /^delivery:(\d{1,15})$/;

@Resolver(() => WebhookSecretPayload)
export class WebhooksResolver {
  /** Without a service, every field fails. */
  constructor(private readonly service: Webhooks | undefined) {}

  @Operation(query)
  @Query(() => WebhookEndpointType, {
    nullable: true,
    description: 'Returns one webhook endpoint. Null: the id is unknown.',
  })
  async webhookEndpoint(
    @Arg('id', () => ID, { description: 'WebhookEndpoint.id.' }) id: string,
  ): Promise<EndpointView | null> {
    const endpoint = await this.#webhooks.find(id);
    return endpoint ? endpointView(endpoint) : null;
  }

  @Operation(query)
  @Query(() => [WebhookEndpointType], { description: 'Lists all webhook endpoints, oldest first. At most 100 exist.' })
  async webhookEndpoints(): Promise<EndpointView[]> {
    return (await this.#webhooks.list()).map(endpointView);
  }

  @Operation(query)
  @Query(() => WebhookDeliveryType, {
    nullable: true,
    description: 'Returns one webhook delivery. Null: the id is unknown, or the delivery is no longer kept.',
  })
  async webhookDelivery(
    @Arg('id', () => ID, { description: 'WebhookDelivery.id, also sent as the header webhook-id.' }) id: string,
  ): Promise<DeliveryView | null> {
    const delivery = await this.#webhooks.findDelivery(id);
    return delivery ? deliveryView(delivery) : null;
  }

  @Operation(query)
  @Query(() => WebhookDeliveryConnection, { description: 'Lists the deliveries to an endpoint, newest event first.' })
  async webhookDeliveries(
    // type-graphql lists arguments from the last to the first
    @Arg('before', () => String, ARGUMENTS.before) before: string | null | undefined,
    @Arg('last', () => Int, ARGUMENTS.last) @ARGUMENTS.size last: number | null | undefined,
    @Arg('after', () => String, ARGUMENTS.after) after: string | null | undefined,
    @Arg('first', () => Int, ARGUMENTS.first) @ARGUMENTS.size first: number | null | undefined,
    @Arg('state', () => WebhookDeliveryState, {
      nullable: true,
      description: 'Deliveries in this state. Absent: in all states.',
    })
    state: DeliveryWithCursor['state'] | null | undefined,
    @Arg('endpointId', () => ID, { description: 'WebhookEndpoint.id.' })
    endpointId: string,
  ): Promise<Connection<DeliveryView> & Counted> {
    const take = takeOf({ first, last }, SIZES);
    const oldestFirst = 'last' in take;
    // Newest events have the highest numbers and come first.
    const below = after == null ? undefined : numberOf('after', after);
    const above = before == null ? undefined : numberOf('before', before);
    const requestedState = state ?? undefined;
    const found = await this.#webhooks.deliveries(endpointId, {
      state: requestedState,
      above,
      below,
      limit: sizeOf(take) + 1,
      oldestFirst,
    });
    const newestFirst = oldestFirst ? found.toReversed() : found;
    // A cursor names a delivery, which exists unless the ledger has deleted the delivery.
    const { page, hasNext, hasPrevious } = cut(newestFirst, take, above !== undefined, below !== undefined);
    const edges = page.map((row) => ({ cursor: cursorOf(row), node: deliveryView(row) }));
    return counted(connectionFrom(edges, hasNext, hasPrevious), () =>
      this.#webhooks.countDeliveries(endpointId, requestedState),
    );
  }

  @PayloadMutation(
    WebhookSecretPayload,
    'Creates a webhook endpoint that receives changes of recordings from now on. Calls no vendor. See docs/webhooks.md.',
  )
  async createWebhookEndpoint(
    @InputArg(CreateWebhookEndpointInput, 'The address and the filter.')
    { url, description, filter }: CreateWebhookEndpointInput,
  ): Promise<Answer<WebhookSecretPayload>> {
    const settings = { url, description: description ?? null, filter: filter ? omitEmptyConditions(filter) : {} };
    return shown(await this.#webhooks.create(settings));
  }

  @PayloadMutation(WebhookEndpointPayload, 'Changes, disables or enables a webhook endpoint.')
  async updateWebhookEndpoint(
    @InputArg(UpdateWebhookEndpointInput, 'Identifies the endpoint, with its new settings.')
    { id, url, description, filter, enabled }: UpdateWebhookEndpointInput,
  ): Promise<Answer<WebhookEndpointPayload>> {
    const endpoint = await this.#webhooks.update(id, {
      ...(url != null && { url }),
      ...(description != null && { description }),
      ...(filter != null && { filter: omitEmptyConditions(filter) }),
      ...(enabled != null && { isEnabled: enabled }),
    });
    return { endpoint: endpointView(endpoint) };
  }

  @PayloadMutation(
    DeleteWebhookEndpointPayload,
    'Deletes a webhook endpoint and its pending deliveries. An attempt that is being sent may still arrive.',
  )
  async deleteWebhookEndpoint(
    @InputArg(DeleteWebhookEndpointInput, 'Identifies the endpoint.') { id }: DeleteWebhookEndpointInput,
  ): Promise<Answer<DeleteWebhookEndpointPayload>> {
    await this.#webhooks.delete(id);
    return { deletedId: id };
  }

  @PayloadMutation(
    WebhookSecretPayload,
    'Replaces the secret of a webhook endpoint. Deliveries are also signed with the previous secret for 24 hours; older secrets stop working.',
  )
  async rotateWebhookSecret(
    @InputArg(RotateWebhookSecretInput, 'Identifies the endpoint.') { id }: RotateWebhookSecretInput,
  ): Promise<Answer<WebhookSecretPayload>> {
    return shown(await this.#webhooks.rotateSecret(id));
  }

  @PayloadMutation(
    WebhookDeliveryPayload,
    'Sends a delivery again with the same id and body. A DELIVERED or DEAD delivery restarts at its first attempt; a PENDING one is sent at once.',
  )
  async redeliverWebhook(
    @InputArg(RedeliverWebhookInput, 'Identifies the delivery.') { deliveryId }: RedeliverWebhookInput,
  ): Promise<Answer<WebhookDeliveryPayload>> {
    return { delivery: deliveryView(await this.#webhooks.redeliver(deliveryId)) };
  }

  @PayloadMutation(
    WebhookEndpointPayload,
    'Sends all changes after a cursor to an endpoint again, with the same ids and rebuilt bodies. Pending deliveries are not duplicated.',
  )
  async replayWebhook(
    @InputArg(ReplayWebhookInput, 'Identifies the endpoint and the changes to send.')
    { endpointId, after }: ReplayWebhookInput,
  ): Promise<Answer<WebhookEndpointPayload>> {
    return { endpoint: endpointView(await this.#webhooks.replay(endpointId, after)) };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Secret that signs the deliveries: whsec_ and base64. Shown only once. Null in a replay: rotateWebhookSecret creates a new one.',
  })
  secret(@Root() { secret }: WebhookSecretPayload): string | null {
    return shownOnce(secret);
  }

  get #webhooks(): Webhooks {
    if (!this.service) throw new Error('this server has no webhooks');
    return this.service;
  }
}

function shown({ endpoint, secret }: EndpointWithSecret): Answer<WebhookSecretPayload> {
  return { endpoint: endpointView(endpoint), secret };
}

function cursorOf({ seq }: DeliveryWithCursor): string {
  return Buffer.from(`delivery:${seq}`).toString('base64url');
}

function numberOf(argument: string, cursor: string): number {
  const digits = CURSOR.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (digits === undefined) throw fault(argument, `${argument} must be a cursor of this list`);
  return Number(digits);
}
