import { randomBytes } from 'node:crypto';
import { lettersAndDigits } from '../wire/digest.ts';

/** Returns a new id: `wh_` and 22 letters and digits, 113 random bits. */
export function newEndpointId(): string {
  return `wh_${lettersAndDigits(randomBytes(32).toString('hex'), 22)}`;
}
