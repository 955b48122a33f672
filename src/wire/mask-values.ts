import { maskUrl, maskText } from './mask-urls.ts';
import { MASK, Secret } from './secret.ts';

/** A name by which vendors call addresses, also those without a scheme: `endpointUrl` is a host. */
const ADDRESS_NAME = /url$/i;

/** A text of a parameter with the credentials in its addresses masked. */
export function maskMember(text: string, name: string): string {
  return ADDRESS_NAME.test(name) ? maskUrl(text) : maskText(text);
}

/** Whether a value holds a secret anywhere: of that type, or in an address. */
export function holdsSecret(value: unknown, name = ''): boolean {
  if (typeof value === 'string') return maskMember(value, name) !== value;
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof Secret || membersOf(value, name).some(([key, member]) => holdsSecret(member, key));
}

/** A value with every secret in it masked: those of that type, and those in addresses. */
export function maskSecrets(value: unknown): unknown {
  return mapTexts(value, maskMember);
}

/** A value with each text replaced. `name` is that of the member, or of the list that holds the text; secrets are masked. */
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
