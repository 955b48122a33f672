/** A parsed JSON value of a vendor: an integer that a double cannot hold becomes a `bigint`. */
export type JsonValue = null | boolean | number | bigint | string | JsonValue[] | { [name: string]: JsonValue };

/** The shortest integer above 2^53 has sixteen digits. Texts without sixteen digits in a row take the fast path. */
const LONG_DIGITS = /\d{16}/;
const INTEGER = /^-?\d+$/;

/**
 * Parses JSON without loss of digits: integers beyond ±(2^53-1) become `bigint`. Throws `SyntaxError`, as `JSON.parse`
 * does.
 */
export function parseJson(text: string): JsonValue {
  if (!LONG_DIGITS.test(text)) return JSON.parse(text) as JsonValue;
  return JSON.parse(text, reviveDigits) as JsonValue;
}

/** Reviver for `JSON.parse`: integers that a double cannot hold become `bigint`. */
export function reviveDigits(_name: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return INTEGER.test(source) ? BigInt(source) : value;
}

/** Prints JSON without loss of digits: a `bigint` becomes a bare number. */
export function printJson(value: unknown): string {
  return JSON.stringify(value, keepDigits);
}

/** Replacer for `JSON.stringify`: a `bigint` becomes a bare number. */
export function keepDigits(_name: string, member: unknown): unknown {
  return typeof member === 'bigint' ? JSON.rawJSON(member.toString()) : member;
}
