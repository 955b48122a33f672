import { setTimeout } from 'node:timers/promises';
import { attempt } from '../server/attempt.ts';
import type { Outcome, RawReply, RawRequest } from '../server/loopback-server.ts';
import type { RequestRate } from '../server/request-rate.ts';
import { OUTCOMES, plain } from './fault-outcomes.ts';
import { FAULT_HEADER, type FaultScripts } from './fault-scripts.ts';
import { BadScript } from './script-members.ts';

export interface CallHandling {
  /** Returns the action that scripts name; empty for a call without an action. */
  readonly actionOf: (request: RawRequest) => string;
  readonly answer: (request: RawRequest) => RawReply;
  /** Answers with the vendor's error, by default its internal error. Does not carry the call out. */
  readonly refuse: (request: RawRequest, code: string | undefined) => RawReply;
}

/** Answers calls as the vendor does, except calls with a scripted fault. A delay holds up its own call only. */
export function injectFaults(
  faults: FaultScripts,
  rate: RequestRate,
  vendor: CallHandling,
): (request: RawRequest) => Promise<Outcome> {
  return async (request) => {
    const action = vendor.actionOf(request);
    rate.note(action);
    const script = attempt(() => faults.take(action, request.headers[FAULT_HEADER]), BadScript);
    if (script instanceof BadScript) return plain(400, script.message);
    if (script === undefined) return vendor.answer(request);
    // Without `ref`, an idle process can exit during the delay.
    if (script.delayMs !== undefined) await setTimeout(script.delayMs, undefined, { ref: false });
    return OUTCOMES[script.kind]({
      script,
      answer: () => vendor.answer(request),
      answerAgain() {
        rate.note(action);
        return vendor.answer(request);
      },
      refuse: () => vendor.refuse(request, script.code),
    });
  };
}
