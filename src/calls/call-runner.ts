import { NoAnswer, OutcomeUnknown } from '../errors.ts';
import type { CallOptions } from './call-options.ts';
import { callingClient } from './calling-client.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { TooManyCalls } from './not-sent.ts';
import { RateLimiter, type ActionRate } from './rate-limiter.ts';
import { backoffMs, isSurelyNotExecuted, RetryQuota, retryRule, type Effect } from './retry.ts';
import type { SlotSource } from './slot-source.ts';
import { MACHINE_TIMING, sleep, type Timing } from './timing.ts';

interface RunnableCall {
  /** Name of the action. Each action has its own rate limit and circuit breaker. */
  readonly name: string;
  readonly effect: Effect;
}

/** Waits for the next slot of the action and runs the guard. For a try that sends twice. */
export type NextSlot = () => Promise<void>;

/** Reported before a call is tried again. */
export interface Retry {
  readonly action: string;
  readonly failedTries: number;
  readonly waitMs: number;
  readonly reason: string;
}

interface RunnerOptions {
  /** Maximum starts of one action in any one second; 0 means unlimited. */
  readonly callsPerSecond: number;
  /** Slots that other processes share; absent if this process is the only one. */
  readonly slots?: SlotSource | undefined;
  readonly timing?: Timing | undefined;
  readonly onRetry?: (retry: Retry) => void;
}

/** Latest start of a try. With the usual limit of 10 s for an answer, a call ends within 30 s. */
const MAX_START_MS = 20_000;

/** Admits the tries of one call: waits for a slot, then runs the caller's guard. */
class Admission {
  /** Whether a try was not admitted. This ends the call. */
  isClosed = false;

  constructor(
    private readonly limiter: RateLimiter | undefined,
    private readonly action: string,
    private readonly deadline: number,
    private readonly options: CallOptions,
  ) {}

  readonly admit = async (): Promise<void> => {
    try {
      const { background = false, guard } = this.options;
      const client = background ? undefined : callingClient();
      if (this.limiter) await this.limiter.take(this.action, this.deadline, background, client);
      guard?.();
    } catch (error) {
      this.isClosed = true;
      throw error;
    }
  };
}

/** Sends the calls of one account: rate-limited, and again after a failure if a repeat is safe. */
export class CallRunner {
  readonly #limiter: RateLimiter | undefined;
  readonly #breakers = new Map<string, CircuitBreaker>();
  readonly #quota = new RetryQuota();
  readonly #timing: Timing;
  readonly #onRetry: ((retry: Retry) => void) | undefined;

  constructor({ callsPerSecond, slots, timing = MACHINE_TIMING, onRetry }: RunnerOptions) {
    if (callsPerSecond > 0) this.#limiter = new RateLimiter(callsPerSecond, timing, slots);
    this.#timing = timing;
    this.#onRetry = onRetry;
  }

  /** Returns the rate limit of every action that was called so far; empty if calls are unlimited. */
  actions(): readonly ActionRate[] {
    return this.#limiter?.status() ?? [];
  }

  /**
   * Runs a call. `attempt` is one try; every try waits for its own slot and then runs `options.guard`. Throws the error of a
   * try, of the guard or of the source of slots, `TooManyCalls`, `CircuitOpen`, and for a read `NoAnswer` in place of
   * `OutcomeUnknown`.
   */
  async run<Answer>(
    call: RunnableCall,
    attempt: (nextSlot: NextSlot) => Promise<Answer>,
    options: CallOptions = {},
  ): Promise<Answer> {
    const breaker = this.#breakerOf(call.name);
    breaker.check();
    const begun = this.#timing.now();
    const lastStart = begun + MAX_START_MS;
    const admission = new Admission(this.#limiter, call.name, lastStart, options);
    let isProbe: boolean | undefined; // undefined until the circuit breaker has let the call through
    let failure: unknown;
    for (let tries = 1; ; tries++) {
      try {
        await admission.admit();
        isProbe ??= breaker.enter();
        const answer = await attempt(admission.admit);
        this.#quota.earn();
        breaker.answered(isProbe, begun);
        return answer;
      } catch (error) {
        failure = tries === 1 ? error : outcomeOf(failure, error, admission.isClosed);
        const waitMs = admission.isClosed ? undefined : this.#waitBeforeNext(call, error, tries, lastStart);
        if (waitMs === undefined) break;
        await sleep(this.#timing, waitMs);
      }
    }
    if (isProbe !== undefined) breaker.failed(isProbe, failure);
    throw call.effect === 'read' && failure instanceof OutcomeUnknown ? new NoAnswer(failure) : failure;
  }

  #breakerOf(action: string): CircuitBreaker {
    let breaker = this.#breakers.get(action);
    if (!breaker) this.#breakers.set(action, (breaker = new CircuitBreaker(action, this.#timing.now)));
    return breaker;
  }

  /** Returns the wait before the next try; undefined if the call is not tried again. */
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

/** Combines two failures: if the later try was not executed, the outcome of the earlier try counts. */
function outcomeOf(earlier: unknown, later: unknown, isClosed: boolean): unknown {
  if (later instanceof TooManyCalls) return earlier;
  return earlier instanceof OutcomeUnknown && (isClosed || isSurelyNotExecuted(later)) ? earlier : later;
}
