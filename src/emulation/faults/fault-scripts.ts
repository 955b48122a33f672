import { parseJson, type JsonValue } from '../../wire/json.ts';
import { isJsonObject, type JsonObject } from '../contract/parameter-check.ts';

/** What can go wrong with a call. */
export type FaultKind = keyof typeof CARRIED_OUT;

/** By kind, how often the call is carried out although its caller may not learn of it. */
export const CARRIED_OUT = {
  /** The answer, late. */
  delay: 1,
  /** A connection cut off. */
  'reset-before': 0,
  'reset-after': 1,
  /** An HTTP status of 400 or more. */
  status: 0,
  /** A page of a gateway. */
  html: 0,
  /** The first half of the answer. */
  truncated: 1,
  /** The vendor's own refusal. */
  code: 0,
  /** Nothing, on a connection that stays open. */
  'lost-answer': 1,
  /** The head at once; of the body a byte a second, and never its end. */
  slow: 1,
  /** A body without an end, as fast as it is taken. */
  endless: 1,
  /** The answer in 3 MiB of JSON. */
  huge: 1,
  /** The answer, compressed, in more than 100 MiB of JSON. */
  'gzip-bomb': 1,
  /** The answer as `text/plain`. */
  'wrong-type': 1,
  /** 302 to an address that leads nowhere. */
  redirect: 0,
  /** 200 without a body. */
  empty: 1,
  /** 200 with JSON of another form. */
  'not-envelope': 0,
  /** A connection cut off within the head of the answer. */
  'half-header': 1,
  /** The answer to the second of two calls: the network sent it once more. */
  duplicate: 2,
} as const;

export const FAULT_KINDS = Object.keys(CARRIED_OUT) as readonly FaultKind[];

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

/** Why a control call brings no script, or no setting. The message names the member and never its value. */
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
    ...textMember(value, 'action'),
    ...integerMember(value, 'times', 1, 1_000_000),
    ...integerMember(value, 'delayMs', 0, 600_000),
    ...integerMember(value, 'status', 400, 599),
    ...textMember(value, 'code'),
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

/** A member of a script that is a text, or absent. Throws `BadScript`. */
export function textMember<Name extends string>(script: JsonObject, name: Name): { [name in Name]?: string } {
  const value = script[name];
  if (value === undefined) return {};
  if (typeof value !== 'string') throw new BadScript(`${name} must be a text.`);
  return { [name]: value } as { [name in Name]?: string };
}

/** A member of a script that is a whole number within these bounds, or absent. Throws `BadScript`. */
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

/** A member of a script that is a number within these bounds, or absent. Throws `BadScript`. */
export function numberMember<Name extends string>(
  script: JsonObject,
  name: Name,
  min: number,
  max: number,
  what = 'a number',
): { [name in Name]?: number } {
  const value = script[name];
  if (value === undefined) return {};
  if (typeof value !== 'number' || value < min || value > max) {
    throw new BadScript(`${name} must be ${what} from ${min} to ${max}.`);
  }
  return { [name]: value } as { [name in Name]?: number };
}
