import type { JsonValue } from '../../wire/json.ts';
import { integerMember, kindMember, numberMember, scriptObject } from './script-members.ts';
import { isDrawn, ScriptQueue } from './script-queue.ts';

/** Makes recordings fail: the recordings themselves, not a call or a callback. */
export interface FailureScript {
  /** A kind of the emulator, such as 311.2. */
  readonly kind: string;
  readonly times?: number;
  readonly probability?: number;
  readonly seed?: number;
}

/** Failures for the next recordings. A recording takes its failures at the start, and the store keeps them. */
export class Failures extends ScriptQueue<FailureScript> {
  constructor(readonly kinds: readonly string[]) {
    super();
  }

  /** Returns the failures of a recording that starts now and can fail in these ways. */
  take(kinds: readonly string[]): string[] {
    const taken = this.queue.filter((queued) => kinds.includes(queued.script.kind) && isDrawn(queued));
    for (const queued of taken) this.use(queued);
    return [...new Set(taken.map(({ script }) => script.kind))];
  }
}

const MEMBERS: readonly string[] = ['kind', 'times', 'probability', 'seed'];

/** Reads a script from parsed JSON. Throws `BadScript`. */
export function readFailure(value: JsonValue, kinds: readonly string[]): FailureScript {
  const script = scriptObject('A failure', value, MEMBERS);
  return {
    ...kindMember(script, kinds),
    ...integerMember(script, 'times', 1, 1_000_000),
    ...numberMember(script, 'probability', 0, 1),
    ...integerMember(script, 'seed', 0, 2 ** 32 - 1),
  };
}
