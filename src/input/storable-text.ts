import type { JsonSchema } from './rule-metadata.ts';

/** Returns whether text has a length within the bounds, and can be stored: PostgreSQL accepts neither U+0000 nor half a surrogate pair. */
export function isStorableText(value: unknown, min: number, max: number): boolean {
  if (typeof value !== 'string' || value.includes('\u0000') || !value.isWellFormed()) return false;
  const length = Array.from(value).length;
  return length >= min && length <= max;
}

export function storableTextSchema(min: number, max: number): JsonSchema {
  return { ...(min > 0 && { minLength: min }), maxLength: max, pattern: '^[^\\u0000\\ud800-\\udfff]*$' };
}

export function storableTextRule(min: number, max: number): string {
  const length = min === 0 ? `at most ${max}` : `${min} to ${max}`;
  return `must have ${length} characters, none of them U+0000 or half of a surrogate pair`;
}
