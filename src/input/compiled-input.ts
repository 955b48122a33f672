import { validateSync, type ValidationError } from 'class-validator';
import { InvalidInput, type InputFault } from '../errors.ts';
import { convert, planOf, type Fields, type InputClass, type Plan } from './input-plan.ts';
import { faultsOfMessages } from './rules.ts';

// The plan of a class decides whether an input is valid, by the constraint functions of class-validator. For an invalid
// input, class-validator itself writes the messages.

/** Turns a coerced GraphQL value into an instance that keeps every rule of its class, or throws `InvalidInput`. */
export type InputReader = (value: object, path: readonly string[]) => object;

export function compileInput(inputClass: InputClass): InputReader {
  const plan = planOf(inputClass);
  return (value, path) => {
    const input = convert(plan, value);
    if (!isValid(plan, input)) throw new InvalidInput(faultsOf(input, path));
    return input;
  };
}

/** Returns every rule that an instance breaks, with paths below `path`. */
export function faultsOf(input: object, path: readonly string[]): InputFault[] {
  const errors = validateSync(input, { validationError: { target: false, value: false } });
  return errors.flatMap((error) => flatten(error, path));
}

function flatten(
  { property, constraints = {}, children = [] }: ValidationError,
  above: readonly string[],
): InputFault[] {
  const path = [...above, property];
  return [...faultsOfMessages(constraints, path), ...children.flatMap((child) => flatten(child, path))];
}

function isValid(plan: Plan, input: object): boolean {
  for (const { name, conditions, rules, isNested } of plan.properties) {
    const value = (input as Fields)[name];
    if (!conditions.every((holds) => holds(input, value))) continue;
    if (!rules.every(({ check }) => check(value, input))) return false;
    if (isNested && value !== undefined && !isNestedValid(plan.nested.get(name), value)) return false;
  }
  return true;
}

function isNestedValid(nested: Plan | undefined, value: unknown): boolean {
  if (!nested || typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.every((element: object) => isValid(nested, element)) : isValid(nested, value);
}
