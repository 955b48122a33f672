import { ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import type { InputFault } from '../errors.ts';
import { Secret } from '../wire/secret.ts';
import { filled, given, every, not, type Condition } from './conditions.ts';
import { isStorableText, storableTextSchema, storableTextRule } from './storable-text.ts';
import { portable } from './patterns.ts';
import { RuleConstraint, type JsonSchema, type RuleMetadata } from './rule-metadata.ts';

// Rules that class-validator lacks, or whose own words would not state the whole rule. Each is an ordinary
// class-validator decorator; none repeats the value in its message. What a rule says to machines stands beside its check:
// published/ makes JSON Schema and @constraint of it.

type Check = (value: unknown, input: object) => boolean;

function rule(name: string, message: string, said: RuleMetadata, check: Check): PropertyDecorator {
  return ValidateBy({
    name,
    constraints: [new RuleConstraint(said)],
    validator: {
      validate: (value, args) => check(value, (args as ValidationArguments).object),
      defaultMessage: (args) => `${(args as ValidationArguments).property} ${message}`,
    },
  });
}

/** A number within bounds, both included. */
export function Between(min: number, max: number, unit = ''): PropertyDecorator {
  const words = `must be from ${min} to ${max}${unit && ` ${unit}`}`;
  return rule(
    'between',
    words,
    { value: { minimum: min, maximum: max } },
    (value) => typeof value === 'number' && value >= min && value <= max,
  );
}

/** A number with a lower bound, included. */
export function AtLeast(min: number, unit = ''): PropertyDecorator {
  const words = `must be at least ${min}${unit && ` ${unit}`}`;
  return rule('atLeast', words, { value: { minimum: min } }, (value) => typeof value === 'number' && value >= min);
}

/** A number with an upper bound, included, and not below zero. */
export function UpTo(max: number, unit = ''): PropertyDecorator {
  return Between(0, max, unit);
}

/** Text or a secret that is not empty. */
export function NotEmpty(): PropertyDecorator {
  return rule(
    'notEmpty',
    'must not be empty',
    { value: { minLength: 1 } },
    (value) => (value instanceof Secret ? value.reveal() : value) !== '',
  );
}

/** Text of at most so many bytes of UTF-8. */
export function MaxBytes(max: number): PropertyDecorator {
  const words = `must have at most ${max} bytes in UTF-8`;
  return rule(
    'maxBytes',
    words,
    { value: { maxLength: max }, words },
    (value) => typeof value === 'string' && Buffer.byteLength(value) <= max,
  );
}

/** Text of at most so many characters. */
export function MaxCharacters(max: number): PropertyDecorator {
  const words = `must have at most ${max} characters`;
  const length = (value: unknown): number =>
    Array.from(value instanceof Secret ? value.reveal() : String(value)).length;
  return rule('maxCharacters', words, { value: { maxLength: max } }, (value) => length(value) <= max);
}

/** Text that the ledger keeps as it is, of a bounded length in characters. */
export function StorableText(min: number, max: number): PropertyDecorator {
  return rule('keepable', storableTextRule(min, max), { value: storableTextSchema(min, max) }, (value) =>
    isStorableText(value, min, max),
  );
}

/** A list without repetitions. */
export function Distinct(): PropertyDecorator {
  return rule('distinct', 'must not hold an entry twice', { value: { uniqueItems: true } }, (value) => {
    return Array.isArray(value) && new Set(value).size === value.length;
  });
}

/** A whole number from 0 to 2^64 - 1. */
export function UInt64(): PropertyDecorator {
  return rule(
    'uint64',
    'must not be negative',
    { int64: { min: 0n } },
    (value) => typeof value === 'bigint' && value >= 0n,
  );
}

/** Text of a form that `words` tell. */
export function Form(pattern: RegExp, words: string): PropertyDecorator {
  return rule(
    'form',
    words,
    { value: { pattern: portable(pattern) } },
    (value) => typeof value === 'string' && pattern.test(value),
  );
}

/** One of a few numbers or texts. */
export function OneOf(...values: readonly unknown[]): PropertyDecorator {
  const words = `must be one of ${values.join(', ')}`;
  return rule('oneOf', words, { value: { enum: values } }, (value) => values.includes(value));
}

/** A list of a bounded length. */
export function Items(min: number, max: number): PropertyDecorator {
  const words = min === 0 ? `must have at most ${max} entries` : `must have ${min} to ${max} entries`;
  return rule(
    'items',
    words,
    { value: { ...(min > 0 && { minItems: min }), maxItems: max } },
    (value) => Array.isArray(value) && value.length >= min && value.length <= max,
  );
}

/** A list that is not empty. */
export function SomeItems(): PropertyDecorator {
  return rule(
    'someItems',
    'must have at least 1 entry',
    { value: { minItems: 1 } },
    (value) => Array.isArray(value) && value.length > 0,
  );
}

/**
 * A rule over this field and its neighbours, asked only where the field has a value. A condition is published as JSON Schema;
 * of a function the words are, and `value`: what can be said of the field alone.
 */
export function Holds<Input extends object, Value>(
  words: string,
  check: Condition | ((value: Value, input: Input) => boolean),
  value: JsonSchema = {},
): PropertyDecorator {
  if (typeof check === 'function') {
    return rule('holds', words, { value, words }, (given, input) => check(given as Value, input as Input));
  }
  return (target, property) => {
    rule('holds', words, saidWhenGiven(check, words), (_, input) => check.holds(input))(target, property);
  };
}

function saidWhenGiven({ schema }: Condition, inputWords: string): RuleMetadata {
  return { whenGiven: schema, inputWords };
}

/** An optional field that is mandatory in some cases. Takes the place of IsOptional. */
export function RequiredWhen<Input extends object>(
  words: string,
  needed: Condition | ((input: Input) => boolean),
): PropertyDecorator {
  const message = `is required when ${words}`;
  const isNeeded = typeof needed === 'function' ? needed : needed.holds;
  return (target, property) => {
    const has = given(String(property));
    ValidateIf((input: object) => has.holds(input) || isNeeded(input as Input))(target, property);
    const said =
      typeof needed === 'function'
        ? { words: message }
        : { input: { if: needed.schema, then: has.schema }, inputWords: message };
    rule('requiredWhen', message, said, (value) => value != null)(target, property);
  };
}

const LOCATED = '\u0000';

/**
 * A rule whose faults lie deeper than the field that carries it, as "this window reaches outside the canvas".
 * `find` gives their paths below the field, `said` what machines are told.
 */
export function Finds<Input extends object, Value>(
  find: (value: Value, input: Input) => InputFault[],
  said: RuleMetadata = { words: 'has rules that its description tells' },
): PropertyDecorator {
  return ValidateBy({
    name: 'finds',
    constraints: [new RuleConstraint(said)],
    validator: {
      validate: (value, args) => find(value as Value, (args as ValidationArguments).object as Input).length === 0,
      // class-validator has room for one text per field; the list travels in it and is unpacked by locatedFaults.
      defaultMessage: (args) => {
        const { value, object } = args as unknown as { value: Value; object: Input };
        return LOCATED + JSON.stringify(find(value, object));
      },
    },
  });
}

/** A rule over this field and its neighbours whose fault lies deeper than the field: at `path` below it. */
export function HoldsAt(path: readonly string[], message: string, condition: Condition): PropertyDecorator {
  return (target, property) => {
    const said = saidWhenGiven(condition, message);
    Finds((_, input) => (condition.holds(input) ? [] : [{ path: [...path], message }]), said)(target, property);
  };
}

/** The faults that a message of `Finds` carries; undefined for any other message. */
export function locatedFaults(message: string): InputFault[] | undefined {
  return message.startsWith(LOCATED) ? (JSON.parse(message.slice(1)) as InputFault[]) : undefined;
}

/** Every element of a list of texts has a form that `words` tell. */
export function EachForm(pattern: RegExp, words: string): PropertyDecorator {
  return EachHolds({ pattern: portable(pattern) }, (text) => (pattern.test(text) ? undefined : words));
}

/** Every element of a list of texts keeps a rule; `broken` gives the words of the rule that a text breaks. */
export function EachHolds(schema: JsonSchema, broken: (text: string) => string | undefined): PropertyDecorator {
  return Finds(
    (list: readonly string[]) =>
      list.flatMap((text, index) => {
        const words = broken(text);
        return words === undefined ? [] : [{ path: [String(index)], message: `each entry ${words}` }];
      }),
    { value: { items: schema } },
  );
}

/** No element of a list of texts is empty. GraphQL turns one text into a list, so an empty one would be an entry. */
export function NoEmptyEntry(): PropertyDecorator {
  return EachHolds({ minLength: 1 }, (text) => (text === '' ? 'must not be empty' : undefined));
}

/** An id of a vendor's application: 0 is the id of none. */
export function ApplicationId(): PropertyDecorator {
  return Between(1, 4_294_967_295);
}

/** A list that excludes another one. An empty list excludes nothing: it is left out beside the other. */
export function NotBeside(other: string): PropertyDecorator {
  return (target, property) => {
    Holds(`must not be given together with ${other}`, not(every(filled(String(property)), filled(other))))(
      target,
      property,
    );
  };
}

/** A vendor's id of a task. Some hold +, / and =, which copying out of an address spoils. */
export function TaskId(): PropertyDecorator {
  return (target, property) => {
    NotEmpty()(target, property);
    Form(INTACT_TASK_ID, SPOILT_TASK_ID)(target, property);
  };
}

export const INTACT_TASK_ID = /^[^\s%]*$/;

export const SPOILT_TASK_ID =
  'must not contain a space or %: task ids hold +, / and =, and in an address a + turns into a space, or all three into %2B, %2F and %3D. Give the id as the start answered it';
