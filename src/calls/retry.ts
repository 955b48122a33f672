import {
  OutcomeUnknown,
  RecordingErrorCode,
  VendorRejected,
  VendorUnreachable,
  type VendorVerdict,
} from '../errors.ts';
import { CircuitOpen } from './circuit-open.ts';
import { TooManyCalls } from './too-many-calls.ts';

/** What a call does to recordings. */
export type Effect = 'read' | 'create' | 'update' | 'delete';

/** How a failed call is tried again. */
export interface RetryRule {
  /** Tries in all, the first included. */
  readonly tries: number;
  /** Longest random wait before the second try; it doubles with every further one. */
  readonly baseMs: number;
  /** What the wait is added to: the time that the vendor asks for. */
  readonly afterMs: number;
  /** What it takes from the quota. */
  readonly cost: number;
}

const SOON: RetryRule = { tries: 3, baseMs: 100, afterMs: 0, cost: 5 };
/** A try without an answer has held the vendor and us up, so it costs more. */
const UNANSWERED: RetryRule = { ...SOON, cost: 10 };
const THROTTLED: RetryRule = { tries: 5, baseMs: 500, afterMs: 0, cost: 5 };

/**
 * Whether and how a call is sent again after a failure. What surely was not carried out always is. Where that is not
 * sure, only what does no harm twice is: a read, and the end of something, which the vendors answer the second time with
 * "no such task". A start could start a second recording, and a change could undo a later one.
 */
export function retryRule(effect: Effect, failure: unknown): RetryRule | undefined {
  if (failure instanceof VendorUnreachable) return SOON;
  if (failure instanceof VendorRejected) return ruleForRefusal(effect, failure.verdict);
  return failure instanceof OutcomeUnknown && isHarmlessTwice(effect) ? UNANSWERED : undefined;
}

function ruleForRefusal(effect: Effect, verdict: VendorVerdict): RetryRule | undefined {
  const { code, retryable, retryAfterMs = 0 } = verdict;
  if (code === RecordingErrorCode.VENDOR_THROTTLED) return { ...THROTTLED, afterMs: retryAfterMs };
  if (code === RecordingErrorCode.VENDOR_QUOTA_EXCEEDED) return undefined; // somebody has to end a recording first
  return retryable && isHarmlessTwice(effect) ? { ...SOON, afterMs: retryAfterMs } : undefined;
}

function isHarmlessTwice(effect: Effect): boolean {
  return effect === 'read' || effect === 'delete';
}

/** Whether the vendor surely did not carry a call out that failed so. */
export function isSurelyNotExecuted(failure: unknown): boolean {
  return (
    failure instanceof TooManyCalls ||
    failure instanceof CircuitOpen ||
    failure instanceof VendorUnreachable ||
    (failure instanceof VendorRejected && failure.verdict.code === RecordingErrorCode.VENDOR_THROTTLED)
  );
}

const LONGEST_WAIT_MS = 5000;

/** The wait after so many failed tries, with full jitter: those that failed together do not come back together. */
export function backoffMs({ baseMs, afterMs }: RetryRule, failedTries: number, random: () => number): number {
  return afterMs + random() * Math.min(LONGEST_WAIT_MS, baseMs * 2 ** (failedTries - 1));
}

const FULL_QUOTA = 500;

/** Further tries that a vendor is given. Each takes some, each success gives 1 back; a vendor that is down gets none. */
export class RetryQuota {
  #left = FULL_QUOTA;

  /** Whether there was enough; if so it is taken. */
  spend(cost: number): boolean {
    if (this.#left < cost) return false;
    this.#left -= cost;
    return true;
  }

  earn(): void {
    if (this.#left < FULL_QUOTA) this.#left++;
  }
}
