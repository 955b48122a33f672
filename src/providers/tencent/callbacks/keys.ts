import type { Secret } from '../../../wire/secret.ts';

/** The keys that callbacks of a product are signed with, by application. */
export interface CallbackKeys {
  /** The key of an application; undefined where it has none. */
  of(application: number): Secret | undefined;
  /** Every key once: for callbacks that do not say which application they are of. */
  readonly all: readonly Secret[];
  readonly isEmpty: boolean;
}

/** A key for each of these applications, and none for others. */
export function keysByApplication(keys: ReadonlyMap<number, Secret>): CallbackKeys {
  return { of: (application) => keys.get(application), all: [...keys.values()], isEmpty: keys.size === 0 };
}

/** One key for all applications: what a server shares with an emulator of its own. */
export function oneKeyForAll(key: Secret): CallbackKeys {
  return { of: () => key, all: [key], isEmpty: false };
}
