import type { InputFault } from '../errors.ts';
import type { Path } from './coercion/faults.ts';
import { convert, FAULTY_READ, isHidden, planOf, type Fields, type InputClass, type Plan } from './input-plan.ts';
import { faultsOfMessages } from './rules.ts';

/**
 * Returns the rules that an input with values of the wrong type breaks, so that the client gets the faults of rules and
 * types together. `value` has `FAULTY` in the place of values of the wrong type. A rule that reads such a value is skipped.
 */
export function partialFaults(inputClass: InputClass, value: object, path: Path): InputFault[] {
  const plan = planOf(inputClass);
  const input = unlessFaulty(() => convert(plan, value));
  return input ? brokenRules(plan, input, path) : [];
}

/** Returns the result of `run`; undefined if `run` reads a value of the wrong type. */
function unlessFaulty<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch (error) {
    if (error !== FAULTY_READ) throw error;
    return undefined;
  }
}

function brokenRules(plan: Plan, input: object, path: Path): InputFault[] {
  return plan.properties.flatMap(({ name, conditions, rules, isNested }): InputFault[] => {
    if (isHidden(input, name)) return [];
    const value = (input as Fields)[name];
    if (!unlessFaulty(() => conditions.every((holds) => holds(input, value)))) return [];
    const below = [...path, name];
    const messages = rules.flatMap((rule): [string, string][] => {
      const message = unlessFaulty(() => (rule.check(value, input) ? undefined : rule.message(value, input)));
      return message === undefined ? [] : [[rule.name, message]];
    });
    const nested = isNested ? nestedFaults(plan.nested.get(name), value, below) : [];
    return [...faultsOfMessages(Object.fromEntries(messages), below), ...nested];
  });
}

function nestedFaults(nested: Plan | undefined, value: unknown, path: Path): InputFault[] {
  if (!nested || typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value)) return brokenRules(nested, value, path);
  return Object.keys(value).flatMap((index) => {
    const element = isHidden(value, index) ? undefined : (value[Number(index)] as object | null | undefined);
    return element ? brokenRules(nested, element, [...path, index]) : [];
  });
}
