/**
 * Base of async iterators that pull their items. `return` takes effect at once, also while `next` waits; a generator
 * would first wait for the next item.
 */
export abstract class PullIterator<Item extends object> implements AsyncIterableIterator<Item> {
  #isEnded = false;

  /** Returns the next item, or undefined after the last. */
  protected abstract pull(): Promise<Item | undefined> | Item | undefined;

  /** Releases the source and ends a waiting `pull`. Runs once, however the iterator ends. */
  protected abstract release(): unknown;

  protected get isEnded(): boolean {
    return this.#isEnded;
  }

  async next(): Promise<IteratorResult<Item>> {
    try {
      const pulled = this.#isEnded ? undefined : this.pull();
      const value = pulled instanceof Promise ? await pulled : pulled; // an item in memory costs no wait
      if (value !== undefined && !this.#isEnded) return { done: false, value };
    } catch (error) {
      await this.return();
      throw error;
    }
    return this.return();
  }

  async return(): Promise<IteratorResult<Item>> {
    if (!this.#isEnded) {
      this.#isEnded = true;
      await this.release();
    }
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** The items of the lists that `expand` makes of the values of `source`. */
export class FlatMapIterator<From, To extends object> extends PullIterator<To> {
  #items: readonly To[] = [];
  #index = 0;

  constructor(
    private readonly source: AsyncIterator<From>,
    private readonly expand: (value: From) => readonly To[],
  ) {
    super();
  }

  protected pull(): Promise<To | undefined> | To | undefined {
    return this.#index < this.#items.length ? this.#items[this.#index++] : this.#read();
  }

  protected release(): unknown {
    this.#items = [];
    return this.source.return?.();
  }

  async #read(): Promise<To | undefined> {
    do {
      const result = await this.source.next();
      if (result.done) return undefined;
      this.#items = this.expand(result.value);
      this.#index = 0;
    } while (this.#items.length === 0);
    return this.#items[this.#index++];
  }
}
