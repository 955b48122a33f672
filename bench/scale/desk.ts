import { spacingOf } from '../../src/calls/rate-limiter.ts';
import type { PollSpacing } from '../../src/recordings/lifecycle/poll-budget.ts';
import { Lengths } from '../../src/recordings/lifecycle/poll-clock.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/recordings/lifecycle/schedule.ts';
import { Heap } from './heap.ts';
import { filesRule, type ProductKind } from './products.ts';
import type { Recording } from './recording.ts';

/** What the vendor takes, of each action. */
const SPACING_MS = spacingOf(20);

export type Action = 'start' | 'describe' | 'stop';

/** All that one product's recordings share: its queue, its calls, and what has been seen of it. */
export class ProductDesk {
  readonly recordings = new Set<Recording>();
  readonly lengths = new Lengths();
  pace: PollSpacing | null = null;
  readonly policy: Policy = { ...DEFAULT_POLICY, filesRule, pollSpacingOf: () => this.pace };
  /** Recordings that the ledger takes for running. */
  running = 0;
  underWay = 0;
  readonly spacingMs = SPACING_MS;
  /** Entries that count no more stay in these until they are the first. */
  readonly #due = new Heap<Recording>();
  readonly #urgent = new Heap<Recording>();
  readonly #freeAt: Record<Action, number> = { start: 0, describe: 0, stop: 0 };

  constructor(readonly kind: ProductKind) {}

  /** Takes the next slot of an action: the time at which its call leaves. */
  slot(action: Action, now: number): number {
    const at = Math.max(now, this.#freeAt[action]);
    this.#freeAt[action] = at + SPACING_MS;
    return at;
  }

  /** Plans a look, and when it goes before others. */
  put(recording: Recording, dueAt: number | null, urgentAt: number | null): void {
    recording.dueAt = dueAt;
    if (dueAt !== null) this.#due.push(dueAt, recording);
    // Most deadlines stay where they were.
    if (urgentAt !== null && urgentAt !== recording.urgentAt) this.#urgent.push(urgentAt, recording);
    recording.urgentAt = urgentAt;
  }

  /** Takes what is due, as src/ledger/recordings/claims.ts does: what is urgent, then the most overdue. */
  claim(now: number, limit: number): Recording[] {
    const claimed: Recording[] = [];
    const take = (queue: Heap<Recording>, first: () => number | undefined): void => {
      while (claimed.length < limit && (first() ?? Infinity) <= now) {
        const recording = queue.pop()!;
        recording.dueAt = null;
        recording.urgentAt = null;
        recording.isUnderWay = true;
        claimed.push(recording);
      }
    };
    take(this.#urgent, () => firstOf(this.#urgent, ({ urgentAt }) => urgentAt));
    take(this.#due, () => this.#firstDue());
    this.underWay += claimed.length;
    return claimed;
  }

  /** How many are due, and since when the first of them, in ms. */
  backlog(now: number): { readonly rows: number; readonly lagMs: number } {
    let rows = 0;
    for (const { dueAt } of this.recordings) if (dueAt !== null && dueAt <= now) rows++;
    return { rows, lagMs: Math.max(0, now - (this.#firstDue() ?? now)) };
  }

  #firstDue(): number | undefined {
    return firstOf(this.#due, ({ dueAt }) => dueAt);
  }
}

/** When the first comes that still counts: whose time is the one that it was queued with. */
function firstOf(queue: Heap<Recording>, timeOf: (recording: Recording) => number | null): number | undefined {
  for (let at = queue.firstTime; at !== undefined; at = queue.firstTime) {
    if (timeOf(queue.first!) === at) return at;
    queue.pop();
  }
  return undefined;
}
