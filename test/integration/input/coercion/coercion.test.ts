import fc from 'fast-check';
import {
  buildSchema,
  coerceInputValue,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  parse,
  parseValue,
  validate,
  valueFromAST,
  ValuesOfCorrectTypeRule,
  type GraphQLInputType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { Coercion } from '../../../../src/input/coercion/coercion.ts';
import { FAULTY, Faults } from '../../../../src/input/coercion/faults.ts';
import { fakeVendor, schemaOver } from '../../../shared/fake-vendor.ts';
import { literalOf, smallestOf } from '../../http/graphql/arguments/literals.ts';

const { schema } = await schemaOver(fakeVendor());

const ROOTS = Object.values(schema.getMutationType()!.getFields());
const JUNK: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 40,
  '',
  'text',
  '12',
  'MIXED',
  [],
  ['a'],
  [[1]],
  {},
  { a: 1 },
];

/** Values of a type of which some parts are right and some are anything. */
function around(type: GraphQLInputType, depth = 0): fc.Arbitrary<unknown> {
  const nullable = getNullableType(type);
  const right = fc.constant(smallestOf(type));
  const junk = fc.constantFrom(...JUNK);
  if (isListType(nullable)) {
    const list = fc.array(around(nullable.ofType, depth + 1), { maxLength: 3 });
    return fc.oneof({ weight: 4, arbitrary: list }, { weight: 1, arbitrary: junk });
  }
  if (isInputObjectType(nullable) && depth < 6) {
    const fields = Object.values(nullable.getFields());
    const requiredKeys = fields.filter((field) => isNonNullType(field.type)).map(({ name }) => name);
    const members = Object.fromEntries(fields.map((field) => [field.name, around(field.type, depth + 1)]));
    const object = fc.record(members, { requiredKeys });
    const odd = fc.record({ ...members, odd: junk }, { requiredKeys: [] });
    return fc.oneof({ weight: 8, arbitrary: object }, { weight: 1, arbitrary: odd }, { weight: 1, arbitrary: junk });
  }
  return fc.oneof({ weight: 30, arbitrary: right }, { weight: 1, arbitrary: junk });
}

function ours(read: (coercion: Coercion) => unknown): { faults: number; value: unknown } {
  const faults = new Faults();
  const value = faults.until(() => read(new Coercion(faults, true)));
  return { faults: faults.all.length, value };
}

describe('what is read', () => {
  it.each(ROOTS)('is what graphql-js reads of a variable, and wrong where it finds a fault: $name', (field) => {
    const { type } = field.args[0]!;
    fc.assert(
      fc.property(around(type), (value) => {
        let theirFaults = 0;
        const theirs: unknown = coerceInputValue(value, type, () => (theirFaults += 1));
        const { faults, value: read } = ours((coercion) => coercion.value(value, type, ['input']));
        expect(faults > 0).toBe(theirFaults > 0);
        if (faults === 0) expect(read).toEqual(theirs);
      }),
      { numRuns: 40 },
    );
  });

  it.each(ROOTS)('is what graphql-js reads of a literal, and wrong where it finds a fault: $name', (field) => {
    const { type } = field.args[0]!;
    fc.assert(
      fc.property(around(type), (value) => {
        const literal = literalOf(value, type);
        const document = parse(`mutation { ${field.name}(input: ${literal}) { __typename } }`);
        const isWrong = validate(schema, document, [ValuesOfCorrectTypeRule]).length > 0;
        const { faults, value: read } = ours((coercion) => coercion.literal(parseValue(literal), type, ['input']));
        expect(faults > 0).toBe(isWrong);
        if (faults === 0) expect(read).toEqual(valueFromAST(parseValue(literal), type));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a message', () => {
  const messageOf = (value: unknown, typeName: string, tells = true): string | undefined => {
    const faults = new Faults();
    const type = schema.getType(typeName) as GraphQLInputType;
    faults.until(() => new Coercion(faults, tells).value(value, type, ['input', 'x']));
    return faults.all[0]?.message;
  };

  it.each([
    ['UInt32', -1, 'received a negative number'],
    ['UInt32', 1.5, 'received a number with a fraction or an exponent'],
    ['UInt32', 5_000_000_000, 'received a whole number of 10 digits'],
    ['UInt32', 2n ** 64n, 'received a whole number of 20 digits'],
    ['UInt32', true, 'received a boolean'],
    ['Int64', '', 'received an empty string'],
    ['Int64', [], 'received a list'],
    ['DateTime', '2026-11-21', 'received a string'],
    ['Secret', { a: 1 }, 'received an object'],
  ])('reports the kind of the value for %s, and not the value (%#)', (type, value, kind) => {
    expect(messageOf(value, type)).toMatch(new RegExp(`^x must be .+ \\(${type}\\); ${kind}$`));
  });

  it.each([
    ['GmeRecordMode', 'MIXD', '; did you mean MIXED?'],
    ['GmeRecordMode', 'mixed', '; did you mean MIXED?'],
    ['GmeRecordMode', 'nothing like it', ''],
  ])('suggests which value of %s was meant by %s', (type, value, meant) => {
    const message = messageOf(value, type)!;
    expect(message.slice(message.indexOf('received a string'))).toBe(`received a string${meant}`);
    expect(messageOf(value, type, false)).toBe('x must be a value of its enum; received a string');
  });

  it.each([
    ['RoomID', 'RoomID is not a field of GmeStartRecordInput; did you mean roomId?'],
    ['romId', 'romId is not a field of GmeStartRecordInput; did you mean roomId'],
    ['a secret with blanks', 'x must contain only fields with valid names of at most 100 characters'],
    ['a'.repeat(101), 'x must contain only fields with valid names of at most 100 characters'],
  ])('suggests which field was meant by an unknown field: %s', (name, begin) => {
    const input = { bizId: 1, roomId: 'r', recordMode: 'MIXED', [name]: 1 };
    expect(messageOf(input, 'GmeStartRecordInput')).toContain(begin);
  });

  it('reports only the spelling of a vendor where the schema is not shown', () => {
    const input = { bizId: 1, roomId: 'r', recordMode: 'MIXED' };
    const told = (more: object) => messageOf({ ...input, ...more }, 'GmeStartRecordInput', false);
    expect(told({ RoomID: 1 })).toBe('RoomID is not a field of this input; did you mean roomId?');
    expect(told({ romId: 1 })).toBe('romId is not a field of this input');
  });

  it('is one for each of at most ten faults, and then no more is read', () => {
    let reads = 0;
    const list = new Proxy(
      Array.from({ length: 200 }, () => 7),
      {
        get: (target, name, self) => {
          if (typeof name === 'string' && /^\d+$/.test(name)) reads += 1;
          return Reflect.get(target, name, self) as unknown;
        },
      },
    );
    const type = schema.getType('GmeSubscribeRecordUserIdsInput') as GraphQLInputType;
    const faults = new Faults();
    faults.until(() => new Coercion(faults, true).value({ subscribeUserIds: list }, type, []));
    expect(faults.all).toHaveLength(10);
    expect(reads).toBe(10);
  });
});

describe('an input of which exactly one field is taken', () => {
  const oneOf = buildSchema('input One @oneOf { a: Int b: String } type Query { f(one: One): Int }').getType('One');
  const read = (run: (coercion: Coercion, type: GraphQLInputType) => unknown): string[] => {
    const faults = new Faults();
    faults.until(() => run(new Coercion(faults, true), oneOf as GraphQLInputType));
    return faults.all.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };
  const rule = 'one: one must hold exactly one field, and not null; received';

  it.each([
    [{}, [`${rule} 0`]],
    [{ a: 1, b: 'b' }, [`${rule} 2`]],
    [{ a: null }, [`${rule} 1`]],
    [{ a: 'x' }, [`one.a: a must be a whole number from -2147483648 to 2147483647 (Int); received a string`]],
    [{ a: 1 }, []],
  ])('gets the message for %j', (value, told) => {
    expect(read((coercion, type) => coercion.value(value, type, ['one']))).toEqual(told);
    expect(read((coercion, type) => coercion.literal(parseValue(literalOf(value)), type, ['one']))).toEqual(told);
  });
});

it('knows a rule in words for every scalar type of the schema', () => {
  const scalars = Object.values(schema.getTypeMap()).filter((type) => 'parseValue' in type && !isEnumType(type));
  for (const type of scalars) {
    const faults = new Faults();
    const read = faults.until(() =>
      new Coercion(faults, true).value([[]], getNamedType(type) as GraphQLInputType, ['x']),
    );
    expect(read).toBe(FAULTY);
    expect(faults.all[0]!.message).toMatch(/^x must be (?!of another)/);
  }
});
