import type { Secret } from '../../../wire/secret.ts';

/** The keys that callbacks of a product are signed with, by application. */
export interface CallbackKeys {
  /** Returns the key of an application; undefined: the application has no key. */
  of(application: number): Secret | undefined;
  /** All keys without duplicates, for callbacks that do not name their application. */
  readonly all: readonly Secret[];
  readonly isEmpty: boolean;
}

/** Makes the keys of a product from one key for each application. */
export function keysByApplication(keys: ReadonlyMap<number, Secret>): CallbackKeys {
  return { of: (application) => keys.get(application), all: [...keys.values()], isEmpty: keys.size === 0 };
}

/** Makes one key for all applications, as between a server and its own emulator. */
export function oneKeyForAll(key: Secret): CallbackKeys {
  return { of: () => key, all: [key], isEmpty: false };
}
