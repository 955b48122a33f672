import {
  getMetadataStorage as validationRules,
  validateSync,
  type ValidationArguments,
  type ValidationError,
} from 'class-validator';
import { getMetadataStorage as graphqlTypes } from 'type-graphql';
import { InvalidInput, type InputFault } from '../errors.ts';
import { normalizerOf } from './normalize.ts';
import { locatedFaults } from './rules.ts';

// type-graphql looks an input class up by a linear search for every field of every request, and class-validator
// walks all registered classes for every object; both grow with the number of classes in the program. Here each
// class is read once. The verdict comes from the same constraint functions; on "invalid", class-validator itself
// says what is wrong, so words and order are its own.

type InputClass = new () => object;
type Fields = Record<string, unknown>;

export interface PropertyRules {
  readonly name: string;
  readonly conditions: readonly ((input: object, value: unknown) => boolean)[];
  readonly checks: readonly ((value: unknown, input: object) => boolean)[];
  /** What each of the checks says, in their order. */
  readonly rules: readonly { readonly name: string; readonly words: (value: unknown, input: object) => string }[];
  readonly nested: boolean;
}

interface PlannedField {
  readonly name: string;
  readonly plan: Plan | undefined;
  readonly change: ReturnType<typeof normalizerOf>;
}

/** An input class, read once. */
export interface Plan {
  readonly target: InputClass;
  readonly fields: readonly PlannedField[];
  /** The plans of fields that hold input classes, by name. */
  readonly nested: ReadonlyMap<string, Plan>;
  readonly rules: readonly PropertyRules[];
}

/** Turns a coerced GraphQL value into an instance that keeps every rule of its class, or throws `InvalidInput`. */
export type InputReader = (value: object, path: readonly string[]) => object;

const plans = new Map<InputClass, Plan>();

/** The reader of one input class. Throws where a decorator is used that this file does not know. */
export function compileInput(inputClass: InputClass): InputReader {
  const plan = wholePlanOf(inputClass);
  return (value, path) => {
    const input = convert(plan, value);
    if (!isValid(plan, input)) throw new InvalidInput(faultsOf(input, path));
    return input;
  };
}

/** Every rule that an instance breaks, with paths below `path`. */
export function faultsOf(input: object, path: readonly string[]): InputFault[] {
  const errors = validateSync(input, { validationError: { target: false, value: false } });
  return errors.flatMap((error) => flatten(error, path));
}

function flatten(error: ValidationError, above: readonly string[]): InputFault[] {
  const path = [...above, error.property];
  const { requiredWhen, ...others } = error.constraints ?? {};
  // Of a value that is missing, no other rule has anything to say.
  const messages = requiredWhen === undefined ? Object.values(others) : [requiredWhen];
  const own = messages.flatMap((message): InputFault[] => {
    const located = locatedFaults(message);
    return located ? located.map((fault) => ({ ...fault, path: [...path, ...fault.path] })) : [{ path, message }];
  });
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, path))];
}

/** The plan of an input class. Throws where a decorator is used that this file does not know. */
export function wholePlanOf(target: InputClass): Plan {
  try {
    return planOf(target);
  } catch (error) {
    plans.clear(); // of half-built ones
    throw error;
  }
}

function planOf(target: InputClass): Plan {
  const known = plans.get(target);
  if (known) return known;
  const type = graphqlTypes().inputTypes.find((candidate) => candidate.target === target);
  if (!type) throw new Error(`${target.name} is not an input type`);
  const fields: PlannedField[] = [];
  const inner = new Map<string, Plan>();
  const plan: Plan = { target, fields, nested: inner, rules: rulesOf(target) };
  plans.set(target, plan); // before the fields are read: an input may hold itself
  if (!type.fields) throw new Error(`${target.name}: build the schema first`);
  if (Object.getPrototypeOf(target) !== Function.prototype) {
    throw new Error(`${target.name}: input classes that extend others are not supported`);
  }
  for (const { name, schemaName, getType } of type.fields) {
    if (name !== schemaName) throw new Error(`${target.name}.${name}: renamed fields are not supported`);
    const nested = graphqlTypes().inputTypes.find((candidate) => candidate.target === getType());
    const below = nested && planOf(nested.target as InputClass);
    if (below) inner.set(name, below);
    fields.push({ name, plan: below, change: normalizerOf(target.prototype as object, name) });
  }
  return plan;
}

function rulesOf(target: InputClass): PropertyRules[] {
  const storage = validationRules();
  const found = storage.getTargetValidationMetadatas(target, '', false, false);
  if (found.length === 0) throw new Error(`${target.name} has no rule: class-validator refuses every value of it`);
  return Object.entries(storage.groupByPropertyName(found)).map(([name, metadatas]) => {
    const conditions: PropertyRules['conditions'][number][] = [];
    const checks: PropertyRules['checks'][number][] = [];
    const rules: PropertyRules['rules'][number][] = [];
    const names = new Set<string>();
    let nested = false;
    for (const metadata of metadatas) {
      if (metadata.groups?.length || metadata.context !== undefined || metadata.validateIf) {
        throw new Error(`${target.name}.${name}: groups, contexts and validateIf are not supported`);
      }
      if (metadata.type === 'conditionalValidation') {
        conditions.push((metadata.constraints as PropertyRules['conditions'][number][])[0]!);
      } else if (metadata.type === 'nestedValidation') {
        nested = true;
      } else if (metadata.type === 'customValidation') {
        for (const constraint of storage.getTargetValidatorConstraints(metadata.constraintCls)) {
          if (constraint.async || metadata.each)
            throw new Error(`${target.name}.${name}: async and each are not supported`);
          if (names.has(constraint.name)) throw new Error(`${target.name}.${name}: two rules named ${constraint.name}`);
          names.add(constraint.name);
          const { instance } = constraint;
          const argumentsOf = (value: unknown, object: object): ValidationArguments => ({
            value,
            object,
            property: name,
            targetName: target.name,
            constraints: metadata.constraints,
          });
          checks.push((value, object) => Boolean(instance.validate(value, argumentsOf(value, object))));
          rules.push({
            name: constraint.name,
            words: (value, object) => instance.defaultMessage?.(argumentsOf(value, object)) ?? `${name} is wrong`,
          });
        }
      } else {
        throw new Error(`${target.name}.${name}: the rule ${metadata.type} is not supported`);
      }
    }
    return { name, conditions, checks, rules, nested };
  });
}

function convert(plan: Plan, value: object): object {
  const input = new plan.target() as Fields;
  for (const { name, plan: nested, change } of plan.fields) {
    const member = (value as Fields)[name];
    if (member === undefined) continue;
    if (change) input[name] = change(member);
    else if (!nested || member === null) input[name] = member;
    else if (Array.isArray(member)) input[name] = member.map((element: object) => convert(nested, element));
    else input[name] = convert(nested, member);
  }
  return input;
}

function isValid(plan: Plan, input: object): boolean {
  for (const { name, conditions, checks, nested } of plan.rules) {
    const value = (input as Fields)[name];
    if (!conditions.every((holds) => holds(input, value))) continue;
    if (!checks.every((check) => check(value, input))) return false;
    if (nested && value !== undefined && !nestedIsValid(plan, name, value)) return false;
  }
  return true;
}

function nestedIsValid(plan: Plan, name: string, value: unknown): boolean {
  const nested = plan.nested.get(name);
  if (!nested || typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.every((element: object) => isValid(nested, element)) : isValid(nested, value);
}
