import { maskSecrets } from '../wire/mask-values.ts';
import { toWire, type WireNames } from '../wire/names.ts';
import { vendorFields } from './own-fields.ts';

/** The body of a call: the vendor's members of an input under the vendor's names, secrets in clear. */
export function wireBody(input: object, names: WireNames): string {
  return JSON.stringify(toWire(vendorFields(input), names));
}

/** The body for people: indented, with every secret masked, also in addresses. */
export function shownBody(input: object, names: WireNames): string {
  return JSON.stringify(toWire(maskSecrets(vendorFields(input)), names), undefined, 2);
}
