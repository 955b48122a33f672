import { ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import type { InputFault } from '../errors.ts';
import { Secret } from '../wire/secret.ts';
import { composeDecorators } from './compose-decorators.ts';
import { filled, given, every, not, type Condition } from './conditions.ts';
import { isStorableText, storableTextSchema, storableTextRule } from './storable-text.ts';
import { portable } from './patterns.ts';
import { RuleConstraint, type JsonSchema, type RuleMetadata } from './rule-metadata.ts';

// Decorators for rules that class-validator lacks, or states incompletely in its messages. No message repeats the value.
// Each rule carries machine-readable metadata, from which published/ makes JSON Schema and @constraint.

type Check = (value: unknown, input: object) => boolean;

function rule(name: string, message: string, metadata: RuleMetadata, check: Check): PropertyDecorator {
  return ValidateBy({
    name,
    constraints: [new RuleConstraint(metadata)],
    validator: {
      validate: (value, args) => check(value, (args as ValidationArguments).object),
      defaultMessage: (args) => `${(args as ValidationArguments).property} ${message}`,
    },
  });
}

/** A number from `min` to `max`, both included. */
export function Between(min: number, max: number, unit = ''): PropertyDecorator {
  const message = `must be from ${min} to ${max}${unit && ` ${unit}`}`;
  return rule('between', message, { value: { minimum: min, maximum: max } }, (value) => {
    return typeof value === 'number' && value >= min && value <= max;
  });
}

export function AtLeast(min: number, unit = ''): PropertyDecorator {
  const message = `must be at least ${min}${unit && ` ${unit}`}`;
  return rule('atLeast', message, { value: { minimum: min } }, (value) => typeof value === 'number' && value >= min);
}

/** A number from 0 to `max`, both included. */
export function UpTo(max: number, unit = ''): PropertyDecorator {
  return Between(0, max, unit);
}

/** Text or a secret that is not empty. */
export function NotEmpty(): PropertyDecorator {
  return rule('notEmpty', 'must not be empty', { value: { minLength: 1 } }, (value) => revealed(value) !== '');
}

function revealed(value: unknown): unknown {
  return value instanceof Secret ? value.reveal() : value;
}

/** Text of at most `max` bytes in UTF-8. */
export function MaxBytes(max: number): PropertyDecorator {
  const message = `must have at most ${max} bytes in UTF-8`;
  return rule('maxBytes', message, { value: { maxLength: max }, message }, (value) => {
    return typeof value === 'string' && Buffer.byteLength(value) <= max;
  });
}

/** Text or a secret of at most `max` characters. */
export function MaxCharacters(max: number): PropertyDecorator {
  const message = `must have at most ${max} characters`;
  return rule('maxCharacters', message, { value: { maxLength: max } }, (value) => {
    return Array.from(String(revealed(value))).length <= max;
  });
}

/** Text of `min` to `max` characters that the ledger can store unchanged. */
export function StorableText(min: number, max: number): PropertyDecorator {
  return rule('keepable', storableTextRule(min, max), { value: storableTextSchema(min, max) }, (value) =>
    isStorableText(value, min, max),
  );
}

export function Distinct(): PropertyDecorator {
  return rule('distinct', 'must not contain an entry twice', { value: { uniqueItems: true } }, (value) => {
    return Array.isArray(value) && new Set(value).size === value.length;
  });
}

/** A whole number from 0 to 2^64 - 1. */
export function UInt64(): PropertyDecorator {
  return rule('uint64', 'must not be negative', { int64: { min: 0n } }, (value) => {
    return typeof value === 'bigint' && value >= 0n;
  });
}

/** Text that matches a pattern. `message` states the pattern in words. */
export function Form(pattern: RegExp, message: string): PropertyDecorator {
  return rule('form', message, { value: { pattern: portable(pattern) } }, (value) => {
    return typeof value === 'string' && pattern.test(value);
  });
}

export function OneOf(...values: readonly unknown[]): PropertyDecorator {
  const message = `must be one of ${values.join(', ')}`;
  return rule('oneOf', message, { value: { enum: values } }, (value) => values.includes(value));
}

export function Items(min: number, max: number): PropertyDecorator {
  const message = min === 0 ? `must have at most ${max} entries` : `must have ${min} to ${max} entries`;
  return rule('items', message, { value: { ...(min > 0 && { minItems: min }), maxItems: max } }, (value) => {
    return Array.isArray(value) && value.length >= min && value.length <= max;
  });
}

export function SomeItems(): PropertyDecorator {
  return rule('someItems', 'must have at least 1 entry', { value: { minItems: 1 } }, (value) => {
    return Array.isArray(value) && value.length > 0;
  });
}

/**
 * A rule over several fields that is checked if this field has a value. A condition is published as JSON Schema; for a
 * function, `message` and the schema `value` of this field are published.
 */
export function Holds<Input extends object, Value>(
  message: string,
  check: Condition | ((value: Value, input: Input) => boolean),
  value: JsonSchema = {},
): PropertyDecorator {
  if (typeof check === 'function') {
    return rule('holds', message, { value, message }, (given, input) => check(given as Value, input as Input));
  }
  const metadata: RuleMetadata = { whenGiven: check.schema, inputMessage: message };
  return rule('holds', message, metadata, (_, input) => check.holds(input));
}

/** A field that is required if a condition holds, and optional otherwise. Replaces IsOptional. */
export function RequiredWhen<Input extends object>(
  condition: string,
  needed: Condition | ((input: Input) => boolean),
): PropertyDecorator {
  const message = `is required when ${condition}`;
  const isNeeded = typeof needed === 'function' ? needed : needed.holds;
  return (target, property) => {
    const has = given(String(property));
    ValidateIf((input: object) => has.holds(input) || isNeeded(input as Input))(target, property);
    const metadata: RuleMetadata =
      typeof needed === 'function'
        ? { message }
        : { input: { if: needed.schema, then: has.schema }, inputMessage: message };
    rule('requiredWhen', message, metadata, (value) => value != null)(target, property);
  };
}

const LOCATED = '\u0000';

/**
 * A rule whose faults lie deeper than the decorated field, such as a window outside the canvas. `find` returns the faults
 * with paths below the field.
 */
export function Finds<Input extends object, Value>(
  find: (value: Value, input: Input) => InputFault[],
  metadata: RuleMetadata = { message: 'has rules that its description states' },
): PropertyDecorator {
  return ValidateBy({
    name: 'finds',
    constraints: [new RuleConstraint(metadata)],
    validator: {
      validate: (value, args) => find(value as Value, (args as ValidationArguments).object as Input).length === 0,
      // class-validator allows one message per field: the message carries the list, and locatedFaults reads the list.
      defaultMessage: (args) => {
        const { value, object } = args as unknown as { value: Value; object: Input };
        return LOCATED + JSON.stringify(find(value, object));
      },
    },
  });
}

/** A rule over several fields whose fault is at `path` below this field. */
export function HoldsAt(path: readonly string[], message: string, condition: Condition): PropertyDecorator {
  const metadata: RuleMetadata = { whenGiven: condition.schema, inputMessage: message };
  return Finds((_, input) => (condition.holds(input) ? [] : [{ path: [...path], message }]), metadata);
}

/** Returns the faults of a field from the messages of its broken rules, by the names of the rules. */
export function faultsOfMessages(messages: Readonly<Record<string, string>>, path: readonly string[]): InputFault[] {
  const { requiredWhen } = messages;
  const shown = requiredWhen === undefined ? Object.values(messages) : [requiredWhen]; // other rules need a value
  return shown.flatMap((message): InputFault[] => {
    const located = locatedFaults(message);
    return located?.map((fault) => ({ ...fault, path: [...path, ...fault.path] })) ?? [{ path, message }];
  });
}

/** Returns the faults that a message of `Finds` carries; undefined for any other message. */
export function locatedFaults(message: string): InputFault[] | undefined {
  return message.startsWith(LOCATED) ? (JSON.parse(message.slice(1)) as InputFault[]) : undefined;
}

/** Every entry of a list of texts matches a pattern. */
export function EachForm(pattern: RegExp, message: string): PropertyDecorator {
  return EachHolds({ pattern: portable(pattern) }, (text) => (pattern.test(text) ? undefined : message));
}

/** Every entry of a list of texts keeps a rule. `broken` returns the message for a text that breaks the rule. */
export function EachHolds(schema: JsonSchema, broken: (text: string) => string | undefined): PropertyDecorator {
  return Finds(
    (list: readonly string[]) =>
      list.flatMap((text, index) => {
        const message = broken(text);
        return message === undefined ? [] : [{ path: [String(index)], message: `each entry ${message}` }];
      }),
    { value: { items: schema } },
  );
}

/** No entry of a list of texts is empty. GraphQL turns a single text into a list, also an empty text. */
export function NoEmptyEntry(): PropertyDecorator {
  return EachHolds({ minLength: 1 }, (text) => (text === '' ? 'must not be empty' : undefined));
}

/** The id of a vendor's application, from 1 on. */
export function ApplicationId(): PropertyDecorator {
  return Between(1, 4_294_967_295);
}

/** A list that must not be given together with another list. An empty list counts as absent. */
export function NotBeside(other: string): PropertyDecorator {
  return (target, property) => {
    const condition = not(every(filled(String(property)), filled(other)));
    Holds(`must not be given together with ${other}`, condition)(target, property);
  };
}

/** The vendor's id of a task. Copying an id out of a URL can damage the characters +, / and =. */
export function TaskId(): PropertyDecorator {
  return composeDecorators(NotEmpty(), Form(INTACT_TASK_ID, SPOILT_TASK_ID));
}

export const INTACT_TASK_ID = /^[^\s%]*$/;

export const SPOILT_TASK_ID =
  'must not contain a space or %: task ids hold +, / and =, and in an address a + turns into a space, or all three into %2B, %2F and %3D. Give the id as the start answered it';
