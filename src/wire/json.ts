/** What a vendor's JSON holds once parsed: an integer that a double cannot hold becomes a `bigint`. */
export type JsonValue = null | boolean | number | bigint | string | JsonValue[] | { [name: string]: JsonValue };

/** Sixteen digits in a row are the shortest integer above 2^53; texts without them take the fast path. */
const LONG_DIGITS = /\d{16}/;
const INTEGER = /^-?\d+$/;

/**
 * Parses JSON without losing a digit: integers beyond ±(2^53-1) come back as `bigint`.
 * Throws `SyntaxError` as `JSON.parse` does.
 */
export function parseJson(text: string): JsonValue {
  if (!LONG_DIGITS.test(text)) return JSON.parse(text) as JsonValue;
  return JSON.parse(text, reviveDigits) as JsonValue;
}

/** For `JSON.parse` where others call it: makes integers that a double cannot hold a `bigint`. */
export function reviveDigits(_name: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return INTEGER.test(source) ? BigInt(source) : value;
}

/** Prints JSON without losing a digit: a `bigint` is written as the bare number it is. */
export function printJson(value: unknown): string {
  return JSON.stringify(value, keepDigits);
}

/** For `JSON.stringify` where others call it: writes a `bigint` as the bare number it is. */
export function keepDigits(_name: string, member: unknown): unknown {
  return typeof member === 'bigint' ? JSON.rawJSON(member.toString()) : member;
}
