import 'reflect-metadata';
import { IsOptional, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';

// This server with 300 more input classes, as further vendors would add.

const MORE = 300;

/** Declares an input class with a few fields and a nested input. */
function inputClass(name: string, nested: (new () => object) | undefined): new () => object {
  const Input = { [name]: class {} }[name]!;
  const { prototype } = Input;
  InputType(name)(Input);
  Field(() => String)(prototype, 'title');
  MaxLength(100)(prototype, 'title');
  Field(() => Int)(prototype, 'size');
  Min(1)(prototype, 'size');
  Max(1000)(prototype, 'size');
  if (nested) {
    Field(() => nested, { nullable: true })(prototype, 'nested');
    IsOptional()(prototype, 'nested');
    ValidateNested()(prototype, 'nested');
  }
  return Input;
}

let latest: (new () => object) | undefined;
for (let number = 1; number <= MORE; number++) latest = inputClass(`Grown${number}Input`, latest);

await import('./tapedeck-without-ledger.ts');
