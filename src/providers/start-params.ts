import { compileInput } from '../input/compiled-input.ts';
import type { JsonMembers } from '../recordings/recorder.ts';
import type { JsonValue } from '../wire/json.ts';
import { Secret } from '../wire/secret.ts';
import { vendorFields } from './own-fields.ts';

/**
 * What a start can be planned from again: the vendor's members of its input, and `settled` over them.
 * Null when the caller put a secret anywhere into it: those are never stored.
 */
export function storableParams(input: object, settled: JsonMembers = {}): JsonMembers | null {
  const fields = vendorFields(input);
  return holdsSecret(fields) ? null : { ...(plainJson(fields) as JsonMembers), ...settled };
}

/** The input again, checked by the rules of its class. Throws `InvalidInput` where they have changed meanwhile. */
export function restoredInput<Input extends object>(inputClass: new () => Input, params: JsonMembers): Input {
  return compileInput(inputClass)(params, ['input']) as Input;
}

function holdsSecret(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof Secret || Object.values(value).some(holdsSecret);
}

/** A value as JSON: without classes, and without members that have no value. */
export function plainJson(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  const members = Object.entries(value).filter(([, member]) => member != null);
  return Object.fromEntries(members.map(([name, member]) => [name, plainJson(member)]));
}
