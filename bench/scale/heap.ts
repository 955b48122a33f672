/**
 * A binary heap sorted by time. The order of items with equal times is arbitrary but deterministic. Times are in a separate
 * array, so that comparisons load no items from memory.
 */
export class Heap<Item> {
  readonly #times: number[] = [];
  readonly #items: Item[] = [];

  get firstTime(): number | undefined {
    return this.#times[0];
  }

  get first(): Item | undefined {
    return this.#items[0];
  }

  push(time: number, item: Item): void {
    let place = this.#times.push(time) - 1;
    this.#items.push(item);
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      if (this.#times[parent]! <= time) break;
      this.#move(parent, place);
      place = parent;
    }
    this.#set(place, time, item);
  }

  /** Removes and returns the first item. Undefined: the heap is empty. */
  pop(): Item | undefined {
    const first = this.#items[0];
    const time = this.#times.pop();
    const item = this.#items.pop();
    if (this.#times.length > 0) this.#sink(time!, item!);
    return first;
  }

  /** Replaces the first item. */
  #sink(time: number, item: Item): void {
    const times = this.#times;
    const { length } = times;
    let place = 0;
    for (let child = 1; child < length; child = 2 * place + 1) {
      if (child + 1 < length && times[child + 1]! < times[child]!) child++;
      if (times[child]! >= time) break;
      this.#move(child, place);
      place = child;
    }
    this.#set(place, time, item);
  }

  #move(from: number, to: number): void {
    this.#set(to, this.#times[from]!, this.#items[from]!);
  }

  #set(place: number, time: number, item: Item): void {
    this.#times[place] = time;
    this.#items[place] = item;
  }
}
