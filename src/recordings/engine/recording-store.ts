import { LedgerUnavailable } from '../../errors.ts';
import type { Ledger } from '../../ledger/contract/ledger.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import type { Log } from '../../log.ts';
import type { RefChange, Report } from '../../domain/recorder.ts';
import { Evidence, type Effect } from '../../domain/recording.ts';
import { isFinal } from '../../domain/state-machine.ts';
import type { PollBudget } from '../lifecycle/poll-budget.ts';
import type { Policy } from '../lifecycle/schedule.ts';
import { applyTransition, type Transition, type TransitionResult } from '../lifecycle/transitions.ts';
import type { OutcomeWatcher } from './outcome-watcher.ts';
import { withRef } from './task-ref.ts';

/** How long and how often a write is retried while the ledger is unavailable: long enough for a restart of the database. */
const RETRY_MS = 10_000;
const MAX_TRIES = 20;

interface RecordingStoreOptions {
  readonly ledger: Pick<Ledger, 'update' | 'clock'>;
  readonly policy: Policy;
  readonly pollBudget: PollBudget;
  readonly outcomes: OutcomeWatcher;
  /** Unix ms. */
  readonly now: () => number;
  /** Monotonic clock, ms. */
  readonly clock: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 to below 1: jitter of the next action. */
  readonly random: () => number;
  readonly log: Log;
}

/** A transition, or a function that derives one from the current row; undefined changes nothing. */
export type TransitionOf = Omit<Transition, 'at'> | ((row: Recording) => Omit<Transition, 'at'> | undefined);

interface PollSoon {
  readonly report?: Report;
  readonly ref?: RefChange | undefined;
  readonly tries?: number;
  readonly fence?: number | undefined;
}

/** Writes state transitions of recordings to the ledger. */
export class RecordingStore {
  constructor(private readonly options: RecordingStoreOptions) {}

  /** Resolves when the ledger's clock can be trusted. */
  clockSettled(): Promise<void> {
    return this.options.ledger.clock.settled();
  }

  /**
   * Applies a transition to a recording. With a `fence` that is no longer current nothing changes and the outcome is
   * `lost`. Returns undefined if there is no such recording.
   */
  async transition(
    id: string,
    given: TransitionOf,
    fence?: number,
  ): Promise<{ row: Recording; outcome: 'changed' | 'unchanged' | 'lost' } | undefined> {
    const { ledger, policy, pollBudget, outcomes, random, log } = this.options;
    const at = this.options.now();
    let before: Recording | undefined;
    let applied: TransitionResult | undefined;
    const result = await ledger.update(
      id,
      (row) => {
        before = row;
        const transition = typeof given === 'function' ? given(row) : given;
        applied = transition && applyTransition(row, { at, ...transition }, policy, random());
        return applied?.patch;
      },
      fence,
    );
    if (result?.outcome === 'changed') {
      if (before?.endedAt === null) pollBudget.recordLength(result.row);
      if (applied?.patch.evidence === Evidence.CALLBACK) outcomes.notify(result.row);
    }
    if (result && result.outcome !== 'lost' && applied) logAlarms(log, result.row, applied.effects);
    return result;
  }

  /** Retries a write for 10 s while the ledger is unavailable. Returns undefined if no try succeeded. */
  async persist<Result>(write: () => Promise<Result>): Promise<Result | undefined> {
    const { clock, sleep } = this.options;
    const startedAt = clock();
    for (let tries = 1; ; tries++) {
      try {
        return await write();
      } catch (error) {
        if (!(error instanceof LedgerUnavailable)) throw error;
        if (tries === MAX_TRIES || clock() - startedAt >= RETRY_MS) return undefined;
        await sleep(RETRY_MS / MAX_TRIES);
      }
    }
  }

  /** Applies the result of a vendor call, which cannot be obtained again: a transition with retries as in `persist`. */
  settle(id: string, given: TransitionOf, fence?: number): ReturnType<RecordingStore['transition']> {
    return this.persist(() => this.transition(id, given, fence));
  }

  /**
   * Applies the vendor's answer to a call, and schedules the recording for the reconciler's next round. With a `fence`, only
   * while the fence is current. `ref` returns new members of the task's reference. Retries as `persist` does.
   */
  async pollSoon(
    id: string,
    { report = { facts: [] }, ref, tries = 0, fence }: PollSoon = {},
  ): Promise<Recording | undefined> {
    const extra = { nextActionAt: this.options.now(), tries };
    const poll = (row: Recording): Omit<Transition, 'at'> => ({
      evidence: Evidence.ANSWER,
      report,
      extra: { ...extra, ...withRef(row, ref) },
    });
    return (await this.settle(id, poll, fence))?.row;
  }
}

const OPERATOR_NEEDED = 'an operator must look at this recording';

/** Logs the effects of a transition that need an operator, and recordings that nothing is scheduled for. */
function logAlarms(log: Log, row: Recording, effects: readonly Effect[]): void {
  const { id: recordingId, product, state, nextActionAt } = row;
  if (nextActionAt === null && !isFinal(state)) {
    log.error({ recordingId, product, state }, `${OPERATOR_NEEDED}: the server cannot find out more by itself`);
  }
  for (const effect of effects) {
    if (effect.kind === 'alarm') log.error({ recordingId, product, cause: effect.cause }, OPERATOR_NEEDED);
    else log.warn({ recordingId, product }, 'the surplus task of a repeated start will be stopped');
  }
}
