import {
  OutcomeUnknown,
  RecordingErrorCode,
  VendorRejected,
  VendorUnreachable,
  type VendorVerdict,
} from '../errors.ts';
import { CallNotSent } from './not-sent.ts';

/** Effect of a call on recordings. */
export type Effect = 'read' | 'create' | 'update' | 'delete';

interface RetryRule {
  /** Maximum number of tries, the first included. */
  readonly tries: number;
  /** Maximum random wait before the second try; doubles with every further try. */
  readonly baseMs: number;
  /** Minimum wait, as the vendor requests; the random wait is added to it. */
  readonly afterMs: number;
  /** Cost of a try in the retry quota. */
  readonly cost: number;
}

const SOON: RetryRule = { tries: 3, baseMs: 100, afterMs: 0, cost: 5 };
/** A try without an answer costs more, because it has occupied the vendor and this server. */
const UNANSWERED: RetryRule = { ...SOON, cost: 10 };
const THROTTLED: RetryRule = { tries: 5, baseMs: 500, afterMs: 0, cost: 5 };

/**
 * Returns how a call is sent again after a failure; undefined if it is not. A call that was surely not executed is always
 * sent again. If this is not certain, only reads and deletions are: vendors answer a second deletion with "no such task". A
 * second start could start another recording, and a second change could undo a later change.
 */
export function retryRule(effect: Effect, failure: unknown): RetryRule | undefined {
  if (failure instanceof VendorUnreachable) return SOON;
  if (failure instanceof VendorRejected) return ruleForRefusal(effect, failure.verdict);
  return failure instanceof OutcomeUnknown && isHarmlessTwice(effect) ? UNANSWERED : undefined;
}

function ruleForRefusal(effect: Effect, verdict: VendorVerdict): RetryRule | undefined {
  const { code, retryable, retryAfterMs = 0 } = verdict;
  if (code === RecordingErrorCode.VENDOR_THROTTLED) return { ...THROTTLED, afterMs: retryAfterMs };
  if (code === RecordingErrorCode.VENDOR_QUOTA_EXCEEDED) return undefined; // until a recording ends
  return retryable && isHarmlessTwice(effect) ? { ...SOON, afterMs: retryAfterMs } : undefined;
}

function isHarmlessTwice(effect: Effect): boolean {
  return effect === 'read' || effect === 'delete';
}

/** Returns whether a failure proves that the vendor did not execute the call. */
export function isSurelyNotExecuted(failure: unknown): boolean {
  return (
    failure instanceof CallNotSent ||
    failure instanceof VendorUnreachable ||
    (failure instanceof VendorRejected && failure.verdict.code === RecordingErrorCode.VENDOR_THROTTLED)
  );
}

const MAX_WAIT_MS = 5000;

/** Returns the wait before the next try, with full jitter: calls that failed together are not repeated together. */
export function backoffMs({ baseMs, afterMs }: RetryRule, failedTries: number, random: () => number): number {
  return afterMs + random() * Math.min(MAX_WAIT_MS, baseMs * 2 ** (failedTries - 1));
}

const FULL_QUOTA = 500;

/**
 * The retries that a vendor gets. Each retry spends its cost and each success earns 1, so a vendor that is down gets no
 * retries.
 */
export class RetryQuota {
  #left = FULL_QUOTA;

  /** Spends the cost if enough is left. Returns whether it was. */
  spend(cost: number): boolean {
    if (this.#left < cost) return false;
    this.#left -= cost;
    return true;
  }

  earn(): void {
    if (this.#left < FULL_QUOTA) this.#left++;
  }
}
