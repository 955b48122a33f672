/**
 * Base of async iterators that pull their items. `return` takes effect at once, also while `next` waits; a generator
 * would first wait for the next item.
 */
export abstract class PullIterator<Item> implements AsyncIterableIterator<Item> {
  #isEnded = false;

  /** Returns the next item. Ends the iterator by `return` after the last item, and before an error. */
  protected abstract pull(): Promise<IteratorResult<Item>>;

  /** Releases the source and ends a waiting `pull`. Runs once, however the iterator ends. */
  protected abstract release(): unknown;

  protected get isEnded(): boolean {
    return this.#isEnded;
  }

  next(): Promise<IteratorResult<Item>> {
    return this.#isEnded ? this.return() : this.pull();
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
export class FlatMapIterator<From, To> extends PullIterator<To> {
  #items: readonly To[] = [];
  #index = 0;

  constructor(
    private readonly source: AsyncIterator<From>,
    private readonly expand: (value: From) => readonly To[],
  ) {
    super();
  }

  protected async pull(): Promise<IteratorResult<To>> {
    while (this.#index === this.#items.length) {
      const result = await this.source.next();
      if (result.done) return this.return();
      this.#items = this.expand(result.value);
      this.#index = 0;
    }
    return { done: false, value: this.#items[this.#index++]! };
  }

  protected release(): unknown {
    return this.source.return?.();
  }
}
