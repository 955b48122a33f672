import { randomBytes } from 'node:crypto';
import { hmacSha256 } from '../wire/digest.ts';
import { Secret } from '../wire/secret.ts';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** Returns a new secret in the form of the Standard Webhooks scheme: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(random: Buffer = randomBytes(SECRET_BYTES)): Secret {
  return new Secret(PREFIX + random.toString('base64'));
}

/** The signed values. The signature covers the id and the time, so neither can be changed or used for another body. */
interface SignedMessage {
  readonly id: string;
  /** Unix ms. */
  readonly at: number;
  readonly body: string;
}

/** Returns the headers of the Standard Webhooks scheme, with a signature for each secret. */
export function signedHeaders({ id, at, body }: SignedMessage, secrets: readonly Secret[]): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.reveal().slice(PREFIX.length), 'base64');
    return `v1,${hmacSha256(key, `${id}.${timestamp}.${body}`).toString('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
