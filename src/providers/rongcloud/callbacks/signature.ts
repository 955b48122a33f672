import {
  CallbackOutOfTime,
  CallbackRejected,
  type SeenNonce,
  type CallbackRequest,
} from '../../../callbacks/callback.ts';
import { sameText, sha256Hex } from '../../../wire/digest.ts';
import type { App } from '../api/app.ts';
import { signRongcloud } from '../api/sign.ts';

/** How far the time of a callback may be from ours, to either side, in ms. */
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
 * Tells whether RongCloud sent a callback: SHA-1 of secret, nonce and timestamp, all in headers or in the address. The body
 * is not covered, so a nonce is good for one body only. One for both kinds of callbacks: what was seen of one must not
 * open the other.
 */
export class CallbackSignature {
  constructor(private readonly keys: App['keys']) {}

  /** The application that callbacks must be for; undefined where there is none. */
  get appKey(): string | undefined {
    return this.keys?.appKey;
  }

  /** What the operator has to set; undefined where nothing is missing. */
  get closed(): string | undefined {
    return this.keys ? undefined : 'RONGCLOUD_APP_KEY and RONGCLOUD_APP_SECRET are not set.';
  }

  /** Throws `CallbackRejected` unless it is signed and recent. Whether its nonce is new, the ledger tells: see `nonceOf`. */
  check(request: CallbackRequest): void {
    if (!this.keys) throw new CallbackRejected('No callback can be checked without keys.');
    const nonce = required(request, 'nonce');
    const timestamp = required(request, 'timestamp');
    const { signature } = signRongcloud(this.keys.appSecret, nonce, timestamp);
    if (!sameText(signature, required(request, 'signature').toLowerCase())) {
      throw new CallbackRejected('The signature did not verify.');
    }
    if (!TIMESTAMP.test(timestamp)) throw new CallbackRejected('The timestamp must have 10 or 13 digits.');
    const sentAt = Number(timestamp) * (timestamp.length === 10 ? 1000 : 1);
    if (Math.abs(request.receivedAt - sentAt) > WINDOW_MS) {
      throw new CallbackOutOfTime('The timestamp is more than 5 minutes off.');
    }
  }

  /** Throws `CallbackRejected` unless it is for this server's application. `given` is absent where none was sent. */
  checkAppKey(given: string | undefined): void {
    if (given === undefined) throw new CallbackRejected('The app key is missing.');
    if (!this.keys || !sameText(this.keys.appKey, given)) throw new CallbackRejected('The app key is another one.');
  }

  /** A vendor that got no answer sends the same again. A signature dated five minutes ahead stays fresh for ten. */
  nonceOf(request: CallbackRequest): SeenNonce {
    const nonce = `rongcloud ${sha256Hex(required(request, 'nonce'))}`;
    return { nonce, body: sha256Hex(request.body), until: request.receivedAt + 2 * WINDOW_MS };
  }
}

/** A part of the signature: of the headers, or of the address. Undefined where it is missing. */
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
