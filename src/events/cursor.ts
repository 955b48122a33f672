import { crc32 } from 'node:zlib';
import type { RecordingChange } from '../ledger/contract/entities.ts';

/** Position of a change: the epoch of the ledger, and the sequence number. */
type ChangePlace = Pick<RecordingChange, 'epoch' | 'seq'>;

/** The cursor of the position before the first change. */
export const START = 'start';

const VERSION = '1';
const FORM = /^1\.([\w-]{1,32})\.(\d{1,16})\.([0-9a-z]{1,7})$/;
const OLD_NUMBER = /^-?\d+$/;

/** Returns the cursor of a change. Opaque to clients; always the same for the same change. */
export function cursorOf({ epoch, seq }: ChangePlace): string {
  const text = `${VERSION}.${epoch}.${seq}`;
  return Buffer.from(`${text}.${checkOf(text)}`).toString('base64url');
}

/** Returns the position of a cursor, or the rule that an invalid cursor breaks. */
export function placeOf(cursor: string): ChangePlace | string {
  if (cursor === START) return { epoch: '', seq: 0 };
  if (OLD_NUMBER.test(cursor)) {
    return `must be the cursor of a change. Numbers are not taken any more: give RecordingChange.cursor in place of seq, or "${START}" in place of 0`;
  }
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, epoch, digits, check] = FORM.exec(text) ?? [];
  const seq = Number(digits);
  if (epoch === undefined || !Number.isSafeInteger(seq) || check !== checkOf(`${VERSION}.${epoch}.${digits}`)) {
    return `must be the cursor of a change, as RecordingChange.cursor, whole and unchanged, or "${START}"`;
  }
  return { epoch, seq };
}

/** Returns the checksum that reveals a lost or changed character. */
function checkOf(text: string): string {
  return crc32(text).toString(36);
}
