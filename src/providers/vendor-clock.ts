/** Differences below this are taken for delays. */
const WORTH_LEARNING_MS = 5000;
/** `Date` tells whole seconds, rounded down. */
const SECOND_MS = 1000;
/** A known difference stays as it is within so much: times that are told twice must not differ. */
const STEADY_MS = 2000;
/** How often the vendor is asked for the time alone, while no answer has told it. */
const ASK_MS = 10_000;

/**
 * The vendor's clock, as its answers tell it: what leaves for the vendor is signed by it, and what comes from the vendor
 * is judged by it.
 */
export class VendorClock {
  #offsetMs = 0;
  #isKnown = false;
  #askedAt = -Infinity;
  readonly #ours: () => number;

  /** `ours` is the time that the ledger goes by, in Unix ms. */
  constructor(ours: () => number) {
    this.#ours = ours;
  }

  /** Whether an answer of the vendor has told it. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Unix ms by our own time. */
  get ours(): number {
    return this.#ours();
  }

  /** By how much the vendor's clock is ahead of ours, in ms. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Unix ms at the vendor, as far as known. May be handed around as a function. */
  readonly now = (): number => this.#ours() + this.#offsetMs;

  /** Unix seconds at the vendor, as far as known. */
  readonly timestamp = (): number => Math.floor(this.now() / 1000);

  /**
   * Takes the `Date` of an answer, in Unix ms; `sentAt` is when its call left, by our time. Only what the two prove is
   * learnt: an answer may have been on its way for long, and a process may have stood still. True: a difference was
   * learnt, or is gone.
   */
  learn(vendorDate: number | undefined, sentAt: number = this.#ours()): boolean {
    if (vendorDate === undefined) return false;
    this.#isKnown = true;
    const low = vendorDate - this.#ours();
    const high = vendorDate + SECOND_MS - sentAt;
    if (low - STEADY_MS <= this.#offsetMs && this.#offsetMs <= high + STEADY_MS) return false;
    const likely = Math.round((low + high) / 2);
    const before = this.#offsetMs;
    this.#offsetMs = Math.abs(likely) < WORTH_LEARNING_MS ? 0 : likely;
    return Math.abs(this.#offsetMs - before) >= WORTH_LEARNING_MS;
  }

  /**
   * Asks for the time alone where no answer has told it so far: what `ask` gives is a `Date`. At most every 10 s, and never
   * rejects. True: a difference was learnt.
   */
  async askOnce(ask: () => Promise<number | undefined>): Promise<boolean> {
    const sentAt = this.#ours();
    if (this.#isKnown || sentAt - this.#askedAt < ASK_MS) return false;
    this.#askedAt = sentAt;
    const date = await ask().catch(() => undefined);
    return this.learn(date, sentAt);
  }
}
