import { inspect } from 'node:util';

/** The text that replaces a credential. */
export const MASK = '[secret]';

/**
 * A credential. It is printed as `[secret]` everywhere: in template strings, JSON, the console and logs. Only `reveal`
 * returns the value, so a search for `reveal` finds every use.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}

/** In JSON that will be encrypted, an object with this only member represents a secret. */
export const SECRET_MEMBER = '$secret';

/** Returns a value of parsed JSON in which these objects are secrets again. */
export function withSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  const [name, text] = members[0] ?? [];
  if (members.length === 1 && name === SECRET_MEMBER && typeof text === 'string') return new Secret(text);
  return Object.fromEntries(members.map(([key, member]) => [key, withSecrets(member)]));
}
