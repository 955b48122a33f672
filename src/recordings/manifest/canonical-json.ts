/**
 * Returns the canonical JSON text of a value: members sorted by name (by UTF-16 code units), no white space, texts and numbers
 * as printed by `JSON.stringify`, a `bigint` as digits, no undefined members. Without `bigint` the text conforms to RFC 8785.
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
