import type { RawRequest } from '../../../../emulation/server/loopback-server.ts';
import { sameText } from '../../../../wire/digest.ts';
import type { Secret } from '../../../../wire/secret.ts';
import { signRongcloud } from '../../api/sign.ts';
import { CODE, Refusal } from './refusal.ts';

export interface RongcloudApp {
  readonly appKey: string;
  readonly appSecret: Secret;
}

const MAX_NONCE_LENGTH = 18;
/** Unix seconds, as the official SDKs send, or milliseconds, as the documentation says. */
const TIMESTAMP = /^\d{10}(\d{3})?$/;
const STRICT_WINDOW_MS = 300_000;

export class Authoriser {
  readonly #secrets: ReadonlyMap<string, Secret>;
  /** Time from which each nonce may be used again, oldest first. Kept only if strict. */
  readonly #nonces = new Map<string, number>();

  constructor(
    apps: readonly RongcloudApp[],
    private readonly isStrict: boolean,
    private readonly now: () => number,
  ) {
    this.#secrets = new Map(apps.map(({ appKey, appSecret }) => [appKey, appSecret]));
  }

  /** Returns the app key of the caller. Throws `Refusal` unless the application's secret made the signature. */
  authorise(request: RawRequest): string {
    const appKey = credentialHeader(request, 'App-Key');
    const nonce = credentialHeader(request, 'Nonce');
    const timestamp = credentialHeader(request, 'Timestamp');
    const signature = credentialHeader(request, 'Signature');
    if (nonce.length > MAX_NONCE_LENGTH) {
      throw new Refusal(CODE.tooLong, `Nonce is longer than ${MAX_NONCE_LENGTH} characters.`);
    }
    if (!TIMESTAMP.test(timestamp)) throw new Refusal(CODE.badParameter, 'Timestamp must have 10 or 13 digits.');
    const secret = this.#secrets.get(appKey);
    if (!secret) throw new Refusal(CODE.unknownApp, 'The app key is not known.');
    if (!sameText(signRongcloud(secret, nonce, timestamp).signature, signature)) {
      throw new Refusal(CODE.badSignature, 'The signature does not match.');
    }
    if (this.isStrict) this.#refuseReplay(appKey, nonce, timestamp);
    return appKey;
  }

  #refuseReplay(appKey: string, nonce: string, timestamp: string): void {
    const now = this.now();
    const sentAt = timestamp.length === 10 ? Number(timestamp) * 1000 : Number(timestamp);
    if (Math.abs(now - sentAt) > STRICT_WINDOW_MS) {
      throw new Refusal(CODE.badSignature, 'Timestamp is more than 5 minutes off the server clock.');
    }
    for (const [known, until] of this.#nonces) {
      if (until > now) break;
      this.#nonces.delete(known);
    }
    const used = `${appKey} ${nonce}`;
    if (this.#nonces.has(used)) throw new Refusal(CODE.badSignature, 'The nonce was used before.');
    // A triple dated five minutes ahead stays fresh for ten.
    this.#nonces.set(used, now + 2 * STRICT_WINDOW_MS);
  }
}

/** Some hosting platforms drop unusual headers, hence the names with `RC-`. */
function credentialHeader(request: RawRequest, name: string): string {
  const value = request.headers[name.toLowerCase()] || request.headers[`rc-${name.toLowerCase()}`];
  if (!value) throw new Refusal(CODE.badParameter, `The header ${name} is required.`);
  return value;
}
