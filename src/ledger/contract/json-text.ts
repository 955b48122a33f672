import { parseJson, printJson } from '../../wire/json.ts';

type Members = Readonly<Record<string, unknown>>;

/** Prints an object as lossless JSON, for a column. */
export function textOf(value: object): string;
export function textOf(value: object | null): string | null;
export function textOf(value: object | null): string | null {
  return value === null ? null : printJson(value);
}

/** Parses the JSON of a column. */
export function membersOf(text: string): Members;
export function membersOf(text: string | null): Members | null;
export function membersOf(text: string | null): Members | null {
  return text === null ? null : (parseJson(text) as Members);
}

/** Rounds a time or size: values of vendors may have a fraction, which the integer columns of PostgreSQL reject. */
export function whole(value: number): number;
export function whole(value: number | null): number | null;
export function whole(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}
