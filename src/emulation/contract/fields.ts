import { printJson } from '../../wire/json.ts';
import { isJsonObject, type JsonObject } from './parameter-check.ts';

/** An object inside the parameters; empty when it is absent, so that rules can look into it. */
export function objectIn(parameters: JsonObject, name: string): JsonObject {
  const value = parameters[name];
  return value !== undefined && isJsonObject(value) ? value : {};
}

/** A list of objects inside the parameters; empty when it is absent. */
export function objectsIn(parameters: JsonObject, name: string): readonly JsonObject[] {
  const value = parameters[name];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** Several fields as one key. Printed as JSON, so that no text in one of them can look like another field. */
export function keyOf(parameters: JsonObject, ...names: readonly string[]): string {
  return printJson(names.map((name) => parameters[name] ?? null));
}
