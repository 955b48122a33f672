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
