import type { KeyObject } from 'node:crypto';
import { hmacKey, hmacSha256, sha256Hex } from '../../../wire/digest.ts';
import type { Secret } from '../../../wire/secret.ts';

/**
 * Signed parts of a call. `body` is exactly the sent text; `contentType` and `host` are exactly the sent header values.
 */
export interface Tc3Call {
  readonly method?: 'POST' | 'GET';
  readonly service: string;
  readonly host: string;
  readonly contentType: string;
  readonly body: string | Buffer;
  /** The raw query string of a GET, without `?`. */
  readonly query?: string;
  /** Further signed headers, by lower-case name; `content-type` and `host` are always signed. */
  readonly signedHeaders?: Readonly<Record<string, string>>;
}

/** Finds the key that signs for a service on a UTC date (`YYYY-MM-DD`). */
export type SigningKeys = (date: string, service: string) => KeyObject;

const ALGORITHM = 'TC3-HMAC-SHA256';

/**
 * The `Authorization` header of one Tencent Cloud API 3.0 call (TC3-HMAC-SHA256).
 * Pure: the same call, keys and time always give the same header. `timestamp` is in Unix seconds.
 */
export function signTc3(call: Tc3Call, secretId: string, keys: SigningKeys, timestamp: number): string {
  const date = utcDate(timestamp);
  const scope = `${date}/${call.service}/tc3_request`;
  const { canonicalRequest, signedHeaders } = canonicalise(call);
  const stringToSign = `${ALGORITHM}\n${timestamp}\n${scope}\n${sha256Hex(canonicalRequest)}`;
  const signature = hmacSha256(keys(date, call.service), stringToSign).toString('hex');
  return `${ALGORITHM} Credential=${secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

/** Returns the six-part text that is hashed for the signature, and the names of the headers in it. */
export function canonicalise(call: Tc3Call): { canonicalRequest: string; signedHeaders: string } {
  const headers = { 'content-type': call.contentType, host: call.host, ...call.signedHeaders };
  const names = Object.keys(headers).sort() as (keyof typeof headers)[];
  const lines = names.map((name) => `${name}:${headers[name].trim().toLowerCase()}\n`).join('');
  const signedHeaders = names.join(';');
  const canonicalRequest = [
    call.method ?? 'POST',
    '/',
    call.query ?? '',
    lines,
    signedHeaders,
    sha256Hex(call.method === 'GET' ? '' : call.body),
  ].join('\n');
  return { canonicalRequest, signedHeaders };
}

/** Derives the key for one date and service: three HMACs, so worth keeping (see `signingKeys`). */
export function deriveSigningKey(secretKey: Secret, date: string, service: string): KeyObject {
  const dateKey = hmacSha256(`TC3${secretKey.reveal()}`, date);
  return hmacKey(hmacSha256(hmacSha256(dateKey, service), 'tc3_request'));
}

/**
 * The signing keys of one secret, each derived once per date and service.
 * A handful are kept: the services of today, and of yesterday around midnight.
 */
export function signingKeys(secretKey: Secret): SigningKeys {
  const kept = new Map<string, KeyObject>();
  return (date, service) => {
    const name = `${date}/${service}`;
    let key = kept.get(name);
    if (!key) {
      key = deriveSigningKey(secretKey, date, service);
      if (kept.size >= 16) kept.clear();
      kept.set(name, key);
    }
    return key;
  };
}

/** The date of the credential scope. In UTC: China's own date is a day ahead for eight hours. */
export function utcDate(timestamp: number): string {
  return new Date(timestamp * 1000).toISOString().slice(0, 10);
}
