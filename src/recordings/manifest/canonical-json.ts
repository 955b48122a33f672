/**
 * The one JSON text of a value: members sorted by name (by UTF-16 code units), no white space, texts and numbers as
 * `JSON.stringify` prints them; a `bigint` is its digits. Members that are undefined are left out. For values without
 * `bigint` this is the form of RFC 8785.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = value as Readonly<Record<string, unknown>>;
  return `{${Object.keys(members)
    .filter((name) => members[name] !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(members[name])}`)
    .join(',')}}`;
}
