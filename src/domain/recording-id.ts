import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 12;

/** Returns the id of a new recording: `rec_`, the time and 60 random bits. Ids sort by creation time. */
export function newRecordingId(now: number, random: Uint8Array = randomBytes(RANDOM_CHARACTERS)): string {
  let time = '';
  for (let left = now; time.length < TIME_CHARACTERS; left = Math.floor(left / 32)) time = ALPHABET[left % 32]! + time;
  return `rec_${time}${Array.from(random, (byte) => ALPHABET[byte % 32]).join('')}`;
}

/** Whether a text has the form of a recording's id. */
export function isRecordingId(text: string): boolean {
  return /^rec_[0-9a-hjkmnp-tv-z]{22}$/.test(text);
}
