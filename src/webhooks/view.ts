import type { EventFilter } from '../events/event-filter.ts';
import { Secret } from '../wire/secret.ts';
import type { DeliveryWithCursor, EndpointWithCursor } from './webhooks.ts';

/** An endpoint as clients see it: without its secrets. */
export type EndpointView = Readonly<ReturnType<typeof endpointView>>;

export function endpointView(row: EndpointWithCursor) {
  const { id, url, description, cause, failures, failingSince, holdUntil } = row;
  const { oldSecretUntil, createdAt, updatedAt, cursor } = row;
  const filter: EventFilter = row.filter;
  return {
    id,
    url,
    description,
    filter,
    state: row.state as Exclude<typeof row.state, 'DELETED'>, // deleted endpoints are never read
    cause,
    cursor,
    position: BigInt(row.position),
    failures,
    failingSince,
    holdUntil,
    oldSecretUntil,
    createdAt,
    updatedAt,
  };
}

/** A delivery as clients see it. */
export type DeliveryView = Readonly<ReturnType<typeof deliveryView>>;

export function deliveryView(row: DeliveryWithCursor) {
  const { id, endpointId, recordingId, state, attempts, lastStatus, lastError } = row;
  const { createdAt, settledAt, body, cursor } = row;
  return {
    id,
    endpointId,
    recordingId,
    cursor,
    sequence: BigInt(row.seq),
    state,
    attempts,
    nextAttemptAt: row.nextActionAt,
    lastAttemptAt: row.lastAt,
    lastStatus,
    lastError,
    createdAt,
    settledAt,
    body,
  };
}

/** A new secret in a payload. An answer that is stored for its idempotency key has the mask instead, so a replay shows none. */
export type NewSecret = Secret | string;

/** Returns the secret in clear, for the one answer that shows it; null for all others. */
export function shownOnce(secret: NewSecret | null | undefined): string | null {
  return secret instanceof Secret ? secret.reveal() : null;
}
