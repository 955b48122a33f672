import { membersOf } from '../contract/json-text.ts';
import type {
  WebhookDelivery,
  WebhookDeliveryState,
  WebhookEndpoint,
  WebhookEndpointState,
  WebhookFailureCause,
} from '../contract/webhook-entities.ts';

/** 0 or 1: SQLite has no booleans. */
type Flag = number;

export interface WebhookEndpointsTable {
  id: string;
  url: string;
  sealed_url: string | null;
  description: string | null;
  filter: string;
  state: WebhookEndpointState;
  cause: WebhookFailureCause | null;
  secret: string;
  old_secret: string | null;
  old_secret_until: number | null;
  position: number;
  failures: number;
  failing_since: number | null;
  hold_until: number | null;
  created_at: number;
  updated_at: number;
}

export interface WebhookDeliveriesTable {
  id: string;
  endpoint_id: string;
  seq: number;
  recording_id: string;
  body: string;
  state: WebhookDeliveryState;
  attempts: number;
  due_at: number;
  next_action_at: number | null;
  /** Whether `next_action_at` is the expiry of a lease. */
  leased: Flag;
  fence: number;
  last_at: number | null;
  last_status: number | null;
  last_error: string | null;
  created_at: number;
  settled_at: number | null;
}

export function toEndpoint(row: WebhookEndpointsTable): WebhookEndpoint {
  return {
    id: row.id,
    url: row.url,
    sealedUrl: row.sealed_url,
    description: row.description,
    filter: membersOf(row.filter),
    state: row.state,
    cause: row.cause,
    secret: row.secret,
    oldSecret: row.old_secret,
    oldSecretUntil: row.old_secret_until,
    position: row.position,
    failures: row.failures,
    failingSince: row.failing_since,
    holdUntil: row.hold_until,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function toDelivery(row: WebhookDeliveriesTable): WebhookDelivery {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    seq: row.seq,
    recordingId: row.recording_id,
    body: row.body,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at,
    nextActionAt: row.next_action_at,
    fence: row.fence,
    lastAt: row.last_at,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}
