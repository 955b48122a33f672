import { setImmediate } from 'node:timers/promises';
import { SingleFlight } from './single-flight.ts';

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

/** Collects the items that arrive while a batch is processed, and processes them together as the next batch. */
export class Batcher<Item, Result = void> {
  #waiting: Waiting<Item, Result>[] = [];
  readonly #batches = new SingleFlight(() => this.#processAll());

  constructor(
    private readonly maxItems: number,
    /** Processes a batch. Returns the result of each item, in the order of the items; an error rejects all of them. */
    private readonly process: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>,
  ) {}

  /** Adds an item to the next batch. Resolves with its result. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      void this.#batches.run();
    });
  }

  /** Resolves when every item is processed. */
  idle(): Promise<void> {
    return this.#batches.idle();
  }

  async #processAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await setImmediate(); // items that arrive in the same turn of the event loop join the batch
      const batch = this.#waiting.splice(0, this.maxItems);
      try {
        const results = await this.process(batch.map(({ item }) => item));
        for (const [index, { resolve, reject }] of batch.entries()) {
          const result = results[index]!;
          if (result.status === 'fulfilled') resolve(result.value);
          else reject(result.reason);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
  }
}
