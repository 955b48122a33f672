/** The hosts of RongCloud's data centers: the primary, then the backup. An application lives in one data center. */
export const DATA_CENTERS: Readonly<Record<string, readonly [primary: string, backup: string]>> = {
  BJ: ['api.rong-api.com', 'api-b.rong-api.com'],
  SG: ['api.sg-light-api.com', 'api-b.sg-light-api.com'],
  SG_B: ['api.sg-b-light-api.com', 'api-b.sg-b-light-api.com'],
  NA: ['api.us-light-api.com', 'api-b.us-light-api.com'],
  SAU: ['api.sau-light-api.com', 'api-b.sau-light-api.com'],
};

/** Shortest time between two switches: RongCloud's Go SDK, so that two bad hosts are not swapped at every call. */
const MIN_SWITCH_MS = 30_000;

/**
 * The origin in use: the primary or its backup. After a failure the other origin is used from then on. Without a
 * backup, the primary is always used.
 */
export class Hosts {
  readonly #origins: readonly string[];
  readonly #now: () => number;
  #inUse = 0;
  #switchedAt = -Infinity;

  constructor(origins: readonly string[], now: () => number) {
    this.#origins = origins;
    this.#now = now;
  }

  get origin(): string {
    return this.#origins[this.#inUse]!;
  }

  /**
   * Notes that a call to `origin` failed. Returns whether another origin is in use now, switched by this call or by a
   * concurrent one.
   */
  failed(origin: string): boolean {
    if (origin !== this.origin) return true;
    if (this.#origins.length < 2 || this.#now() - this.#switchedAt < MIN_SWITCH_MS) return false;
    this.#inUse = (this.#inUse + 1) % this.#origins.length;
    this.#switchedAt = this.#now();
    return true;
  }
}
