import type { InputFault } from '../errors.ts';
import { FAULTY, type Path } from './coercion/faults.ts';
import { wholePlanOf, type Plan, type PropertyRules } from './compiled-input.ts';
import { locatedFaults } from './rules.ts';

// Some values of an input are of the wrong type, and so are not there; the rules of the others hold all the same, and
// their faults are told together with those of the types. A rule that reads a missing value says nothing: it is
// not known whether it is broken.

/** Thrown by a value that is not there. */
const NOT_READ = new Error('a value of the wrong type was read');

/** The rules that the right values of an input break. `value` holds `FAULTY` in the place of the others. */
export function partialFaults(inputClass: new () => object, value: object, path: Path): InputFault[] {
  const plan = wholePlanOf(inputClass);
  const input = silently(() => converted(plan, value));
  return input ? brokenRules(plan, input, path) : [];
}

/** The result of something that may read a value that is not there; undefined where it did. */
function silently<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch (error) {
    if (error !== NOT_READ) throw error;
    return undefined;
  }
}

function converted(plan: Plan, value: object): object {
  const input = new plan.target();
  for (const { name, plan: nested, change } of plan.fields) {
    const member = (value as Record<string, unknown>)[name];
    if (member === undefined) continue;
    const isList = Array.isArray(member);
    if (member === FAULTY) hide(input, name);
    else if (change && !(isList && member.includes(FAULTY))) set(input, name, change(member));
    else if (isList) set(input, name, elements(nested, member));
    else set(input, name, nested && member !== null ? converted(nested, member) : member);
  }
  return input;
}

function elements(nested: Plan | undefined, list: readonly unknown[]): unknown[] {
  const made: unknown[] = [];
  for (const [index, element] of list.entries()) {
    if (element === FAULTY) hide(made, String(index));
    else made[index] = nested && element !== null ? converted(nested, element as object) : element;
  }
  return made;
}

function set(target: object, name: string, value: unknown): void {
  (target as Record<string, unknown>)[name] = value;
}

function hide(target: object, name: string): void {
  const get = (): never => {
    throw NOT_READ;
  };
  Object.defineProperty(target, name, { get, enumerable: true, configurable: true });
}

function isHidden(target: object, name: string): boolean {
  return Object.getOwnPropertyDescriptor(target, name)?.get !== undefined;
}

function brokenRules(plan: Plan, input: object, path: Path): InputFault[] {
  return plan.rules.flatMap((rules): InputFault[] => {
    if (isHidden(input, rules.name)) return [];
    const value = (input as Record<string, unknown>)[rules.name];
    const isAsked = silently(() => rules.conditions.every((holds) => holds(input, value)));
    if (!isAsked) return [];
    const below = [...path, rules.name];
    return [...broken(rules, value, input, below), ...nestedFaults(plan, rules, value, below)];
  });
}

function broken({ checks, rules }: PropertyRules, value: unknown, input: object, path: Path): InputFault[] {
  const said = rules.flatMap(({ name, words }, index) => {
    const message = silently(() => (checks[index]!(value, input) ? undefined : words(value, input)));
    return message === undefined ? [] : [{ name, message }];
  });
  // Of a value that is missing, no other rule has anything to say.
  const required = said.filter(({ name }) => name === 'requiredWhen');
  return (required.length > 0 ? required : said).flatMap(({ message }): InputFault[] => {
    const located = locatedFaults(message);
    return located ? located.map((fault) => ({ ...fault, path: [...path, ...fault.path] })) : [{ path, message }];
  });
}

function nestedFaults(plan: Plan, { name, nested: isNested }: PropertyRules, value: unknown, path: Path): InputFault[] {
  const nested = plan.nested.get(name);
  if (!isNested || !nested || typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value)) return brokenRules(nested, value, path);
  return Object.keys(value).flatMap((index) =>
    isHidden(value, index) || !value[Number(index)]
      ? []
      : brokenRules(nested, value[Number(index)] as object, [...path, index]),
  );
}
