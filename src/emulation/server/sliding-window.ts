/**
 * Admits a number of calls per key in any stretch of the window's length, to the millisecond. Refused calls do not
 * count. Keys without a call for a whole window are forgotten, so memory follows the traffic.
 */
export class SlidingWindow {
  /** Times of the admitted calls by key, oldest first; keys in the order of their last call. */
  readonly #admitted = new Map<string, number[]>();

  constructor(
    private readonly windowMs: number,
    private readonly now: () => number,
  ) {}

  /** Whether one more call of this key is within the limit. Counts an admitted call. */
  admits(key: string, limit: number): boolean {
    const start = this.now() - this.windowMs;
    this.#forget(start);
    const recent = (this.#admitted.get(key) ?? []).filter((time) => time > start);
    if (recent.length >= limit) return false;
    recent.push(this.now());
    this.#admitted.delete(key); // moves the key to the end
    this.#admitted.set(key, recent);
    return true;
  }

  #forget(start: number): void {
    for (const [key, times] of this.#admitted) {
      if ((times.at(-1) ?? start) > start) return;
      this.#admitted.delete(key);
    }
  }
}
