import type { WebhookDelivery, WebhookEndpoint } from '../ledger/contract/webhook-entities.ts';
import type { GuardedPost, PostOutcome } from '../wire/guarded-post.ts';
import { DecryptionFailed } from '../wire/secret-encryption.ts';
import type { EndpointEncryption } from './endpoint-encryption.ts';
import type { Attempt } from './retry-policy.ts';
import { signedHeaders } from './signing.ts';

const GONE = 410;
/** Retry-After counts only with these statuses. */
const BUSY: readonly number[] = [429, 503];
const CONTENT_TYPE = 'application/cloudevents+json; charset=utf-8';

/** One attempt to send a delivery. Both times are Unix ms. */
export interface DeliveryRequest {
  readonly endpoint: WebhookEndpoint;
  readonly delivery: WebhookDelivery;
  /** Decides which secrets are valid. */
  readonly at: number;
  /** Time for the signature, which the receiver compares with its own clock. */
  readonly signedAt: number;
}

/** Sends a delivery once, signed with every valid secret. Does not reject if the endpoint fails. */
export async function deliver(
  { endpoint, delivery, at, signedAt }: DeliveryRequest,
  post: GuardedPost,
  encryption: EndpointEncryption,
): Promise<Attempt> {
  const { id, body } = delivery;
  let signed: Record<string, string>;
  let url: string;
  try {
    url = encryption.decryptUrl(endpoint);
    const secrets = validSecrets(endpoint, at).map((secret) => encryption.decryptSecret(secret, endpoint.id));
    signed = signedHeaders({ id, at: signedAt, body }, secrets);
  } catch (error) {
    if (!(error instanceof DecryptionFailed)) throw error;
    return { kind: 'unsent', reason: 'SECRET_UNREADABLE' };
  }
  const headers = { 'content-type': CONTENT_TYPE, 'user-agent': 'Tapedeck-Webhooks', ...signed };
  return attemptOf(await post({ url, headers, body }), signedAt);
}

/** Returns the valid secrets, encrypted, newest first. */
function validSecrets({ secret, oldSecret, oldSecretUntil }: WebhookEndpoint, at: number): string[] {
  const isOldValid = oldSecret !== null && oldSecretUntil !== null && at < oldSecretUntil;
  return isOldValid ? [secret, oldSecret] : [secret];
}

/** Only 2xx is a success. Redirects are not followed. */
function attemptOf(outcome: PostOutcome, at: number): Attempt {
  if (outcome.kind === 'failed') return { kind: 'failed', status: null, reason: outcome.reason, retryAfterMs: null };
  const { status, retryAfter } = outcome;
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  if (status === GONE) return { kind: 'gone', status };
  const retryAfterMs = BUSY.includes(status) ? retryAfterOf(retryAfter, at) : null;
  return { kind: 'failed', status, reason: null, retryAfterMs };
}

/** Parses Retry-After: seconds, or an HTTP date. */
function retryAfterOf(text: string | undefined, at: number): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - at);
}
