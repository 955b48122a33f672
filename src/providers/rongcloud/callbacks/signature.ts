import {
  CallbackOutOfTime,
  CallbackRejected,
  type SeenNonce,
  type CallbackRequest,
} from '../../../callbacks/callback.ts';
import { sameText, sha256Hex } from '../../../wire/digest.ts';
import type { App } from '../api/app.ts';
import { signRongcloud } from '../api/sign.ts';

/** Maximum difference between the time of a callback and the server's time, in both directions, in ms. */
const WINDOW_MS = 300_000;
/** Unix seconds or milliseconds: the vendor's pages and its programs do not agree. */
const TIMESTAMP = /^\d{10}(\d{3})?$/;

/** How the parts of a signature may be spelt, in lower case. As headers, also with `rc-` in front. */
const SPELLINGS = {
  appKey: ['app-key', 'appkey'],
  nonce: ['nonce'],
  timestamp: ['timestamp', 'signtimestamp'],
  signature: ['signature'],
} as const;

type Part = keyof typeof SPELLINGS;

/**
 * Checks whether RongCloud sent a callback: SHA-1 of secret, nonce and timestamp, all in headers or all in the address.
 * The signature does not cover the body, so a nonce is valid for one body only. Both kinds of callbacks share one
 * instance: a nonce used with one kind must not be valid for the other.
 */
export class CallbackSignature {
  constructor(private readonly keys: App['keys']) {}

  /** App key that callbacks must carry; undefined: no keys are set. */
  get appKey(): string | undefined {
    return this.keys?.appKey;
  }

  /** The settings that the operator must set; undefined: none is missing. */
  get closed(): string | undefined {
    return this.keys ? undefined : 'RONGCLOUD_APP_KEY and RONGCLOUD_APP_SECRET are not set.';
  }

  /**
   * Throws `CallbackRejected` unless the callback is signed and recent. The ledger checks that the nonce is new; see
   * `nonceOf`.
   */
  check(request: CallbackRequest): void {
    if (!this.keys) throw new CallbackRejected('Callbacks cannot be checked without keys.');
    const nonce = required(request, 'nonce');
    const timestamp = required(request, 'timestamp');
    const { signature } = signRongcloud(this.keys.appSecret, nonce, timestamp);
    if (!sameText(signature, required(request, 'signature').toLowerCase())) {
      throw new CallbackRejected('The signature does not match.');
    }
    if (!TIMESTAMP.test(timestamp)) throw new CallbackRejected('The timestamp must have 10 or 13 digits.');
    const sentAt = Number(timestamp) * (timestamp.length === 10 ? 1000 : 1);
    if (Math.abs(request.receivedAt - sentAt) > WINDOW_MS) {
      throw new CallbackOutOfTime('The timestamp is more than 5 minutes off.');
    }
  }

  /**
   * Throws `CallbackRejected` unless the callback is for this server's application. `given`: absent if the callback has
   * no app key.
   */
  checkAppKey(given: string | undefined): void {
    if (given === undefined) throw new CallbackRejected('The app key is missing.');
    if (!this.keys || !sameText(this.keys.appKey, given))
      throw new CallbackRejected('The app key belongs to another application.');
  }

  /** A vendor that got no answer sends the same again. A signature dated five minutes ahead stays fresh for ten. */
  nonceOf(request: CallbackRequest): SeenNonce {
    const nonce = `rongcloud ${sha256Hex(required(request, 'nonce'))}`;
    return { nonce, body: sha256Hex(request.body), until: request.receivedAt + 2 * WINDOW_MS };
  }
}

/** Returns a part of the signature from the headers or the address; undefined if missing. */
export function partOf({ headers, query }: CallbackRequest, part: Part): string | undefined {
  for (const name of SPELLINGS[part]) {
    const value = headers[name] || headers[`rc-${name}`];
    if (value) return value;
  }
  const spellings: readonly string[] = SPELLINGS[part];
  const found = Object.entries(query).find(([name, value]) => value && spellings.includes(name.toLowerCase()));
  return found?.[1];
}

function required(request: CallbackRequest, part: Part): string {
  const value = partOf(request, part);
  if (value === undefined) throw new CallbackRejected(`The ${part} is missing.`);
  return value;
}
