type Change = (value: unknown) => unknown;

/** Changes of fields, by the prototype of their input class. */
const changes = new WeakMap<object, Map<string, Change>>();

/** Writes a field in the one form that is sent, before its rules are checked. `change` must take every value. */
export function Normalize(change: Change): PropertyDecorator {
  return (prototype, name) => {
    const known = changes.get(prototype) ?? new Map<string, Change>();
    changes.set(prototype, known.set(String(name), change));
  };
}

/** The change of a field; undefined where it stays as given. */
export function normalizerOf(prototype: object, name: string): Change | undefined {
  return changes.get(prototype)?.get(name);
}
