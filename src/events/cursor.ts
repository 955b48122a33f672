import { crc32 } from 'node:zlib';
import type { ChangeRow } from '../ledger/contract/rows.ts';

/** A change, as a client names it: the epoch of the ledger, and the number in it. */
export type ChangePlace = Pick<ChangeRow, 'epoch' | 'seq'>;

/** What stands for the place before the first change of all. */
export const START = 'start';

const VERSION = '1';
const FORM = /^1\.([\w-]{1,32})\.(\d{1,16})\.([0-9a-z]{1,7})$/;
const OLD_NUMBER = /^-?\d+$/;

/** The cursor of a change. Opaque to clients; always the same for the same change. */
export function cursorOf({ epoch, seq }: ChangePlace): string {
  const text = `${VERSION}.${epoch}.${seq}`;
  return Buffer.from(`${text}.${checkOf(text)}`).toString('base64url');
}

/** What a cursor names; a sentence about the rule that it breaks where it is none. */
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

/** Tells a cursor that lost or changed a character on its way. */
function checkOf(text: string): string {
  return crc32(text).toString(36);
}
