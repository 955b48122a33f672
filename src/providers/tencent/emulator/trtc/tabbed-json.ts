import { isJsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { printJson, type JsonValue } from '../../../../wire/json.ts';

/** Prints JSON as TRTC does: one member per line, indented with tabs, a tab after the colon. Lists stay on one line. */
export function tabbedJson(value: JsonValue, indent = '\n'): string {
  if (Array.isArray(value)) return `[${value.map((element) => tabbedJson(element, indent)).join(', ')}]`;
  if (!isJsonObject(value)) return printJson(value);
  const inside = `${indent}\t`;
  const members = Object.entries(value).map(([name, member]) => `${inside}"${name}":\t${tabbedJson(member, inside)}`);
  return `{${members.join(',')}${indent}}`;
}
