import type { EndpointPatch } from '../ledger/contract/webhook-store.ts';
import { PROBE_AFTER_FAILURES } from '../ledger/contract/limits.ts';
import type { Settlement } from '../ledger/contract/webhook-store.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../ledger/contract/webhook-entities.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits before the second attempt, the third, and so on: those of the Standard Webhooks scheme, 75 h 35 min in all. */
const RETRY_WAITS_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** By so much of itself a wait is longer, at most, so that many do not end together. */
const JITTER = 0.05;
/** An endpoint at which nothing succeeded for so long is given up as soon as a delivery is dead … */
const FAILING_MS = 72 * HOUR;
/** … or by itself after this, for where there is much to deliver no single delivery gets all its attempts. */
const FAILED_AFTER_MS = 84 * HOUR;
/** No answer can keep us waiting for longer than the longest wait of the schedule. */
const LONGEST_HOLD_MS = 24 * HOUR;

/** While an endpoint keeps failing, one delivery at a time looks whether it is back: after a sixth of the outage so far. */
const PROBE_SHARE = 1 / 6;
const FIRST_PROBE_MS = 10 * SECOND;
const LONGEST_PROBE_WAIT_MS = 30 * MINUTE;
/** The wait of an endpoint to which nothing can be sent, for a reason of our own. */
const UNSENT_WAIT_MS = MINUTE;
/** After an outage this long, what waits does not wait for its next turn. Shorter ones the first retries bridge. */
const OUTAGE_MS = MINUTE;

/** How an attempt went. */
export type Attempt =
  | { readonly kind: 'delivered'; readonly status: number }
  /** The endpoint wants no more webhooks. */
  | { readonly kind: 'gone'; readonly status: number }
  | {
      readonly kind: 'failed';
      readonly status: number | null;
      readonly reason: string | null;
      /** For how long the endpoint wants to be left alone. */
      readonly retryAfterMs: number | null;
    }
  /** Nothing was sent, for a reason of our own. */
  | { readonly kind: 'unsent'; readonly reason: string };

/** Under which circumstances it was made. */
export interface Circumstances {
  /** The endpoint as it was when it was sent to. */
  readonly sentTo: Pick<WebhookEndpoint, 'url' | 'sealedUrl'>;
  /** Whether it was the one delivery that looks whether an endpoint which keeps failing is back. */
  readonly isProbe: boolean;
  /** When the answer was there. Unix ms. */
  readonly at: number;
  /** Anything from 0 to below 1. */
  readonly random: number;
}

/** What an attempt changes, of the delivery and of its endpoint. Pure. */
export function settlementOf(
  endpoint: WebhookEndpoint,
  delivery: WebhookDelivery,
  attempt: Attempt,
  circumstances: Circumstances,
): Settlement {
  const { at, sentTo } = circumstances;
  if (attempt.kind === 'unsent') return unsent(endpoint, delivery, attempt.reason, at);
  const settled = answered(endpoint, delivery, attempt, circumstances);
  const isSame = endpoint.url === sentTo.url && endpoint.sealedUrl === sentTo.sealedUrl;
  return isSame ? settled : elsewhere(delivery, settled.delivery, at);
}

function answered(
  endpoint: WebhookEndpoint,
  delivery: WebhookDelivery,
  attempt: Exclude<Attempt, { kind: 'unsent' }>,
  circumstances: Circumstances,
): Settlement {
  const { at, random } = circumstances;
  if (attempt.kind === 'delivered') return delivered(endpoint, delivery, attempt.status, at);
  if (attempt.kind === 'gone') return gone(endpoint, delivery, attempt.status, at);
  const holdMs = Math.min(attempt.retryAfterMs ?? 0, LONGEST_HOLD_MS);
  const next = failed(delivery, holdMs, at, random);
  return {
    delivery: { ...next, lastStatus: attempt.status, lastError: attempt.reason },
    endpoint: failing(endpoint, { isDead: next.state === 'DEAD', holdMs }, circumstances),
  };
}

/** No attempt of the endpoint's: neither it nor the delivery is any worse for it. */
function unsent(
  { holdUntil }: WebhookEndpoint,
  { attempts, dueAt, lastStatus }: WebhookDelivery,
  reason: string,
  at: number,
): Settlement {
  return {
    delivery: {
      state: 'PENDING',
      attempts,
      dueAt,
      nextActionAt: dueAt,
      settledAt: null,
      lastStatus,
      lastError: reason,
    },
    endpoint: { holdUntil: Math.max(holdUntil ?? 0, at + UNSENT_WAIT_MS) },
  };
}

/** The endpoint got another address meanwhile: what the old one answered says nothing of it, and what failed there is sent to it. */
function elsewhere({ attempts, dueAt }: WebhookDelivery, answered: Settlement['delivery'], at: number): Settlement {
  if (answered.state === 'DELIVERED') return { delivery: answered };
  return { delivery: { ...answered, state: 'PENDING', attempts, dueAt, nextActionAt: at, settledAt: null } };
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

/** The delivery waits for the day somebody enables the endpoint again. */
function gone(
  { state }: WebhookEndpoint,
  { attempts, dueAt }: WebhookDelivery,
  status: number,
  at: number,
): Settlement {
  const waiting = { state: 'PENDING', attempts, dueAt, nextActionAt: at, settledAt: null } as const;
  return {
    delivery: { ...waiting, lastStatus: status, lastError: null },
    ...(state === 'ENABLED' && { endpoint: { state: 'FAILED', cause: 'GONE' } }),
  };
}

/** An attempt before its time costs none of the schedule's: it was made to see whether the endpoint is back. */
function failed(
  { attempts, dueAt }: WebhookDelivery,
  holdMs: number,
  at: number,
  random: number,
): Omit<Settlement['delivery'], 'lastStatus' | 'lastError'> {
  if (at < dueAt) return { state: 'PENDING', attempts, dueAt, nextActionAt: dueAt, settledAt: null };
  const made = attempts + 1;
  const wait = RETRY_WAITS_MS[attempts];
  if (wait === undefined) return { state: 'DEAD', attempts: made, dueAt, nextActionAt: null, settledAt: at };
  const next = at + Math.max(jittered(wait, random), holdMs);
  return { state: 'PENDING', attempts: made, dueAt: next, nextActionAt: next, settledAt: null };
}

/**
 * What a failure tells of the endpoint. When it opens the breaker, or was a probe, the wait before the next probe begins;
 * others that were still under way when it opened do not make it longer.
 */
function failing(
  endpoint: WebhookEndpoint,
  { isDead, holdMs }: { readonly isDead: boolean; readonly holdMs: number },
  { isProbe, at, random }: Circumstances,
): EndpointPatch {
  const failures = endpoint.failures + 1;
  const failingSince = endpoint.failingSince ?? at;
  const outageMs = at - failingSince;
  if (endpoint.state === 'ENABLED' && outageMs >= (isDead ? FAILING_MS : FAILED_AFTER_MS)) {
    return { failures, failingSince, state: 'FAILED', cause: 'FAILING' };
  }
  const opens = isProbe || failures === PROBE_AFTER_FAILURES;
  const waitMs = Math.max(holdMs, opens ? probeWait(outageMs, random) : 0);
  const before = isProbe ? 0 : (endpoint.holdUntil ?? 0); // a probe's own hold is over with it
  return { failures, failingSince, holdUntil: Math.max(before, waitMs === 0 ? 0 : at + waitMs) || null };
}

function probeWait(outageMs: number, random: number): number {
  return jittered(Math.min(Math.max(outageMs * PROBE_SHARE, FIRST_PROBE_MS), LONGEST_PROBE_WAIT_MS), random);
}

function jittered(ms: number, random: number): number {
  return Math.round(ms * (1 + JITTER * random));
}
