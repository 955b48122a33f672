import type { JsonValue } from '../../wire/json.ts';
import { integerMember, kindMember, numberMember, scriptObject, textMember } from '../faults/script-members.ts';
import { isDrawn, ScriptQueue, type QueuedScript } from '../faults/script-queue.ts';

export const CALLBACK_FAULT_KINDS = [
  'lost', // the callback is never sent
  'duplicate', // further copies are sent
  'late', // the callback is sent later
  'shuffled', // callbacks that are due in the same scan leave in another order
  'forged', // an attacker also sends false content about the same task, with a wrong signature
  'unsigned', // an attacker also sends false content about the same task, without a signature
] as const;

export type CallbackFaultKind = (typeof CALLBACK_FAULT_KINDS)[number];

export interface CallbackFaultScript {
  readonly kind: CallbackFaultKind;
  /** The line that fails, such as tencent/tiw; absent: every line. */
  readonly line?: string;
  /** The event type that fails; absent: every type. */
  readonly type?: string;
  /** How many callbacks take the script, or for `shuffled` how many scans; 1 by default. */
  readonly times?: number;
  readonly probability?: number;
  readonly seed?: number;
  /** Number of copies of `duplicate`; 1 by default. */
  readonly copies?: number;
  /** Delay of `late` on the driven clock, in ms; 1000 by default. */
  readonly delayMs?: number;
}

export interface TypedCallback {
  readonly line: string;
  readonly type: string;
}

export class CallbackFaults extends ScriptQueue<CallbackFaultScript> {
  /** Uses the script for a callback: the first that matches and that chance selects. */
  take(callback: TypedCallback): CallbackFaultScript | undefined {
    return this.takeFirst((script) => script.kind !== 'shuffled' && isFor(script, callback));
  }

  /** Returns the callbacks of one scan in the order in which they leave. Callbacks without a script keep their places. */
  reorder<Callback extends TypedCallback>(callbacks: readonly Callback[]): readonly Callback[] {
    return this.queue
      .filter(({ script }) => script.kind === 'shuffled')
      .reduce<readonly Callback[]>((order, queued) => this.#shuffle(order, queued), callbacks);
  }

  #shuffle<Callback extends TypedCallback>(
    callbacks: readonly Callback[],
    queued: QueuedScript<CallbackFaultScript>,
  ): readonly Callback[] {
    const places = callbacks.flatMap((callback, index) => (isFor(queued.script, callback) ? [index] : []));
    if (places.length < 2 || !isDrawn(queued)) return callbacks;
    this.use(queued);
    const order = [...callbacks];
    const left = places.map((index) => callbacks[index]!);
    for (const index of places) {
      const [drawn] = left.splice(Math.floor(queued.random() * left.length), 1);
      order[index] = drawn!;
    }
    return order;
  }
}

const MEMBERS: readonly string[] = ['kind', 'line', 'type', 'times', 'probability', 'seed', 'copies', 'delayMs'];

/** Reads a script from parsed JSON. Throws `BadScript`. */
export function readCallbackFault(value: JsonValue): CallbackFaultScript {
  const script = scriptObject('A callback fault', value, MEMBERS);
  return {
    ...kindMember(script, CALLBACK_FAULT_KINDS),
    ...textMember(script, 'line'),
    ...textMember(script, 'type'),
    ...integerMember(script, 'times', 1, 1_000_000),
    ...numberMember(script, 'probability', 0, 1),
    ...integerMember(script, 'seed', 0, 2 ** 32 - 1),
    ...integerMember(script, 'copies', 1, 100),
    ...integerMember(script, 'delayMs', 0, 7 * 24 * 3_600_000),
  };
}

function isFor(script: CallbackFaultScript, { line, type }: TypedCallback): boolean {
  return (script.line ?? line) === line && (script.type ?? type) === type;
}
