import fc from 'fast-check';
import type { JsonSchema } from '../../../../src/input/rule-metadata.ts';

// Values out of a JSON Schema: arbitrary ones that keep what each field says by itself, and ways to spoil them.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** What `$ref` leads to. */
export type Schemas = ReadonlyMap<string, JsonSchema>;

/** Any value of a schema, as far as each part says by itself; rules that tie parts together may be broken. */
export function valueOf(schemas: Schemas, schema: JsonSchema): fc.Arbitrary<Json> {
  const { $ref, anyOf, type, enum: members, ...own } = schema;
  if (typeof $ref === 'string') return valueOf(schemas, referredTo(schemas, $ref));
  if (Array.isArray(anyOf)) return fc.oneof(...(anyOf as JsonSchema[]).map((each) => valueOf(schemas, each)));
  if (Array.isArray(members)) return fc.constantFrom(...(members as Json[]));
  if (Array.isArray(type)) {
    const [first] = type as string[];
    return fc.option(valueOf(schemas, { ...own, type: first }), { freq: 6, nil: null });
  }
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: Number(own['minimum']), max: Math.min(Number(own['maximum']), 2 ** 53 - 1) });
    case 'number':
      return fc.double({ min: Number(own['minimum'] ?? -1e6), max: Number(own['maximum'] ?? 1e6), noNaN: true });
    case 'string':
      return textOf(own);
    case 'array':
      return listOf(schemas, own);
    case 'object':
      return objectOf(schemas, own);
    default:
      throw new Error(`no value of ${JSON.stringify(schema)}`);
  }
}

function referredTo(schemas: Schemas, ref: string): JsonSchema {
  const schema = schemas.get(ref.replace(/\.json$/, ''));
  if (!schema) throw new Error(`${ref} leads nowhere`);
  return schema;
}

/** A schema without its `$ref`, and without the null that is as good as absent. */
export function plain(schemas: Schemas, schema: JsonSchema): JsonSchema {
  const { $ref, anyOf } = schema;
  if (typeof $ref === 'string') return referredTo(schemas, $ref);
  const [first, second] = (anyOf as JsonSchema[] | undefined) ?? [];
  return first && second?.['type'] === 'null' ? plain(schemas, first) : schema;
}

/** The fields of an input, whatever their number. */
export function propertiesOf(schema: JsonSchema | undefined): Readonly<Record<string, JsonSchema>> {
  const alternatives = (schema?.['oneOf'] as JsonSchema[] | undefined) ?? [];
  return Object.assign({}, schema?.['properties'], ...alternatives.map(({ properties }) => properties)) as ReturnType<
    typeof propertiesOf
  >;
}

function objectOf(schemas: Schemas, own: JsonSchema): fc.Arbitrary<Json> {
  const properties = propertiesOf(own);
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, fc.noShrink(valueOf(schemas, schema))]),
  );
  if (Array.isArray(own['oneOf'])) {
    return fc.oneof(...Object.entries(members).map(([name, value]) => fc.record({ [name]: value })));
  }
  const required = (own['required'] as string[] | undefined) ?? [];
  const optional = Object.keys(members).filter((name) => !required.includes(name));
  // Mostly a few: the more fields are there, the more rules tie them together.
  return fc
    .subarray(optional, { maxLength: Math.min(optional.length, 6) })
    .chain((chosen) => fc.record(Object.fromEntries([...required, ...chosen].map((name) => [name, members[name]!]))));
}

function listOf(schemas: Schemas, own: JsonSchema): fc.Arbitrary<Json> {
  const lengths = {
    minLength: Number(own['minItems'] ?? 0),
    maxLength: Math.max(Number(own['minItems'] ?? 0), Math.min(Number(own['maxItems'] ?? 3), 3)),
  };
  const items = valueOf(schemas, own['items'] as JsonSchema);
  return own['uniqueItems'] === true ? fc.uniqueArray(items, lengths) : fc.array(items, lengths);
}

/** Texts for patterns that fast-check cannot make texts of. */
const ADDRESSES = [
  'https://a.test/b.png',
  'HTTP://a.test/b.jpg?c=d',
  'https://a.test/é',
  'http://a',
  'rtmp://live.test/a',
];

const texts = new Map<string, fc.Arbitrary<string>>();

function textOf({ pattern, minLength, maxLength }: JsonSchema): fc.Arbitrary<Json> {
  const min = Number(minLength ?? 0);
  const max = Number(maxLength ?? 60);
  if (typeof pattern !== 'string' || pattern.startsWith('^[^\\u0000')) {
    return fc.string({ unit: 'grapheme', minLength: min, maxLength: Math.max(min, Math.min(max, 12)) });
  }
  const key = `${pattern} ${min} ${max}`;
  const known = texts.get(key) ?? ofPattern(pattern, min, max);
  texts.set(key, known);
  return known;
}

function ofPattern(pattern: string, min: number, max: number): fc.Arbitrary<string> {
  const form = new RegExp(pattern, 'u');
  const fixed = ADDRESSES.filter((address) => form.test(address));
  if (fixed.length > 0 && pattern.includes('://')) return fc.constantFrom(...fixed);
  return fc.stringMatching(form, { size: 'small' }).filter((text) => {
    const { length } = Array.from(text);
    return length >= min && length <= max;
  });
}
