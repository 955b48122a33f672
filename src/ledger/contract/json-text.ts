import { parseJson, printJson } from '../../wire/json.ts';

type Members = Readonly<Record<string, unknown>>;

/** An object as its column has it. */
export function textOf(value: object): string;
export function textOf(value: object | null): string | null;
export function textOf(value: object | null): string | null {
  return value === null ? null : printJson(value);
}

/** The object that a column holds. */
export function membersOf(text: string): Members;
export function membersOf(text: string | null): Members | null;
export function membersOf(text: string | null): Members | null {
  return text === null ? null : (parseJson(text) as Members);
}

/** A time or size as its column takes it: a vendor's may have a fraction, which PostgreSQL's columns refuse. */
export function whole(value: number): number;
export function whole(value: number | null): number | null;
export function whole(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}
