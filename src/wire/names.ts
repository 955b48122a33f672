import { Secret } from './secret.ts';

/** Translates names between this server and a vendor. */
export interface WireNames {
  readonly toWire: (name: string) => string;
  readonly fromWire: (name: string) => string;
}

/** `sdkAppId` ↔ `SdkAppId`, except for `exceptions`, which maps names of this server to those of the vendor. */
export function pascalNames(exceptions: Readonly<Record<string, string>> = {}): WireNames {
  const there = new Map(Object.entries(exceptions));
  const back = new Map([...there].map(([name, wire]) => [wire, name]));
  return {
    toWire: (name) => remember(there, name, () => name.charAt(0).toUpperCase() + name.slice(1)),
    fromWire: (name) => remember(back, name, () => name.charAt(0).toLowerCase() + name.slice(1)),
  };
}

/** For a vendor with the same names as this server. */
export const sameNames: WireNames = { toWire: (name) => name, fromWire: (name) => name };

/** Limit of the cache. No contract has more names; further names are invented by clients. */
const MAX_NAMES = 5000;

function remember(known: Map<string, string>, name: string, make: () => string): string {
  let other = known.get(name);
  if (other === undefined) {
    other = make();
    if (known.size < MAX_NAMES) known.set(name, other);
  }
  return other;
}

/**
 * Converts an input for a vendor: the vendor's names at every depth, no members without a value (vendors refuse null), long
 * integers as bare digits, secrets in clear. No other code reveals a secret parameter.
 */
export function toWire(value: unknown, names: WireNames): unknown {
  if (typeof value === 'bigint') return JSON.rawJSON(value.toString());
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Secret) return value.reveal();
  if (Array.isArray(value)) return value.map((element) => toWire(element, names));
  const wire: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined && member !== null) wire[names.toWire(name)] = toWire(member, names);
  }
  return wire;
}

/** Converts a vendor's answer to the names of this server, at every depth. */
export function fromWire(value: unknown, names: WireNames): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => fromWire(element, names));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [names.fromWire(name), fromWire(member, names)]),
  );
}
