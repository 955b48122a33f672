import { OutcomeUnknown, VendorRejected, VendorUnreachable } from '../errors.ts';
import { CircuitOpen } from './not-sent.ts';

/** The breaker stays closed while the window has fewer calls than this. */
const MIN_CALLS = 20;
/** Share of failed calls that opens the breaker. */
const MAX_FAILURES = 0.5;
/** The window: 30 buckets of one second. */
const BUCKET_MS = 1000;
const BUCKETS = 30;

/** For this time no call is sent. Then one call probes the vendor. */
const OPEN_MS = 10_000;

/** The calls of one second. */
interface Bucket {
  readonly number: number;
  calls: number;
  failures: number;
}

/** Stops calls of one action while the vendor does not answer most of them. A refusal is an answer. */
export class CircuitBreaker {
  #buckets: Bucket[] = [];
  /** Time of the next probe; undefined while the breaker is closed. */
  #tryAt: number | undefined;
  /** Whether a probe runs. */
  #isProbed = false;

  constructor(
    private readonly action: string,
    private readonly now: () => number,
  ) {}

  /** Throws `CircuitOpen` if a call may not be sent now. */
  check(): void {
    if (this.#tryAt === undefined) return;
    const waitMs = this.#tryAt - this.now();
    // The duration of a running probe is unknown; the interval between probes is a good guess.
    if (waitMs > 0 || this.#isProbed) throw new CircuitOpen(this.action, Math.ceil(waitMs > 0 ? waitMs : OPEN_MS));
  }

  /** Lets a call through, or throws `CircuitOpen`. Returns whether the call is the probe. */
  enter(): boolean {
    if (this.#tryAt === undefined) return false;
    this.check();
    return (this.#isProbed = true);
  }

  /** Records an answered call. `at` is the start of the call, which is known without reading the clock. */
  answered(isProbe: boolean, at: number): void {
    if (this.#tryAt === undefined) this.#bucketAt(at).calls++;
    else if (isProbe) this.#close();
  }

  /** Records a failed call. */
  failed(isProbe: boolean, failure: unknown): void {
    if (isProbe) this.#isProbed = false;
    if (failure instanceof VendorRejected) this.answered(isProbe, this.now());
    // Any other failure happened in this server and says nothing about the vendor.
    else if (failure instanceof OutcomeUnknown || failure instanceof VendorUnreachable) this.#unanswered(isProbe);
  }

  #unanswered(isProbe: boolean): void {
    const now = this.now();
    if (this.#tryAt === undefined) {
      const bucket = this.#bucketAt(now);
      bucket.calls++;
      bucket.failures++;
      if (this.#hasFailedTooOften()) this.#tryAt = now + OPEN_MS;
    } else if (isProbe) {
      this.#tryAt = now + OPEN_MS;
    }
  }

  #close(): void {
    this.#isProbed = false;
    this.#tryAt = undefined;
    this.#buckets = [];
  }

  /** Returns the bucket of `now`, or the latest bucket if `now` lies before it: calls end out of order. */
  #bucketAt(now: number): Bucket {
    const number = Math.floor(now / BUCKET_MS);
    let last = this.#buckets.at(-1);
    if (!last || last.number < number) {
      this.#buckets = this.#buckets.filter((bucket) => bucket.number > number - BUCKETS);
      this.#buckets.push((last = { number, calls: 0, failures: 0 }));
    }
    return last;
  }

  #hasFailedTooOften(): boolean {
    let calls = 0;
    let failures = 0;
    for (const bucket of this.#buckets) {
      calls += bucket.calls;
      failures += bucket.failures;
    }
    return calls >= MIN_CALLS && failures >= calls * MAX_FAILURES;
  }
}
