import type { JsonValue } from '../../wire/json.ts';
import { isJsonObject, type JsonObject } from '../contract/parameter-check.ts';

/** A control call has an invalid script or setting. The message names the member and never a value. */
export class BadScript extends Error {
  override readonly name = 'BadScript';
}

/** Returns the script as an object with known members only. Throws `BadScript`. */
export function scriptObject(title: string, value: JsonValue, members: readonly string[]): JsonObject {
  if (!isJsonObject(value)) throw new BadScript(`${title} must be an object.`);
  if (Object.keys(value).every((name) => members.includes(name))) return value;
  throw new BadScript(`${title} takes ${members.join(', ')} and nothing else.`);
}

/** Returns `kind` of the script. Throws `BadScript` unless `kinds` has the value. */
export function kindMember<Kind extends string>(script: JsonObject, kinds: readonly Kind[]): { kind: Kind } {
  const kind = kinds.find((it) => it === script['kind']);
  if (kind === undefined) throw new BadScript(`kind must be one of ${kinds.join(', ')}.`);
  return { kind };
}

/** Returns an optional text member. Throws `BadScript`. */
export function textMember<Name extends string>(script: JsonObject, name: Name): { [name in Name]?: string } {
  const value = script[name];
  if (value === undefined) return {};
  if (typeof value !== 'string') throw new BadScript(`${name} must be a text.`);
  return { [name]: value } as { [name in Name]?: string };
}

/** Returns an optional integer member within the bounds. Throws `BadScript`. */
export function integerMember<Name extends string>(
  script: JsonObject,
  name: Name,
  min: number,
  max: number,
): { [name in Name]?: number } {
  if (script[name] === undefined || Number.isInteger(script[name]))
    return numberMember(script, name, min, max, 'an integer');
  throw new BadScript(`${name} must be an integer from ${min} to ${max}.`);
}

/** Returns an optional number member within the bounds. Throws `BadScript`. */
export function numberMember<Name extends string>(
  script: JsonObject,
  name: Name,
  min: number,
  max: number,
  title = 'a number',
): { [name in Name]?: number } {
  const value = script[name];
  if (value === undefined) return {};
  if (typeof value !== 'number' || value < min || value > max) {
    throw new BadScript(`${name} must be ${title} from ${min} to ${max}.`);
  }
  return { [name]: value } as { [name in Name]?: number };
}
