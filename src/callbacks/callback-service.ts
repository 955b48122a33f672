import { CallbackAddresses } from './addresses.ts';
import type { CallbackRequest, CallbackSource } from './callback.ts';
import { CallbackDispatcher, type CallbackDispatcherOptions } from './callback-dispatcher.ts';
import { CallbackIngest } from './callback-ingest.ts';
import type { ServerKey } from '../server-key.ts';

export interface CallbackServiceOptions extends CallbackDispatcherOptions {
  readonly serverKey: ServerKey;
}

/** The callbacks of all vendors: where they come in, and what becomes of them. */
export class CallbackService {
  readonly addresses: CallbackAddresses;
  readonly #intake: CallbackIngest;
  readonly #inbox: CallbackDispatcher;

  constructor({ serverKey, ...rest }: CallbackServiceOptions) {
    this.addresses = new CallbackAddresses(rest.sources, serverKey);
    this.#inbox = new CallbackDispatcher(rest);
    this.#intake = new CallbackIngest(rest.desk.ledger.callbacks, () => this.#inbox.kick(), rest.keptMs);
  }

  /** The vendor's receipt, once it is kept. Throws `CallbackRejected` for what somebody else may have sent. */
  take(source: CallbackSource, request: CallbackRequest): Promise<string> {
    return this.#intake.take(source, request);
  }

  /** Begins to apply what was kept. */
  start(): void {
    this.#inbox.start();
  }

  /** Applies everything that is due now, once. Answers how many callbacks that were. */
  runDue(): Promise<number> {
    return this.#inbox.runDue();
  }

  /** Applies nothing further; resolves when what is under way is done. */
  async stop(): Promise<void> {
    await this.#intake.idle();
    await this.#inbox.stop();
  }
}
