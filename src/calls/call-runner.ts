import { NoAnswer, OutcomeUnknown } from '../errors.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { Admission } from './admission.ts';
import { RateLimiter, type ActionRate } from './rate-limiter.ts';
import { backoffMs, isSurelyNotExecuted, RetryQuota, retryRule, type Effect } from './retry.ts';
import { SharedPacer } from './shared-pacer.ts';
import type { SlotSource } from './slot-source.ts';
import type { CallOptions } from './call-options.ts';
import { MACHINE_TIMING, sleep, type Timing } from './timing.ts';
import { TooManyCalls } from './too-many-calls.ts';

/** A call as the runner sees it. */
export interface RunnableCall {
  /** The action, by whose name calls are paced. */
  readonly name: string;
  readonly effect: Effect;
}

/** Waits for the next slot of the action and asks the guard. For a try that sends a second time. */
export type NextSlot = () => Promise<void> | undefined;

/** Told when a call is about to be tried again. */
export interface Retry {
  readonly action: string;
  readonly failedTries: number;
  readonly waitMs: number;
  readonly reason: string;
}

export interface RunnerOptions {
  /** Starts of one action in any one second, at most; 0 for as many as come. */
  readonly callsPerSecond: number;
  /** Where the slots come from; absent: this process has them to itself. */
  readonly slots?: SlotSource | undefined;
  readonly timing?: Timing | undefined;
  readonly onRetry?: (retry: Retry) => void;
}

/** No try starts later than this. With the usual limit of 10 s for an answer, a call has failed or not within 30 s. */
const LAST_START_MS = 20_000;

/** Terms of a call that somebody waits for. */
const PLAIN: CallOptions = {};

/** Sends the calls of one account: each in its turn, and again where that is safe. */
export class CallRunner {
  readonly #pacer: RateLimiter | SharedPacer | undefined;
  readonly #circuits = new Map<string, CircuitBreaker>();
  readonly #quota = new RetryQuota();
  readonly #timing: Timing;
  readonly #onRetry: ((retry: Retry) => void) | undefined;

  constructor({ callsPerSecond, slots, timing = MACHINE_TIMING, onRetry }: RunnerOptions) {
    if (callsPerSecond > 0) {
      this.#pacer = slots ? new SharedPacer(callsPerSecond, timing, slots) : new RateLimiter(callsPerSecond, timing);
    }
    this.#timing = timing;
    this.#onRetry = onRetry;
  }

  /** How the actions stand that were called so far; none where calls are not paced. */
  actions(): readonly ActionRate[] {
    return this.#pacer?.status() ?? [];
  }

  /**
   * Carries a call out. `attempt` is one try; every try waits for a slot of its own and then asks `terms.guard`.
   * Throws what the tries threw, what the guard or the source of slots threw, `TooManyCalls`, `CircuitOpen`, and for a
   * read `NoAnswer` in place of `OutcomeUnknown`.
   */
  async run<Answer>(
    call: RunnableCall,
    attempt: (nextSlot: NextSlot) => Promise<Answer>,
    terms: CallOptions = PLAIN,
  ): Promise<Answer> {
    const circuit = this.#circuitOf(call.name);
    circuit.check();
    const begun = this.#timing.now();
    const lastStart = begun + LAST_START_MS;
    const gate = new Admission(this.#pacer, call.name, lastStart, terms);
    const nextSlot = (): Promise<void> | undefined => gate.pass();
    let isProbe: boolean | undefined; // of the circuit; undefined until it was let through
    let failure: unknown;
    for (let tries = 1; ; tries++) {
      try {
        const turn = gate.pass();
        if (turn) await turn;
        isProbe ??= circuit.enter();
        const answer = await attempt(nextSlot);
        this.#quota.earn();
        circuit.answered(isProbe, begun);
        return answer;
      } catch (error) {
        failure = tries === 1 ? error : outcomeOf(failure, error, gate.isShut);
        const waitMs = gate.isShut ? undefined : this.#waitBeforeNext(call, error, tries, lastStart);
        if (waitMs === undefined) break;
        await sleep(this.#timing, waitMs);
      }
    }
    if (isProbe !== undefined) circuit.failed(isProbe, failure);
    throw call.effect === 'read' && failure instanceof OutcomeUnknown ? new NoAnswer(failure) : failure;
  }

  #circuitOf(action: string): CircuitBreaker {
    let circuit = this.#circuits.get(action);
    if (!circuit) this.#circuits.set(action, (circuit = new CircuitBreaker(action, this.#timing.now)));
    return circuit;
  }

  /** How long to wait before the next try; undefined where there is none. */
  #waitBeforeNext(
    { name, effect }: RunnableCall,
    failure: unknown,
    failedTries: number,
    lastStart: number,
  ): number | undefined {
    const rule = retryRule(effect, failure);
    if (!rule || failedTries >= rule.tries) return undefined;
    const { now, random } = this.#timing;
    const waitMs = backoffMs(rule, failedTries, random);
    if (now() + waitMs > lastStart || !this.#quota.spend(rule.cost)) return undefined;
    this.#onRetry?.({ action: name, failedTries, waitMs: Math.round(waitMs), reason: (failure as Error).message });
    return waitMs;
  }
}

/** What is known after two failures: that the later try was not carried out tells nothing of the earlier. */
function outcomeOf(earlier: unknown, later: unknown, isShut: boolean): unknown {
  if (later instanceof TooManyCalls) return earlier;
  return earlier instanceof OutcomeUnknown && (isShut || isSurelyNotExecuted(later)) ? earlier : later;
}
