import type { Store, Table } from '../../../../emulation/store/store.ts';
import type { CallbackAddress } from '../../../../emulation/callbacks/callbacks.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { Secret } from '../../../../wire/secret.ts';
import type { Answer } from '../shared/product.ts';
import type { EmulatorContext } from '../shared/context.ts';

/** Callback addresses and signing keys by application, as set by the vendor's own actions. */
export class TiwCallbacks {
  readonly #addresses: Table<string>;
  readonly #keys: Table<string>;
  /** Time at which the addresses were set. */
  readonly #since: Table<number>;

  /** `name` separates the settings of different kinds of tasks. */
  constructor(
    name: string,
    store: Store,
    private readonly context: Pick<EmulatorContext, 'site' | 'now'>,
  ) {
    this.#addresses = store.table(`${name} callback addresses`);
    this.#keys = store.table(`${name} callback keys`);
    this.#since = store.table(`${name} callback addresses since`);
  }

  /** Sets the address. An empty address removes the current address. */
  setAddress(parameters: JsonObject): Answer {
    const app = appOf(parameters);
    if (!this.#addresses.get(app)) this.#since.put(app, this.context.now());
    this.#addresses.put(app, parameters['Callback'] as string);
    return { fields: {} };
  }

  /** Sets the key. An empty key removes the current key. */
  setKey(parameters: JsonObject): Answer {
    this.#keys.put(appOf(parameters), parameters['CallbackKey'] as string);
    return { fields: {} };
  }

  /** No address reads null on the international site and empty in China. */
  describe(parameters: JsonObject): Answer {
    const app = appOf(parameters);
    const none = this.context.site === 'intl' ? null : '';
    return { fields: { Callback: this.#addresses.get(app) || none, CallbackKey: this.#keys.get(app) ?? '' } };
  }

  /** Undefined when none is set. */
  addressOf(app: string): CallbackAddress | undefined {
    const url = this.#addresses.get(app);
    return url ? { url, since: this.#since.get(app) ?? 0 } : undefined;
  }

  /** Undefined when none is set. */
  keyOf(app: string): Secret | undefined {
    const key = this.#keys.get(app);
    return key ? new Secret(key) : undefined;
  }
}

function appOf(parameters: JsonObject): string {
  return String(Number(parameters['SdkAppId']));
}
