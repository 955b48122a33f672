import { loadContract } from '../../../emulation/contract.ts';
import type { RawRequest } from '../../../emulation/loopback-server.ts';
import { checkParameters, type JsonObject } from '../../../emulation/parameter-check.ts';
import { SlidingWindow } from '../../../emulation/sliding-window.ts';
import type { JsonValue } from '../../../wire/json.ts';
import { Authoriser, type RongcloudApp } from './authorise.ts';
import { checkHeaders, CODE_OF_FAULT, readParameters } from './parameters.ts';
import { CODE, Refusal } from './refusal.ts';
import type { RongcloudContract } from './rongcloud-contract.ts';
import { findRoute } from './routes.ts';
import { Sessions } from './sessions.ts';
import { startRule } from './start-rule.ts';

export interface DispatcherOptions {
  readonly apps: readonly RongcloudApp[];
  readonly isStrict: boolean;
  readonly callsPerSecond: number;
  readonly now: () => number;
}

/** What has been learnt of a call so far; a refusal leaves the rest as it was. */
export interface SeenCall {
  action: string;
  appKey: string;
  body: JsonValue;
}

/** What a carried-out call answers beside its code. */
export interface Answer {
  readonly successCode: number;
  readonly recordId: string;
}

/** Leads a call through the checks, then to its effect. */
export class Dispatcher {
  readonly contract = loadContract<RongcloudContract>('rongcloud');
  readonly #authoriser: Authoriser;
  readonly #rate: SlidingWindow;
  readonly #sessions = new Sessions(this.contract.emulatorDefaults.alreadyRecording);
  /** By action. An action of the contract that has none is answered "not permitted". */
  readonly #effects: Readonly<Record<string, (appKey: string, parameters: JsonObject) => string>> = {
    startRecord: (appKey, parameters) => this.#sessions.start(appKey, parameters),
  };
  readonly #rules: Readonly<Record<string, (parameters: JsonObject) => Refusal | undefined>> = {
    startRecord: startRule,
  };

  constructor(private readonly options: DispatcherOptions) {
    this.#authoriser = new Authoriser(options.apps, options.isStrict, options.now);
    this.#rate = new SlidingWindow(1000, options.now);
  }

  /** Throws `Refusal` at the first check that fails. */
  carryOut(request: RawRequest, seen: SeenCall): Answer {
    const route = findRoute(this.contract.actions, request.method, request.path);
    seen.action = route.name;
    seen.appKey = this.#authoriser.authorise(request);
    if (!this.#rate.admits(`${seen.appKey} ${route.name}`, this.options.callsPerSecond)) {
      throw new Refusal(CODE.tooManyCalls, `At most ${this.options.callsPerSecond} calls per second.`);
    }
    checkHeaders(request, route);
    const parameters = readParameters(request, route);
    seen.body = parameters;
    const [fault] = checkParameters(this.contract.types, route.action.input, parameters);
    if (fault) throw new Refusal(CODE_OF_FAULT[fault.kind], fault.message);
    const refusal = this.#rules[route.name]?.(parameters);
    if (refusal) throw refusal;
    const effect = this.#effects[route.name];
    if (!effect) throw new Refusal(CODE.notPermitted, 'The emulator does not carry this call out yet.');
    return { successCode: route.action.successCode, recordId: effect(seen.appKey, parameters) };
  }
}
