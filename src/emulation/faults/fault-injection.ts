import { setTimeout } from 'node:timers/promises';
import type { RequestRate } from '../server/request-rate.ts';
import { OUTCOMES, plain } from './fault-outcomes.ts';
import { BadScript, FAULT_HEADER, type FaultScript, type FaultScripts } from './fault-scripts.ts';
import type { Outcome, RawReply, RawRequest } from '../server/loopback-server.ts';

/** What a vendor's emulator does with a call. */
export interface CallHandling {
  /** The name under which scripts know the call; empty for a call that has none. */
  readonly actionOf: (request: RawRequest) => string;
  /** Carries the call out. */
  readonly answer: (request: RawRequest) => RawReply;
  /** Answers with the vendor's error, or with its internal error when no code is given. Carries nothing out. */
  readonly refuse: (request: RawRequest, code: string | undefined) => RawReply;
}

/** Answers calls as the vendor does, save those for which a fault is scripted. A delay holds up its own call alone. */
export function injectFaults(
  faults: FaultScripts,
  rate: RequestRate,
  vendor: CallHandling,
): (request: RawRequest) => Promise<Outcome> {
  return async (request) => {
    const action = vendor.actionOf(request);
    rate.note(action);
    const script = taken(faults, action, request.headers[FAULT_HEADER]);
    if (script instanceof BadScript) return plain(400, script.message);
    if (script === undefined) return vendor.answer(request);
    // Without `ref`, a process that has nothing else to do need not sit it out.
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

function taken(faults: FaultScripts, action: string, header: string | undefined): FaultScript | BadScript | undefined {
  try {
    return faults.take(action, header);
  } catch (error) {
    if (error instanceof BadScript) return error;
    throw error;
  }
}
