import { portable } from './patterns.ts';
import type { JsonSchema } from './rule-metadata.ts';

/** A condition on an input, as a function and as a JSON Schema with the same meaning. */
export interface Condition {
  readonly holds: (input: object) => boolean;
  readonly schema: JsonSchema;
}

/** The field has a value other than null. `path`: names of nested fields, separated by dots. */
export function given(path: string): Condition {
  return at(path, { not: { type: 'null' } }, (value) => value != null);
}

/** No field of `paths` has a value. */
export function absent(...paths: readonly string[]): Condition {
  return every(...paths.map((path) => not(given(path))));
}

/** The field has one of `values`: the internal values for an enum. */
export function is(path: string, ...values: readonly unknown[]): Condition {
  return at(path, { enum: values }, (value) => values.includes(value));
}

/** The field is a text or a list that is not empty. */
export function filled(path: string): Condition {
  return at(path, { type: ['string', 'array'], minLength: 1, minItems: 1 }, (value) => {
    return (typeof value === 'string' || Array.isArray(value)) && value.length > 0;
  });
}

export function has(path: string, entry: unknown): Condition {
  return at(path, { type: 'array', contains: { const: entry } }, (list) => Array.isArray(list) && list.includes(entry));
}

/** The list of inputs has an entry for which a condition holds. */
export function someEntry(path: string, condition: Condition): Condition {
  return at(path, { type: 'array', contains: condition.schema }, (list) => {
    return Array.isArray(list) && list.some((entry: object) => condition.holds(entry));
  });
}

export function matches(path: string, pattern: RegExp): Condition {
  return at(path, { type: 'string', pattern: portable(pattern) }, (value) => {
    return typeof value === 'string' && pattern.test(value);
  });
}

export function not({ holds, schema }: Condition): Condition {
  return { holds: (input) => !holds(input), schema: { not: schema } };
}

export function every(...conditions: readonly Condition[]): Condition {
  if (conditions.length === 1) return conditions[0]!;
  return {
    holds: (input) => conditions.every(({ holds }) => holds(input)),
    schema: { allOf: conditions.map(({ schema }) => schema) },
  };
}

export function any(...conditions: readonly Condition[]): Condition {
  return {
    holds: (input) => conditions.some(({ holds }) => holds(input)),
    schema: { anyOf: conditions.map(({ schema }) => schema) },
  };
}

function at(path: string, schema: JsonSchema, check: (value: unknown) => boolean): Condition {
  const steps = path.split('.');
  return {
    holds: (input) => {
      let value: unknown = input;
      for (const step of steps) value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[step];
      return check(value);
    },
    // `type` is needed: the other keywords accept every value that is not an object, such as null.
    schema: steps.reduceRight<JsonSchema>(
      (below, step) => ({ type: 'object', properties: { [step]: below }, required: [step] }),
      schema,
    ),
  };
}
