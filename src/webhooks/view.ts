import type { EventFilter } from '../events/event-filter.ts';
import { Secret } from '../wire/secret.ts';
import type { DeliveryWithCursor, EndpointWithCursor } from './webhooks.ts';

/** An endpoint as clients see it: without its secrets. */
export type EndpointView = Pick<
  EndpointWithCursor,
  | 'id'
  | 'url'
  | 'description'
  | 'cause'
  | 'failures'
  | 'failingSince'
  | 'holdUntil'
  | 'oldSecretUntil'
  | 'createdAt'
  | 'updatedAt'
  | 'cursor'
> & {
  readonly filter: EventFilter;
  readonly state: Exclude<EndpointWithCursor['state'], 'DELETED'>;
  readonly position: bigint;
};

export function endpointView(row: EndpointWithCursor): EndpointView {
  const { id, url, description, cause, failures, failingSince, holdUntil } = row;
  const { oldSecretUntil, createdAt, updatedAt, cursor } = row;
  return {
    id,
    url,
    description,
    filter: row.filter,
    state: row.state as EndpointView['state'], // deleted ones are never read
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
export type DeliveryView = Pick<
  DeliveryWithCursor,
  | 'id'
  | 'endpointId'
  | 'recordingId'
  | 'state'
  | 'attempts'
  | 'lastStatus'
  | 'lastError'
  | 'createdAt'
  | 'settledAt'
  | 'body'
  | 'cursor'
> & {
  readonly sequence: bigint;
  readonly nextAttemptAt: number | null;
  readonly lastAttemptAt: number | null;
};

export function deliveryView(row: DeliveryWithCursor): DeliveryView {
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

/**
 * A new secret in a payload. An answer that is kept for its idempotency key holds a text in its place which tells
 * nothing, so a replay shows no secret.
 */
export type NewSecret = Secret | string;

/** The secret in clear, for the one answer that shows it; null in all others. */
export function shownOnce(secret: NewSecret | null | undefined): string | null {
  return secret instanceof Secret ? secret.reveal() : null;
}
