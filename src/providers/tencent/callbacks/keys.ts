import type { Secret } from '../../../wire/secret.ts';

/** The keys that callbacks of a product are signed with, by application. */
export interface CallbackKeys {
  /** Returns the key of an application; undefined: it has none. */
  of(application: number): Secret | undefined;
  /** All keys without duplicates, for callbacks that do not name their application. */
  readonly all: readonly Secret[];
  readonly isEmpty: boolean;
}

/** A key for each of these applications, and none for others. */
export function keysByApplication(keys: ReadonlyMap<number, Secret>): CallbackKeys {
  return { of: (application) => keys.get(application), all: [...keys.values()], isEmpty: keys.size === 0 };
}

/** One key for all applications, as a server shares it with its own emulator. */
export function oneKeyForAll(key: Secret): CallbackKeys {
  return { of: () => key, all: [key], isEmpty: false };
}
