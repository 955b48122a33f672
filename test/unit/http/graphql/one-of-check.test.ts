import { buildSchema, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { oneOfCheck } from '../../../../src/http/graphql/one-of-check.ts';

const schema = buildSchema(`
  input Either @oneOf { a: Int b: Int again: Outer }
  input Outer { either: Either many: [[Either!]] plain: Plain }
  input Plain { a: Int b: Int }
  type Query { f(outer: Outer, either: Either, plain: Plain): Int }
`);
const checkOf = (variables: string) => {
  const [operation] = parse(`query (${variables}) { f }`).definitions.filter(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  return oneOfCheck(schema, operation!);
};

describe('the check of inputs of which exactly one field must be given', () => {
  it('is none where no variable holds such an input', () => {
    expect(checkOf('$plain: Plain, $n: Int')).toBeUndefined();
  });

  const check = checkOf('$outer: Outer!, $either: Either')!;

  it.each([
    {},
    { either: null },
    { either: { a: 1 } },
    { either: { a: 0 }, outer: {} },
    { outer: { either: { b: 1 }, plain: { a: 1, b: 2 } } },
    { outer: { many: [[{ a: 1 }, { b: 1 }], [], null] } },
    { either: { again: { either: { a: 1 } } } },
    { either: 'of another type' },
  ])('holds of %j', (variables) => {
    expect(check(variables)).toBe(true);
  });

  it.each([
    { either: {} },
    { either: { a: null } },
    { either: { a: 1, b: null } },
    { either: { a: 1, b: 2 } },
    { either: { a: 1, other: 2 } },
    { outer: { either: {} } },
    { outer: { many: [[{ a: 1 }, {}]] } },
    { either: { again: { either: { a: 1, b: 1 } } } },
  ])('does not hold of %j', (variables) => {
    expect(check(variables)).toBe(false);
  });
});
