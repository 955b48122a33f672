import {
  astFromValue,
  Kind,
  print,
  printSchema,
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type GraphQLSchema,
} from 'graphql';
import type { JsonSchema } from '../said.ts';
import { CONSTRAINT } from './constraint.ts';
import { inputClasses } from './input-classes.ts';
import { rulesOf, type FieldRules } from './rules-of.ts';

/** The schema as text, with the rules of each input field as `@constraint`: graphql-js prints no directives of ours. */
export function schemaWithConstraints(schema: GraphQLSchema): string {
  const rules = new Map(inputClasses(schema).map(([type, target]) => [type.name, rulesOf(target)]));
  const lines = new Lines();
  return `${printSchema(schema)
    .split('\n')
    .map((line) => {
      const field = lines.inputField(line);
      const directive = field && constraintOf(rules.get(field.type)?.get(field.name));
      return directive ? `${line} ${print(directive)}` : line;
    })
    .join('\n')}\n`;
}

/** Tells which lines of a printed schema are input fields. */
class Lines {
  #isDescription = false;
  #type: string | undefined;

  inputField(line: string): { readonly type: string; readonly name: string } | undefined {
    const quotes = line.split('"""').length - 1;
    if (quotes === 1) this.#isDescription = !this.#isDescription;
    if (quotes > 0 || this.#isDescription) return undefined;
    if (/^\w/.test(line)) this.#type = /^input (\w+)/.exec(line)?.[1];
    const name = this.#type === undefined ? undefined : /^  (\w+): /.exec(line)?.[1];
    return this.#type === undefined || name === undefined ? undefined : { type: this.#type, name };
  }
}

function constraintOf(rules: FieldRules | undefined): ConstDirectiveNode | undefined {
  const values = argumentsOf(rules);
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
  const words = [...rules.ties, ...rules.words];
  return {
    ...found,
    ...(min !== undefined && { minInt64: min }),
    ...(max !== undefined && { maxInt64: max }),
    ...(words.length > 0 && { rules: words }),
  };
}

function add(found: Record<string, unknown>, name: string, value: unknown): void {
  const known = found[name];
  if (known === undefined) found[name] = value;
  else if (name.startsWith('min')) found[name] = Math.max(known as number, value as number);
  else if (name.startsWith('max')) found[name] = Math.min(known as number, value as number);
  else if (name === 'pattern' && known !== value) found[name] = `(?=${String(known)})${String(value)}`;
}

function addItems(found: Record<string, unknown>, { minLength, pattern }: JsonSchema): void {
  if (minLength !== undefined) found['itemMinLength'] = minLength;
  if (pattern !== undefined) found['itemPattern'] = pattern;
}
