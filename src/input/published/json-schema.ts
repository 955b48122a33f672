import {
  astFromValue,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  valueFromASTUntyped,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import { given } from '../conditions.ts';
import type { JsonSchema } from '../rule-metadata.ts';
import { withEnumNames } from './enum-names.ts';
import { inputClasses } from './input-classes.ts';
import { rulesOf, type FieldRules } from './rules-of.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** Returns the JSON Schema of every input type by name, derived from the rules that the server checks. */
export function inputSchemas(schema: GraphQLSchema): ReadonlyMap<string, JsonSchema> {
  return new Map(inputClasses(schema).map(([type, target]) => [type.name, schemaOf(type, rulesOf(target))]));
}

/** Returns the file name of an input type. References between files are relative, so they work over HTTP and on disk. */
export function schemaFile(typeName: string): string {
  return `${typeName}.json`;
}

function schemaOf(type: GraphQLInputObjectType, rules: ReadonlyMap<string, FieldRules>): JsonSchema {
  const fields = Object.values(type.getFields());
  const ties = fields.flatMap((field) => tiesOf(field, rules.get(field.name))).map((tie) => withEnumNames(tie, type));
  const object = (members: readonly GraphQLInputField[], required: readonly GraphQLInputField[]): JsonSchema => ({
    type: 'object',
    properties: Object.fromEntries(
      members.map((field) => [field.name, propertyOf(field, type.isOneOf, rules.get(field.name))]),
    ),
    ...(required.length > 0 && { required: required.map(({ name }) => name) }),
    additionalProperties: false,
  });
  return {
    $schema: DIALECT,
    $id: schemaFile(type.name),
    title: type.name,
    ...(type.description && { description: type.description }),
    ...(type.isOneOf
      ? { type: 'object', oneOf: fields.map((field) => ({ title: field.name, ...object([field], [field]) })) }
      : object(fields, fields.filter(isRequiredInputField))),
    ...(ties.length > 0 && { allOf: ties }),
  };
}

/** Returns the rules of a field over several fields. A field with a default always has a value. */
function tiesOf({ name, defaultValue }: GraphQLInputField, rules: FieldRules | undefined): JsonSchema[] {
  if (!rules) return [];
  const always = defaultValue !== undefined;
  const whenGiven = rules.whenGiven.map(withoutChoice).map((then) => {
    return always ? then : { if: given(name).schema, then };
  });
  return [
    ...rules.inputs.map(({ if: when, then }) => ({ if: when, then: withoutChoice(then as JsonSchema) })),
    ...whenGiven,
  ];
}

/** Returns an equivalent schema without `anyOf`: form generators would offer `anyOf` as a choice. */
function withoutChoice(schema: JsonSchema): JsonSchema {
  const { anyOf } = schema;
  if (!Array.isArray(anyOf)) return schema;
  return {
    not: { allOf: (anyOf as JsonSchema[]).map((each) => (each['not'] as JsonSchema | undefined) ?? { not: each }) },
  };
}

function propertyOf(field: GraphQLInputField, neverNull: boolean, rules: FieldRules | undefined): JsonSchema {
  const { description, deprecationReason, defaultValue, type } = field;
  const isNullable = !isNonNullType(type) && !neverNull;
  const of = withRules(typeSchema(type, rules), type, rules);
  return {
    ...(description && { description }),
    ...(deprecationReason != null && {
      deprecated: true,
      $comment: deprecationReason,
    }),
    ...(defaultValue !== undefined && { default: valueFromASTUntyped(astFromValue(defaultValue, type)!) }),
    ...(isNullable ? orNull(of) : of),
  };
}

/** Merges the schema of a value with the rules of the field. */
function withRules(of: JsonSchema, type: GraphQLInputType, rules: FieldRules | undefined): JsonSchema {
  const later = [...((of['x-server-also-refuses'] as string[] | undefined) ?? []), ...(rules?.messages ?? [])];
  const merged = (rules?.values ?? [])
    .map((value) => withEnumNames(value, type))
    .reduce<JsonSchema>((all, value) => merge(all, value), of);
  return later.length > 0 ? { ...merged, 'x-server-also-refuses': later } : merged;
}

/** Merges two schemas: the narrower bounds, and the keywords of both. */
function merge(one: JsonSchema, other: JsonSchema): JsonSchema {
  const merged: Record<string, unknown> = { ...one };
  for (const [keyword, value] of Object.entries(other)) {
    const known = merged[keyword];
    if (known === undefined || known === value) merged[keyword] = value;
    else if (/^(minimum|min[A-Z])/.test(keyword)) merged[keyword] = Math.max(known as number, value as number);
    else if (/^(maximum|max[A-Z])/.test(keyword)) merged[keyword] = Math.min(known as number, value as number);
    else if (keyword === 'items') merged[keyword] = mergedItems(known as JsonSchema, value as JsonSchema);
    else merged['allOf'] = [...((merged['allOf'] as JsonSchema[] | undefined) ?? []), { [keyword]: value }];
  }
  return merged;
}

function mergedItems(known: JsonSchema, value: JsonSchema): JsonSchema {
  return '$ref' in known ? { ...known, ...value } : merge(known, value);
}

function typeSchema(type: GraphQLInputType, rules?: FieldRules): JsonSchema {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    return {
      type: 'array',
      items: typeSchema(nullable.ofType),
      'x-server-also-accepts': ['one entry without its list'],
    };
  }
  const named = getNamedType(type);
  if (isInputObjectType(named)) return { $ref: schemaFile(named.name) };
  if (isEnumType(named)) return { type: 'string', enum: named.getValues().map(({ name }) => name) };
  return scalarSchema(named, rules);
}

type OfInt64 = (bounds: FieldRules['int64']) => JsonSchema;

function scalarSchema({ name, extensions }: GraphQLScalarType, rules?: FieldRules): JsonSchema {
  const own = extensions['jsonSchema'] as JsonSchema | OfInt64 | undefined;
  const known = own ?? BUILT_IN[name];
  if (!known) throw new Error(`the scalar ${name} has no JSON Schema`);
  return typeof known === 'function' ? known(rules?.int64 ?? {}) : known;
}

const BUILT_IN: Readonly<Record<string, JsonSchema>> = {
  Boolean: { type: 'boolean' },
  Float: { type: 'number' },
  ID: { type: 'string', 'x-server-also-accepts': ['a whole number, as its digits'] },
  Int: { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  String: { type: 'string' },
};

/** Allows null in addition: null counts as absent. */
function orNull(schema: JsonSchema): JsonSchema {
  const { type, enum: members, anyOf, ...others } = schema;
  if (typeof type === 'string') {
    return {
      type: [type, 'null'],
      ...(Array.isArray(members) && { enum: [...(members as unknown[]), null] }),
      ...others,
    };
  }
  if (Array.isArray(anyOf)) return { anyOf: [...(anyOf as unknown[]), NULL], ...others };
  const { allOf, $ref, ...notes } = others;
  return { anyOf: [{ $ref, ...(allOf !== undefined && { allOf }) }, NULL], ...notes };
}

const NULL = { type: 'null' };
