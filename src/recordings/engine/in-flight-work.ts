/** What this process has in work. Its claims leave that out: it must never take over from itself. */
export class InFlightWork {
  readonly #counts = new Map<string, number>();
  readonly #whenIdle: (() => void)[] = [];

  get ids(): readonly string[] {
    return [...this.#counts.keys()];
  }

  /** Does something with one of them. */
  async track<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const left = this.#counts.get(id)! - 1;
      if (left === 0) this.#counts.delete(id);
      else this.#counts.set(id, left);
      if (this.#counts.size === 0) for (const tell of this.#whenIdle.splice(0)) tell();
    }
  }

  /**
   * Resolves when nothing is in work. A call goes on whose client has its answer already, because the ledger knew sooner:
   * what the vendor then says must still be put down.
   */
  async idle(): Promise<void> {
    while (this.#counts.size > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }
}
