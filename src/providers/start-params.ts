import { compileInput } from '../input/compiled-input.ts';
import type { JsonMembers, StartParams, StartPlan } from '../domain/recorder.ts';
import { printJson, type JsonValue } from '../wire/json.ts';
import { holdsSecret } from '../wire/mask-values.ts';
import { Secret, SECRET_MEMBER } from '../wire/secret.ts';
import { vendorFields } from './own-fields.ts';

/**
 * Returns the parameters from which a start can be planned again: the vendor's members of its input, overridden by
 * `settled`. If the input contains a secret anywhere, also in an address, the parameters are one secret: stored
 * encrypted, and only until the outcome is known.
 */
export function storableParams(input: object, settled: JsonMembers = {}): Pick<StartPlan, 'params' | 'secretParams'> {
  const fields = vendorFields(input);
  if (!holdsSecret(fields))
    return { params: { ...(plainJson(fields) as JsonMembers), ...settled }, secretParams: null };
  const text = printJson({ ...(plainJson(revealed(fields)) as JsonMembers), ...settled });
  return { params: null, secretParams: new Secret(text) };
}

/**
 * Restores the input and checks it by the rules of its class. Throws `InvalidInput` if the rules have changed
 * meanwhile.
 */
export function restoredInput<Input extends object>(inputClass: new () => Input, params: StartParams): Input {
  return compileInput(inputClass)(params, ['input']) as Input;
}

/** Replaces each secret by an object with one member, which `withSecrets` recognises. */
function revealed(value: unknown): unknown {
  if (value instanceof Secret) return { [SECRET_MEMBER]: value.reveal() };
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, revealed(member)]));
}

/** A value as JSON: without classes, and without members that have no value. */
export function plainJson(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  const members = Object.entries(value).filter(([, member]) => member != null);
  return Object.fromEntries(members.map(([name, member]) => [name, plainJson(member)]));
}
