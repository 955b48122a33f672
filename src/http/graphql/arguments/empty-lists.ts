/**
 * Whether variables contain an empty list at any depth. A compiled program mistakes an empty list for an object without
 * fields, so graphql-js executes the request. `tooManyValues` bounds the variables before.
 */
export function holdsEmptyList(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length === 0 || value.some(holdsEmptyList);
  for (const name in value) if (holdsEmptyList((value as Record<string, unknown>)[name])) return true;
  return false;
}
