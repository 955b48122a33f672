import { InvalidInput, type InputFault } from '../errors.ts';
import type { AdoptedTask } from '../domain/recorder.ts';

type Names = 'taskId' | 'room' | 'sessionId';

/** Returns the description of a task with these members. Throws `InvalidInput` that names all missing members. */
export function withMembers<Name extends Names>(
  given: AdoptedTask,
  names: readonly Name[],
): AdoptedTask & Readonly<Record<Name, string>> {
  const missing = names.filter((name) => !given[name]);
  refuse(missing.map((name) => ({ path: ['input', name], message: `${name} is required for this product` })));
  return given as AdoptedTask & Readonly<Record<Name, string>>;
}

/** Returns the numeric application of a task. Throws `InvalidInput` if the application is no number. */
export function numericAccount({ account }: AdoptedTask): number {
  const number = Number(account);
  const isNumber = /^[1-9]\d{0,9}$/.test(account) && number <= 4_294_967_295;
  refuse(isNumber ? [] : [{ path: ['input', 'account'], message: 'account must be a number from 1 to 4294967295' }]);
  return number;
}

/** Throws `InvalidInput` if there are faults. */
export function refuse(faults: readonly InputFault[]): void {
  if (faults.length > 0) throw new InvalidInput(faults);
}
