type Normalizer = (value: unknown) => unknown;

/** Normalizers of fields, by the prototype of the input class. */
const normalizers = new WeakMap<object, Map<string, Normalizer>>();

/** Normalizes a field before its rules are checked. `normalize` must accept every value. */
export function Normalize(normalize: Normalizer): PropertyDecorator {
  return (prototype, name) => {
    const known = normalizers.get(prototype) ?? new Map<string, Normalizer>();
    normalizers.set(prototype, known.set(String(name), normalize));
  };
}

/** Returns the normalizer of a field, if any. */
export function normalizerOf(prototype: object, name: string): Normalizer | undefined {
  return normalizers.get(prototype)?.get(name);
}
