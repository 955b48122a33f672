const SECOND_MS = 1000;

/** Measures the rate of calls, refused calls included: for tests of rate limits on the caller's side. */
export class RequestRate {
  readonly #actions = new Map<string, { recent: number[]; max: number }>();

  constructor(private readonly now: () => number) {}

  note(action: string): void {
    const now = this.now();
    const seen = this.#actions.get(action) ?? { recent: [], max: 0 };
    seen.recent.push(now);
    while ((seen.recent[0] ?? now) <= now - SECOND_MS) seen.recent.shift();
    seen.max = Math.max(seen.max, seen.recent.length);
    this.#actions.set(action, seen);
  }

  /** By action, the maximum number of calls in any one second so far. */
  get maxPerSecond(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#actions].map(([action, { max }]) => [action, max]));
  }

  clear(): void {
    this.#actions.clear();
  }
}
