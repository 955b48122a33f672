/**
 * Runs a task, never twice at the same time. A request that arrives during a run causes one more run afterwards, however
 * many requests arrive.
 */
export class SingleFlight {
  #running = Promise.resolve();
  #isRunning = false;
  #isRequested = false;
  #isStopped = false;

  constructor(private readonly task: () => Promise<void>) {}

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /**
   * Requests a run. Resolves when a run that began after the request has ended and no other is requested. Rejects when
   * the last run failed, so the caller must handle the error even if it does not await the run. After `stop` it does
   * nothing.
   */
  run(): Promise<void> {
    this.#isRequested = !this.#isStopped;
    if (this.#isRequested && !this.#isRunning) this.#running = this.#runAll();
    return this.#isStopped && !this.#isRunning ? Promise.resolve() : this.#running;
  }

  /** Resolves when no run is active or requested, whether or not the last run failed. */
  async idle(): Promise<void> {
    while (this.#isRunning) await this.#running.catch(() => undefined);
  }

  /** Drops the requests that have no run yet, and all later ones. Resolves when the active run has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#isRequested = false;
    await this.idle();
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true;
    let failure: { error: unknown } | undefined;
    while (this.#isRequested) {
      this.#isRequested = false;
      failure = undefined;
      try {
        await this.task();
      } catch (error) {
        failure = { error };
      }
    }
    this.#isRunning = false;
    if (failure) throw failure.error;
  }
}
