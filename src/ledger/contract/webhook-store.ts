import type { BoundedCount } from './rows.ts';
import type { WebhookDeliveryRow, WebhookDeliveryState, WebhookEndpointRow } from './webhook-rows.ts';

/** An endpoint to be put down. */
export type NewWebhookEndpoint = Pick<
  WebhookEndpointRow,
  'id' | 'url' | 'description' | 'filter' | 'secret' | 'createdAt'
> & {
  /** Absent: null. */
  readonly sealedUrl?: string | null;
};

/** What can change of an endpoint. */
export type EndpointPatch = Partial<Omit<WebhookEndpointRow, 'id' | 'createdAt' | 'updatedAt'>>;

/** An event for an endpoint, before anything was sent. */
export type NewWebhookDelivery = Pick<WebhookDeliveryRow, 'id' | 'seq' | 'recordingId' | 'body'>;

/** Which deliveries to an endpoint are wanted. Numbers of events are exclusive. */
export interface DeliveryQuery {
  readonly state?: WebhookDeliveryState | undefined;
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  readonly limit: number;
  readonly oldestFirst?: boolean;
}

/** What was taken to be sent, and where to. */
export interface WebhookClaim {
  readonly endpoint: WebhookEndpointRow;
  readonly deliveries: readonly WebhookDeliveryRow[];
}

/** What an attempt changes. */
export interface Settlement {
  readonly delivery: Pick<
    WebhookDeliveryRow,
    'state' | 'attempts' | 'dueAt' | 'nextActionAt' | 'lastStatus' | 'lastError' | 'settledAt'
  >;
  readonly endpoint?: EndpointPatch;
  /** The endpoint answers again: what waits for it is due at once. */
  readonly isBack?: boolean;
}

/** Endpoints of webhooks and the deliveries to them. What is answered has been committed. */
export interface WebhookStore {
  /** Puts an endpoint down; it is told what is committed from then on. Undefined: there are `most` of them already. */
  create(endpoint: NewWebhookEndpoint, most: number): Promise<WebhookEndpointRow | undefined>;
  find(id: string): Promise<WebhookEndpointRow | undefined>;
  /** All of them, the oldest first. */
  list(): Promise<WebhookEndpointRow[]>;
  /**
   * Reads an endpoint, lets `decide` say what changes, and writes that, as one. Undefined from `decide`: nothing changes.
   * One that becomes ENABLED, or gets another address, gets what waits for it at once. The answer is undefined when there is no such endpoint.
   */
  change(
    id: string,
    at: number,
    decide: (row: WebhookEndpointRow) => EndpointPatch | undefined,
  ): Promise<WebhookEndpointRow | undefined>;

  /** Changes how addresses in clear are kept, those of deleted endpoints as well. Answers how many. `rewrite` must be pure. */
  rewriteAddresses(
    rewrite: (row: WebhookEndpointRow) => Pick<EndpointPatch, 'url' | 'sealedUrl'> | undefined,
  ): Promise<number>;

  /** Moves an endpoint on from one position to the next, with what is to be delivered. False: it has moved meanwhile. */
  fanOut(
    endpointId: string,
    from: number,
    to: number,
    made: readonly NewWebhookDelivery[],
    at: number,
  ): Promise<boolean>;

  /** Endpoints that something is to be sent to now. */
  due(now: number): Promise<string[]>;
  /** Takes deliveries to an endpoint that are due, but for these: see `claimDeliveries`. Undefined: there are none. */
  claim(
    endpointId: string,
    now: number,
    leaseUntil: number,
    limit: number,
    but?: readonly string[],
  ): Promise<WebhookClaim | undefined>;
  /** Writes down how an attempt went. False: it is no longer ours to say. `decide` must be pure. */
  settle(
    delivery: Pick<WebhookDeliveryRow, 'id' | 'endpointId' | 'fence'>,
    at: number,
    decide: (endpoint: WebhookEndpointRow) => Settlement,
  ): Promise<boolean>;
  /** Makes everything due that somebody was sending: for the only process of a store, at its start. */
  breakLeases(now: number): Promise<void>;

  /** Sends a delivery again, and ends a pause of its endpoint. Undefined: there is none. */
  redeliver(deliveryId: string, at: number): Promise<WebhookDeliveryRow | undefined>;
  findDelivery(id: string): Promise<WebhookDeliveryRow | undefined>;
  /** Some deliveries to an endpoint, by the numbers of their events. */
  page(endpointId: string, wanted: DeliveryQuery): Promise<WebhookDeliveryRow[]>;
  /** How many deliveries to an endpoint are kept: exact up to a bound. */
  count(endpointId: string, state: WebhookDeliveryState | undefined): Promise<BoundedCount>;

  /** Drops what was delivered, and what is dead, since before; and all that was to go to deleted endpoints. */
  clean(deliveredBefore: number, deadBefore: number): Promise<void>;
}
