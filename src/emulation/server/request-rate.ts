const SECOND_MS = 1000;

/** How often calls arrive, those that are refused included: for tests of who should hold back. */
export class RequestRate {
  readonly #actions = new Map<string, { recent: number[]; most: number }>();

  constructor(private readonly now: () => number) {}

  note(action: string): void {
    const now = this.now();
    const seen = this.#actions.get(action) ?? { recent: [], most: 0 };
    seen.recent.push(now);
    while ((seen.recent[0] ?? now) <= now - SECOND_MS) seen.recent.shift();
    seen.most = Math.max(seen.most, seen.recent.length);
    this.#actions.set(action, seen);
  }

  /** By action, the most calls that arrived in any one second so far. */
  get maxPerSecond(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#actions].map(([action, { most }]) => [action, most]));
  }

  clear(): void {
    this.#actions.clear();
  }
}
