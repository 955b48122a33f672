import { printJson } from '../../wire/json.ts';
import { isJsonObject, type JsonObject } from './parameter-check.ts';

/** Returns an object inside the parameters; empty if absent, so that rules can read members of the result. */
export function objectIn(parameters: JsonObject, name: string): JsonObject {
  const value = parameters[name];
  return value !== undefined && isJsonObject(value) ? value : {};
}

/** Returns a list of objects inside the parameters; empty if absent. */
export function objectsIn(parameters: JsonObject, name: string): readonly JsonObject[] {
  const value = parameters[name];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** Combines several fields into one key. JSON separates the fields without ambiguity. */
export function keyOf(parameters: JsonObject, ...names: readonly string[]): string {
  return printJson(names.map((name) => parameters[name] ?? null));
}
