import type { RawRequest } from '../../../emulation/loopback-server.ts';
import { SlidingWindow } from '../../../emulation/sliding-window.ts';
import type { JsonValue } from '../../../wire/json.ts';
import type { Credentials, Site } from '../account.ts';
import { Authoriser, parseAuthorization } from './authorise.ts';
import { checkProtocol, findAction, findProduct } from './call-head.ts';
import { Refusal } from './envelope.ts';
import { checkedParameters, readParameters } from './parameters.ts';
import type { Answer, Product } from './product.ts';
import { newProducts } from './products.ts';

/** What has been learnt of a call so far; a refusal leaves the rest as it was. */
export interface SeenCall {
  service: string;
  readonly action: string;
  body: JsonValue;
}

/** Leads a call through the checks in the vendor's order, then to its effect. */
export class Dispatcher {
  readonly #products: Readonly<Record<string, Product>> = newProducts();
  readonly #authoriser: Authoriser;
  readonly #rate: SlidingWindow;

  constructor(
    credentials: readonly Credentials[],
    private readonly site: Site,
    now: () => number,
  ) {
    this.#authoriser = new Authoriser(credentials, now);
    this.#rate = new SlidingWindow(1000, now);
  }

  /** Throws `Refusal` at the first check that fails. */
  carryOut(request: RawRequest, seen: SeenCall): Answer {
    checkProtocol(request);
    const claim = parseAuthorization(request.headers['authorization']);
    const { service, product } = findProduct(request, claim, this.#products);
    seen.service = service;
    const action = findAction(request, product, this.site);
    this.#authoriser.authorise(request, claim);
    if (!this.#rate.admits(`${claim.secretId} ${service} ${seen.action}`, action.rateLimitPerSecond)) {
      throw new Refusal('RequestLimitExceeded', `At most ${action.rateLimitPerSecond} calls per second.`);
    }
    seen.body = readParameters(request, product, action);
    const parameters = checkedParameters(product, action, seen.body);
    const refusal = product.rules[seen.action]?.(parameters);
    if (refusal) throw refusal;
    const effect = product.effects[seen.action];
    if (!effect) throw new Refusal('UnsupportedOperation', 'The emulator does not carry this action out yet.');
    return effect(parameters);
  }
}
