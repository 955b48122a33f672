import { serverDefaults } from '../../input/server-defaults.ts';
import { sha256Hex } from '../../wire/digest.ts';
import { Secret } from '../../wire/secret.ts';

/**
 * Hashes an input without the idempotency key. Secrets enter as hashes; a field with the server's default counts as
 * absent.
 */
export function inputHash(input: object): string {
  return hashOf(input, serverDefaults(input));
}

/**
 * Whether a hash matches an input. Also accepts hashes of versions without defaults in the schema, which distinguished
 * such a value from an absent field: keys outlive an upgrade.
 */
export function isHashOf(hash: string, input: object): boolean {
  const defaults = serverDefaults(input);
  if (hash === hashOf(input, defaults)) return true;
  const given = [...defaults].filter(([name, value]) => (input as Record<string, unknown>)[name] === value);
  return subsets(given).some((left) => hash === hashOf(input, new Map(left)));
}

function hashOf(input: object, leftOut: ReadonlyMap<string, unknown>): string {
  const { idempotencyKey: _, ...rest } = input as Record<string, unknown>;
  for (const [name, value] of leftOut) if (rest[name] === value) Reflect.deleteProperty(rest, name);
  return sha256Hex(canonical(rest));
}

function subsets<Entry>(entries: readonly Entry[]): Entry[][] {
  return entries.reduce<Entry[][]>((all, entry) => [...all, ...all.map((some) => [...some, entry])], [[]]);
}

/** Returns the same text for equal values, whatever the order of members. Absent and null are equal. */
function canonical(value: unknown): string {
  if (value instanceof Secret) return `secret:${sha256Hex(value.reveal())}`;
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value).filter(([, member]) => member != null);
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
    .join(',')}}`;
}
