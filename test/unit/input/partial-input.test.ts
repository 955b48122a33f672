import fc from 'fast-check';
import { IsOptional, ValidateNested } from 'class-validator';
import { Field, getMetadataStorage, InputType } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../src/errors.ts';
import { FAULTY } from '../../../src/input/coercion/faults.ts';
import { compileInput } from '../../../src/input/compiled-input.ts';
import { partialFaults } from '../../../src/input/partial-input.ts';
import { Finds, Holds, Items, NotBeside, NotEmpty, RequiredWhen } from '../../../src/input/rules.ts';

@InputType()
class InnerInput {
  @Field(() => String)
  @NotEmpty()
  text!: string;

  @Field(() => String, { nullable: true })
  @RequiredWhen<InnerInput>('text is "more"', ({ text }) => text === 'more')
  @NotEmpty()
  more?: string;
}

@InputType()
class OuterInput {
  @Field(() => [String], { nullable: true })
  @IsOptional()
  @Items(1, 2)
  @NotBeside('others')
  names?: string[];

  @Field(() => [String], { nullable: true })
  @IsOptional()
  @Finds((list: readonly string[]) =>
    list.flatMap((text, index) => (text === '' ? [{ path: [String(index)], message: 'is empty' }] : [])),
  )
  others?: string[];

  @Field(() => InnerInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  inner?: InnerInput;

  @Field(() => [InnerInput], { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Holds<OuterInput, InnerInput[]>('must begin as inner', ([first], { inner }) => !inner || first?.text === inner.text)
  list?: InnerInput[];
}

getMetadataStorage().build({ resolvers: [] });
const read = compileInput(OuterInput);
const told = (value: object) =>
  partialFaults(OuterInput, value, ['input']).map(({ path, message }) => `${path.join('.')}: ${message}`);

function whole(value: object): string[] {
  try {
    read(value, ['input']);
    return [];
  } catch (error) {
    return (error as InvalidInput).faults.map(({ path, message }) => `${path.join('.')}: ${message}`);
  }
}

const text = fc.constantFrom('', 'a', 'more');
const inner = fc.record({ text, more: fc.option(text) }, { requiredKeys: ['text'] });
const outer = fc.record(
  {
    names: fc.option(fc.array(text, { maxLength: 3 })),
    others: fc.option(fc.array(text, { maxLength: 3 })),
    inner: fc.option(inner),
    list: fc.option(fc.array(inner, { maxLength: 3 })),
  },
  { requiredKeys: [] },
);

describe('the rules of an input', () => {
  it('are those of class-validator, in the same words, where every value is there', () => {
    fc.assert(
      fc.property(outer, (value) => {
        expect(told(value).sort()).toEqual(whole(value).sort());
      }),
    );
  });

  it('say of the other values what they say without those of the wrong type', () => {
    expect(told({ names: [], others: FAULTY, inner: { text: '', more: FAULTY } })).toEqual([
      'input.names: names must have 1 to 2 entries',
      'input.inner.text: text must not be empty',
    ]);
  });

  it('say nothing where they read a value of the wrong type', () => {
    expect(told({ names: ['a'], others: FAULTY })).toEqual([]);
    expect(told({ others: ['', FAULTY] })).toEqual([]);
    expect(told({ inner: { text: FAULTY } })).toEqual([]);
    expect(told({ inner: { text: FAULTY }, list: [{ text: 'a' }] })).toEqual([]);
    expect(told({ inner: FAULTY, list: [{ text: 'more' }, FAULTY] })).toEqual([
      'input.list.0.more: more is required when text is "more"',
    ]);
  });

  it('count the entries of a list of which some are of the wrong type', () => {
    expect(told({ names: ['a', FAULTY, 'b'] })).toEqual(['input.names: names must have 1 to 2 entries']);
  });
});
