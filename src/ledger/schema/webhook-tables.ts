import { membersOf } from '../contract/json-text.ts';
import type {
  WebhookDeliveryRow,
  WebhookDeliveryState,
  WebhookEndpointRow,
  WebhookEndpointState,
  WebhookFailureCause,
} from '../contract/webhook-rows.ts';

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

export function toEndpoint(record: WebhookEndpointsTable): WebhookEndpointRow {
  return {
    id: record.id,
    url: record.url,
    sealedUrl: record.sealed_url,
    description: record.description,
    filter: membersOf(record.filter),
    state: record.state,
    cause: record.cause,
    secret: record.secret,
    oldSecret: record.old_secret,
    oldSecretUntil: record.old_secret_until,
    position: record.position,
    failures: record.failures,
    failingSince: record.failing_since,
    holdUntil: record.hold_until,
    createdAt: record.created_at,
    updatedAt: record.updated_at,
  };
}

export function toDelivery(record: WebhookDeliveriesTable): WebhookDeliveryRow {
  return {
    id: record.id,
    endpointId: record.endpoint_id,
    seq: record.seq,
    recordingId: record.recording_id,
    body: record.body,
    state: record.state,
    attempts: record.attempts,
    dueAt: record.due_at,
    nextActionAt: record.next_action_at,
    fence: record.fence,
    lastAt: record.last_at,
    lastStatus: record.last_status,
    lastError: record.last_error,
    createdAt: record.created_at,
    settledAt: record.settled_at,
  };
}
