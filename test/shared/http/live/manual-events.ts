/** A stream of events that a test pushes. Reports whether the reader ended the stream. */
export class ManualEvents implements AsyncIterableIterator<object> {
  /** Events that the reader has not requested yet. */
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

  /** Ends the stream after the waiting events. */
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
