import type { Books, Shelf } from '../../../emulation/books.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import type { Site } from '../account.ts';
import type { Answer } from './product.ts';

/** Where an application's events go, and the key that signs them. Nothing is sent there. */
export class TiwCallbacks {
  readonly #addresses: Shelf<string>;
  readonly #keys: Shelf<string>;

  /** The name tells the settings of one kind of task from those of another. */
  constructor(
    name: string,
    books: Books,
    private readonly site: Site,
  ) {
    this.#addresses = books.shelf(`${name} callback addresses`);
    this.#keys = books.shelf(`${name} callback keys`);
  }

  /** An empty address removes the one that is set. */
  setAddress(parameters: JsonObject): Answer {
    this.#addresses.put(appOf(parameters), parameters['Callback'] as string);
    return { fields: {} };
  }

  /** An empty key removes the one that is set. */
  setKey(parameters: JsonObject): Answer {
    this.#keys.put(appOf(parameters), parameters['CallbackKey'] as string);
    return { fields: {} };
  }

  /** No address reads null on the international site and empty in China. */
  describe(parameters: JsonObject): Answer {
    const app = appOf(parameters);
    const none = this.site === 'intl' ? null : '';
    return { fields: { Callback: this.#addresses.get(app) || none, CallbackKey: this.#keys.get(app) ?? '' } };
  }
}

function appOf(parameters: JsonObject): string {
  return String(Number(parameters['SdkAppId']));
}
