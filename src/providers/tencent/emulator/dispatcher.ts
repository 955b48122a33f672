import type { CallbackLine } from '../../../emulation/callbacks/callbacks.ts';
import { ownMember } from '../../../emulation/contract/contract.ts';
import { attempt } from '../../../emulation/server/attempt.ts';
import type { RawRequest } from '../../../emulation/server/loopback-server.ts';
import type { StoredFile } from '../../../emulation/media/stored-file.ts';
import { isJsonObject } from '../../../emulation/contract/parameter-check.ts';
import { SlidingWindow } from '../../../emulation/server/sliding-window.ts';
import type { JsonValue } from '../../../wire/json.ts';
import type { Credentials } from '../api/account.ts';
import { Authoriser } from './api/authorise.ts';
import { checkProtocol, findAction, findProduct, readCall, serviceOf } from './api/head.ts';
import { checkApplication, checkedParameters } from './api/parameters.ts';
import { Refusal } from './shared/envelope.ts';
import type { Answer, Product, TencentAction } from './shared/product.ts';
import { newProducts } from './products.ts';
import { roomKey } from './shared/rooms.ts';
import type { TaskRecord, EmulatorContext } from './shared/context.ts';

/** Known facts of a call. A refusal leaves the remaining members unchanged. */
export interface SeenCall {
  service: string;
  readonly action: string;
  body: JsonValue;
}

/** Checks a call in the vendor's order and carries the call out. */
export class Dispatcher {
  readonly #products: Readonly<Record<string, Product>>;
  readonly #authoriser: Authoriser;
  readonly #rate: SlidingWindow;

  constructor(
    credentials: readonly Credentials[],
    private readonly context: EmulatorContext,
    callersNow: () => number,
    /** In the place of each action's own limit; 0 is no limit. */
    private readonly callsPerSecond?: number,
  ) {
    this.#products = newProducts(context);
    this.#authoriser = new Authoriser(credentials, callersNow);
    this.#rate = new SlidingWindow(1000, context.now);
  }

  get actions(): readonly string[] {
    return Object.values(this.#products).flatMap((product) => Object.keys(product.effects));
  }

  get callbackLines(): readonly CallbackLine[] {
    return Object.values(this.#products).flatMap((product) => product.callbackLines);
  }

  tasks(): readonly TaskRecord[] {
    return Object.values(this.#products).flatMap((product) => product.tasks());
  }

  filesOf(taskId: string): readonly StoredFile[] {
    return Object.values(this.#products).flatMap((product) => product.files(taskId));
  }

  /** Returns the actual or expected end of a recording, in ms; Infinity: unknown; 0: not in the store. */
  endOf(taskId: string): number {
    const ends = Object.values(this.#products).map((product) => product.endOf(taskId));
    return ends.find((end) => end !== undefined) ?? 0;
  }

  /** Drops tasks that ended before the time, and earlier events of rooms that no task needs. */
  forget(moment: number): void {
    for (const product of Object.values(this.#products)) product.forget(moment);
    this.context.rooms.forget(moment, new Set(this.tasks().flatMap(roomKeysOf)));
  }

  /** Refuses a call without checks, with the side effects of such a refusal. */
  refuse(request: RawRequest, seen: SeenCall, code: string): Refusal {
    const call = readCall(request);
    const service = serviceOf(request, call, this.#products) ?? '';
    const product = ownMember(this.#products, service);
    const action = product && ownMember(product.contract.actions, seen.action);
    if (product && action) {
      seen.service = service;
      const parameters = attempt(() => call.parameters(product.contract.types, action.input), Refusal);
      // The caller is not authenticated, so the request log does not keep the parameters.
      this.#leaveMark(product, { ...seen, body: parameters instanceof Refusal ? null : parameters }, code);
    }
    return new Refusal(code, 'Scripted fault.');
  }

  /** Throws `Refusal` at the first check that fails. */
  carryOut(request: RawRequest, seen: SeenCall): Answer {
    const call = readCall(request);
    checkProtocol(request, call);
    const { service, product } = findProduct(request, call, this.#products);
    seen.service = service;
    const action = findAction(call, product, this.context.site);
    const secretId = this.#authoriser.authorise(call);
    this.#checkRate(`${secretId} ${service} ${seen.action}`, action);
    seen.body = call.parameters(product.contract.types, action.input);
    try {
      return effectOf(product, action, seen, this.context);
    } catch (error) {
      if (error instanceof Refusal) this.#leaveMark(product, seen, error.code);
      throw error;
    }
  }

  #checkRate(key: string, { rateLimitPerSecond }: TencentAction): void {
    const limit = this.callsPerSecond ?? rateLimitPerSecond;
    if (limit === 0 || this.#rate.admits(key, limit)) return;
    throw new Refusal('RequestLimitExceeded', `At most ${limit} calls per second.`);
  }

  #leaveMark(product: Product, { action, body }: SeenCall, code: string): void {
    if (isJsonObject(body) && !code.startsWith('RequestLimitExceeded')) product.refused[action]?.(body, code);
  }
}

function roomKeysOf({ app, room, mediaRoom }: TaskRecord): string[] {
  return [room, mediaRoom].flatMap((it) => (it == null ? [] : roomKey(app, it)));
}

function effectOf(
  product: Product,
  action: TencentAction,
  { action: name, body }: SeenCall,
  context: EmulatorContext,
): Answer {
  const parameters = checkedParameters(product, action, body, context.site);
  checkApplication(product, action, parameters, context.isOwnApplication);
  const refusal = product.rules[name]?.(parameters);
  if (refusal) throw refusal;
  const effect = product.effects[name];
  if (!effect) throw new Refusal('UnsupportedOperation', 'The emulator does not carry this action out.');
  return effect(parameters);
}
