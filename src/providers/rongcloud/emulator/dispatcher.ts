import type { RawRequest } from '../../../emulation/server/loopback-server.ts';
import { checkParameters, type JsonObject } from '../../../emulation/contract/parameter-check.ts';
import { SlidingWindow } from '../../../emulation/server/sliding-window.ts';
import type { JsonValue } from '../../../wire/json.ts';
import type { Authoriser } from './api/authorise.ts';
import { CALL_RULES } from './api/rules.ts';
import type { CallAnswer, Calls } from './calls.ts';
import { isNeedlessHost } from './api/layout-rules.ts';
import { checkHeaders, CODE_OF_FAULT, readParameters } from './api/parameters.ts';
import { CODE, Refusal } from './api/refusal.ts';
import type { RongcloudContract } from './api/contract.ts';
import { findRoute, type Route } from './api/routes.ts';

export interface DispatcherOptions {
  readonly contract: RongcloudContract;
  readonly calls: Calls;
  readonly authoriser: Authoriser;
  readonly callsPerSecond: number;
  readonly now: () => number;
}

/** Known facts of a call. A refusal leaves the remaining members unchanged. */
export interface SeenCall {
  action: string;
  appKey: string;
  body: JsonValue;
}

export interface Answer extends CallAnswer {
  readonly successCode: number;
}

/** Checks a call, then carries the call out. */
export class Dispatcher {
  readonly #rate: SlidingWindow;

  constructor(private readonly options: DispatcherOptions) {
    this.#rate = new SlidingWindow(1000, options.now);
  }

  /** Throws `Refusal` at the first check that fails. */
  carryOut(request: RawRequest, seen: SeenCall): Answer {
    const { contract, calls, authoriser, callsPerSecond } = this.options;
    const route = findRoute(contract.actions, request.method, request.path);
    seen.action = route.name;
    seen.appKey = authoriser.authorise(request);
    if (callsPerSecond !== 0 && !this.#rate.admits(`${seen.appKey} ${route.name}`, callsPerSecond)) {
      throw new Refusal(CODE.tooManyCalls, `At most ${callsPerSecond} calls per second.`);
    }
    checkHeaders(request, route);
    const parameters = readParameters(request, route);
    seen.body = parameters;
    this.#checkParameters(route, parameters);
    const effect = calls.effects[route.name];
    if (!effect) throw new Refusal(CODE.notPermitted, 'The emulator does not carry this call out.');
    const answer = effect({ appKey: seen.appKey, roomId: request.headers['room-id'] ?? '', parameters });
    return { successCode: route.action.successCode, ...answer };
  }

  #checkParameters({ name, action }: Route, parameters: JsonObject): void {
    const faults = checkParameters(this.options.contract.types, action.input, parameters);
    const fault = faults.find((each) => !isNeedlessHost(each, parameters));
    if (fault) throw new Refusal(CODE_OF_FAULT[fault.kind], fault.message);
    const refusal = CALL_RULES[name]?.(parameters);
    if (refusal) throw refusal;
  }
}
