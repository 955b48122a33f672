/** Deferred rules of fields, by the prototype of the input class. */
const rules = new WeakMap<object, Map<string, string[]>>();

/**
 * Publishes a rule that the input alone cannot prove, such as a rule on the account or the clock. The handler of the call
 * checks the rule. `rule` begins with `must …` or `is refused …`.
 */
export function DeferredCheck(rule: string): PropertyDecorator {
  return (prototype, name) => {
    const known = rules.get(prototype) ?? new Map<string, string[]>();
    rules.set(prototype, known.set(String(name), [rule, ...(known.get(String(name)) ?? [])]));
  };
}

/** Returns the deferred rules of a field, in words. */
export function deferredChecks(prototype: object, name: string): readonly string[] {
  return rules.get(prototype)?.get(name) ?? [];
}
