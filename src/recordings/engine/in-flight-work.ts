/** Ids that this process is working on. Its claims exclude them, so that it never takes over from itself. */
export class InFlightWork {
  readonly #counts = new Map<string, number>();
  readonly #whenIdle: (() => void)[] = [];

  get ids(): readonly string[] {
    return [...this.#counts.keys()];
  }

  /** Runs work on an id. */
  async track<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const left = this.#counts.get(id)! - 1;
      if (left === 0) this.#counts.delete(id);
      else this.#counts.set(id, left);
      if (this.#counts.size === 0) for (const notify of this.#whenIdle.splice(0)) notify();
    }
  }

  /**
   * Resolves when no work is in flight. A call can outlast the response to the client, because the ledger knew the outcome
   * earlier; the vendor's answer must still be recorded.
   */
  async idle(): Promise<void> {
    while (this.#counts.size > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }
}
