import {
  coerceInputValue,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  OperationTypeNode,
  parse,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import type { ValueFault } from '../../../../../src/input/coercion/faults.ts';
import { operationOf, readArguments } from '../../../../../src/http/graphql/arguments/argument-walk.ts';
import { fakeVendor, schemaOver } from '../../../../shared/fake-vendor.ts';
import { literalOf, smallestWith } from './literals.ts';

const { schema } = await schemaOver(fakeVendor());

interface Place {
  readonly path: readonly string[];
  readonly type: GraphQLInputType;
  /** Whether it must be written. */
  readonly isRequired?: boolean;
}

/** Every place in an argument, down to the leaves; a type is entered once on each way down. */
function placesOf(path: readonly string[], type: GraphQLInputType, above: readonly string[] = []): Place[] {
  const nullable = getNullableType(type);
  const named = getNamedType(type);
  const here = [{ path, type }];
  const inner = isListType(nullable) ? [...path, '0'] : path;
  if (isListType(nullable)) here.push({ path: inner, type: nullable.ofType });
  if (!isInputObjectType(named) || above.includes(named.name)) return here;
  const fields = Object.values(named.getFields());
  return [
    ...here,
    ...fields.flatMap((field) => {
      const [first, ...others] = placesOf([...inner, field.name], field.type, [...above, named.name]);
      return [{ ...first!, isRequired: isRequiredInputField(field) }, ...others];
    }),
  ];
}

const CANARY = 'canary-4711';
const CANARY_NUMBER = 4711;

/** A value of a kind that a type does not take. */
function wrongFor(type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable) && !isInputObjectType(getNamedType(nullable))) return { canary_4711: 1 };
  const takes = (value: unknown): boolean => {
    let faults = 0;
    coerceInputValue(value, nullable, () => (faults += 1));
    return faults === 0;
  };
  return [CANARY, CANARY_NUMBER, true].find((value) => !takes(value));
}

type Root = readonly [kind: OperationTypeNode, field: GraphQLField<unknown, unknown>, argument: GraphQLArgument];

const ROOTS: readonly Root[] = [
  OperationTypeNode.QUERY,
  OperationTypeNode.MUTATION,
  OperationTypeNode.SUBSCRIPTION,
].flatMap((kind) =>
  Object.values(schema.getRootType(kind)!.getFields()).flatMap((field) =>
    field.args.map((argument): Root => [kind, field, argument]),
  ),
);

const ROWS = ROOTS.flatMap(([kind, field, argument]) =>
  placesOf([argument.name], argument.type).map((place) => ({
    title: `${field.name} ${place.path.join('.')}`,
    kind,
    field,
    argument,
    place,
  })),
);

function faultsOf(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  showsSchema = true,
): readonly ValueFault[] {
  const document = parse(query);
  const read = readArguments({ schema, document, operation: operationOf(document, null), variables, showsSchema });
  return [...read.others, ...[...read.inputs.values()].flatMap(({ faults }) => faults)];
}

/** The faults of an argument, as a variable and as a literal. */
function bothWays({ kind, field, argument }: (typeof ROWS)[number], value: unknown, showsSchema?: boolean) {
  const { name, type } = argument;
  const selection = isInputObjectType(getNamedType(field.type)) ? '' : '{ __typename }';
  return {
    variable: faultsOf(
      `${kind} ($sent: ${String(type)}) { ${field.name}(${name}: $sent) ${selection} }`,
      { sent: value },
      showsSchema,
    ),
    literal: faultsOf(`${kind} { ${field.name}(${name}: ${literalOf(value, type)}) ${selection} }`, {}, showsSchema),
  };
}

/** The smallest value of an argument that holds a value at a path. */
function valueWith({ argument }: (typeof ROWS)[number], path: readonly string[], leaf: unknown): unknown {
  return smallestWith(argument.type, path.slice(1), leaf);
}

const told = ({ path, message }: ValueFault) => ({ path, message });

it('reads some thousand places', () => {
  expect(ROWS.length).toBeGreaterThan(500);
});

describe('a value of the wrong kind', () => {
  it.each(ROWS)('is named with its path and its rule, in a variable and in a literal: $title', (row) => {
    const { path, type } = row.place;
    const { variable, literal } = bothWays(row, valueWith(row, path, wrongFor(type)));
    for (const faults of [variable, literal]) {
      const found = faults.find((fault) => fault.path.join('.') === path.join('.'));
      const rule = path.at(-1) === 'after' ? /^after must be a cursor, such as / : /^[\w.]+ must be .+; received an? /;
      expect(found?.message).toMatch(rule);
      expect(JSON.stringify(faults.map(told))).not.toMatch(/4711/);
    }
    expect(literal.map(told)).toEqual(variable.map(told));
  });

  it.each(ROWS.filter(({ place }) => isNonNullType(place.type)))(
    'is named where it is null, and must not be: $title',
    (row) => {
      const { variable, literal } = bothWays(row, valueWith(row, row.place.path, null));
      for (const faults of [variable, literal]) {
        const found = faults.find(({ path }) => path.join('.') === row.place.path.join('.'));
        expect(found?.message).toMatch(/; received null$/);
      }
    },
  );

  it.each(ROWS.filter(({ place }) => isInputObjectType(getNullableType(place.type))))(
    'is named where it has a name that nobody knows: $title',
    (row) => {
      const path = [...row.place.path, 'fieldThatNobodyKnows'];
      const { variable, literal } = bothWays(row, valueWith(row, path, 1));
      for (const faults of [variable, literal]) {
        const found = faults.find((fault) => fault.path.join('.') === path.join('.'));
        expect(found?.message).toMatch(/^fieldThatNobodyKnows is not a field of [A-Z]\w+/);
      }
    },
  );

  it.each(ROWS)('reports no type and no value of an enum where the schema is not shown: $title', (row) => {
    const { path, type } = row.place;
    const named = getNamedType(type);
    const names = isEnumType(named) ? named.getValues().map(({ name }) => name) : [];
    const { variable, literal } = bothWays(row, valueWith(row, path, wrongFor(type)), false);
    for (const { message } of [...variable, ...literal].filter((fault) => fault.path.join('.') === path.join('.'))) {
      expect(message.split(/[^\w]/).filter((word) => word === named.name || names.includes(word))).toEqual([]);
    }
  });
});

describe('a field that is missing', () => {
  it.each(ROWS.filter(({ place }) => place.isRequired))('is named with its path: $title', (row) => {
    const { path } = row.place;
    const { variable, literal } = bothWays(row, valueWith(row, path, undefined));
    for (const faults of [variable, literal]) {
      expect(faults.map(told)).toContainEqual({ path, message: `${path.at(-1)} is required` });
    }
  });
});
