/** DELETED: hidden from everybody; it goes when its deliveries are gone. */
export type WebhookEndpointState = 'ENABLED' | 'DISABLED' | 'FAILED' | 'DELETED';

/** Why an endpoint is FAILED: it said that it is gone, or every delivery failed for days. */
export type WebhookFailureCause = 'GONE' | 'FAILING';

/** PENDING is on its way, or waits; the others are settled. */
export type WebhookDeliveryState = 'PENDING' | 'DELIVERED' | 'DEAD';

/** Where webhooks are sent. Times are Unix milliseconds. */
export interface WebhookEndpointRow {
  readonly id: string;
  /** The address; where it carries credentials, with these masked. */
  readonly url: string;
  /** The whole address, sealed, where `url` is masked. Null otherwise. */
  readonly sealedUrl: string | null;
  readonly description: string | null;
  /** Which events; what the members mean, the one who filters knows. */
  readonly filter: Readonly<Record<string, unknown>>;
  readonly state: WebhookEndpointState;
  /** Null unless FAILED. */
  readonly cause: WebhookFailureCause | null;
  /** What deliveries are signed with, sealed: no one can read it without the server's key. */
  readonly secret: string;
  /** The one before, sealed, which is valid beside it until `oldSecretUntil`. */
  readonly oldSecret: string | null;
  readonly oldSecretUntil: number | null;
  /** The number of the last change that was looked at for it; 0 before the first. */
  readonly position: number;
  /** Failures in a row, as its breaker counts them. */
  readonly failures: number;
  /** When the first of them was. */
  readonly failingSince: number | null;
  /** Nothing is sent before. */
  readonly holdUntil: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** An event on its way to an endpoint. */
export interface WebhookDeliveryRow {
  readonly id: string;
  readonly endpointId: string;
  /** The number of the change that it tells. */
  readonly seq: number;
  readonly recordingId: string;
  readonly body: string;
  readonly state: WebhookDeliveryState;
  /** Failed attempts that the schedule counts. */
  readonly attempts: number;
  /** When the schedule has it sent next; it can be sent earlier, which the schedule does not count. */
  readonly dueAt: number;
  /** When it is sent next; while somebody sends it, when their lease ends. Null: it is settled. */
  readonly nextActionAt: number | null;
  readonly fence: number;
  /** The latest attempt: when, and how the endpoint answered. Both null: it was not tried, or it succeeded without them. */
  readonly lastAt: number | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: number;
  readonly settledAt: number | null;
}
