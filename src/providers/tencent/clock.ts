/** Differences below this are the road's, not the clock's. */
const WORTH_LEARNING_MS = 30_000;

/** This machine's clock, set by what the vendor's answers say: a signature holds for 5 minutes around the vendor's time. */
export class VendorClock {
  #offsetMs = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Unix seconds at the vendor, as far as known. */
  timestamp(): number {
    return Math.floor((this.#now() + this.#offsetMs) / 1000);
  }

  /** Takes the `Date` of an answer, in Unix milliseconds. */
  learn(vendorDate: number | undefined): void {
    if (vendorDate === undefined) return;
    const offset = vendorDate - this.#now();
    this.#offsetMs = Math.abs(offset) < WORTH_LEARNING_MS ? 0 : offset;
  }
}
