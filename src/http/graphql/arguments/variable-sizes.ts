// Checked before graphql-js reads the variables: graphql-js creates a stack trace for each unfit value, which took 2.6
// s for 55,000 values. A start with every list full has about 500 values.

/** Maximum number of list entries and of object fields. No vendor allows more than 100. */
const MAX_ENTRIES = 250;
/** Maximum number of values at any depth. */
const MAX_VALUES = 4000;

export interface TooManyValues {
  /** Path to the oversized list or object, from the name of the variable. Empty: the total is too large. */
  readonly path: readonly string[];
  readonly rule: string;
}

/** Returns the limit that the variables exceed; undefined: within all limits. */
export function tooManyValues(variables: unknown): TooManyValues | undefined {
  let values = 0;
  const path: string[] = [];
  const look = (value: unknown): TooManyValues | undefined => {
    if ((values += 1) > MAX_VALUES) return { path: [], rule: `The variables may hold ${MAX_VALUES} values.` };
    if (typeof value !== 'object' || value === null) return undefined;
    const isList = Array.isArray(value);
    const names = isList ? undefined : Object.keys(value);
    const size = names?.length ?? (value as unknown[]).length;
    if (size > MAX_ENTRIES) {
      return { path: [...path], rule: `must have at most ${MAX_ENTRIES} ${isList ? 'entries' : 'fields'}` };
    }
    for (let index = 0; index < size; index += 1) {
      const name = names?.[index] ?? String(index);
      path.push(name);
      const found = look((value as Record<string, unknown>)[name]);
      if (found) return found;
      path.pop();
    }
    return undefined;
  };
  return look(variables);
}
