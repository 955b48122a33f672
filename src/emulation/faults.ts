import { parseJson, type JsonValue } from '../wire/json.ts';
import { isJsonObject, type JsonObject } from './parameter-check.ts';

/** What can go wrong with a call. All but the `reset-before`, `status`, `html` and `code` kinds carry it out. */
export const FAULT_KINDS = [
  'delay',
  'reset-before',
  'reset-after',
  'status',
  'html',
  'truncated',
  'code',
  'lost-answer',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** How calls are to go wrong. */
export interface FaultScript {
  readonly kind: FaultKind;
  /** The only action that it is for; any when absent. */
  readonly action?: string;
  /** How many calls take it; one by default. */
  readonly times?: number;
  /** How long a call waits first, whatever the kind. */
  readonly delayMs?: number;
  /** The HTTP status of `status`; 500 by default. */
  readonly status?: number;
  /** The vendor's error code of `code`; the vendor's own internal error by default. */
  readonly code?: string;
}

/** Why a script is none. The message names the member and never its value. */
export class BadScript extends Error {
  override readonly name = 'BadScript';
}

/** The header that gives a single call its fault: one script as JSON. */
export const FAULT_HEADER = 'x-emulator-fault';

/** The scripts that wait for a call, in the order in which they came. */
export class FaultScripts {
  #waiting: { readonly script: FaultScript; left: number }[] = [];

  add(scripts: readonly FaultScript[]): void {
    this.#waiting.push(...scripts.map((script) => ({ script, left: script.times ?? 1 })));
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Those that still wait, with how often they will be taken. */
  get waiting(): readonly FaultScript[] {
    return this.#waiting.map(({ script, left }) => ({ ...script, times: left }));
  }

  /** The script for a call of this action, used up by it. One that the call brings itself comes first. */
  take(action: string, header: string | undefined): FaultScript | undefined {
    if (header !== undefined) return readFaultScript(parsed(header));
    const found = this.#waiting.find(({ script }) => script.action === undefined || script.action === action);
    if (!found) return undefined;
    found.left -= 1;
    if (found.left === 0) this.#waiting = this.#waiting.filter((it) => it !== found);
    return found.script;
  }
}

/** A script out of parsed JSON. Throws `BadScript`. */
export function readFaultScript(value: JsonValue): FaultScript {
  if (!isJsonObject(value)) throw new BadScript('A fault script must be an object.');
  for (const name of Object.keys(value)) {
    if (!MEMBERS.includes(name)) throw new BadScript(`A fault script takes ${MEMBERS.join(', ')} and nothing else.`);
  }
  const kind = FAULT_KINDS.find((it) => it === value['kind']);
  if (kind === undefined) throw new BadScript(`kind must be one of ${FAULT_KINDS.join(', ')}.`);
  return {
    kind,
    ...text(value, 'action'),
    ...integer(value, 'times', 1, 1_000_000),
    ...integer(value, 'delayMs', 0, 600_000),
    ...integer(value, 'status', 400, 599),
    ...text(value, 'code'),
  };
}

const MEMBERS: readonly string[] = ['kind', 'action', 'times', 'delayMs', 'status', 'code'];

function parsed(header: string): JsonValue {
  try {
    return parseJson(header);
  } catch {
    throw new BadScript(`${FAULT_HEADER} must be JSON.`);
  }
}

function text<Name extends string>(script: JsonObject, name: Name): { [name in Name]?: string } {
  const value = script[name];
  if (value === undefined) return {};
  if (typeof value !== 'string') throw new BadScript(`${name} must be a text.`);
  return { [name]: value } as { [name in Name]?: string };
}

function integer<Name extends string>(
  script: JsonObject,
  name: Name,
  min: number,
  max: number,
): { [name in Name]?: number } {
  const value = script[name];
  if (value === undefined) return {};
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw new BadScript(`${name} must be an integer from ${min} to ${max}.`);
  }
  return { [name]: value } as { [name in Name]?: number };
}
