import { getMetadataStorage } from 'type-graphql';

const NONE: ReadonlyMap<string, unknown> = new Map();
const known = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** Returns the defaults that this server applies to the fields of an input, by field. */
export function serverDefaults(input: object): ReadonlyMap<string, unknown> {
  const { constructor } = input;
  const before = known.get(constructor);
  if (before) return before;
  // The fields of the class and its superclasses as declared: `inputTypes` lists them only once a schema is built.
  const given = getMetadataStorage().fields.flatMap(({ target, name, typeOptions }): [string, unknown][] =>
    input instanceof target && typeOptions?.defaultValue !== undefined ? [[name, typeOptions.defaultValue]] : [],
  );
  const defaults = given.length === 0 ? NONE : new Map(given);
  known.set(constructor, defaults);
  return defaults;
}
