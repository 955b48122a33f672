import { randomBytes, randomInt } from 'node:crypto';

const LOWER_CASE = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Twenty lower-case letters and digits. */
export function tiwTaskId(): string {
  return Array.from({ length: 20 }, () => LOWER_CASE[randomInt(LOWER_CASE.length)]).join('');
}

/** Returns an odd number between 2^58 and 2^59, which no double can represent: a client must not round. */
export function gmeTaskId(): bigint {
  return (randomBytes(8).readBigUInt64BE() >> 6n) | (1n << 58n) | 1n;
}

/** Returns an opaque text that always contains `+`, `/` and `.`, so a client without escaping fails at once. */
export function trtcTaskId(): string {
  const part = (bytes: number) => randomBytes(bytes).toString('base64');
  return `${part(30)}+${part(15)}/${part(15)}.`;
}
