/** Rules that are checked behind the input's own, by the prototype of the input class. */
const rules = new WeakMap<object, Map<string, string[]>>();

/**
 * Names a rule of a field that cannot be seen in the input alone, as one of the account or the clock. Whoever handles the
 * call checks it; here it is kept for the published schemas, in the words `must …`, `is refused …`.
 */
export function DeferredCheck(words: string): PropertyDecorator {
  return (prototype, name) => {
    const known = rules.get(prototype) ?? new Map<string, string[]>();
    rules.set(prototype, known.set(String(name), [words, ...(known.get(String(name)) ?? [])]));
  };
}

/** The rules of a field that are checked later, in words. */
export function deferredChecks(prototype: object, name: string): readonly string[] {
  return rules.get(prototype)?.get(name) ?? [];
}
