import { InvalidInput, OutcomeUnknown, RecordingFailure, VendorRejected, type ErrorEntry } from '../../errors.ts';
import type { CallOptions } from '../../calls/call-options.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import { Capability, type Finding, type Report } from '../../domain/recorder.ts';
import { Evidence, RecordingCause, type Fact } from '../../domain/recording.ts';
import { isFinal, nextWork } from '../../domain/state-machine.ts';
import { dueFacts, FILES_QUIET_MS, quietFor, type PollOutcome } from '../lifecycle/deadlines.ts';
import { reportOf, type Transition } from '../lifecycle/transitions.ts';
import { ambiguousRefusal, placeTaken, reasonsOf, refusesReport } from '../starts/refusals.ts';
import { isRepeatable } from '../starts/sealed-starts.ts';
import { belongsToAnother, hasCompetingStart } from './competing-starts.ts';
import type { EngineParts } from './engine-parts.ts';
import { LeaseLost, type Lease } from './leases.ts';
import type { TransitionOf } from './recording-store.ts';
import { replan } from './replan.ts';
import type { StartExecutor } from './start-executor.ts';
import { taskOf } from './task-ref.ts';

/**
 * Bound on the attempts of one start, where each repeat follows a look-up that found nothing. Unlimited where a repeat
 * replaces the task of the attempt before, because only a repeat can recover a task that may still be running.
 */
const MAX_ATTEMPTS = 2;

/** A start that has waited longer than this to be sent is given up. */
const MAX_WAIT_TO_START_MS = 10 * 60_000;

type WorkerParts = Pick<
  EngineParts,
  'store' | 'ledger' | 'recorders' | 'policy' | 'marks' | 'sealedStarts' | 'now' | 'log' | 'faultPoint'
>;

/** Performs the next action for a recording whose lease this process holds, and releases the lease. */
export class Worker {
  constructor(
    private readonly parts: WorkerParts,
    private readonly startExecutor: StartExecutor,
  ) {}

  /** Performs the next action and returns the row after it. Failures of the vendor are recorded, not thrown. */
  async act(lease: Lease, options: CallOptions): Promise<Recording> {
    const { row, isHeld } = await this.#applyDeadlines(lease);
    if (!isHeld) return row;
    switch (nextWork(row)) {
      case 'send':
        return this.#send(lease, row, options);
      case 'lookUp':
        return this.#lookUp(lease, row, options);
      case 'stop':
        return this.#stop(lease, row, options);
      case 'poll':
        return this.#poll(lease, row, options);
      case 'awaitFiles':
        return this.#awaitFiles(lease, row, options);
      case 'none':
        return this.#release(lease);
    }
  }

  /** Polls the vendor for the recording, whatever its next action is. Throws if the vendor gives no answer. */
  poll(lease: Lease): Promise<Recording> {
    const { row } = lease;
    return row.accepted ? this.#poll(lease, row, {}, true) : this.#lookUp(lease, row, {}, true);
  }

  /** Looks up a start after an ambiguous refusal. */
  lookUpRefusal(lease: Lease): Promise<Recording> {
    return this.#lookUp(lease, lease.row, {});
  }

  /** Applies deadlines that have passed, and keeps the lease. Files are polled before their deadline counts. */
  async #applyDeadlines({ row, fence }: Lease): Promise<{ readonly row: Recording; readonly isHeld: boolean }> {
    const { store, policy, now } = this.parts;
    if (row.endedAt !== null || dueFacts(row, now(), policy).length === 0) return { row, isHeld: true };
    const extra = { nextActionAt: row.nextActionAt };
    const result = await store.transition(row.id, { evidence: Evidence.DEADLINE, report: { facts: [] }, extra }, fence);
    return { row: result?.row ?? row, isHeld: result?.outcome !== 'lost' };
  }

  /** Sends a start. `mayRun`: an earlier attempt may have started a task, so the start cannot end as FAILED. */
  async #send(lease: Lease, row: Recording, options: CallOptions, mayRun = false): Promise<Recording> {
    const { store, now, faultPoint } = this.parts;
    const at = now();
    const giveUp = (cause: RecordingCause, error?: RecordingFailure): Promise<Recording> =>
      mayRun ? this.#stillUnknown(lease, error) : this.#giveUp(lease, cause, error && reasonsOf(error));
    if (!mayRun && at - row.createdAt > MAX_WAIT_TO_START_MS) return giveUp(RecordingCause.NOT_SENT);
    const again = replan(this.parts, row);
    if (!again.plan) return giveUp(again.cause, again.error);
    const sending = reportOf({ kind: 'sending', at, attempt: row.attempt + 1 });
    const extra = { sentAt: at, nextActionAt: row.nextActionAt };
    const sent = await store.transition(row.id, { evidence: Evidence.CLIENT, report: sending, extra }, lease.fence);
    if (sent?.outcome === 'lost') return sent.row;
    // Meanwhile a callback of the attempt before has arrived, or a client has stopped the recording.
    if (sent && (sent.row.accepted || isFinal(sent.row.state))) return this.#release(lease);
    faultPoint('repeat:intent-kept');
    const { background = false } = options;
    return (await this.startExecutor.send({ ...lease, row: sent!.row }, again.plan, { background })).row;
  }

  async #lookUp(lease: Lease, row: Recording, options: CallOptions, throws = false): Promise<Recording> {
    const { ledger, recorders, marks, faultPoint } = this.parts;
    faultPoint('lookup:before');
    const ownedElsewhere = async (taskId: string): Promise<boolean> => {
      const owner = await ledger.findByTask(row.product, taskId);
      return owner !== undefined && owner.id !== row.id;
    };
    let finding: Finding;
    try {
      const task = { ...taskOf(row), hasOwnKey: marks.isOwn(row) };
      finding = await recorders.of(row.product).findStart(task, ownedElsewhere, options);
    } catch (error) {
      return this.#unanswered(lease, error, throws);
    }
    faultPoint('lookup:answered');
    const refusal = ambiguousRefusal(row);
    if (refusal && (await belongsToAnother(this.parts, finding, row))) {
      return this.#giveUp(lease, RecordingCause.REFUSED, [placeTaken(refusal)]);
    }
    return finding.kind === 'found'
      ? this.#found(lease, row, finding, refusal !== undefined)
      : this.#notFound(lease, row, finding, refusal, options);
  }

  async #found(
    lease: Lease,
    row: Recording,
    { taskId, report, isDoubtful }: Extract<Finding, { kind: 'found' }>,
    isAmbiguous: boolean,
  ): Promise<Recording> {
    const { ledger, recorders, now } = this.parts;
    if (isAmbiguous && (isDoubtful || (await hasCompetingStart(this.parts, row)))) return this.#stillUnknown(lease);
    const facts: Fact[] = [{ kind: 'accepted', at: now(), taskId }, ...report.facts];
    if (taskId !== null) await ledger.dropOrphan(row.product, taskId);
    const extra = { errors: null, ...(taskId !== null && { answer: recorders.of(row.product).answerOf(taskId) }) };
    const found = { evidence: Evidence.LOOKUP, report: { ...report, facts }, extra, unlessOwned: true } as const;
    const settled = await this.#settle(lease, found);
    // If two starts find one task at the same time, the task belongs to the first.
    return settled.taskId === taskId ? settled : this.#stillUnknown(lease);
  }

  async #notFound(
    lease: Lease,
    row: Recording,
    finding: Exclude<Finding, { kind: 'found' }>,
    refusal: ErrorEntry | undefined,
    options: CallOptions,
  ): Promise<Recording> {
    const recorder = this.parts.recorders.of(row.product);
    const { quietMs, repeat, replaces } = recorder.repeatRule;
    const at = this.parts.now();
    const isAbsent = finding.kind === 'absent';
    const isQuiet = at - (row.sentAt ?? at) >= quietMs;
    const isWanted = row.wanted === 'RECORDING';
    const mayRepeat = repeat && isQuiet && (replaces || (isAbsent && row.attempt < MAX_ATTEMPTS));
    if (mayRepeat && (isWanted || replaces) && isRepeatable(row)) return this.#send(lease, row, options, !isAbsent);
    if (isAbsent && finding.isOver && isQuiet) {
      // The place has ended, so no task runs. Whether a task recorded before the end is unknown.
      const report = reportOf({ kind: 'ended', at, cause: RecordingCause.ROOM_ENDED });
      return this.#settle(lease, { evidence: Evidence.LOOKUP, report });
    }
    if (isAbsent && (isQuiet || (refusal && finding.isOver))) {
      if (!isWanted) return this.#giveUp(lease, RecordingCause.CANCELLED);
      if (refusal) return this.#giveUp(lease, RecordingCause.REFUSED, [refusal]);
      const isLost = repeat && !isRepeatable(row);
      return this.#giveUp(lease, isLost ? RecordingCause.NOT_REPEATED : RecordingCause.NOT_STARTED);
    }
    if (!isAbsent && !isWanted && recorder.stopsWithoutTask) return this.#stopUnknown(lease, row, options, isQuiet);
    return this.#stillUnknown(lease);
  }

  /** Stops a task that may run although the start got no answer. */
  async #stopUnknown(lease: Lease, row: Recording, options: CallOptions, isQuiet: boolean): Promise<Recording> {
    const recorder = this.parts.recorders.of(row.product);
    try {
      const report = await recorder.stop(taskOf(row), { ...options, guard: lease.assertHeld });
      // An absent task may still appear, because the start can be in transit.
      const wasRunning = report.facts.every((fact) => fact.kind !== 'ended' || fact.cause !== RecordingCause.GONE);
      if (!wasRunning && !isQuiet) return await this.#stillUnknown(lease);
      return await this.#settle(lease, { evidence: Evidence.ANSWER, report });
    } catch (error) {
      return this.#stopFailed(lease, error);
    }
  }

  async #stop(lease: Lease, row: Recording, options: CallOptions): Promise<Recording> {
    const { recorders, faultPoint } = this.parts;
    const recorder = recorders.of(row.product);
    // Polls after every stop: if the task still runs, the next action stops it again.
    if (row.tries % 2 === 1 && recorder.capabilities.includes(Capability.REFRESH))
      return this.#poll(lease, row, options);
    faultPoint('stop:before-send');
    try {
      const report = await recorder.stop(taskOf(row), { ...options, guard: lease.assertHeld });
      faultPoint('stop:answered');
      return await this.#settle(lease, { evidence: Evidence.ANSWER, report, fruitless: true, extra: { errors: null } });
    } catch (error) {
      return await this.#stopFailed(lease, error);
    } finally {
      faultPoint('stop:settled');
    }
  }

  async #poll(lease: Lease, row: Recording, options: CallOptions, throws = false): Promise<Recording> {
    let report: Report;
    try {
      report = await this.parts.recorders.of(row.product).poll(taskOf(row), options);
    } catch (error) {
      return this.#unanswered(lease, error, throws);
    }
    this.parts.faultPoint('poll:answered');
    return this.#settle(lease, { evidence: Evidence.POLL, report, fruitless: true, poll: 'ANSWERED' });
  }

  /** Polls for the files if the vendor can be asked. Otherwise complete once every known file is ready and none arrives. */
  async #awaitFiles(lease: Lease, row: Recording, options: CallOptions): Promise<Recording> {
    const { ledger, recorders, policy, now } = this.parts;
    const recorder = recorders.of(row.product);
    if (recorder.readableAfterEnd) return this.#poll(lease, row, options);
    const at = now();
    const isQuiet = quietFor(row, at, policy) >= FILES_QUIET_MS;
    if (!isQuiet) return this.#release(lease);
    const areAll = recorder.areFilesAll?.(await ledger.filesOf([row.id])) ?? false;
    const facts: Fact[] = areAll ? [{ kind: 'filesDone', at }] : [];
    return this.#settle(lease, { evidence: Evidence.CALLBACK, report: { facts }, fruitless: true, isQuiet });
  }

  /** The start still has no answer. */
  #stillUnknown(lease: Lease, error?: RecordingFailure): Promise<Recording> {
    const report = reportOf({ kind: 'lost', at: this.parts.now() });
    const lost = { evidence: Evidence.LOOKUP, report, fruitless: true } as const;
    return this.#settle(lease, (row) => ({ ...lost, ...errorsWhileOpen(row, error?.entries()) }));
  }

  #giveUp(lease: Lease, cause: RecordingCause, errors?: readonly ErrorEntry[]): Promise<Recording> {
    const report = reportOf({ kind: 'refused', at: this.parts.now(), cause });
    return this.#settle(lease, (row) => ({ evidence: Evidence.LOOKUP, report, ...errorsWhileOpen(row, errors) }));
  }

  /** Releases the lease without news. */
  #release(lease: Lease, poll?: PollOutcome): Promise<Recording> {
    const nothing = { evidence: Evidence.DEADLINE, report: { facts: [] }, fruitless: true };
    return this.#settle(lease, { ...nothing, ...(poll && { poll }) });
  }

  /** A poll or look-up without an answer says nothing about the recording; the next action repeats it. */
  async #unanswered(lease: Lease, error: unknown, throws: boolean): Promise<Recording> {
    if (error instanceof LeaseLost) return this.#release(lease);
    if (!(error instanceof RecordingFailure)) throw error;
    const row = await this.#release(lease, refusesReport(error) ? 'ANSWERED' : 'TRIED');
    if (throws) throw error;
    return row;
  }

  /** Records the failure of a stop; the next action repeats the stop. */
  async #stopFailed(lease: Lease, error: unknown): Promise<Recording> {
    if (!(error instanceof RecordingFailure || error instanceof LeaseLost)) throw error;
    const isForClient =
      error instanceof VendorRejected || error instanceof OutcomeUnknown || error instanceof InvalidInput;
    const extra = isForClient && { extra: { errors: error.entries() } };
    return this.#settle(lease, { evidence: Evidence.POLL, report: { facts: [] }, fruitless: true, ...extra });
  }

  /** Applies a transition and releases the lease. */
  async #settle({ row, fence }: Lease, transition: TransitionOf): Promise<Recording> {
    return (await this.parts.store.settle(row.id, transition, fence))?.row ?? row;
  }
}

/** Returns the errors of a start while its outcome is open: a callback may have reported meanwhile that the task runs. */
function errorsWhileOpen(
  { accepted, state }: Recording,
  errors: readonly ErrorEntry[] | undefined,
): Pick<Transition, 'extra'> {
  return errors && !accepted && !isFinal(state) ? { extra: { errors } } : {};
}
