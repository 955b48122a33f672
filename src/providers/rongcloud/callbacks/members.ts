import { isStorableText } from '../../../input/storable-text.ts';
import { parseJson, type JsonValue } from '../../../wire/json.ts';
import { timeNear } from '../../reports.ts';

/** Members of an object by name, in lower case without `_` and `-`, because RongCloud's callbacks vary in spelling. */
export type Members = Readonly<Record<string, JsonValue>>;

/** Longer than any id or name that RongCloud makes. */
const MAX_TEXT = 500;

/** Returns the members of a body; undefined if the body is not a JSON object. Never throws. */
export function readMembers(text: string): Members | undefined {
  try {
    const value = parseJson(text);
    return Array.isArray(value) ? undefined : membersOf(value)[0];
  } catch {
    return undefined;
  }
}

/** Returns the objects in a value: the value itself, or the entries of a list. */
export function membersOf(value: JsonValue | undefined): Members[] {
  if (Array.isArray(value)) return value.flatMap((element) => (Array.isArray(element) ? [] : membersOf(element)));
  if (typeof value !== 'object' || value === null) return [];
  return [Object.fromEntries(Object.entries(value).map(([name, member]) => [plain(name), member]))];
}

/** Returns the first of these members with text that the ledger can store, or with a number. Empty counts as absent. */
export function textIn(members: Members, names: readonly string[], longest = MAX_TEXT): string | undefined {
  for (const name of names) {
    const value = members[name];
    const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
    if (typeof text === 'string' && isStorableText(text, 1, longest)) return text;
  }
  return undefined;
}

/** Returns the first of these members with a whole number of at least 0, also in digits. */
export function wholeIn(members: Members, names: readonly string[]): number | undefined {
  const texts = names.map((name) => textIn(members, [name], 16));
  const digits = texts.find((text) => text !== undefined && /^\d+$/.test(text) && Number.isSafeInteger(Number(text)));
  return digits === undefined ? undefined : Number(digits);
}

/** Returns the first of these members that is a time near `moment`, in any unit. Both in Unix ms. */
export function timeIn(members: Members, names: readonly string[], moment: number): number | undefined {
  for (const name of names) {
    const time = timeNear(wholeIn(members, [name]), moment);
    if (time !== undefined) return time;
  }
  return undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}
