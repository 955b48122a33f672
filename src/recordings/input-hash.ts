import { sha256Hex } from '../wire/digest.ts';
import { Secret } from '../wire/secret.ts';

/** What tells two inputs apart: a hash of everything but the idempotency key. Secrets enter it as hashes of their own. */
export function inputHash(input: object): string {
  const { idempotencyKey: _, ...rest } = input as Record<string, unknown>;
  return sha256Hex(canonical(rest));
}

/** The same text for the same values, whatever the order of the members; absent and null are one. */
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
