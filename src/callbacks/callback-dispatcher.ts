import { sleep, type Timing } from '../calls/timing.ts';
import { SingleFlight } from '../concurrency/single-flight.ts';
import type { EngineParts } from '../recordings/engine/engine-parts.ts';
import type { CallbackSource } from './callback.ts';
import { CallbackHandler } from './callback-handler.ts';
import { SourceQueue } from './source-queue.ts';

/** Interval of the search for callbacks that are due. */
const INTERVAL_MS = 250;
/** Pause after an error of the ledger. */
const PAUSE_MS = 1000;
const CLEANUP_MS = 3_600_000;

export interface CallbackDispatcherOptions {
  readonly engine: EngineParts;
  readonly sources: readonly CallbackSource[];
  readonly timing: Timing;
  /** Retention of callbacks, in ms. */
  readonly keptMs: number;
}

/**
 * Dispatches stored callbacks to a queue for each source. A callback stays on disk until its result is known, so none is
 * lost with a process. Any number of processes may run a dispatcher: a callback is leased to one of them at a time, and
 * handling a callback twice changes nothing.
 */
export class CallbackDispatcher {
  readonly #options: CallbackDispatcherOptions;
  readonly #sources: ReadonlyMap<string, CallbackSource>;
  readonly #handler: CallbackHandler;
  /** The number of callbacks that each active queue will have handled, by path of the source. */
  readonly #active = new Map<string, Promise<number>>();
  readonly #dispatching = new SingleFlight(() => this.#dispatch());
  #isStarted = false;
  #cleanedAt = 0;

  constructor(options: CallbackDispatcherOptions) {
    this.#options = options;
    this.#sources = new Map(options.sources.map((source) => [source.path, source]));
    this.#handler = new CallbackHandler(options.engine);
  }

  start(): void {
    this.#isStarted = true;
    this.#dispatchAfter(0);
  }

  /** Claims no more callbacks. Resolves when all claimed callbacks are handled. */
  async stop(): Promise<void> {
    this.#isStarted = false;
    await this.#dispatching.stop();
    await Promise.all(this.#active.values());
  }

  /** Dispatches at once, because there are new callbacks. */
  wake(): void {
    if (this.#isStarted) void this.#dispatching.run();
  }

  /** Handles all callbacks that are due. Returns their number. */
  async runDue(): Promise<number> {
    const started = await this.#startQueues(() => true);
    const counts = await Promise.all(started.values());
    return counts.reduce((sum, count) => sum + count, 0);
  }

  #dispatchAfter(ms: number): void {
    this.#options.timing.setTimer(() => {
      if (!this.#isStarted) return;
      this.wake();
      this.#dispatchAfter(INTERVAL_MS);
    }, ms);
  }

  async #dispatch(): Promise<void> {
    try {
      await this.#startQueues(() => this.#isStarted);
      await this.#cleanUp();
    } catch (error) {
      await this.#pause(error);
    }
  }

  /** Starts a queue for every inactive source with callbacks that are due, while `goesOn`. */
  async #startQueues(goesOn: () => boolean): Promise<ReadonlyMap<string, Promise<number>>> {
    const { ledger, now } = this.#options.engine;
    const started = new Map<string, Promise<number>>();
    for (;;) {
      const path = await ledger.callbacks.sourceDue(now(), [...this.#active.keys(), ...started.keys()]);
      if (path === undefined || !goesOn()) return started;
      const done = this.#runQueue(path, goesOn);
      started.set(path, done);
      this.#active.set(path, done);
    }
  }

  /** Runs the queue of a source. Never rejects. */
  async #runQueue(path: string, goesOn: () => boolean): Promise<number> {
    const { engine, timing } = this.#options;
    let done = 0;
    try {
      done = await new SourceQueue(path, this.#sources.get(path), engine, this.#handler, timing).run(goesOn);
    } catch (error) {
      await this.#pause(error);
    }
    this.#active.delete(path);
    // More callbacks may have arrived since the last claim. If another process claimed them all, there is no hurry.
    if (done > 0) this.wake();
    return done;
  }

  async #pause(error: unknown): Promise<void> {
    this.#options.engine.log.error({ err: error }, 'callbacks cannot be read from the ledger');
    await sleep(this.#options.timing, PAUSE_MS);
  }

  async #cleanUp(): Promise<void> {
    const { engine, keptMs } = this.#options;
    const now = engine.now();
    if (now - this.#cleanedAt < CLEANUP_MS) return;
    this.#cleanedAt = now;
    await engine.ledger.callbacks.drop(now - keptMs);
    await engine.ledger.callbacks.dropNonces(now);
    await engine.ledger.sessions.drop(now - keptMs);
  }
}
