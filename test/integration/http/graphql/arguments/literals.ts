import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from 'graphql';

/** A value of JSON as GraphQL writes it in a document. What is a value of an enum by its type has no quotes. */
export function literalOf(value: unknown, type?: GraphQLInputType): string {
  const named = type && getNamedType(type);
  if (Array.isArray(value)) return `[${value.map((element) => literalOf(element, named)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = isInputObjectType(named) ? named.getFields() : {};
    const members = Object.entries(value).map(([name, member]) => `${name}: ${literalOf(member, fields[name]?.type)}`);
    return `{ ${members.join(', ')} }`;
  }
  const isName = isEnumType(named) && typeof value === 'string' && named.getValue(value) !== undefined;
  return isName ? value : JSON.stringify(value);
}

const LEAVES: Readonly<Record<string, unknown>> = {
  Boolean: true,
  DateTime: '2026-11-21T09:30:00Z',
  Float: 1,
  ID: 'a',
  Int: 1,
  Int64: '1',
  Secret: 'a',
  String: 'a',
  UInt32: 1,
};

/** The smallest value that a type takes. */
export function smallestOf(type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [];
  if (isEnumType(nullable)) return nullable.getValues()[0]!.name;
  return isInputObjectType(nullable) ? smallestWith(nullable, [], undefined) : (LEAVES[nullable.name] ?? 'a');
}

/** The smallest value of a type that holds `leaf` at a path; undefined as leaf leaves the last name of the path out. */
export function smallestWith(type: GraphQLInputType, path: readonly string[], leaf: unknown): unknown {
  const [step, ...below] = path;
  const nullable = getNullableType(type);
  if (isListType(nullable)) return step === undefined ? leaf : [smallestWith(nullable.ofType, below, leaf)];
  if (!isInputObjectType(nullable)) return leaf;
  if (step === undefined && leaf !== undefined) return leaf;
  const fields = Object.values(nullable.getFields());
  const needed = fields.filter((field) => isNonNullType(field.type) && field.name !== step);
  const made = Object.fromEntries(needed.map((field) => [field.name, smallestOf(field.type)]));
  if (step === undefined) return made;
  const field = nullable.getFields()[step];
  const value = field ? smallestWith(field.type, below, leaf) : leaf;
  return { ...made, ...(below.length === 0 && leaf === undefined ? {} : { [step]: value }) };
}
