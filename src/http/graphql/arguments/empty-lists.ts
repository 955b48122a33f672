/**
 * Whether variables hold an empty list, at any depth. A compiled program takes one for an object without fields, also where an
 * object must be, so such variables are left to graphql-js. `tooManyValues` has bounded them before.
 */
export function holdsEmptyList(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length === 0 || value.some(holdsEmptyList);
  for (const name in value) if (holdsEmptyList((value as Record<string, unknown>)[name])) return true;
  return false;
}
