import type { JsonObject } from '../../../emulation/parameter-check.ts';
import type { Site } from '../account.ts';
import type { Answer } from './product.ts';

/** Where an application's events go, and the key that signs them. Nothing is sent there. */
export class TiwCallbacks {
  readonly #addresses = new Map<number, string>();
  readonly #keys = new Map<number, string>();

  constructor(private readonly site: Site) {}

  /** An empty address removes the one that is set. */
  setAddress(parameters: JsonObject): Answer {
    this.#addresses.set(Number(parameters['SdkAppId']), parameters['Callback'] as string);
    return { fields: {} };
  }

  /** An empty key removes the one that is set. */
  setKey(parameters: JsonObject): Answer {
    this.#keys.set(Number(parameters['SdkAppId']), parameters['CallbackKey'] as string);
    return { fields: {} };
  }

  /** No address reads null on the international site and empty in China. */
  describe(parameters: JsonObject): Answer {
    const app = Number(parameters['SdkAppId']);
    const none = this.site === 'intl' ? null : '';
    return { fields: { Callback: this.#addresses.get(app) || none, CallbackKey: this.#keys.get(app) ?? '' } };
  }
}
