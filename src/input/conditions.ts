import { portable } from './patterns.ts';
import type { JsonSchema } from './rule-metadata.ts';

/** What can be true of an input. Its check and its JSON Schema are made together, so that both say the same. */
export interface Condition {
  readonly holds: (input: object) => boolean;
  readonly schema: JsonSchema;
}

/** The field has a value; null is none. `path` leads into the inputs below with dots. */
export function given(path: string): Condition {
  return at(path, { not: { type: 'null' } }, (value) => value != null);
}

/** None of the fields has a value. */
export function absent(...paths: readonly string[]): Condition {
  return every(...paths.map((path) => not(given(path))));
}

/** The field has one of these values, the internal ones of an enum. */
export function is(path: string, ...values: readonly unknown[]): Condition {
  return at(path, { enum: values }, (value) => values.includes(value));
}

/** The field has a value that is not empty: a text or a list. */
export function filled(path: string): Condition {
  return at(path, { type: ['string', 'array'], minLength: 1, minItems: 1 }, (value) => {
    return (typeof value === 'string' || Array.isArray(value)) && value.length > 0;
  });
}

/** The list has the entry. */
export function has(path: string, entry: unknown): Condition {
  return at(path, { type: 'array', contains: { const: entry } }, (list) => Array.isArray(list) && list.includes(entry));
}

/** The list of inputs has an entry for which a condition holds. */
export function someEntry(path: string, condition: Condition): Condition {
  return at(path, { type: 'array', contains: condition.schema }, (list) => {
    return Array.isArray(list) && list.some((entry: object) => condition.holds(entry));
  });
}

/** The text has the form. */
export function matches(path: string, form: RegExp): Condition {
  return at(path, { type: 'string', pattern: portable(form) }, (value) => {
    return typeof value === 'string' && form.test(value);
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
    // `type`: the other keywords hold of everything that is no object, as of null.
    schema: steps.reduceRight<JsonSchema>(
      (below, step) => ({ type: 'object', properties: { [step]: below }, required: [step] }),
      schema,
    ),
  };
}
