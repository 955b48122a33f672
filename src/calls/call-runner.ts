import { NoAnswer, OutcomeUnknown } from '../errors.ts';
import { Pacer, type ActionPace } from './pacer.ts';
import { backoffMs, isSurelyNotExecuted, RetryQuota, retryRule, type Effect } from './retry.ts';
import { MACHINE_TIMING, sleep, type Timing } from './timing.ts';
import { TooManyCalls } from './too-many-calls.ts';

/** A call as the runner sees it. */
export interface RunnableCall {
  /** The action, by whose name calls are paced. */
  readonly name: string;
  readonly effect: Effect;
}

/** Waits for the next slot of the action. For a try that sends a second time. */
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
  readonly timing?: Timing | undefined;
  readonly onRetry?: (retry: Retry) => void;
}

/** No try starts later than this. With the usual limit of 10 s for an answer, a call has failed or not within 30 s. */
const LAST_START_MS = 20_000;

/** Sends the calls of one account: each in its turn, and again where that is safe. */
export class CallRunner {
  readonly #pacer: Pacer | undefined;
  readonly #quota = new RetryQuota();
  readonly #timing: Timing;
  readonly #onRetry: ((retry: Retry) => void) | undefined;

  constructor({ callsPerSecond, timing = MACHINE_TIMING, onRetry }: RunnerOptions) {
    this.#pacer = callsPerSecond > 0 ? new Pacer(callsPerSecond, timing) : undefined;
    this.#timing = timing;
    this.#onRetry = onRetry;
  }

  /** How the actions stand that were called so far; none where calls are not paced. */
  actions(): readonly ActionPace[] {
    return this.#pacer?.status() ?? [];
  }

  /**
   * Carries a call out. `attempt` is one try; every try waits for a slot of its own.
   * Throws what the tries threw, `TooManyCalls`, and for a read `NoAnswer` in place of `OutcomeUnknown`.
   */
  async run<Answer>(call: RunnableCall, attempt: (nextSlot: NextSlot) => Promise<Answer>): Promise<Answer> {
    const lastStart = this.#timing.now() + LAST_START_MS;
    const nextSlot = (): Promise<void> | undefined => this.#pacer?.take(call.name, lastStart);
    let failure: unknown;
    for (let tries = 1; ; tries++) {
      try {
        const turn = nextSlot();
        if (turn) await turn;
        const answer = await attempt(nextSlot);
        this.#quota.earn();
        return answer;
      } catch (error) {
        failure = tries === 1 ? error : outcomeOf(failure, error);
        const waitMs = this.#waitBeforeNext(call, error, tries, lastStart);
        if (waitMs === undefined) break;
        await sleep(this.#timing, waitMs);
      }
    }
    throw call.effect === 'read' && failure instanceof OutcomeUnknown ? new NoAnswer(failure) : failure;
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
function outcomeOf(earlier: unknown, later: unknown): unknown {
  if (later instanceof TooManyCalls) return earlier;
  return earlier instanceof OutcomeUnknown && isSurelyNotExecuted(later) ? earlier : later;
}
