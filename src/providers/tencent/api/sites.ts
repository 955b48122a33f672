import type { InputFault } from '../../../errors.ts';
import { DeferredCheck } from '../../../input/deferred-check.ts';
import type { Site } from './account.ts';

/** Names for display. */
export const SITE_NAMES: Readonly<Record<Site, string>> = { intl: 'international', china: 'China' };

/** Fields that only one site has, by the prototype of their input class. */
const fields = new WeakMap<object, Map<string, Site>>();

/** Marks a parameter that only one site has. The other site would refuse the whole call. */
export function OnlyAt(site: Site): PropertyDecorator {
  return (prototype, name) => {
    const known = fields.get(prototype) ?? new Map<string, Site>();
    fields.set(prototype, known.set(String(name), site));
    DeferredCheck(`exists at the ${SITE_NAMES[site]} site only`)(prototype, name);
  };
}

const NONE: readonly InputFault[] = [];

/** Parameters in an input, at any depth, that the account's site does not know. */
export function siteFaults(input: object, site: Site, path: readonly string[]): readonly InputFault[] {
  return fitsSite(input, site) ? NONE : faultsIn(input, site, path);
}

/**
 * Whether the site has every parameter of the input. Faster than `faultsIn`: every call checks its input, and faults
 * are rare.
 */
function fitsSite(input: object, site: Site): boolean {
  const marked = fields.get(Object.getPrototypeOf(input) as object);
  for (const name of Object.keys(input)) {
    const value = (input as Record<string, unknown>)[name];
    if (value == null) continue;
    const only = marked?.get(name);
    if (only !== undefined && only !== site) return false;
    if (typeof value === 'object' && !fitsSite(value, site)) return false;
  }
  return true;
}

function faultsIn(input: object, site: Site, path: readonly string[]): InputFault[] {
  const marked = fields.get(Object.getPrototypeOf(input) as object);
  return Object.entries(input).flatMap(([name, value]: [string, unknown]) => {
    if (value == null) return [];
    const here = [...path, name];
    const only = marked?.get(name);
    if (only !== undefined && only !== site) {
      const message = `${name} exists at the ${SITE_NAMES[only]} site only; this account is of the ${SITE_NAMES[site]} site`;
      return [{ path: here, message }];
    }
    return typeof value === 'object' ? faultsIn(value, site, here) : [];
  });
}
