import type { JsonValue } from '../../wire/json.ts';

/** `{RoomId}` or `{random}`; a quantifier such as `{2,3}` begins with a digit. */
const PLACEHOLDER = /\{([A-Za-z]\w*)\}/g;
const RANDOM = '[\\w-]+';

/**
 * Whether a text matches a contract's pattern. `{random}` matches any characters of a user id. Any other placeholder
 * matches the value of that field in `owner`, or any text if the field is absent: a missing field is a fault of its
 * own.
 */
export function matchesPattern(pattern: string, text: string, owner: { readonly [name: string]: JsonValue }): boolean {
  const source = pattern.replace(PLACEHOLDER, (_match, name: string) => {
    const value = name === 'random' ? undefined : owner[name];
    return typeof value === 'string' || typeof value === 'number' ? escapeRegExp(String(value)) : RANDOM;
  });
  return new RegExp(source).test(text);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
