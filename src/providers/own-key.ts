import { SEALED } from '../domain/recorder.ts';
import { lettersAndDigits } from '../wire/digest.ts';

/**
 * What a key of ours at a vendor ends with: the mark in the seed of a start, as it is. The seed of a start of an earlier
 * version is the recording's id, of which the mark has `length` letters and digits.
 */
export function markOf(seed: string, length: number): string {
  return seed.startsWith(SEALED) ? seed.slice(SEALED.length) : lettersAndDigits(seed, length);
}
