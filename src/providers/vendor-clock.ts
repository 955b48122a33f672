/** Differences below this are taken for delays. */
const WORTH_LEARNING_MS = 5000;
/** `Date` has whole seconds, rounded down. */
const SECOND_MS = 1000;
/**
 * Keeps a known difference if the new one deviates by less than this, so that a time that is reported twice stays the
 * same.
 */
const STEADY_MS = 2000;
/** Minimum interval between queries for the time alone, while no answer has shown it. */
const ASK_MS = 10_000;

/** The vendor's clock, learnt from the `Date` of answers. Used to sign calls and to check callbacks. */
export class VendorClock {
  #offsetMs = 0;
  #isKnown = false;
  #askedAt = -Infinity;
  readonly #ours: () => number;

  /** `ours`: the ledger's clock, in Unix ms. */
  constructor(ours: () => number) {
    this.#ours = ours;
  }

  /** Whether an answer of the vendor has shown its time. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Unix ms by our own time. */
  get ours(): number {
    return this.#ours();
  }

  /** Lead of the vendor's clock over the server's, in ms. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Unix ms at the vendor, as far as known. May be handed around as a function. */
  readonly now = (): number => this.#ours() + this.#offsetMs;

  /** Unix seconds at the vendor, as far as known. */
  readonly timestamp = (): number => Math.floor(this.now() / 1000);

  /**
   * Learns from the `Date` of an answer, in Unix ms. `sentAt`: time of sending by the server's clock. Learns only a
   * difference that the two times prove, because an answer can be slow and a process can pause. Returns whether a
   * difference appeared, changed or disappeared.
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
   * Queries the vendor's time if no answer has shown it so far. `ask` returns a `Date`. Queries at most every 10 s, and
   * never rejects. Returns whether a difference was learnt.
   */
  async askOnce(ask: () => Promise<number | undefined>): Promise<boolean> {
    const sentAt = this.#ours();
    if (this.#isKnown || sentAt - this.#askedAt < ASK_MS) return false;
    this.#askedAt = sentAt;
    const date = await ask().catch(() => undefined);
    return this.learn(date, sentAt);
  }
}
