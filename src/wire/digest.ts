import { createHmac, createSecretKey, hash, timingSafeEqual, type KeyObject } from 'node:crypto';

/** Lower-case hex SHA-256 of the bytes. */
export function sha256Hex(text: string | Buffer): string {
  return hash('sha256', text, 'hex');
}

/** Lower-case hex SHA-1 of the bytes. */
export function sha1Hex(text: string | Buffer): string {
  return hash('sha1', text, 'hex');
}

/** So many of 0-9 and a-z, at most 40, out of the SHA-256 of a text: 12 of them hold 62 bits. */
export function lettersAndDigits(text: string, length: number): string {
  return BigInt(`0x${sha256Hex(text)}`)
    .toString(36)
    .padStart(40, '0')
    .slice(-length);
}

export function hmacSha256(key: string | Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** A key that is used often. On Node 24 an HMAC with a KeyObject costs a quarter of one with a Buffer. */
export function hmacKey(bytes: Buffer): KeyObject {
  return createSecretKey(bytes);
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
