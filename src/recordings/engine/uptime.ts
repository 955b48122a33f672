/** Rounds of the reconciler further apart than this mean that the process was suspended or that its clock jumped. */
const MAX_PAUSE_MS = 30_000;

/** Records since when this process has received callbacks without interruption. */
export class Uptime {
  #since: number;
  #lastRound: number | undefined;

  constructor(now: number) {
    this.#since = now;
  }

  /** Unix ms. */
  get since(): number {
    return this.#since;
  }

  /** Records a round of the reconciler. If the process was suspended or its clock jumped, returns by how many ms. */
  round(now: number): number | undefined {
    const pauseMs = now - (this.#lastRound ?? now);
    this.#lastRound = now;
    if (Math.abs(pauseMs) <= MAX_PAUSE_MS) return undefined;
    this.#since = now;
    return pauseMs;
  }
}
