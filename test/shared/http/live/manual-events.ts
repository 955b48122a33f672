/** A stream of events that a test pushes by hand. Knows whether its reader ended it. */
export class ManualEvents implements AsyncIterableIterator<object> {
  /** Events that nobody has asked for yet. */
  readonly waiting: object[] = [];
  isEnded = false;
  taken = 0;
  #wake: (() => void) | undefined;
  #fault: Error | undefined;
  #isComplete = false;

  push(...events: object[]): void {
    this.waiting.push(...events);
    this.#wake?.();
  }

  /** The stream ends by itself, after what is waiting. */
  complete(): void {
    this.#isComplete = true;
    this.#wake?.();
  }

  fail(fault: Error): void {
    this.#fault = fault;
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<object>> {
    while (!this.isEnded) {
      if (this.#fault) throw this.#fault;
      const value = this.waiting.shift();
      if (value) {
        this.taken += 1;
        return { done: false, value };
      }
      if (this.#isComplete) break;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<object>> {
    this.isEnded = true;
    this.#wake?.();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
