import { Secret } from './secret.ts';

/** How a vendor spells its names: ours to the wire's, and back. */
export interface WireNames {
  readonly toWire: (name: string) => string;
  readonly fromWire: (name: string) => string;
}

/** `sdkAppId` ↔ `SdkAppId`, but for the exceptions (wire names by ours). Every name is worked out once. */
export function pascalNames(exceptions: Readonly<Record<string, string>> = {}): WireNames {
  const there = new Map(Object.entries(exceptions));
  const back = new Map([...there].map(([name, wire]) => [wire, name]));
  return {
    toWire: (name) => remember(there, name, () => name.charAt(0).toUpperCase() + name.slice(1)),
    fromWire: (name) => remember(back, name, () => name.charAt(0).toLowerCase() + name.slice(1)),
  };
}

/** The vendor writes its names as we do. */
export const sameNames: WireNames = { toWire: (name) => name, fromWire: (name) => name };

/** More names than any contract has; beyond it somebody sends made-up ones. */
const MOST_NAMES = 5000;

function remember(known: Map<string, string>, name: string, make: () => string): string {
  let other = known.get(name);
  if (other === undefined) {
    other = make();
    if (known.size < MOST_NAMES) known.set(name, other);
  }
  return other;
}

/**
 * What goes on the wire for an input: the vendor's names at every depth, members without a value left out
 * (vendors refuse null), long integers as bare digits, secrets in clear. The one place where a parameter that is
 * secret is opened.
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

/** A vendor's answer in our names, at every depth. */
export function fromWire(value: unknown, names: WireNames): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => fromWire(element, names));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [names.fromWire(name), fromWire(member, names)]),
  );
}
