/** What this process has in work. Its claims leave that out: it must never take over from itself. */
export class AtWork {
  readonly #counts = new Map<string, number>();

  get ids(): readonly string[] {
    return [...this.#counts.keys()];
  }

  /** Does something with one of them. */
  async during<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const left = this.#counts.get(id)! - 1;
      if (left === 0) this.#counts.delete(id);
      else this.#counts.set(id, left);
    }
  }
}
