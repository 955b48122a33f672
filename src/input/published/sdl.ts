import {
  astFromValue,
  GraphQLOneOfDirective,
  Kind,
  print,
  printSchema,
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type GraphQLSchema,
} from 'graphql';
import { argumentRules } from '../argument-rules.ts';
import type { JsonSchema } from '../rule-metadata.ts';
import { CONSTRAINT } from './constraint.ts';
import { inputClasses } from './input-classes.ts';
import { rulesOf, type FieldRules } from './rules-of.ts';

/** Prints the schema with the rules of input fields and arguments as `@constraint`: graphql-js does not print custom directives. */
export function schemaWithConstraints(schema: GraphQLSchema): string {
  const rules = new Map(inputClasses(schema).map(([type, target]) => [type.name, rulesOf(target)]));
  const ofArguments = argumentRules();
  const lines = new Lines();
  return `${printSchema(schema)
    .split('\n')
    .map((line) => {
      const place = lines.read(line);
      if (!place) return line;
      const { type, field, argument } = place;
      const directive =
        argument === undefined
          ? constraintOf(argumentsOf(rules.get(type)?.get(field)))
          : constraintOf(withNames(ofArguments.get(`${type}.${field}.${argument}`)));
      return directive ? `${line} ${print(directive)}` : line;
    })
    .join('\n')}\n\n${ONE_OF}\n`;
}

/** Older versions of graphql-js refuse an unknown directive; newer versions allow a second definition. */
const ONE_OF = `"""${GraphQLOneOfDirective.description!}"""
directive @oneOf on INPUT_OBJECT`;

interface Place {
  readonly type: string;
  readonly field: string;
  /** Undefined for the field of an input. */
  readonly argument?: string;
}

/** Finds the lines of a printed schema that are input fields or arguments. */
class Lines {
  #isDescription = false;
  #kind = '';
  #type = '';
  #field = '';

  read(line: string): Place | undefined {
    const quotes = line.split('"""').length - 1;
    if (quotes === 1) this.#isDescription = !this.#isDescription;
    if (quotes > 0 || this.#isDescription) return undefined;
    if (/^\w/.test(line)) [this.#kind = '', this.#type = ''] = line.split(' ');
    const [, indent, name] = /^( {2}| {4})(\w+)[:(]/.exec(line) ?? [];
    if (name === undefined) return undefined;
    const isField = indent?.length === 2;
    if (isField) this.#field = name;
    if (this.#kind === 'input') return isField ? { type: this.#type, field: name } : undefined;
    if (this.#kind !== 'type' || isField) return undefined;
    return { type: this.#type, field: this.#field, argument: name };
  }
}

function constraintOf(values: Readonly<Record<string, unknown>>): ConstDirectiveNode | undefined {
  const given = CONSTRAINT.args.flatMap(({ name, type }): ConstArgumentNode[] => {
    const value = name in values ? astFromValue(values[name], type) : undefined;
    if (!value) return [];
    return [
      { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value: value as ConstArgumentNode['value'] },
    ];
  });
  if (given.length === 0) return undefined;
  return { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: CONSTRAINT.name }, arguments: given };
}

const NAMES: Readonly<Record<string, string>> = {
  minimum: 'min',
  maximum: 'max',
  enum: 'oneOf',
  minLength: 'minLength',
  maxLength: 'maxLength',
  pattern: 'pattern',
  minItems: 'minItems',
  maxItems: 'maxItems',
  uniqueItems: 'uniqueItems',
};

function withNames(schema: JsonSchema = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [NAMES[keyword] ?? keyword, value]));
}

function argumentsOf(rules: FieldRules | undefined): Record<string, unknown> {
  if (!rules) return {};
  const found: Record<string, unknown> = {};
  for (const value of rules.values) {
    for (const [keyword, member] of Object.entries(value)) {
      if (keyword === 'items') addItems(found, member as JsonSchema);
      else add(found, NAMES[keyword] ?? keyword, member);
    }
  }
  const { min, max } = rules.int64;
  const messages = [...rules.ties, ...rules.messages];
  return {
    ...found,
    ...(min !== undefined && { minInt64: min }),
    ...(max !== undefined && { maxInt64: max }),
    ...(messages.length > 0 && { rules: messages }),
  };
}

function add(found: Record<string, unknown>, name: string, value: unknown): void {
  const known = found[name];
  if (known === undefined) found[name] = value;
  else if (name.startsWith('min')) found[name] = Math.max(known as number, value as number);
  else if (name.startsWith('max')) found[name] = Math.min(known as number, value as number);
  else if (name === 'pattern' && known !== value) found[name] = `(?=${known as string})${value as string}`;
}

function addItems(found: Record<string, unknown>, { minLength, pattern }: JsonSchema): void {
  if (minLength !== undefined) found['itemMinLength'] = minLength;
  if (pattern !== undefined) found['itemPattern'] = pattern;
}
