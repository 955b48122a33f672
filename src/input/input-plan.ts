import { getMetadataStorage as validationRules, type ValidationArguments } from 'class-validator';
import { getMetadataStorage as graphqlTypes } from 'type-graphql';
import { FAULTY } from './coercion/faults.ts';
import { normalizerOf } from './normalize.ts';

// type-graphql searches all input classes for every field of every request, and class-validator walks all registered
// classes for every object; both costs grow with the number of classes. A plan reads the metadata of a class once.

export type InputClass<Input extends object = object> = new () => Input;
export type Fields = Record<string, unknown>;

export interface Rule {
  readonly name: string;
  readonly check: (value: unknown, input: object) => boolean;
  /** Returns the message of a broken rule. */
  readonly message: (value: unknown, input: object) => string;
}

export interface PropertyRules {
  readonly name: string;
  /** The rules apply if every condition holds. */
  readonly conditions: readonly ((input: object, value: unknown) => boolean)[];
  readonly rules: readonly Rule[];
  /** Whether the property holds inputs with rules of their own. */
  readonly isNested: boolean;
}

interface PlannedField {
  readonly name: string;
  readonly plan: Plan | undefined;
  readonly normalize: ReturnType<typeof normalizerOf>;
}

/** Metadata of an input class. */
export interface Plan {
  readonly target: InputClass;
  readonly fields: readonly PlannedField[];
  /** Plans of the fields that hold inputs, by name. */
  readonly nested: ReadonlyMap<string, Plan>;
  readonly properties: readonly PropertyRules[];
}

const plans = new Map<InputClass, Plan>();

/** Returns the plan of an input class. Throws for a decorator that plans do not support. */
export function planOf(target: InputClass): Plan {
  try {
    return build(target);
  } catch (error) {
    plans.clear(); // drops incomplete plans
    throw error;
  }
}

function build(target: InputClass): Plan {
  const known = plans.get(target);
  if (known) return known;
  const type = graphqlTypes().inputTypes.find((candidate) => candidate.target === target);
  if (!type) throw new Error(`${target.name} is not an input type`);
  const fields: PlannedField[] = [];
  const nested = new Map<string, Plan>();
  const plan: Plan = { target, fields, nested, properties: propertiesOf(target) };
  plans.set(target, plan); // before the fields are read: an input may contain itself
  if (!type.fields) throw new Error(`${target.name}: build the schema first`);
  const base: unknown = Object.getPrototypeOf(target);
  if (graphqlTypes().inputTypes.some((candidate) => candidate.target === base)) {
    throw new Error(`${target.name}: input classes that extend others are not supported`);
  }
  for (const { name, schemaName, getType } of type.fields) {
    if (name !== schemaName) throw new Error(`${target.name}.${name}: renamed fields are not supported`);
    const inner = graphqlTypes().inputTypes.find((candidate) => candidate.target === getType());
    const below = inner && build(inner.target as InputClass);
    if (below) nested.set(name, below);
    fields.push({ name, plan: below, normalize: normalizerOf(target.prototype as object, name) });
  }
  return plan;
}

function propertiesOf(target: InputClass): PropertyRules[] {
  const storage = validationRules();
  const found = storage.getTargetValidationMetadatas(target, '', false, false);
  if (found.length === 0) throw new Error(`${target.name} has no rule: class-validator refuses every value of it`);
  return Object.entries(storage.groupByPropertyName(found)).map(([name, metadatas]) => {
    const conditions: PropertyRules['conditions'][number][] = [];
    const rules: Rule[] = [];
    const unsupported = (problem: string): Error => new Error(`${target.name}.${name}: ${problem}`);
    for (const { type, constraints, constraintCls, each, groups, context, validateIf } of metadatas) {
      if (groups?.length || context !== undefined || validateIf) {
        throw unsupported('groups, contexts and validateIf are not supported');
      }
      if (type === 'conditionalValidation') conditions.push((constraints as PropertyRules['conditions'])[0]!);
      if (type !== 'customValidation') continue;
      for (const { name: ruleName, async: isAsync, instance } of storage.getTargetValidatorConstraints(constraintCls)) {
        if (isAsync || each) throw unsupported('async and each are not supported');
        if (rules.some((rule) => rule.name === ruleName)) throw unsupported(`two rules named ${ruleName}`);
        const argumentsOf = (value: unknown, object: object): ValidationArguments => {
          return { value, object, property: name, targetName: target.name, constraints: constraints as unknown[] };
        };
        rules.push({
          name: ruleName,
          check: (value, input) => Boolean(instance.validate(value, argumentsOf(value, input))),
          message: (value, input) => instance.defaultMessage?.(argumentsOf(value, input)) ?? `${name} is wrong`,
        });
      }
    }
    const other = metadatas.find(({ type }) => !SUPPORTED.has(type));
    if (other) throw unsupported(`the rule ${other.type} is not supported`);
    return { name, conditions, rules, isNested: metadatas.some(({ type }) => type === 'nestedValidation') };
  });
}

const SUPPORTED: ReadonlySet<string> = new Set(['conditionalValidation', 'nestedValidation', 'customValidation']);

/** Turns a coerced value into an instance of its class. Reading a member that is `FAULTY` throws `FAULTY_READ`. */
export function convert(plan: Plan, value: object): object {
  const input = new plan.target() as Fields;
  for (const { name, plan: nested, normalize } of plan.fields) {
    const member = (value as Fields)[name];
    if (member === undefined) continue;
    const hasFault = Array.isArray(member) && member.includes(FAULTY);
    if (member === FAULTY) hide(input, name);
    else if (normalize && !hasFault) input[name] = normalize(member);
    else if (Array.isArray(member)) input[name] = nested || hasFault ? elements(nested, member) : member;
    else input[name] = nested && member !== null ? convert(nested, member) : member;
  }
  return input;
}

function elements(nested: Plan | undefined, list: readonly unknown[]): unknown[] {
  const made: unknown[] = [];
  for (const [index, element] of list.entries()) {
    if (element === FAULTY) hide(made, String(index));
    else made[index] = nested && element !== null ? convert(nested, element as object) : element;
  }
  return made;
}

/** Thrown when a rule reads a member that is `FAULTY`. */
export const FAULTY_READ = new Error('a value of the wrong type was read');

function hide(target: object, name: string): void {
  const get = (): never => {
    throw FAULTY_READ;
  };
  Object.defineProperty(target, name, { get, enumerable: true, configurable: true });
}

export function isHidden(target: object, name: string): boolean {
  return Object.getOwnPropertyDescriptor(target, name)?.get !== undefined;
}
