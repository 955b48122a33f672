import type { ServerKey } from '../server-key.ts';
import { CallbackAddresses } from './addresses.ts';
import type { CallbackRequest, CallbackSource } from './callback.ts';
import { CallbackDispatcher, type CallbackDispatcherOptions } from './callback-dispatcher.ts';
import { CallbackIngest } from './callback-ingest.ts';

export interface CallbackServiceOptions extends CallbackDispatcherOptions {
  readonly serverKey: ServerKey;
}

/** Receives and handles the callbacks of all vendors. */
export class CallbackService {
  readonly addresses: CallbackAddresses;
  readonly #ingest: CallbackIngest;
  readonly #dispatcher: CallbackDispatcher;

  constructor({ serverKey, ...options }: CallbackServiceOptions) {
    const { sources, engine, keptMs } = options;
    this.addresses = new CallbackAddresses(sources, serverKey);
    this.#dispatcher = new CallbackDispatcher(options);
    this.#ingest = new CallbackIngest(engine.ledger.callbacks, () => this.#dispatcher.wake(), keptMs);
  }

  /** Returns the vendor's receipt when the callback is on disk. Throws `CallbackRejected` if the sender is not proven. */
  take(source: CallbackSource, request: CallbackRequest): Promise<string> {
    return this.#ingest.take(source, request);
  }

  /** Starts to handle callbacks. */
  start(): void {
    this.#dispatcher.start();
  }

  /** Handles all callbacks that are due. Returns their number. */
  runDue(): Promise<number> {
    return this.#dispatcher.runDue();
  }

  /** Handles no more callbacks. Resolves when all claimed callbacks are handled. */
  async stop(): Promise<void> {
    await this.#ingest.idle();
    await this.#dispatcher.stop();
  }
}
