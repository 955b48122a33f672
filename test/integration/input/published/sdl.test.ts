import {
  buildSchema,
  execute,
  introspectionFromSchema,
  isInputObjectType,
  isScalarType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  parse,
  printSchema,
  validateSchema,
  type GraphQLSchema,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { schemaText } from '../../../../src/graphql/schema.ts';
import { fakeVendor, schemaOver } from '../../../shared/fake-vendor.ts';

let schema: GraphQLSchema;
let text: string;

beforeAll(async () => {
  ({ schema } = await schemaOver(fakeVendor()));
  text = schemaText(schema);
});

/** The line of a field or of an argument. */
function lineOf(type: string, ...path: readonly string[]): string {
  const start = text.search(new RegExp(`^(?:type|input) ${type}\\b`, 'm'));
  const lines = text.slice(start).split('\n');
  let at = 0;
  for (const name of path) at = lines.findIndex((line, index) => index > at && new RegExp(`^ +${name}[:(]`).test(line));
  return lines[at]!.trim();
}

describe('the printed schema', () => {
  it('is valid, and the same as the one that is served but for what introspection does not show', () => {
    const built = buildSchema(text);
    expect(validateSchema(built)).toEqual([]);
    const [read, served] = [built, schema].map((each) => lexicographicSortSchema(each));
    expect(printSchema(read!)).toBe(printSchema(served!));
    expect(introspectionFromSchema(read!)).toEqual(introspectionFromSchema(served!));
  });

  it.each([
    ['a range', ['GmeStartRecordInput', 'bizId'], 'bizId: UInt32! @constraint(min: 1, max: 4294967295)'],
    ['64 bits', ['GmeStopRecordInput', 'taskId'], 'taskId: Int64! @constraint(minInt64: "0")'],
    ['a form', ['NameValueInput', 'name'], 'name: String! @constraint(pattern: "^[A-Za-z0-9_.-]{1,63}$")'],
    [
      'a default',
      ['TrtcStartWebRecordInput', 'maxDurationLimit'],
      'maxDurationLimit: Int = 36000 @constraint(min: 1800, max: 86400)',
    ],
    ['an argument', ['Query', 'recordings', 'last'], 'last: Int @constraint(min: 1, max: 100)'],
    ['the argument of a field', ['Recording', 'changes', 'first'], 'first: Int @constraint(min: 1, max: 200)'],
    ['the default of an argument', ['Query', 'recordings', 'orderBy'], 'orderBy: RecordingOrder = NEWEST_FIRST'],
    ['no rule', ['LayoutStreamInput', 'userId'], 'userId: String'],
    ['a field of an answer', ['NameValue', 'name'], 'name: String!'],
  ])('shows %s', (_, place, line) => {
    const [type, ...path] = place;
    expect(lineOf(type!, ...path)).toBe(line);
  });

  it('names a document for every scalar, and what the schema is', () => {
    const scalars = Object.values(schema.getTypeMap()).filter(
      (type) => isScalarType(type) && !isSpecifiedScalarType(type),
    );
    expect(scalars.map(({ name }) => name).sort()).toEqual(['DateTime', 'Int64', 'Secret', 'UInt32']);
    for (const scalar of scalars)
      expect(text).toMatch(new RegExp(`scalar ${scalar.name} @specifiedBy\\(url: "https://`));
    expect(schema.description).toMatch(/cloud recordings/);
  });

  it('marks the inputs of which exactly one field must be given', () => {
    const marked = Object.values(schema.getTypeMap()).filter((type) => isInputObjectType(type) && type.isOneOf);
    const names = ['LayoutPreviewLayoutInput', 'RecordingLayoutInput', 'TrtcStorageParamsInput'];
    expect(marked.map(({ name }) => name).sort()).toEqual(names);
  });
});

describe('an argument with published bounds', () => {
  const bounded = [
    ['recordings', 'first', 1, 100],
    ['recordings', 'last', 1, 100],
  ] as const;

  it.each(bounded)('has them: %s(%s)', async (field, argument, min, max) => {
    const ask = async (size: number): Promise<boolean> => {
      const document = parse(`{ ${field}(${argument}: ${size}) { nodes { id } } }`);
      return (await execute({ schema, document, contextValue: {} })).errors === undefined;
    };
    expect(await Promise.all([min - 1, min, max, max + 1].map(ask))).toEqual([false, true, true, false]);
  });
});
