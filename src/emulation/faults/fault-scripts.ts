import { parseJson, type JsonValue } from '../../wire/json.ts';
import { BadScript, integerMember, kindMember, scriptObject, textMember } from './script-members.ts';
import { ScriptQueue } from './script-queue.ts';

export type FaultKind = keyof typeof CARRIED_OUT;

/** By kind, how often the emulator carries the call out. The caller may not learn of the result. */
export const CARRIED_OUT = {
  delay: 1, // a late answer
  'reset-before': 0, // a connection reset
  'reset-after': 1,
  status: 0, // an HTTP status of 400 or more
  html: 0, // an HTML page of a gateway
  truncated: 1, // the first half of the answer
  code: 0, // the vendor's own error
  'lost-answer': 1, // no answer, on a connection that stays open
  slow: 1, // the headers at once; the body at one byte a second, without an end
  endless: 1, // a body without an end, as fast as the caller reads
  huge: 1, // the answer in 3 MiB of JSON
  'gzip-bomb': 1, // the answer, compressed, in more than 100 MiB of JSON
  'wrong-type': 1, // the answer as `text/plain`
  redirect: 0, // 302 to an unreachable address
  empty: 1, // 200 without a body
  'not-envelope': 0, // 200 with unexpected JSON
  'half-header': 1, // a connection closed within the headers of the answer
  duplicate: 2, // the answer to the second of two calls: the network repeated the call
} as const;

export const FAULT_KINDS = Object.keys(CARRIED_OUT) as readonly FaultKind[];

export interface FaultScript {
  readonly kind: FaultKind;
  /** The action that fails; absent: every action. */
  readonly action?: string;
  /** How many calls fail; 1 by default. */
  readonly times?: number;
  /** Wait before the call is handled, for every kind. */
  readonly delayMs?: number;
  /** HTTP status of the kind `status`; 500 by default. */
  readonly status?: number;
  /** The vendor's error code of the kind `code`; the vendor's internal error by default. */
  readonly code?: string;
}

/** The header that gives a single call its fault: one script as JSON. */
export const FAULT_HEADER = 'x-emulator-fault';

export class FaultScripts extends ScriptQueue<FaultScript> {
  /** Uses the script for a call of this action. The script in the call's own header comes first. Throws `BadScript`. */
  take(action: string, header: string | undefined): FaultScript | undefined {
    if (header !== undefined) return readFaultScript(parseHeader(header));
    return this.takeFirst((script) => script.action === undefined || script.action === action);
  }
}

const MEMBERS: readonly string[] = ['kind', 'action', 'times', 'delayMs', 'status', 'code'];

/** Reads a script from parsed JSON. Throws `BadScript`. */
export function readFaultScript(value: JsonValue): FaultScript {
  const script = scriptObject('A fault script', value, MEMBERS);
  return {
    ...kindMember(script, FAULT_KINDS),
    ...textMember(script, 'action'),
    ...integerMember(script, 'times', 1, 1_000_000),
    ...integerMember(script, 'delayMs', 0, 600_000),
    ...integerMember(script, 'status', 400, 599),
    ...textMember(script, 'code'),
  };
}

function parseHeader(header: string): JsonValue {
  try {
    return parseJson(header);
  } catch {
    throw new BadScript(`${FAULT_HEADER} must be JSON.`);
  }
}
