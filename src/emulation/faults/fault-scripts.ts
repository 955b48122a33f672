import { parseJson, type JsonValue } from '../../wire/json.ts';
import { BadScript, integerMember, kindMember, scriptObject, textMember } from './script-members.ts';
import { ScriptQueue } from './script-queue.ts';

/** A way in which a call can fail. */
export type FaultKind = keyof typeof CARRIED_OUT;

/** By kind, how often the emulator carries the call out. The caller may not learn of the result. */
export const CARRIED_OUT = {
  /** A late answer. */
  delay: 1,
  /** A connection reset. */
  'reset-before': 0,
  'reset-after': 1,
  /** An HTTP status of 400 or more. */
  status: 0,
  /** An HTML page of a gateway. */
  html: 0,
  /** The first half of the answer. */
  truncated: 1,
  /** The vendor's own error. */
  code: 0,
  /** No answer, on a connection that stays open. */
  'lost-answer': 1,
  /** The headers at once; the body at one byte a second, without an end. */
  slow: 1,
  /** A body without an end, as fast as the caller reads. */
  endless: 1,
  /** The answer in 3 MiB of JSON. */
  huge: 1,
  /** The answer, compressed, in more than 100 MiB of JSON. */
  'gzip-bomb': 1,
  /** The answer as `text/plain`. */
  'wrong-type': 1,
  /** 302 to an unreachable address. */
  redirect: 0,
  /** 200 without a body. */
  empty: 1,
  /** 200 with unexpected JSON. */
  'not-envelope': 0,
  /** A connection closed within the headers of the answer. */
  'half-header': 1,
  /** The answer to the second of two calls: the network repeated the call. */
  duplicate: 2,
} as const;

export const FAULT_KINDS = Object.keys(CARRIED_OUT) as readonly FaultKind[];

/** Makes calls fail. */
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

/** Faults of the next calls. */
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
