import { createHmac } from 'node:crypto';
import type { Secret } from '../../../../wire/secret.ts';

/** The parts of a call that signature version 1 covers. */
export interface V1Call {
  readonly method: 'GET' | 'POST';
  readonly host: string;
  /** `/` by default. */
  readonly path?: string;
  /** All parameters by name, unescaped. `Signature` is ignored. */
  readonly parameters: Iterable<readonly [name: string, value: string]>;
}

/** The hash by the name of `SignatureMethod`. */
export const V1_HASHES = { HmacSHA1: 'sha1', HmacSHA256: 'sha256' } as const;

export type V1Method = keyof typeof V1_HASHES;

/** The `Signature` of a call by Tencent Cloud's signature version 1, in Base64. */
export function signV1(call: V1Call, secretKey: Secret, method: V1Method): string {
  return createHmac(V1_HASHES[method], secretKey.reveal()).update(textToSign(call)).digest('base64');
}

function textToSign({ method, host, path = '/', parameters }: V1Call): string {
  const pairs = [...parameters]
    .filter(([name]) => name !== 'Signature')
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map((pair) => pair.join('='));
  return `${method}${host}${path}?${pairs.join('&')}`;
}
