import type { BoundedCount } from './entities.ts';
import type { WebhookDelivery, WebhookDeliveryState, WebhookEndpoint } from './webhook-entities.ts';

/** An endpoint to insert. */
type NewWebhookEndpoint = Pick<WebhookEndpoint, 'id' | 'url' | 'description' | 'filter' | 'secret' | 'createdAt'> & {
  /** Default: null. */
  readonly sealedUrl?: string | null;
};

/** Update of an endpoint. */
export type EndpointPatch = Partial<Omit<WebhookEndpoint, 'id' | 'createdAt' | 'updatedAt'>>;

/** A delivery to insert. */
export type NewWebhookDelivery = Pick<WebhookDelivery, 'id' | 'seq' | 'recordingId' | 'body'>;

/** Selects deliveries to an endpoint. Bounds of the sequence number are exclusive. */
export interface DeliveryQuery {
  readonly state?: WebhookDeliveryState | undefined;
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  readonly limit: number;
  readonly oldestFirst?: boolean;
}

/** Claimed deliveries, with their endpoint. */
export interface WebhookClaim {
  readonly endpoint: WebhookEndpoint;
  readonly deliveries: readonly WebhookDelivery[];
}

/** Result of an attempt. */
export interface Settlement {
  readonly delivery: Pick<
    WebhookDelivery,
    'state' | 'attempts' | 'dueAt' | 'nextActionAt' | 'lastStatus' | 'lastError' | 'settledAt'
  >;
  readonly endpoint?: EndpointPatch;
  /** True: the endpoint has recovered, so all waiting deliveries become due. */
  readonly isBack?: boolean;
}

/** Webhook endpoints and their deliveries. A promise resolves after the commit. */
export interface WebhookStore {
  /** Inserts an endpoint, which receives changes that are committed later. Undefined: `max` endpoints exist already. */
  insert(endpoint: NewWebhookEndpoint, max: number): Promise<WebhookEndpoint | undefined>;
  find(id: string): Promise<WebhookEndpoint | undefined>;
  /** Lists all endpoints, oldest first. */
  list(): Promise<WebhookEndpoint[]>;
  /**
   * Updates an endpoint with the result of `decide`, in one transaction. If `decide` returns undefined, the endpoint stays
   * as it is. Waiting deliveries become due if the endpoint becomes ENABLED or its address changes. Undefined: no such
   * endpoint.
   */
  update(
    id: string,
    at: number,
    decide: (row: WebhookEndpoint) => EndpointPatch | undefined,
  ): Promise<WebhookEndpoint | undefined>;

  /**
   * Rewrites the stored form of unsealed addresses, also of deleted endpoints. Returns the number of rewritten endpoints.
   * `rewrite` must be pure.
   */
  rewriteAddresses(
    rewrite: (row: WebhookEndpoint) => Pick<EndpointPatch, 'url' | 'sealedUrl'> | undefined,
  ): Promise<number>;

  /** Moves an endpoint from one position to another and inserts deliveries. False: another process has moved the endpoint. */
  fanOut(
    endpointId: string,
    from: number,
    to: number,
    made: readonly NewWebhookDelivery[],
    at: number,
  ): Promise<boolean>;

  /** Lists the endpoints with deliveries to send now. */
  due(now: number): Promise<string[]>;
  /**
   * Claims the most overdue deliveries to an endpoint, without `except`, and only the earliest delivery of each recording, so
   * that the events of a recording arrive in order. A failing endpoint gets one delivery at a time as a probe, due or not.
   * Undefined: no delivery was claimed.
   */
  claim(
    endpointId: string,
    now: number,
    leaseUntil: number,
    limit: number,
    except?: readonly string[],
  ): Promise<WebhookClaim | undefined>;
  /** Stores the result of an attempt. False: the lease is lost or the endpoint is deleted. `decide` must be pure. */
  settle(
    delivery: Pick<WebhookDelivery, 'id' | 'endpointId' | 'fence'>,
    at: number,
    decide: (endpoint: WebhookEndpoint) => Settlement,
  ): Promise<boolean>;
  /** Ends all leases. Only for the start of the only process of a store. */
  breakLeases(now: number): Promise<void>;

  /** Makes a delivery due and ends the pause of its endpoint. Undefined: no such delivery. */
  redeliver(deliveryId: string, at: number): Promise<WebhookDelivery | undefined>;
  findDelivery(id: string): Promise<WebhookDelivery | undefined>;
  /** Lists deliveries to an endpoint, sorted by sequence number. */
  page(endpointId: string, query: DeliveryQuery): Promise<WebhookDelivery[]>;
  /** Counts the stored deliveries to an endpoint, exactly up to a bound. */
  count(endpointId: string, state: WebhookDeliveryState | undefined): Promise<BoundedCount>;

  /** Drops old delivered and dead deliveries, all deliveries to deleted endpoints, and deleted endpoints. */
  clean(deliveredBefore: number, deadBefore: number): Promise<void>;
}
