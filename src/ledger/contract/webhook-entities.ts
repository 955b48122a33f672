/** DELETED: hidden from all clients, and removed after its last delivery is dropped. */
export type WebhookEndpointState = 'ENABLED' | 'DISABLED' | 'FAILED' | 'DELETED';

/** Reason for the state FAILED. GONE: the endpoint answered 410. FAILING: every delivery failed for days. */
export type WebhookFailureCause = 'GONE' | 'FAILING';

/** PENDING: in progress, or waiting for an attempt. DELIVERED and DEAD are final. */
export type WebhookDeliveryState = 'PENDING' | 'DELIVERED' | 'DEAD';

/** A receiver of webhooks. All times are Unix milliseconds. */
export interface WebhookEndpoint {
  readonly id: string;
  /** Address, with credentials masked. */
  readonly url: string;
  /** Encrypted complete address. Null: `url` is complete. */
  readonly sealedUrl: string | null;
  readonly description: string | null;
  /** Filter of events. Only the event filter interprets the members. */
  readonly filter: Readonly<Record<string, unknown>>;
  readonly state: WebhookEndpointState;
  /** Null unless FAILED. */
  readonly cause: WebhookFailureCause | null;
  /** Signing secret, encrypted with the key of the server. */
  readonly secret: string;
  /** Previous signing secret, encrypted. Deliveries also carry its signature until `oldSecretUntil`. */
  readonly oldSecret: string | null;
  readonly oldSecretUntil: number | null;
  /** Sequence number of the last change that was processed for this endpoint. 0: none. */
  readonly position: number;
  /** Consecutive failures, for the circuit breaker. */
  readonly failures: number;
  /** Time of the first consecutive failure. */
  readonly failingSince: number | null;
  /** No delivery is sent before this time. Null: no pause. */
  readonly holdUntil: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A delivery: one event for one endpoint. */
export interface WebhookDelivery {
  readonly id: string;
  readonly endpointId: string;
  /** Sequence number of the change that the event reports. */
  readonly seq: number;
  readonly recordingId: string;
  readonly body: string;
  readonly state: WebhookDeliveryState;
  /** Failed attempts of the retry schedule. */
  readonly attempts: number;
  /** Next attempt of the retry schedule. An earlier attempt does not count in the schedule. */
  readonly dueAt: number;
  /** Time of the next attempt; while a worker holds the lease, the expiry of the lease. Null: the delivery is settled. */
  readonly nextActionAt: number | null;
  readonly fence: number;
  /** Latest attempt: time, HTTP status, error. `lastError` is null after a success. All null: no attempt yet. */
  readonly lastAt: number | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: number;
  readonly settledAt: number | null;
}
