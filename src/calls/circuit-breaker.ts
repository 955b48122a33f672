import { OutcomeUnknown, VendorRejected, VendorUnreachable } from '../errors.ts';
import { CircuitOpen } from './circuit-open.ts';

/** Fewer calls than this within 30 s are not judged. */
const FEWEST_CALLS = 20;
/** The share of failures at which it opens. */
const TOO_MANY_FAILURES = 0.5;
const SPAN_MS = 1000;
const SPANS = 30;

/** How long nothing is sent. Then one call is, to see. */
const OPEN_MS = 10_000;

/** The calls of one second. */
interface Span {
  readonly number: number;
  calls: number;
  failures: number;
}

/** Keeps calls of one action from a vendor that does not answer them. A refusal is an answer. */
export class CircuitBreaker {
  #spans: Span[] = [];
  /** When the vendor is tried again; undefined while the circuit is closed, as it should be. */
  #tryAt: number | undefined;
  /** Whether a call is under way that shows how the vendor is. */
  #isProbed = false;

  constructor(
    private readonly action: string,
    private readonly now: () => number,
  ) {}

  /** Throws `CircuitOpen` where a call would not be let through now. */
  check(): void {
    if (this.#tryAt === undefined) return;
    const waitMs = this.#tryAt - this.now();
    // Nobody knows how long the probe takes; the time until the next one is a good guess.
    if (waitMs > 0 || this.#isProbed) throw new CircuitOpen(this.action, Math.ceil(waitMs > 0 ? waitMs : OPEN_MS));
  }

  /** Lets a call through that is about to be sent, or throws `CircuitOpen`. Whether it is the probe. */
  enter(): boolean {
    if (this.#tryAt === undefined) return false;
    this.check();
    return (this.#isProbed = true);
  }

  /** Learns that a call was answered. `at` is when it began: that is known, and the time now would have to be asked. */
  answered(isProbe: boolean, at: number): void {
    if (this.#tryAt === undefined) this.#spanAt(at).calls++;
    else if (isProbe) this.#close();
  }

  /** Learns how a call failed. */
  failed(isProbe: boolean, failure: unknown): void {
    if (isProbe) this.#isProbed = false;
    if (failure instanceof VendorRejected) this.answered(isProbe, this.now());
    // Other failures are ours, and tell nothing of the vendor.
    else if (failure instanceof OutcomeUnknown || failure instanceof VendorUnreachable) this.#unanswered(isProbe);
  }

  #unanswered(isProbe: boolean): void {
    const now = this.now();
    if (this.#tryAt === undefined) {
      const span = this.#spanAt(now);
      span.calls++;
      span.failures++;
      if (this.#hasFailedTooOften()) this.#tryAt = now + OPEN_MS;
    } else if (isProbe) {
      this.#tryAt = now + OPEN_MS;
    }
  }

  #close(): void {
    this.#isProbed = false;
    this.#tryAt = undefined;
    this.#spans = [];
  }

  /** The span of a moment, or the latest where that is later: calls end out of order. */
  #spanAt(now: number): Span {
    const number = Math.floor(now / SPAN_MS);
    let last = this.#spans.at(-1);
    if (!last || last.number < number) {
      this.#spans = this.#spans.filter((span) => span.number > number - SPANS);
      this.#spans.push((last = { number, calls: 0, failures: 0 }));
    }
    return last;
  }

  #hasFailedTooOften(): boolean {
    let calls = 0;
    let failures = 0;
    for (const span of this.#spans) {
      calls += span.calls;
      failures += span.failures;
    }
    return calls >= FEWEST_CALLS && failures >= calls * TOO_MANY_FAILURES;
  }
}
