import { setTimeout } from 'node:timers/promises';
import type { Outcome, RawReply, RawRequest } from './loopback-server.ts';
import { BadScript, FAULT_HEADER, type FaultScript, type FaultScripts } from './faults.ts';

/** What a vendor's emulator does with a call. */
export interface CallHandling {
  /** The name under which scripts know the call; empty for a call that has none. */
  readonly actionOf: (request: RawRequest) => string;
  /** Carries the call out. */
  readonly answer: (request: RawRequest) => RawReply;
  /** Answers with the vendor's error, or with its internal error when no code is given. Carries nothing out. */
  readonly refuse: (request: RawRequest, code: string | undefined) => RawReply;
}

const GATEWAY_PAGE = '<!doctype html><html><head><title>Welcome</title></head><body>Please sign in.</body></html>';

/** Answers calls as the vendor does, save those for which a fault is scripted. A delay holds up its own call alone. */
export function faulty(faults: FaultScripts, vendor: CallHandling): (request: RawRequest) => Promise<Outcome> {
  return async (request) => {
    const script = taken(faults, vendor, request);
    if (script instanceof BadScript) return plain(400, script.message);
    if (script === undefined) return vendor.answer(request);
    // Without `ref`, a process that has nothing else to do need not sit it out.
    if (script.delayMs !== undefined) await setTimeout(script.delayMs, undefined, { ref: false });
    return outcomeOf(script, vendor, request);
  };
}

function taken(faults: FaultScripts, vendor: CallHandling, request: RawRequest): FaultScript | BadScript | undefined {
  try {
    return faults.take(vendor.actionOf(request), request.headers[FAULT_HEADER]);
  } catch (error) {
    if (error instanceof BadScript) return error;
    throw error;
  }
}

function outcomeOf(script: FaultScript, vendor: CallHandling, request: RawRequest): Outcome {
  switch (script.kind) {
    case 'delay':
      return vendor.answer(request);
    case 'reset-before':
      return 'reset';
    case 'reset-after':
      vendor.answer(request);
      return 'reset';
    case 'lost-answer':
      vendor.answer(request);
      return 'silence';
    case 'status':
      return plain(script.status ?? 500, 'Scripted fault.');
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: GATEWAY_PAGE };
    case 'truncated': {
      const reply = vendor.answer(request);
      return { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) };
    }
    case 'code':
      return vendor.refuse(request, script.code);
  }
}

function plain(status: number, body: string): RawReply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
