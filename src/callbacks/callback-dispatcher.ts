import { sleep, type Timing } from '../calls/timing.ts';
import type { Desk } from '../recordings/engine/desk.ts';
import { CallbackHandler } from './callback-handler.ts';
import type { CallbackSource } from './callback.ts';
import { SourceQueue } from './source-queue.ts';

/** How often is looked for callbacks whose time has come. */
const LOOK_MS = 250;
/** After a fault of the ledger. */
const REST_MS = 1000;
const CLEANING_MS = 3_600_000;

export interface CallbackDispatcherOptions {
  readonly desk: Desk;
  readonly sources: readonly CallbackSource[];
  readonly timing: Timing;
  /** For how long callbacks are kept, in ms. */
  readonly keptMs: number;
}

/**
 * Applies callbacks that were taken in, over and over; those of each source in a lane of their own. They are on disk until
 * it is known what became of them, so none is lost with a process. Any number of processes may run one: a callback is held
 * by one of them at a time, and applied twice it changes nothing.
 */
export class CallbackDispatcher {
  readonly #desk: Desk;
  readonly #sources: ReadonlyMap<string, CallbackSource>;
  readonly #timing: Timing;
  readonly #keptMs: number;
  readonly #applying: CallbackHandler;
  /** How many callbacks each source at work will have done. */
  readonly #atWork = new Map<string, Promise<number>>();
  #looking: Promise<void> | undefined;
  #isAsked = false;
  #isStarted = false;
  #lastCleaning = 0;

  constructor({ desk, sources, timing, keptMs }: CallbackDispatcherOptions) {
    this.#desk = desk;
    this.#sources = new Map(sources.map((source) => [source.path, source]));
    this.#timing = timing;
    this.#keptMs = keptMs;
    this.#applying = new CallbackHandler(desk);
  }

  start(): void {
    this.#isStarted = true;
    this.#later(0);
  }

  /** Takes nothing further; resolves when what is under way is done. */
  async stop(): Promise<void> {
    this.#isStarted = false;
    await this.#looking;
    await Promise.all(this.#atWork.values());
  }

  /** There is something new. */
  kick(): void {
    this.#isAsked = true;
    if (!this.#isStarted) return;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
      if (this.#isAsked) this.kick(); // asked at the very end
    });
  }

  /** Applies everything that is due now. Answers how many callbacks that were. */
  async runDue(): Promise<number> {
    const begun = await this.#begin(() => true);
    const counts = await Promise.all(begun.values());
    return counts.reduce((sum, count) => sum + count, 0);
  }

  #later(ms: number): void {
    this.#timing.setTimer(() => {
      if (!this.#isStarted) return;
      this.kick();
      this.#later(LOOK_MS);
    }, ms);
  }

  async #look(): Promise<void> {
    this.#isAsked = false;
    try {
      await this.#begin(() => this.#isStarted);
      await this.#clean();
    } catch (error) {
      await this.#rest(error);
    }
  }

  /** Sets the sources to work that have something due and are not at work, while `goesOn`. */
  async #begin(goesOn: () => boolean): Promise<ReadonlyMap<string, Promise<number>>> {
    const { ledger, now } = this.#desk;
    const begun = new Map<string, Promise<number>>();
    for (;;) {
      const path = await ledger.callbacks.sourceDue(now(), [...this.#atWork.keys(), ...begun.keys()]);
      if (path === undefined || !goesOn()) return begun;
      const work = this.#work(path, goesOn);
      begun.set(path, work);
      this.#atWork.set(path, work);
    }
  }

  /** Does all that is due of a source; never rejects. */
  async #work(path: string, goesOn: () => boolean): Promise<number> {
    const lane = new SourceQueue(path, this.#sources.get(path), this.#desk, this.#applying, this.#timing);
    let done = 0;
    try {
      done = await lane.run(goesOn);
    } catch (error) {
      await this.#rest(error);
    }
    this.#atWork.delete(path);
    // Something may have come since the last round. Where another process was faster there is no hurry.
    if (done > 0) this.kick();
    return done;
  }

  async #rest(error: unknown): Promise<void> {
    this.#desk.log.error({ err: error }, 'callbacks cannot be read from the ledger');
    await sleep(this.#timing, REST_MS);
  }

  async #clean(): Promise<void> {
    const now = this.#desk.now();
    if (now - this.#lastCleaning < CLEANING_MS) return;
    this.#lastCleaning = now;
    await this.#desk.ledger.callbacks.drop(now - this.#keptMs);
    await this.#desk.ledger.callbacks.dropNonces(now);
    await this.#desk.ledger.sessions.drop(now - this.#keptMs);
  }
}
