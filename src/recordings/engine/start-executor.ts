import { LedgerUnavailable, OutcomeUnknown, RecordingFailure, type ErrorEntry } from '../../errors.ts';
import { isSurelyNotExecuted } from '../../calls/retry.ts';
import { TooManyCalls } from '../../calls/not-sent.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import type { StartAnswer, StartPlan } from '../../domain/recorder.ts';
import { Evidence, RecordingCause, RecordingState, type Fact } from '../../domain/recording.ts';
import { isFinal } from '../../domain/state-machine.ts';
import { startErrorsOf } from '../lifecycle/failure.ts';
import { reportOf, type Transition } from '../lifecycle/transitions.ts';
import { isAmbiguousRefusal, whileAmbiguous } from '../starts/refusals.ts';
import { isRepeatable } from '../starts/sealed-starts.ts';
import type { EngineParts } from './engine-parts.ts';
import { LeaseLost, type Lease } from './leases.ts';

/** Outcome of one attempt to start a recording: the row after it, and the errors for the client. */
export interface AttemptOutcome {
  readonly row: Recording;
  readonly errors: readonly ErrorEntry[];
  /** The vendor refused because a recording already runs there. That recording may be the one of this start. */
  readonly isAmbiguous?: boolean;
}

const NOT_STORED = new OutcomeUnknown('the vendor', 'the ledger could not keep its answer');

/** Sends starts whose intent is in the ledger, and records their outcomes. */
export class StartExecutor {
  constructor(private readonly parts: Pick<EngineParts, 'store' | 'recorders' | 'now' | 'log' | 'faultPoint'>) {}

  /**
   * Sends an attempt that the ledger already counts. Failures of the vendor are in the outcome. With `followsUp` the lease
   * stays with the caller after an ambiguous refusal.
   */
  async send(
    { row, fence, assertHeld }: Lease,
    plan: StartPlan,
    { background, followsUp = false }: { readonly background: boolean; readonly followsUp?: boolean },
  ): Promise<AttemptOutcome> {
    const { faultPoint } = this.parts;
    faultPoint('start:before-send');
    let result: { readonly answer: StartAnswer } | { readonly failure: unknown };
    try {
      result = { answer: await plan.send({ background, guard: assertHeld }) };
    } catch (failure) {
      result = { failure };
    }
    faultPoint('start:answered');
    const outcome =
      'answer' in result
        ? await this.#accepted(row, fence, plan, result.answer)
        : await this.#failed(row, fence, result.failure, background, followsUp);
    faultPoint('start:settled');
    return outcome;
  }

  async #accepted(sent: Recording, fence: number, plan: StartPlan, answer: StartAnswer): Promise<AttemptOutcome> {
    const { controllableForMs } = plan;
    const accepted: Omit<Transition, 'at'> = {
      evidence: Evidence.ANSWER,
      report: reportOf({ kind: 'accepted', at: this.parts.now(), taskId: answer.taskId }),
      extra: {
        answer: answer.fields,
        errors: null,
        ...(controllableForMs !== null && { controllableUntil: sent.sentAt! + controllableForMs }),
      },
    };
    const result = await this.parts.store.settle(sent.id, accepted, fence);
    if (!result) return { row: sent, errors: NOT_STORED.entries() };
    return result.outcome === 'lost' ? this.#acceptedLate(sent, answer) : { row: result.row, errors: [] };
  }

  /**
   * Records the answer to an attempt whose lease another process has taken over. Adopts the task if the recording has none;
   * otherwise marks the task as surplus, because the order of the two at the vendor is unknown. Ignores the task if a later
   * attempt without an answer replaces it at the vendor: the answer to that attempt says which task lives.
   */
  async #acceptedLate(sent: Recording, { taskId, fields }: StartAnswer): Promise<AttemptOutcome> {
    const { store, recorders, now } = this.parts;
    const result = await store.settle(sent.id, (row) => {
      const { replaces } = recorders.of(row.product).repeatRule;
      const isReplaced = replaces && !row.accepted && row.attempt > sent.attempt && !isFinal(row.state);
      if (taskId === null || isReplaced) return undefined;
      return {
        evidence: Evidence.ANSWER,
        report: reportOf({ kind: 'accepted', at: now(), taskId }),
        ...((!row.accepted || row.taskId === taskId) && { extra: { answer: fields, errors: null } }),
      };
    });
    if (!result) return { row: sent, errors: NOT_STORED.entries() };
    return { row: result.row, errors: startErrorsOf(result.row) };
  }

  async #failed(
    sent: Recording,
    fence: number,
    failure: unknown,
    background: boolean,
    followsUp: boolean,
  ): Promise<AttemptOutcome> {
    const { store, recorders, log, now } = this.parts;
    const { id, product, attempt } = sent;
    const isAmbiguous = isAmbiguousRefusal(failure, recorders.of(product));
    const entries = isAmbiguous
      ? whileAmbiguous(failure)
      : failure instanceof RecordingFailure
        ? failure.entries()
        : [];
    const fact = this.#factOf(sent, failure, now(), background);
    if (failure instanceof OutcomeUnknown) {
      const { host, reason } = failure;
      log.warn({ recordingId: id, product, host, reason }, 'a start got no answer');
    }
    // The same key may retry a start that changed nothing and can succeed later.
    const releaseKey = fact.kind === 'refused' && entries.length > 0 && entries.every(({ retryable }) => retryable);
    const unsent = fact.kind === 'notSent' && attempt === 1 && { sentAt: null, controllableUntil: null };
    const lease = isAmbiguous && followsUp && { nextActionAt: sent.nextActionAt };
    const failed = (row: Recording): Omit<Transition, 'at'> => ({
      evidence: Evidence.ANSWER,
      report: reportOf(fact),
      // If a callback has reported that the task runs, only the answer was lost: no error, and the key stays.
      ...(!row.accepted && { extra: { errors: entries, ...unsent, ...lease }, releaseKey }),
    });
    let result = await store.settle(id, failed, fence);
    if (result?.outcome === 'lost' && fact.kind !== 'lost') {
      // Another process took over the lease, but only this process knows the outcome of this attempt.
      const isOpen = (row: Recording): boolean => !row.accepted && row.attempt === attempt && !isFinal(row.state);
      result = await store.settle(id, (row) => (isOpen(row) ? failed(row) : undefined));
    }
    if (!isExpected(failure)) throw failure;
    const row = result?.row ?? sent;
    const isInProgress = row.accepted || (fact.kind === 'notSent' && row.state === RecordingState.REQUESTED);
    const isFromRow = isInProgress || row.state === RecordingState.FAILED || entries.length === 0;
    const isStillOpen = isAmbiguous && result?.outcome !== 'lost' && !row.accepted && !isFinal(row.state);
    return { row, errors: isFromRow ? startErrorsOf(row) : entries, ...(isStillOpen && { isAmbiguous }) };
  }

  #factOf(sent: Recording, failure: unknown, at: number, background: boolean): Fact {
    if (failure instanceof LeaseLost) return { kind: 'notSent', at, attempt: sent.attempt };
    // After an internal error it is unknown whether the call was sent.
    if (failure instanceof OutcomeUnknown || !isExpected(failure)) return { kind: 'lost', at };
    // The start can wait in the ledger until this or another process gets a slot.
    const canWait =
      failure instanceof TooManyCalls ||
      (background && (isSurelyNotExecuted(failure) || failure instanceof LedgerUnavailable));
    if (canWait && isRepeatable(sent)) return { kind: 'notSent', at, attempt: sent.attempt };
    // Only this attempt was refused. An earlier attempt may be the cause of the refusal, and may run. If the network repeated
    // the request, even this attempt may run.
    const recorder = this.parts.recorders.of(sent.product);
    const isOpen = isAmbiguousRefusal(failure, recorder) || (sent.attempt > 1 && recorder.repeatRule.replaces);
    return isOpen ? { kind: 'lost', at } : { kind: 'refused', at, cause: RecordingCause.REFUSED };
  }
}

function isExpected(failure: unknown): boolean {
  return failure instanceof RecordingFailure || failure instanceof LeaseLost;
}
