import type { WebhookDelivery, WebhookEndpoint } from '../ledger/contract/webhook-entities.ts';
import type { GuardedPost, PostOutcome } from '../wire/guarded-post.ts';
import type { Attempt } from './retry-policy.ts';
import { DecryptionFailed, type SecretEncryption } from '../wire/secret-encryption.ts';
import { decryptedUrl } from './endpoint-encryption.ts';
import { signedHeaders } from './signing.ts';

const GONE = 410;
/** Only with these does Retry-After say when to come again. */
const BUSY: readonly number[] = [429, 503];
const CONTENT_TYPE = 'application/cloudevents+json; charset=utf-8';

/** One attempt to send a delivery. Both times are Unix ms. */
export interface DeliveryRequest {
  readonly endpoint: WebhookEndpoint;
  readonly delivery: WebhookDelivery;
  /** Decides which secrets are valid. */
  readonly at: number;
  /** What the receiver compares with its own clock. */
  readonly signedAt: number;
}

/** Sends one delivery once, signed with every secret that is valid. Never rejects for the endpoint's reasons. */
export async function deliver(
  { endpoint, delivery, at, signedAt }: DeliveryRequest,
  post: GuardedPost,
  sealing: SecretEncryption,
): Promise<Attempt> {
  const { id, body } = delivery;
  let signed: Record<string, string>;
  let url: string;
  try {
    url = decryptedUrl(endpoint, sealing);
    const secrets = validSecrets(endpoint, at).map((sealed) => sealing.decrypt(sealed, endpoint.id));
    signed = signedHeaders({ id, at: signedAt, body }, secrets);
  } catch (error) {
    if (!(error instanceof DecryptionFailed)) throw error;
    return { kind: 'unsent', reason: 'SECRET_UNREADABLE' };
  }
  const headers = { 'content-type': CONTENT_TYPE, 'user-agent': 'Tapedeck-Webhooks', ...signed };
  return read(await post({ url, headers, body }), signedAt);
}

/** Sealed, the newest first. */
function validSecrets({ secret, oldSecret, oldSecretUntil }: WebhookEndpoint, at: number): string[] {
  const isOldValid = oldSecret !== null && oldSecretUntil !== null && at < oldSecretUntil;
  return isOldValid ? [secret, oldSecret] : [secret];
}

/** Success is 2xx and nothing else: not a redirect either, which is not followed. */
function read(outcome: PostOutcome, at: number): Attempt {
  if (outcome.kind === 'failed') return { kind: 'failed', status: null, reason: outcome.reason, retryAfterMs: null };
  const { status, retryAfter } = outcome;
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  if (status === GONE) return { kind: 'gone', status };
  const retryAfterMs = BUSY.includes(status) ? retryAfterOf(retryAfter, at) : null;
  return { kind: 'failed', status, reason: null, retryAfterMs };
}

/** Seconds, or a date of HTTP. */
function retryAfterOf(text: string | undefined, at: number): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - at);
}
