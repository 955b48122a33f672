import { SEALED } from '../domain/recorder.ts';
import { lettersAndDigits } from '../wire/digest.ts';

/**
 * Returns the end of a key that this server stores at a vendor: the mark in the seed of a start. Earlier versions use
 * the recording's id as seed; the mark then is `length` letters and digits of the id.
 */
export function markOf(seed: string, length: number): string {
  return seed.startsWith(SEALED) ? seed.slice(SEALED.length) : lettersAndDigits(seed, length);
}
