import { toWire, type WireNames } from '../wire/names.ts';
import { MASK, Secret } from '../wire/secret.ts';
import { vendorFields } from './own-fields.ts';

/** The body of a call: the vendor's members of an input under the vendor's names, secrets in clear. */
export function wireBody(input: object, names: WireNames): string {
  return JSON.stringify(toWire(vendorFields(input), names));
}

/** The same for people: in lines, and every secret masked. */
export function shownBody(input: object, names: WireNames): string {
  return JSON.stringify(toWire(masked(vendorFields(input)), names), undefined, 2);
}

function masked(value: unknown): unknown {
  if (value instanceof Secret) return MASK;
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, masked(member)]));
}
