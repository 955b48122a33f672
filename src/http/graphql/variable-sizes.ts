// Before anything reads the variables: what does not fit costs graphql-js a stack trace for each value, and 55,000 of them
// took 2.6 s. A start with every list full holds some 500 values.

/** Entries of a list, and fields of an object. No rule of a vendor allows more than 100. */
const MAX_ENTRIES = 250;
/** Values in all, at any depth. */
const MAX_VALUES = 4000;

/** Variables that hold too much to be read. */
export interface TooManyValues {
  /** To the list or object that is too long, from the name of the variable; empty where all of them together are too much. */
  readonly path: readonly string[];
  readonly rule: string;
}

/** Why variables are too many to be read; undefined for all that a client has reason to send. */
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
