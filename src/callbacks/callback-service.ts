import type { ServerKey } from '../server-key.ts';
import { CallbackAddresses } from './addresses.ts';
import type { CallbackRequest, CallbackSource } from './callback.ts';
import { CallbackDispatcher, type CallbackDispatcherOptions } from './callback-dispatcher.ts';
import { CallbackIngest } from './callback-ingest.ts';

interface CallbackServiceOptions extends CallbackDispatcherOptions {
  readonly serverKey: ServerKey;
}

/** Receives and handles the callbacks of all vendors. */
export class CallbackService extends CallbackDispatcher {
  readonly addresses: CallbackAddresses;
  readonly #ingest: CallbackIngest;

  constructor({ serverKey, ...options }: CallbackServiceOptions) {
    super(options);
    const { sources, engine, keptMs } = options;
    this.addresses = new CallbackAddresses(sources, serverKey);
    this.#ingest = new CallbackIngest(engine.ledger.callbacks, () => this.wake(), keptMs);
  }

  /** Returns the vendor's receipt when the callback is on disk. Throws `CallbackRejected` if the sender is not proven. */
  take(source: CallbackSource, request: CallbackRequest): Promise<string> {
    return this.#ingest.take(source, request);
  }

  override async stop(): Promise<void> {
    await this.#ingest.idle();
    await super.stop();
  }
}
