import { LedgerUnavailable, OutcomeUnknown, RecordingFailure, type ErrorEntry } from '../../errors.ts';
import type { RecordingRow } from '../../ledger/contract/rows.ts';
import { isSurelyNotExecuted } from '../../calls/retry.ts';
import { TooManyCalls } from '../../calls/not-sent.ts';
import { LeaseLost, type Desk, type Hold } from './desk.ts';
import { startErrorsOf } from '../lifecycle/failure.ts';
import { isAmbiguousRefusal, whileAmbiguous } from '../starts/ambiguous-refusal.ts';
import { isFinal } from '../../domain/state-machine.ts';
import { reportOf, type Transition } from '../lifecycle/transitions.ts';
import { Evidence, RecordingCause, RecordingState, type Fact } from '../../domain/recording.ts';
import type { StartAnswer, StartPlan } from '../../domain/recorder.ts';
import { isRepeatable } from '../starts/sealed-starts.ts';

/** How an attempt of a start came out: the row as it now is, and what a client is told of it. */
export interface AttemptOutcome {
  readonly row: RecordingRow;
  readonly errors: readonly ErrorEntry[];
  /** The vendor says that something runs there already: it is to be looked up whether that is this start. */
  readonly isUndecided?: boolean;
}

const NOT_KEPT = new OutcomeUnknown('the vendor', 'the ledger could not keep its answer');

/** Sends starts whose intent is in the ledger, and puts down what came of them. */
export class StartExecutor {
  constructor(private readonly desk: Desk) {}

  /**
   * Sends a start that the ledger has as sent: attempt and time are written. Never throws what the vendor did. The caller
   * that follows up an undecided answer keeps the lease for that.
   */
  async send(
    { row, fence, guard }: Hold,
    plan: StartPlan,
    { background, followsUp = false }: { readonly background: boolean; readonly followsUp?: boolean },
  ): Promise<AttemptOutcome> {
    const { desk } = this;
    desk.faultPoint('start:before-send');
    let outcome: { readonly answer: StartAnswer } | { readonly failure: unknown };
    try {
      outcome = { answer: await plan.send({ background, guard }) };
    } catch (failure) {
      outcome = { failure };
    }
    desk.faultPoint('start:answered');
    const attempted =
      'answer' in outcome
        ? await this.#accepted(row, fence, plan, outcome.answer)
        : await this.#failed(row, fence, outcome.failure, background, followsUp);
    desk.faultPoint('start:settled');
    return attempted;
  }

  async #accepted(sent: RecordingRow, fence: number, plan: StartPlan, answer: StartAnswer): Promise<AttemptOutcome> {
    const { controllableForMs } = plan;
    const accepted: Omit<Transition, 'at'> = {
      evidence: Evidence.ANSWER,
      report: reportOf({ kind: 'accepted', at: this.desk.now(), taskId: answer.taskId }),
      extra: {
        answer: answer.fields,
        errors: null,
        ...(controllableForMs !== null && { controllableUntil: sent.sentAt! + controllableForMs }),
      },
    };
    const result = await this.desk.keep(() => this.desk.move(sent.id, accepted, fence));
    if (!result) return { row: sent, errors: NOT_KEPT.entries() };
    return result.outcome === 'lost' ? this.#late(sent, answer) : { row: result.row, errors: [] };
  }

  /**
   * The answer to an attempt that somebody else has taken over meanwhile. Its task is the recording's where that has none,
   * and one too many else: which of two came last at the vendor cannot be known, and a task that nobody knows would be worse.
   * Not where a later attempt, whose answer is still awaited, ends what this one started: that answer tells which task lives.
   */
  async #late(sent: RecordingRow, { taskId, fields }: StartAnswer): Promise<AttemptOutcome> {
    const accepted = (row: RecordingRow): Omit<Transition, 'at'> | undefined => {
      const { replaces } = this.desk.recorder(row.product).repeatRule;
      const isReplaced = replaces && !row.accepted && row.attempt > sent.attempt && !isFinal(row.state);
      if (taskId === null || isReplaced) return undefined;
      return {
        evidence: Evidence.ANSWER,
        report: reportOf({ kind: 'accepted', at: this.desk.now(), taskId }),
        ...((!row.accepted || row.taskId === taskId) && { extra: { answer: fields, errors: null } }),
      };
    };
    const result = await this.desk.keep(() => this.desk.move(sent.id, accepted));
    if (!result) return { row: sent, errors: NOT_KEPT.entries() };
    return { row: result.row, errors: startErrorsOf(result.row) };
  }

  async #failed(
    sent: RecordingRow,
    fence: number,
    failure: unknown,
    background: boolean,
    followsUp: boolean,
  ): Promise<AttemptOutcome> {
    const at = this.desk.now();
    const isUndecided = isAmbiguousRefusal(failure, this.desk.recorder(sent.product));
    const told = failure instanceof RecordingFailure ? failure.entries() : [];
    const entries = isUndecided ? whileAmbiguous(failure) : told;
    const { fact, isRefusal } = this.#factOf(sent, failure, at, background);
    if (failure instanceof OutcomeUnknown) {
      const { host, reason } = failure;
      this.desk.log.warn({ recordingId: sent.id, product: sent.product, host, reason }, 'a start got no answer');
    }
    // What surely changed nothing and can succeed later may be asked for again under the same key.
    const releaseKey = isRefusal && entries.length > 0 && entries.every(({ retryable }) => retryable);
    const { attempt } = sent;
    // Nothing left, so nothing is sent yet.
    const unsent = fact.kind === 'notSent' && attempt === 1 && { sentAt: null, controllableUntil: null };
    const lease = isUndecided && followsUp && { nextActionAt: sent.nextActionAt };
    const extra = { errors: entries.map((entry) => ({ ...entry })), ...unsent, ...lease };
    const failed = (row: RecordingRow): Omit<Transition, 'at'> => ({
      evidence: Evidence.ANSWER,
      report: reportOf(fact),
      // A callback told meanwhile that it runs: what went wrong was the answer, and that is over. The key stands for what runs.
      ...(!row.accepted && { extra, releaseKey }),
    });
    let result = await this.desk.keep(() => this.desk.move(sent.id, failed, fence));
    if (result?.outcome === 'lost' && fact.kind !== 'lost') {
      // Somebody else took it over; of this attempt we know better.
      const isOpen = (row: RecordingRow): boolean => !row.accepted && row.attempt === attempt && !isFinal(row.state);
      result = await this.desk.keep(() => this.desk.move(sent.id, (row) => (isOpen(row) ? failed(row) : undefined)));
    }
    if (!isExpected(failure)) throw failure;
    const row = result?.row ?? sent;
    const isUnderWay = row.accepted || (fact.kind === 'notSent' && row.state === RecordingState.REQUESTED);
    const isTold = isUnderWay || row.state === RecordingState.FAILED || entries.length === 0;
    const isOpen = isUndecided && result?.outcome !== 'lost' && !row.accepted && !isFinal(row.state);
    return { row, errors: isTold ? startErrorsOf(row) : entries, ...(isOpen && { isUndecided }) };
  }

  #factOf(
    sent: RecordingRow,
    failure: unknown,
    at: number,
    background: boolean,
  ): { readonly fact: Fact; readonly isRefusal: boolean } {
    if (failure instanceof OutcomeUnknown) return { fact: { kind: 'lost', at }, isRefusal: false };
    if (failure instanceof LeaseLost) return { fact: { kind: 'notSent', at, attempt: sent.attempt }, isRefusal: false };
    // A fault of ours: nobody knows how far it came.
    if (!isExpected(failure)) return { fact: { kind: 'lost', at }, isRefusal: false };
    // It waits for its turn in the ledger, which another process or a later moment of this one can give it.
    const canWait =
      failure instanceof TooManyCalls ||
      (background && (isSurelyNotExecuted(failure) || failure instanceof LedgerUnavailable));
    if (canWait && isRepeatable(sent))
      return { fact: { kind: 'notSent', at, attempt: sent.attempt }, isRefusal: false };
    // What is refused is this attempt. The one before it may be what is in the way, and may run.
    // And "something runs there" may be said of this very attempt, where the network repeats requests.
    const recorder = this.desk.recorder(sent.product);
    const isOpen = isAmbiguousRefusal(failure, recorder) || (sent.attempt > 1 && recorder.repeatRule.replaces);
    if (isOpen) return { fact: { kind: 'lost', at }, isRefusal: false };
    return { fact: { kind: 'refused', at, cause: RecordingCause.REFUSED }, isRefusal: true };
  }
}

function isExpected(failure: unknown): boolean {
  return failure instanceof RecordingFailure || failure instanceof LeaseLost;
}
