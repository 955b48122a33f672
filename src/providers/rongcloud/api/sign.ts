import { sha1Hex } from '../../../wire/digest.ts';
import type { Secret } from '../../../wire/secret.ts';

/** Headers that authenticate a call. */
export interface RongcloudTriple {
  readonly nonce: string;
  readonly timestamp: string;
  readonly signature: string;
}

/**
 * Signs one RongCloud call: lower-case hex SHA-1 of secret, nonce and timestamp, joined without a separator.
 * Pure. The nonce has at most 18 characters; the timestamp is in Unix milliseconds.
 * The body is not covered, so a triple that leaks signs anything: make a new one for every call.
 */
export function signRongcloud(appSecret: Secret, nonce: string, timestamp: string): RongcloudTriple {
  return { nonce, timestamp, signature: sha1Hex(appSecret.reveal() + nonce + timestamp) };
}
