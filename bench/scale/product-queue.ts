import { spacingOf } from '../../src/calls/rate-limiter.ts';
import type { PollSpacing } from '../../src/recordings/lifecycle/poll-budget.ts';
import { Lengths } from '../../src/recordings/lifecycle/poll-clock.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/recordings/lifecycle/schedule.ts';
import { Heap } from './heap.ts';
import { filesRule, type ProductKind } from './products.ts';
import type { Recording } from './recording.ts';

/** Rate limit of the vendor for each action. */
const SPACING_MS = spacingOf(20);

export type Action = 'start' | 'describe' | 'stop';

/** Recordings of one product, with their queue, call slots and statistics. */
export class ProductQueue {
  readonly recordings = new Set<Recording>();
  readonly lengths = new Lengths();
  pace: PollSpacing | null = null;
  readonly policy: Policy = { ...DEFAULT_POLICY, filesRule, pollSpacingOf: () => this.pace };
  /** Number of recordings that the ledger shows as running. */
  running = 0;
  inFlight = 0;
  readonly spacingMs = SPACING_MS;
  /** Outdated entries stay in the heaps until they reach the top. */
  readonly #due = new Heap<Recording>();
  readonly #urgent = new Heap<Recording>();
  readonly #freeAt: Record<Action, number> = { start: 0, describe: 0, stop: 0 };

  constructor(readonly kind: ProductKind) {}

  /** Reserves the next slot of an action. Returns the time of the call. */
  slot(action: Action, now: number): number {
    const at = Math.max(now, this.#freeAt[action]);
    this.#freeAt[action] = at + SPACING_MS;
    return at;
  }

  /** Schedules the next action, and the time from which the action is urgent. */
  put(recording: Recording, dueAt: number | null, urgentAt: number | null): void {
    recording.dueAt = dueAt;
    if (dueAt !== null) this.#due.push(dueAt, recording);
    // Most deadlines do not change.
    if (urgentAt !== null && urgentAt !== recording.urgentAt) this.#urgent.push(urgentAt, recording);
    recording.urgentAt = urgentAt;
  }

  /** Claims due recordings as src/ledger/recordings/claims.ts does: urgent ones first, then the most overdue. */
  claim(now: number, limit: number): Recording[] {
    const claimed: Recording[] = [];
    const take = (queue: Heap<Recording>, first: () => number | undefined): void => {
      while (claimed.length < limit && (first() ?? Infinity) <= now) {
        const recording = queue.pop()!;
        recording.dueAt = null;
        recording.urgentAt = null;
        recording.isInFlight = true;
        claimed.push(recording);
      }
    };
    take(this.#urgent, () => firstOf(this.#urgent, ({ urgentAt }) => urgentAt));
    take(this.#due, () => this.#firstDue());
    this.inFlight += claimed.length;
    return claimed;
  }

  /** Returns the number of due recordings and the delay of the most overdue recording, in ms. */
  backlog(now: number): { readonly rows: number; readonly lagMs: number } {
    let rows = 0;
    for (const { dueAt } of this.recordings) if (dueAt !== null && dueAt <= now) rows++;
    return { rows, lagMs: Math.max(0, now - (this.#firstDue() ?? now)) };
  }

  #firstDue(): number | undefined {
    return firstOf(this.#due, ({ dueAt }) => dueAt);
  }
}

/** Returns the time of the first valid entry. An entry is outdated if the time of its recording has changed. */
function firstOf(queue: Heap<Recording>, timeOf: (recording: Recording) => number | null): number | undefined {
  for (let at = queue.firstTime; at !== undefined; at = queue.firstTime) {
    if (timeOf(queue.first!) === at) return at;
    queue.pop();
  }
  return undefined;
}
