import { Arg, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Within } from '../src/input/argument-rules.ts';
import type { Answer } from '../src/payload.ts';
import type { Connection } from '../src/recordings/connection.ts';
import { InvalidInput } from '../src/errors.ts';
import type { EventFilter } from '../src/events/event-filter.ts';
import type { KnownDelivery, Webhooks, WithSecret } from '../src/webhooks/webhooks.ts';
import { deliveryOf, endpointOf, shownOnce, type DeliveryView, type EndpointView } from '../src/webhooks/view.ts';
import type { RecordingChangeFilterInput } from './live.input.types.ts';
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
  WebhookEndpointPayload,
  WebhookEndpointType,
  WebhookSecretPayload,
} from './webhooks.types.ts';

const DEFAULT_SIZE = 20;
const LARGEST = 100;
const CURSOR = /^delivery:(\d{1,15})$/;

@Resolver(() => WebhookSecretPayload)
export class WebhooksResolver {
  /** Without a service the fields are only described. */
  constructor(private readonly service: Webhooks | undefined) {}

  @Query(() => WebhookEndpointType, { nullable: true, description: 'One endpoint; null when there is none.' })
  async webhookEndpoint(
    @Arg('id', () => ID, { description: 'Its id, as in WebhookEndpoint.id.' }) id: string,
  ): Promise<EndpointView | null> {
    const endpoint = await this.#webhooks.find(id);
    return endpoint ? endpointOf(endpoint) : null;
  }

  @Query(() => [WebhookEndpointType], { description: 'All endpoints, the oldest first. There are at most 100.' })
  async webhookEndpoints(): Promise<EndpointView[]> {
    return (await this.#webhooks.list()).map(endpointOf);
  }

  @Query(() => WebhookDeliveryConnection, { description: 'Deliveries to an endpoint, the newest event first.' })
  async webhookDeliveries(
    // type-graphql lists arguments from the last to the first
    @Arg('after', () => String, { nullable: true, description: 'Only those behind this cursor.' })
    after: string | null | undefined,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: DEFAULT_SIZE,
      description: `How many, 1 to ${LARGEST}; ${DEFAULT_SIZE} when absent.`,
    })
    @Within(1, LARGEST)
    first: number | null | undefined,
    @Arg('state', () => WebhookDeliveryState, { nullable: true, description: 'Only those in this state.' })
    state: KnownDelivery['state'] | null | undefined,
    @Arg('endpointId', () => ID, { description: 'The endpoint: its id, as in WebhookEndpoint.id.' })
    endpointId: string,
  ): Promise<Omit<Connection<DeliveryView>, 'edges'>> {
    const size = first ?? DEFAULT_SIZE;
    if (size < 1 || size > LARGEST) throw fault('first', `first must be from 1 to ${LARGEST}`);
    const before = after == null ? undefined : numberOf(after);
    const found = await this.#webhooks.deliveries(endpointId, {
      limit: size + 1,
      ...(state != null && { state }),
      ...(before !== undefined && { before }),
    });
    const page = found.slice(0, size);
    return {
      nodes: page.map(deliveryOf),
      pageInfo: {
        hasNextPage: found.length > size,
        hasPreviousPage: after != null,
        startCursor: page[0] ? cursorOf(page[0]) : null,
        endCursor: page.length > 0 ? cursorOf(page.at(-1)!) : null,
      },
    };
  }

  @Mutation(() => WebhookSecretPayload, {
    description: 'Makes an endpoint that is told, from now on, what happens to recordings. Calls no vendor.',
  })
  async createWebhookEndpoint(
    @Arg('input', () => CreateWebhookEndpointInput, { description: 'Where, and what.' })
    { url, description, filter }: CreateWebhookEndpointInput,
  ): Promise<Answer<WebhookSecretPayload>> {
    const settings = { url, description: description ?? null, filter: filter ? filterOf(filter) : {} };
    return shown(await this.#webhooks.create(settings));
  }

  @Mutation(() => WebhookEndpointPayload, { description: 'Changes an endpoint, or switches it off and on.' })
  async updateWebhookEndpoint(
    @Arg('input', () => UpdateWebhookEndpointInput, { description: 'Which one, and what.' })
    { id, url, description, filter, enabled }: UpdateWebhookEndpointInput,
  ): Promise<Answer<WebhookEndpointPayload>> {
    const endpoint = await this.#webhooks.update(id, {
      ...(url != null && { url }),
      ...(description != null && { description }),
      ...(filter != null && { filter: filterOf(filter) }),
      ...(enabled != null && { isEnabled: enabled }),
    });
    return { endpoint: endpointOf(endpoint) };
  }

  @Mutation(() => DeleteWebhookEndpointPayload, {
    description: 'Deletes an endpoint, and what was to be delivered to it. What is under way may still arrive.',
  })
  async deleteWebhookEndpoint(
    @Arg('input', () => DeleteWebhookEndpointInput, { description: 'Which one.' }) { id }: DeleteWebhookEndpointInput,
  ): Promise<Answer<DeleteWebhookEndpointPayload>> {
    await this.#webhooks.delete(id);
    return { deletedId: id };
  }

  @Mutation(() => WebhookSecretPayload, {
    description:
      'Gives an endpoint a new secret. For 24 hours deliveries are signed with the one before, too; with one older than that no more.',
  })
  async rotateWebhookSecret(
    @Arg('input', () => RotateWebhookSecretInput, { description: 'Which one.' }) { id }: RotateWebhookSecretInput,
  ): Promise<Answer<WebhookSecretPayload>> {
    return shown(await this.#webhooks.rotateSecret(id));
  }

  @Mutation(() => WebhookDeliveryPayload, {
    description:
      'Sends a delivery again, with the same id and body: a dead or a delivered one, from the first attempt on; one that waits, at once.',
  })
  async redeliverWebhook(
    @Arg('input', () => RedeliverWebhookInput, { description: 'Which one.' }) { deliveryId }: RedeliverWebhookInput,
  ): Promise<Answer<WebhookDeliveryPayload>> {
    return { delivery: deliveryOf(await this.#webhooks.redeliver(deliveryId)) };
  }

  @Mutation(() => WebhookEndpointPayload, {
    description:
      'Tells an endpoint again what it was told, behind a cursor: with the same ids, and bodies that are made anew. What has not arrived yet is not sent twice for it.',
  })
  async replayWebhook(
    @Arg('input', () => ReplayWebhookInput, { description: 'Which endpoint, and from where.' })
    { endpointId, after }: ReplayWebhookInput,
  ): Promise<Answer<WebhookEndpointPayload>> {
    return { endpoint: endpointOf(await this.#webhooks.replay(endpointId, after)) };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What deliveries are signed with: whsec_ and base64. Shown only here, and only once: in a replayed answer it is null. Lost? rotateWebhookSecret.',
  })
  secret(@Root() { secret }: WebhookSecretPayload): string | null {
    return shownOnce(secret);
  }

  get #webhooks(): Webhooks {
    if (!this.service) throw new Error('this server has no webhooks');
    return this.service;
  }
}

function shown({ endpoint, secret }: WithSecret): Answer<WebhookSecretPayload> {
  return { endpoint: endpointOf(endpoint), secret };
}

/** Without the members that a client sent as null: they ask for nothing. */
function filterOf({ label, ...others }: RecordingChangeFilterInput): EventFilter {
  return { ...given(others), ...(label != null && { label: given(label) }) };
}

function given<Members extends object>(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value != null)) as Members;
}

function cursorOf({ seq }: KnownDelivery): string {
  return Buffer.from(`delivery:${seq}`).toString('base64url');
}

function numberOf(cursor: string): number {
  const digits = CURSOR.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (digits === undefined) throw fault('after', 'after must be a cursor of this list');
  return Number(digits);
}

function fault(name: string, message: string): InvalidInput {
  return new InvalidInput([{ path: [name], message }]);
}
