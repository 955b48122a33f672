/** What a stop of the server waits for: operations with one answer, until it has been sent. */
export class UnderWay {
  readonly #operations = new Set<object>();
  readonly #waiting: (() => void)[] = [];

  add(operation: object): void {
    this.#operations.add(operation);
  }

  /** It is through, or nobody waits for its answer. Those that are unknown are ignored. */
  delete(operation: object): void {
    this.#operations.delete(operation);
    if (this.#operations.size === 0) for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Resolves when there is none. */
  async whenIdle(): Promise<void> {
    if (this.#operations.size > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
