import { inspect } from 'node:util';

/** What a credential reads wherever it is printed. */
export const MASK = '[secret]';

/**
 * A credential. However it is printed (template string, JSON, console, log), it reads `[secret]`;
 * `reveal` is the only way to the value, so a search for it finds every use.
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

/** The only member of an object that stands for a secret in JSON that is to be encrypted. */
export const SECRET_MEMBER = '$secret';

/** A value of parsed JSON in which objects that stand for secrets are secrets again. */
export function withSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  const [name, text] = members[0] ?? [];
  if (members.length === 1 && name === SECRET_MEMBER && typeof text === 'string') return new Secret(text);
  return Object.fromEntries(members.map(([key, member]) => [key, withSecrets(member)]));
}
