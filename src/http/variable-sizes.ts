import { clientError } from './public-errors.ts';
import type { GraphQLError } from 'graphql';

// Before anything reads the variables: what does not fit costs graphql-js a stack trace for each value, and 55,000 of them
// took 2.6 s. A start with every list full holds some 500 values.

/** Entries of a list, and fields of an object. No rule of a vendor allows more than 100. */
const MOST_ENTRIES = 250;
/** Values in all, at any depth. */
const MOST_VALUES = 4000;

/** Why variables are too many to be read; undefined for all that a client has reason to send. */
export function tooManyValues(variables: unknown): GraphQLError | undefined {
  let values = 0;
  const path: string[] = [];
  const look = (value: unknown): GraphQLError | undefined => {
    if ((values += 1) > MOST_VALUES) return refusal([], `The variables may hold ${MOST_VALUES} values.`);
    if (typeof value !== 'object' || value === null) return undefined;
    const isList = Array.isArray(value);
    const names = isList ? undefined : Object.keys(value);
    const size = names?.length ?? (value as unknown[]).length;
    if (size > MOST_ENTRIES) {
      const what = isList ? `must have at most ${MOST_ENTRIES} entries` : `must have at most ${MOST_ENTRIES} fields`;
      return refusal(path, `${path.join('.') || 'variables'} ${what}`);
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

function refusal(path: readonly string[], message: string): GraphQLError {
  return clientError(message, 'BAD_USER_INPUT', { ...(path.length > 0 && { path: [...path] }) });
}
