import type { JsonMembers } from '../../../domain/recorder.ts';
import type { JsonValue } from '../../../wire/json.ts';
import { known, timeNear } from '../../reports.ts';

// The content of a callback is unchecked: a member with another type than documented reads as absent.

type Value = JsonValue | undefined;

/**
 * Maximum bytes of a name or an id. Longer than the names of any vendor, and short enough for an index of PostgreSQL.
 */
const MAX_NAME = 1024;
const MAX_URL = 8192;
const MAX_MESSAGE = 500;

/** Returns the members of an object; none for any other value. */
export function membersOf(value: Value): JsonMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** Returns the elements of a list; none for any other value. */
export function elementsOf(value: Value): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** A name or an id: a text that is not empty, of at most 1024 bytes, that every database takes. */
export function nameOf(value: Value): string | undefined {
  return textOf(value, MAX_NAME);
}

export function urlOf(value: Value): string | undefined {
  return textOf(value, MAX_URL);
}

/** An id that comes as a text or as a whole number of any length: its digits then. */
export function idOf(value: Value): string | undefined {
  if (typeof value === 'bigint') return nameOf(value.toString());
  return nameOf(typeof value === 'number' && Number.isSafeInteger(value) ? value.toString() : value);
}

/** Returns a whole number from 0 to `most` (default: 2^53-1), also from digits in a text. */
export function wholeOf(value: Value, most = Number.MAX_SAFE_INTEGER): number | undefined {
  const isDigits = typeof value === 'string' && /^\d{1,16}$/.test(value);
  const number = isDigits ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return undefined;
  return number >= 0 && number <= most ? number : undefined;
}

/**
 * Returns a time in Unix ms, in the unit that puts it near the receipt of the callback. A time far from the receipt
 * reads as absent.
 */
export function momentOf(value: Value, receivedAt: number): number | undefined {
  return timeNear(wholeOf(value), receivedAt);
}

/** Returns the begin and the end of a file. Drops an end before the begin. */
export function spanOf(
  begin: Value,
  end: Value,
  receivedAt: number,
): { readonly beginsAt?: number; readonly endsAt?: number } {
  const beginsAt = momentOf(begin, receivedAt);
  const endsAt = momentOf(end, receivedAt);
  return known({ beginsAt, endsAt: endsAt !== undefined && endsAt >= (beginsAt ?? 0) ? endsAt : undefined });
}

/** The vendor's name of an event, fit to be counted by; `unknown` for anything that is no name. */
export function eventNameOf(value: Value): string {
  const name = idOf(value) ?? '';
  return /^\w{1,64}$/.test(name) ? name : 'unknown';
}

/** Returns a text for display, such as a reason, shortened if too long. */
export function messageOf(value: Value): string | null {
  const text = typeof value === 'string' ? value.replaceAll('\0', '').trim().slice(0, MAX_MESSAGE) : '';
  return text === '' ? null : text;
}

/** PostgreSQL stores no NUL in a text, so a text with NUL cannot be a key of this server. */
function textOf(value: Value, longest: number): string | undefined {
  if (typeof value !== 'string' || value === '' || value.includes('\0')) return undefined;
  return Buffer.byteLength(value) <= longest ? value : undefined;
}
