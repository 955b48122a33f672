import { PROBE_AFTER_FAILURES } from '../ledger/contract/limits.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../ledger/contract/webhook-entities.ts';
import type { EndpointPatch, Settlement } from '../ledger/contract/webhook-store.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Waits before the second and later attempts, in minutes, as in the Standard Webhooks scheme: 5 s, 5 min, 30 min, 2 h, 5 h,
 * 10 h, 14 h, 20 h, 24 h. In total 75 h 35 min.
 */
const RETRY_WAITS = [1 / 12, 5, 30, 120, 300, 600, 840, 1200, 1440];

/** Maximum random extension of a wait, as a share of the wait, so that many waits do not end together. */
const JITTER = 0.05;
/** After an outage of this duration, a dead delivery makes the endpoint FAILED. */
const FAILED_IF_DEAD_MS = 72 * HOUR;
/** After this, any failure does: with many deliveries, no single delivery gets all its attempts. */
const FAILED_MS = 84 * HOUR;
/** Maximum of Retry-After: the longest wait of the schedule. */
const MAX_HOLD_MS = 24 * HOUR;

/** Waits between probes of a failing endpoint, as a share of the outage so far. A probe is a single delivery. */
const PROBE_SHARE = 1 / 6;
const FIRST_PROBE_MS = 10 * SECOND;
const MAX_PROBE_WAIT_MS = 30 * MINUTE;
/** Pause of an endpoint to which this server cannot send. */
const UNSENT_WAIT_MS = MINUTE;
/** After an outage of this duration, all pending deliveries are due at once. The first retries bridge shorter outages. */
const OUTAGE_MS = MINUTE;

/** Result of an attempt. */
export type Attempt =
  | { readonly kind: 'delivered'; readonly status: number }
  /** The endpoint refuses all further webhooks. */
  | { readonly kind: 'gone'; readonly status: number }
  | {
      readonly kind: 'failed';
      readonly status: number | null;
      readonly reason: string | null;
      /** Retry-After of the endpoint, in ms. */
      readonly retryAfterMs: number | null;
    }
  /** Nothing was sent, for a reason of this server. */
  | { readonly kind: 'unsent'; readonly reason: string };

export interface Circumstances {
  /** The endpoint when the attempt began. */
  readonly sentTo: Pick<WebhookEndpoint, 'url' | 'sealedUrl'>;
  /** Whether the attempt probed a failing endpoint. */
  readonly isProbe: boolean;
  /** End of the attempt, Unix ms. */
  readonly at: number;
  /** A random number from 0 to below 1. */
  readonly random: number;
}

/** Returns the changes to a delivery and its endpoint after an attempt. Pure. */
export function settlementOf(
  endpoint: WebhookEndpoint,
  delivery: WebhookDelivery,
  attempt: Attempt,
  circumstances: Circumstances,
): Settlement {
  const { at, sentTo } = circumstances;
  if (attempt.kind === 'unsent') return unsent(endpoint, delivery, attempt.reason, at);
  const settled = sent(endpoint, delivery, attempt, circumstances);
  const isSameUrl = endpoint.url === sentTo.url && endpoint.sealedUrl === sentTo.sealedUrl;
  if (isSameUrl) return settled;
  // The endpoint has a new address: the old address proves nothing about it, and a failed delivery is sent to it at once.
  const { delivery: result } = settled;
  return { delivery: result.state === 'DELIVERED' ? result : { ...result, ...pending(delivery, at) } };
}

function sent(
  endpoint: WebhookEndpoint,
  delivery: WebhookDelivery,
  attempt: Exclude<Attempt, { kind: 'unsent' }>,
  circumstances: Circumstances,
): Settlement {
  const { at, random } = circumstances;
  if (attempt.kind === 'delivered') return delivered(endpoint, delivery, attempt.status, at);
  if (attempt.kind === 'gone') return gone(endpoint, delivery, attempt.status, at);
  const holdMs = Math.min(attempt.retryAfterMs ?? 0, MAX_HOLD_MS);
  const next = failed(delivery, holdMs, at, random);
  return {
    delivery: { ...next, lastStatus: attempt.status, lastError: attempt.reason },
    endpoint: failing(endpoint, { isDead: next.state === 'DEAD', holdMs }, circumstances),
  };
}

/** The attempt does not count, neither for the delivery nor for the endpoint. */
function unsent({ holdUntil }: WebhookEndpoint, delivery: WebhookDelivery, reason: string, at: number): Settlement {
  const { dueAt, lastStatus } = delivery;
  return {
    delivery: { ...pending(delivery, dueAt), lastStatus, lastError: reason },
    endpoint: { holdUntil: Math.max(holdUntil ?? 0, at + UNSENT_WAIT_MS) },
  };
}

function delivered(
  { failures, failingSince, holdUntil }: WebhookEndpoint,
  { attempts, dueAt }: WebhookDelivery,
  status: number,
  at: number,
): Settlement {
  const settled = { state: 'DELIVERED', attempts, dueAt, nextActionAt: null, settledAt: at } as const;
  const delivery = { ...settled, lastStatus: status, lastError: null };
  if (failures === 0) return { delivery };
  const wasOpen = failures >= PROBE_AFTER_FAILURES;
  return {
    delivery,
    endpoint: { failures: 0, failingSince: null, holdUntil: wasOpen ? null : holdUntil },
    isBack: wasOpen && failingSince !== null && at - failingSince >= OUTAGE_MS,
  };
}

/** The delivery waits until a client enables the endpoint again. */
function gone({ state }: WebhookEndpoint, delivery: WebhookDelivery, status: number, at: number): Settlement {
  return {
    delivery: { ...pending(delivery, at), lastStatus: status, lastError: null },
    ...(state === 'ENABLED' && { endpoint: { state: 'FAILED', cause: 'GONE' } }),
  };
}

/** An attempt before its time was a probe, and does not count for the schedule. */
function failed(
  delivery: WebhookDelivery,
  holdMs: number,
  at: number,
  random: number,
): Omit<Settlement['delivery'], 'lastStatus' | 'lastError'> {
  const { attempts, dueAt } = delivery;
  if (at < dueAt) return pending(delivery, dueAt);
  const made = attempts + 1;
  const wait = RETRY_WAITS[attempts];
  if (wait === undefined) return { state: 'DEAD', attempts: made, dueAt, nextActionAt: null, settledAt: at };
  const next = at + Math.max(jittered(wait * MINUTE, random), holdMs);
  return pending({ attempts: made, dueAt: next }, next);
}

/**
 * Returns the changes to an endpoint after a failure. The wait for the next probe begins with a failed probe, or with the
 * failure that opens the circuit breaker. Attempts that were in progress at that time do not extend the wait.
 */
function failing(
  endpoint: WebhookEndpoint,
  { isDead, holdMs }: { readonly isDead: boolean; readonly holdMs: number },
  { isProbe, at, random }: Circumstances,
): EndpointPatch {
  const failures = endpoint.failures + 1;
  const failingSince = endpoint.failingSince ?? at;
  const outageMs = at - failingSince;
  if (endpoint.state === 'ENABLED' && outageMs >= (isDead ? FAILED_IF_DEAD_MS : FAILED_MS)) {
    return { failures, failingSince, state: 'FAILED', cause: 'FAILING' };
  }
  const opens = isProbe || failures === PROBE_AFTER_FAILURES;
  const waitMs = Math.max(holdMs, opens ? probeWait(outageMs, random) : 0);
  const before = isProbe ? 0 : (endpoint.holdUntil ?? 0); // the hold before a probe ends with the probe
  return { failures, failingSince, holdUntil: Math.max(before, waitMs === 0 ? 0 : at + waitMs) || null };
}

function pending({ attempts, dueAt }: Pick<WebhookDelivery, 'attempts' | 'dueAt'>, nextActionAt: number) {
  return { state: 'PENDING', attempts, dueAt, nextActionAt, settledAt: null } as const;
}

function probeWait(outageMs: number, random: number): number {
  return jittered(Math.min(Math.max(outageMs * PROBE_SHARE, FIRST_PROBE_MS), MAX_PROBE_WAIT_MS), random);
}

function jittered(ms: number, random: number): number {
  return Math.round(ms * (1 + JITTER * random));
}
