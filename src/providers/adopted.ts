import { InvalidInput, type InputFault } from '../errors.ts';
import type { AdoptedTask } from '../domain/recorder.ts';

type Names = 'taskId' | 'room' | 'sessionId';

/** What a caller told of a task, with these members. Throws `InvalidInput` naming all that are missing. */
export function withMembers<Name extends Names>(
  given: AdoptedTask,
  names: readonly Name[],
): AdoptedTask & Readonly<Record<Name, string>> {
  const missing = names.filter((name) => !given[name]);
  refuse(missing.map((name) => ({ path: ['input', name], message: `${name} is required for this product` })));
  return given as AdoptedTask & Readonly<Record<Name, string>>;
}

/** The application of a task, where it is a number. Throws `InvalidInput`. */
export function numericAccount({ account }: AdoptedTask): number {
  const number = Number(account);
  const isNumber = /^[1-9]\d{0,9}$/.test(account) && number <= 4_294_967_295;
  refuse(isNumber ? [] : [{ path: ['input', 'account'], message: 'account must be a number from 1 to 4294967295' }]);
  return number;
}

/** Throws `InvalidInput` where there are faults. */
export function refuse(faults: readonly InputFault[]): void {
  if (faults.length > 0) throw new InvalidInput(faults);
}
