import { randomUUID } from 'node:crypto';
import { attempt } from '../../../emulation/server/attempt.ts';
import type { CallHandling } from '../../../emulation/faults/fault-injection.ts';
import type { RawReply, RawRequest } from '../../../emulation/server/loopback-server.ts';
import { RequestLog, type EmulatedCall } from '../../../emulation/server/request-log.ts';
import { printJson, type JsonValue } from '../../../wire/json.ts';
import type { Answer, Dispatcher, SeenCall } from './dispatcher.ts';
import { CODE, Refusal } from './api/refusal.ts';
import type { RongcloudContract } from './api/contract.ts';
import { findRoute } from './api/routes.ts';

/** One call as received. After an early refusal, the members that were not read are empty or null. */
export interface ReceivedCall {
  readonly action: string;
  readonly appKey: string;
  readonly roomId: string | null;
  /** As sent: for tests to look at, not for printing. */
  readonly body: JsonValue;
  readonly requestId: string;
  /** Null when the call was carried out. */
  readonly code: number | null;
}

export interface VendorOptions {
  readonly contract: RongcloudContract;
  readonly dispatcher: Dispatcher;
  readonly statusByCode: Readonly<Record<string, number>>;
  readonly onCall: ((call: EmulatedCall) => void) | undefined;
}

/** For codes that neither the vendor nor the contract's defaults give a status. */
const OTHER_REFUSALS = 400;

/** Answers in the vendor's envelope and logs the calls. */
export class Vendor implements CallHandling {
  readonly #calls = new RequestLog<ReceivedCall>();

  constructor(private readonly options: VendorOptions) {}

  get calls(): readonly ReceivedCall[] {
    return this.#calls.list;
  }

  readonly actionOf = ({ method, path }: RawRequest): string => {
    const route = attempt(() => findRoute(this.options.contract.actions, method, path), Refusal);
    return route instanceof Refusal ? '' : route.name;
  };

  readonly answer = (request: RawRequest): RawReply => {
    const seen = { action: '', appKey: '', body: null as JsonValue };
    const result = attempt(() => this.options.dispatcher.carryOut(request, seen), Refusal);
    return this.#reply(request, seen, result);
  };

  /** Refuses with a scripted code; by default with the code of the vendor's internal error. */
  readonly refuse = (request: RawRequest, scripted: string = String(CODE.faultInside)): RawReply => {
    const code = /^\d{1,6}$/.test(scripted) ? Number(scripted) : CODE.faultInside;
    const seen = { action: this.actionOf(request), appKey: '', body: null };
    return this.#reply(request, seen, new Refusal(code, 'Scripted fault.'));
  };

  #reply(request: RawRequest, seen: SeenCall, result: Answer | Refusal): RawReply {
    const requestId = request.headers['x-request-id'] ?? randomUUID();
    const code = result instanceof Refusal ? result.code : null;
    const recordId = result instanceof Refusal ? undefined : result.recordId;
    this.#calls.add({ ...seen, roomId: request.headers['room-id'] ?? null, requestId, code });
    this.options.onCall?.({
      service: 'rongcloud',
      action: seen.action,
      requestId,
      code: code === null ? null : String(code),
      ...(recordId === undefined ? {} : { taskId: recordId }),
    });
    if (!(result instanceof Refusal)) return reply(200, { code: result.successCode, ...result.fields });
    const status = result.status ?? this.options.statusByCode[result.code] ?? OTHER_REFUSALS;
    return reply(status, { code: result.code, errorMessage: result.message });
  }
}

function reply(status: number, body: Readonly<Record<string, JsonValue>>): RawReply {
  return { status, headers: { 'content-type': 'application/json' }, body: printJson(body) };
}
