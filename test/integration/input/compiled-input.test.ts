import {
  Allow,
  IsOptional,
  IsString,
  Min,
  registerDecorator,
  validateSync,
  ValidateNested,
  ValidatePromise,
  type ValidationOptions,
} from 'class-validator';
import fc from 'fast-check';
import {
  coerceInputValue,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from 'graphql';
import { isDeepStrictEqual } from 'node:util';
import { Field, getMetadataStorage, InputType, Int } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { InvalidInput, type InputFault } from '../../../src/errors.ts';
import { compileInput, type InputReader } from '../../../src/input/compiled-input.ts';
import { Between } from '../../../src/input/rules.ts';
import { inputType, placesOf, STARTS, type Input, type Place, type Value } from '../contracts/contract-walk.ts';
import { fullInputs, getIn, minimalInput } from '../contracts/contract-inputs.ts';
import { openApi } from '../contracts/contract-calls.ts';

type InputClass = new () => object;

/** What a reader makes of a value: the instance, or its faults. */
function reading(read: InputReader, value: object): object | readonly InputFault[] {
  try {
    return read(value, ['input']);
  } catch (error) {
    if (error instanceof InvalidInput) return error.faults;
    throw error;
  }
}

const { schema } = await openApi();

/** Compiles a class of this file, which no schema has linked to its fields. */
function compileOwn(inputClass: InputClass): InputReader {
  getMetadataStorage().build({ resolvers: [] });
  return compileInput(inputClass);
}

function classOf(typeName: string): InputClass {
  return getMetadataStorage().inputTypes.find(({ name }) => name === typeName)!.target as InputClass;
}

/** An instance, written out as type-graphql makes it: nested classes where the schema has nested types. */
function handMade(type: GraphQLInputType, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((element) => handMade(getNamedType(type), element));
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return value;
  const fields = named.getFields();
  const members = Object.entries(value).map(([name, member]) => [name, handMade(fields[name]!.type, member)]);
  return Object.assign(new (classOf(named.name))(), Object.fromEntries(members));
}

/** Values around the edges of many rules, right for the type alone. */
const POOLS: Readonly<Record<string, readonly Value[]>> = {
  Boolean: [true, false],
  Int: [
    -2147483648, -1, 0, 1, 2, 4, 5, 6, 30, 31, 60, 61, 64, 90, 120, 255, 256, 299, 300, 360, 361, 640, 641, 720, 721,
    1080, 1081, 1440, 1441, 1799, 1800, 1920, 1921, 2560, 2561, 2998, 3000, 3001, 31999, 32000, 64000, 86400, 86401,
    128000, 128001, 8192000, 8192001, 2147483647,
  ],
  UInt32: [0, 1, 7, 2147483648, 4294967295],
  Float: [-0.1, -0, 0, 0.25, 0.3, 0.30000000000000004, 0.5, 0.7, 0.7000000000000001, 1, 1.0000001, 2],
  String: [
    '',
    ' ',
    'text',
    'a.b',
    '7',
    '0',
    '4294967294',
    '4294967295',
    'a'.repeat(61),
    'a'.repeat(65),
    'é'.repeat(16),
    '#00ff00',
    '#00ff0',
    '640x480',
    '640x48',
    'rtmp://a',
    'https://a.test/b.png',
    'https://a.test/b.gif',
    'tic_record_user_7_1',
    'tic_record_user_1_1',
    'tic_record_user_4294967295_a',
  ],
  Secret: ['', 'secret'],
};

/** What a field may be changed to: all of it keeps to the field's type, for GraphQL has seen it first. */
function pool({ field, path, root }: Place): (Value | undefined)[] {
  const type = field!.type;
  const named = getNamedType(type);
  const absent = isNonNullType(type) ? [] : [undefined, null];
  const ones: Value[] = isInputObjectType(named)
    ? fullInputs(schema, root).flatMap((input) => {
        const given = getIn(input, path) as Value | undefined;
        return given === undefined ? [] : Array.isArray(given) ? given : [given];
      })
    : isEnumType(named)
      ? named.getValues().map(({ name }) => name)
      : [...POOLS[named.name]!];
  if (!isListType(getNullableType(type))) return [...absent, ...ones];
  const lists = [0, 1, 2, 10, 11, 20, 21, 25, 26, 32, 33].map((length) =>
    Array.from({ length }, (_, index) => ones[(index + length) % ones.length]!),
  );
  return [...absent, ...lists];
}

interface Edit {
  readonly place: number;
  readonly value: number;
  /** Whether lists on the way are entered at their first element. */
  readonly first: boolean;
}

const edits = fc.array(fc.record({ place: fc.nat(), value: fc.nat(), first: fc.boolean() }), { maxLength: 6 });

describe('a compiled input', () => {
  it.each(STARTS)(
    'of $name has the verdict of class-validator and the instance of type-graphql, whatever the input',
    (root) => {
      const type = inputType(schema, root);
      const read = compileInput(classOf(type.name));
      const bases = [minimalInput(schema, root), ...fullInputs(schema, root)];
      const places = placesOf(schema, root).map((place) => ({ place, values: pool(place) }));
      const verdicts = { taken: 0, refused: 0 };

      const edited = (base: number, list: readonly Edit[]): object | undefined => {
        const input = structuredClone(bases[base]!);
        for (const { place: at, value, first } of list) {
          const { place, values } = places[at % places.length]!;
          const path = first ? place.path.map((step) => (step === '1' ? '0' : step)) : place.path;
          const parent = getIn(input, path.slice(0, -1)) as Input | null | undefined;
          const given = values[value % values.length];
          if (parent == null) continue;
          if (given === undefined) Reflect.deleteProperty(parent, path.at(-1)!);
          else parent[path.at(-1)!] = structuredClone(given);
        }
        let fits = true;
        const coerced = coerceInputValue(input, type, () => {
          fits = false; // an input of which exactly one field must be given: GraphQL refuses it
        }) as object;
        return fits ? coerced : undefined;
      };

      fc.assert(
        fc.property(fc.nat({ max: bases.length - 1 }), edits, (base, list) => {
          const value = edited(base, list);
          fc.pre(value !== undefined);
          const expected = handMade(type, value) as object;
          const valid = validateSync(expected).length === 0;
          verdicts[valid ? 'taken' : 'refused'] += 1;
          const result = reading(read, value);
          if (valid) return isDeepStrictEqual(result, expected);
          return Array.isArray(result) && result.length > 0;
        }),
        { seed: 20261121, numRuns: 5_000 },
      );
      // A walk that only finds broken inputs, or only good ones, would prove little.
      expect(verdicts.taken).toBeGreaterThan(500);
      expect(verdicts.refused).toBeGreaterThan(500);
    },
  );

  it('keeps what is null and leaves out what is absent', () => {
    const read = compileInput(classOf('GmeSubscribeRecordUserIdsInput'));
    expect(Object.entries(read({ subscribeUserIds: null }, ['input']))).toEqual([['subscribeUserIds', null]]);
  });

  it('is of its class, nested ones and those in lists too', () => {
    const read = compileOwn(TreeInput);
    const tree = read({ size: 1, children: [{ size: 2, children: [{ size: 3 }] }] }, ['input']) as TreeInput;
    expect(tree).toBeInstanceOf(TreeInput);
    expect(tree.children![0]).toBeInstanceOf(TreeInput);
    expect(tree.children![0]!.children![0]).toBeInstanceOf(TreeInput);
  });

  it('has faults with the path from the argument on, list places included', () => {
    const read = compileOwn(TreeInput);
    const fault = (...path: string[]): InputFault => ({ path, message: 'size must be from 1 to 9' });
    expect(reading(read, { size: 0, children: [{ size: 1 }, { size: 10, children: [{ size: 11 }] }] })).toEqual([
      fault('input', 'size'),
      fault('input', 'children', '1', 'size'),
      fault('input', 'children', '1', 'children', '0', 'size'),
    ]);
  });

  it('agrees with class-validator about null in a nested field that is not marked optional', () => {
    const value = { tree: null };
    expect(validateSync(Object.assign(new HolderInput(), value))).toHaveLength(1);
    expect(reading(compileOwn(HolderInput), value)).toHaveLength(1);
  });
});

@InputType()
class TreeInput {
  @Field(() => Int)
  @Between(1, 9)
  size!: number;

  @Field(() => [TreeInput], { nullable: true })
  @IsOptional()
  @ValidateNested({ each: true })
  children?: TreeInput[];
}

@InputType()
class HolderInput {
  @Field(() => TreeInput, { nullable: true })
  @ValidateNested()
  tree?: TreeInput;
}

/** A rule that needs a promise. */
function IsKnown(options?: ValidationOptions): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'isKnown',
      async: true,
      target: target.constructor,
      propertyName: propertyName as string,
      options: options ?? {},
      validator: { validate: () => Promise.resolve(true) },
    });
}

/** An input class whose only field carries these decorators. */
function inputWith(...decorators: PropertyDecorator[]): InputClass {
  class OddInput {
    it!: string;
  }
  for (const decorator of [Field(() => String), ...decorators]) decorator(OddInput.prototype, 'it');
  InputType()(OddInput);
  return OddInput;
}

describe('what cannot be compiled', () => {
  it.each<[string, PropertyDecorator[], string]>([
    ['groups', [IsString({ groups: ['a'] })], 'groups, contexts and validateIf'],
    ['groups on a condition', [IsOptional({ groups: ['a'] }), IsString()], 'groups, contexts and validateIf'],
    ['groups on a nested input', [ValidateNested({ groups: ['a'] })], 'groups, contexts and validateIf'],
    ['a context', [IsString({ context: { code: 1 } })], 'groups, contexts and validateIf'],
    ['the option validateIf', [IsString({ validateIf: () => true })], 'groups, contexts and validateIf'],
    ['each', [IsString({ each: true })], 'async and each'],
    ['a rule that needs a promise', [IsKnown()], 'async and each'],
    ['ValidatePromise', [ValidatePromise()], 'promiseValidation'],
    ['Allow', [Allow()], 'whitelistValidation'],
    ['two rules of one name', [Min(1), Min(2)], 'two rules named min'],
  ])('is refused with the class and the field: %s', (_, decorators, words) => {
    const compile = (): unknown => compileOwn(inputWith(...decorators));
    expect(compile).toThrow(/^OddInput\.it: /);
    expect(compile).toThrow(words);
  });

  it('is refused where it is nested', () => {
    const nested = inputWith(IsString({ each: true }));
    class OuterInput {
      inner!: object;
    }
    Field(() => nested)(OuterInput.prototype, 'inner');
    ValidateNested()(OuterInput.prototype, 'inner');
    InputType()(OuterInput);
    expect(() => compileOwn(OuterInput)).toThrow(/^OddInput\.it: /);
    expect(() => compileOwn(OuterInput), 'the second time').toThrow(/^OddInput\.it: /);
  });

  it('includes a field with another name in the schema', () => {
    class RenamedInput {
      it!: string;
    }
    Field(() => String, { name: 'other' })(RenamedInput.prototype, 'it');
    IsString()(RenamedInput.prototype, 'it');
    InputType()(RenamedInput);
    expect(() => compileOwn(RenamedInput)).toThrow(/^RenamedInput\.it: /);
  });

  it('includes a class without a rule, which class-validator refuses whole', () => {
    const plain = inputWith();
    expect(validateSync(new plain())).toHaveLength(1);
    expect(() => compileOwn(plain)).toThrow(/^OddInput has no rule/);
  });

  it('includes a class that is no input', () => {
    class Stranger {}
    expect(() => compileOwn(Stranger)).toThrow('Stranger is not an input type');
  });
});
