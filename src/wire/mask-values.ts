import { maskUrl, maskText } from './mask-urls.ts';
import { MASK, Secret } from './secret.ts';

/** Names of members that are addresses, even without a scheme: `endpointUrl` is a host. */
const ADDRESS_NAME = /url$/i;

/** Masks the credentials in the addresses of a text. `name` is the name of its parameter. */
export function maskMember(text: string, name: string): string {
  return ADDRESS_NAME.test(name) ? maskUrl(text) : maskText(text);
}

/** Returns whether a value contains a secret at any depth: a `Secret`, or a credential in an address. */
export function holdsSecret(value: unknown, name = ''): boolean {
  if (typeof value === 'string') return maskMember(value, name) !== value;
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof Secret || membersOf(value, name).some(([key, member]) => holdsSecret(member, key));
}

/** Masks every secret in a value, at any depth. */
export function maskSecrets(value: unknown): unknown {
  return mapTexts(value, maskMember);
}

/** Replaces each text in a value, and masks secrets. `name` is the name of the member, or of the list with the text. */
export function mapTexts(value: unknown, replace: (text: string, name: string) => unknown, name = ''): unknown {
  if (typeof value === 'string') return replace(value, name);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Secret) return MASK;
  if (Array.isArray(value)) return value.map((element) => mapTexts(element, replace, name));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapTexts(member, replace, key)]));
}

function membersOf(value: object, name: string): readonly (readonly [string, unknown])[] {
  return Array.isArray(value) ? value.map((element: unknown) => [name, element] as const) : Object.entries(value);
}
