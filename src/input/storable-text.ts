import type { JsonSchema } from './rule-metadata.ts';

// Text that the ledger keeps as it is.

/** Whether text is of such a length and can be kept: PostgreSQL takes neither U+0000 nor half a surrogate pair. */
export function isStorableText(value: unknown, min: number, max: number): boolean {
  if (typeof value !== 'string' || value.includes('\u0000') || !value.isWellFormed()) return false;
  const length = Array.from(value).length;
  return length >= min && length <= max;
}

/** The same as JSON Schema. */
export function storableTextSchema(min: number, max: number): JsonSchema {
  return { ...(min > 0 && { minLength: min }), maxLength: max, pattern: '^[^\\u0000\\ud800-\\udfff]*$' };
}

export function storableTextRule(min: number, max: number): string {
  const length = min === 0 ? `at most ${max}` : `${min} to ${max}`;
  return `must have ${length} characters, none of them U+0000 or half of a surrogate pair`;
}
