import { createHmac, createSecretKey, hash, timingSafeEqual, type KeyObject } from 'node:crypto';

/** Returns the SHA-256 in lower-case hex. */
export function sha256Hex(text: string | Buffer): string {
  return hash('sha256', text, 'hex');
}

/** Returns the SHA-1 in lower-case hex. */
export function sha1Hex(text: string | Buffer): string {
  return hash('sha1', text, 'hex');
}

/** Returns `length` characters of 0-9 and a-z, at most 40, from the SHA-256 of a text. 12 characters hold 62 bits. */
export function lettersAndDigits(text: string, length: number): string {
  return BigInt(`0x${sha256Hex(text)}`)
    .toString(36)
    .padStart(40, '0')
    .slice(-length);
}

export function hmacSha256(key: string | Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** Returns a key for frequent use. On Node.js 24 an HMAC with a KeyObject costs a quarter of an HMAC with a Buffer. */
export function hmacKey(bytes: Buffer): KeyObject {
  return createSecretKey(bytes);
}

/** Compares two texts in constant time. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
