import { InvalidInput, OutcomeUnknown, RecordingFailure, VendorRejected, type ErrorEntry } from '../../errors.ts';
import type { RecordingRow } from '../../ledger/contract/rows.ts';
import { dueFacts, FILES_QUIET_MS, quietFor, type PollOutcome } from '../lifecycle/deadlines.ts';
import { LeaseLost, taskOf, type Desk, type Hold } from './desk.ts';
import { hasCompetingStart, belongsToAnother } from './competing-starts.ts';
import { placeTaken, ambiguousRefusal } from '../starts/ambiguous-refusal.ts';
import { isFinal, nextWork } from '../../domain/state-machine.ts';
import { reportOf, type Transition } from '../lifecycle/transitions.ts';
import { Evidence, RecordingCause, type Fact } from '../../domain/recording.ts';
import type { CallOptions } from '../../calls/call-options.ts';
import { Capability, type Finding, type Report } from '../../domain/recorder.ts';
import { reasonsOf, recordsOf, tellsNothing } from './refusals.ts';
import { replan } from './replan.ts';
import { isRepeatable } from '../starts/sealed-starts.ts';
import type { StartExecutor } from './start-executor.ts';

/**
 * Attempts of one start where each further one follows a look-up that found nothing. Where it ends what the one before
 * may have started there are as many as it takes: nothing else brings a task back that may run.
 */
const MAX_ATTEMPTS = 2;

/** A start that has waited longer than this is given up: what was to be recorded is over. */
const MAX_WAIT_TO_START_MS = 10 * 60_000;

/** Hears what a vendor answered to a look that came to nothing. */
type Told = (error: RecordingFailure) => void;

/** Does what is due for one recording that this process holds. */
export class Worker {
  constructor(
    private readonly desk: Desk,
    private readonly starter: StartExecutor,
  ) {}

  /** Does the next thing for a row, and gives it as it then is. What a vendor does wrong is put down, not thrown. */
  async act(hold: Hold, terms: CallOptions): Promise<RecordingRow> {
    const { row, isOurs } = await this.#onTime(hold);
    if (!isOurs) return row;
    switch (nextWork(row)) {
      case 'send':
        return this.#send(hold, row, terms);
      case 'lookUp':
        return this.#lookUp(hold, row, terms);
      case 'stop':
        return this.#stop(hold, row, terms);
      case 'poll':
        return this.#poll(hold, row, terms);
      case 'awaitFiles':
        return this.#awaitFiles(hold, row, terms);
      case 'none':
        return this.#rest(hold);
    }
  }

  /** Time alone may have changed what there is to do; not about files, which are looked at first. The lease stays. */
  async #onTime({ row, fence }: Hold): Promise<{ readonly row: RecordingRow; readonly isOurs: boolean }> {
    if (row.endedAt !== null) return { row, isOurs: true };
    if (dueFacts(row, this.desk.now(), this.desk.policy).length === 0) return { row, isOurs: true };
    const extra = { nextActionAt: row.nextActionAt };
    const due = { evidence: Evidence.DEADLINE, report: { facts: [] }, extra };
    const result = await this.desk.move(row.id, due, fence);
    return { row: result?.row ?? row, isOurs: result?.outcome !== 'lost' };
  }

  /** Asks the vendor how the row's task stands, whatever is due. Throws what the vendor answers to that. */
  async look(hold: Hold, terms: CallOptions): Promise<RecordingRow> {
    const { row } = hold;
    let failure: RecordingFailure | undefined;
    const told = (error: RecordingFailure): void => {
      failure = error;
    };
    const looked = await (row.accepted ? this.#poll(hold, row, terms, told) : this.#lookUp(hold, row, terms, told));
    if (failure) throw failure;
    return looked;
  }

  /** Looks up a start whose refusal may be about itself. The row is held; it is let go. */
  lookUpRefusal(hold: Hold, terms: CallOptions): Promise<RecordingRow> {
    return this.#lookUp(hold, hold.row, terms);
  }

  /** Sends a start. `mayRun`: an attempt before it may have started something, so it cannot be given up as nothing. */
  async #send(hold: Hold, row: RecordingRow, terms: CallOptions, mayRun = false): Promise<RecordingRow> {
    const at = this.desk.now();
    const giveUp = (cause: RecordingCause, error?: RecordingFailure): Promise<RecordingRow> =>
      mayRun ? this.#stillUnknown(hold, error) : this.#giveUp(hold, cause, error && reasonsOf(error));
    if (!mayRun && at - row.createdAt > MAX_WAIT_TO_START_MS) return giveUp(RecordingCause.NOT_SENT);
    const again = replan(this.desk, row);
    if (!again.plan) return giveUp(again.cause, again.error);
    const sending: Fact = { kind: 'sending', at, attempt: row.attempt + 1 };
    const sent = await this.desk.move(
      row.id,
      {
        evidence: Evidence.CLIENT,
        report: reportOf(sending),
        extra: { sentAt: at, nextActionAt: row.nextActionAt },
      },
      hold.fence,
    );
    if (sent?.outcome === 'lost') return sent.row;
    // A callback of the attempt before came in between, or a client's stop.
    if (sent && (sent.row.accepted || isFinal(sent.row.state))) return this.#rest(hold);
    this.desk.faultPoint('repeat:intent-kept');
    const attempted = await this.starter.send({ ...hold, row: sent!.row }, again.plan, {
      background: terms.background ?? false,
    });
    return attempted.row;
  }

  async #lookUp(hold: Hold, row: RecordingRow, terms: CallOptions, told?: Told): Promise<RecordingRow> {
    const { desk } = this;
    const recorder = desk.recorder(row.product);
    const { quietMs, repeat, replaces } = recorder.repeatRule;
    desk.faultPoint('lookup:before');
    const ownedElsewhere = async (taskId: string): Promise<boolean> => {
      const owner = await desk.ledger.findByTask(row.product, taskId);
      return owner !== undefined && owner.id !== row.id;
    };
    let finding: Finding;
    try {
      const task = { ...taskOf(row), hasOwnKey: desk.marks.isOwn(row) };
      finding = await recorder.findStart(task, ownedElsewhere, terms);
    } catch (error) {
      return this.#unseen(hold, error, told);
    }
    desk.faultPoint('lookup:answered');
    const refusal = ambiguousRefusal(row);
    if (refusal && (await belongsToAnother(desk, finding, row))) {
      return this.#giveUp(hold, RecordingCause.REFUSED, [placeTaken(refusal)]);
    }
    const at = desk.now();
    if (finding.kind === 'found') {
      if (refusal && (finding.isDoubtful || (await hasCompetingStart(desk, row)))) return this.#stillUnknown(hold);
      const { taskId, report } = finding;
      const facts: Fact[] = [{ kind: 'accepted', at, taskId }, ...report.facts];
      if (taskId !== null) await desk.ledger.dropOrphan(row.product, taskId);
      const extra = { errors: null, ...(taskId !== null && { answer: recorder.answerOf(taskId) }) };
      const found = { evidence: Evidence.LOOKUP, report: { ...report, facts }, extra, unlessOwned: true } as const;
      const settled = await this.#settle(hold, found);
      // Two starts can find one task at the same time; it is the first one's.
      return settled.taskId === taskId ? settled : this.#stillUnknown(hold);
    }
    const isQuiet = at - (row.sentAt ?? at) >= quietMs;
    const mayRepeat = repeat && isQuiet && (replaces || (finding.kind === 'absent' && row.attempt < MAX_ATTEMPTS));
    if (mayRepeat && (row.wanted === 'RECORDING' || replaces) && isRepeatable(row)) {
      return this.#send(hold, row, terms, finding.kind !== 'absent');
    }
    if (finding.kind === 'absent' && finding.isOver && isQuiet) {
      // Nothing runs there any more, and nobody can tell whether something was recorded before.
      const report = reportOf({ kind: 'ended', at, cause: RecordingCause.ROOM_ENDED });
      return this.#settle(hold, { evidence: Evidence.LOOKUP, report });
    }
    if (finding.kind === 'absent' && (isQuiet || (refusal && finding.isOver))) {
      const wasWanted = row.wanted === 'RECORDING';
      if (!wasWanted) return this.#giveUp(hold, RecordingCause.CANCELLED);
      if (refusal) return this.#giveUp(hold, RecordingCause.REFUSED, [refusal]);
      const isLost = repeat && !isRepeatable(row);
      return this.#giveUp(hold, isLost ? RecordingCause.NOT_REPEATED : RecordingCause.NOT_STARTED);
    }
    if (finding.kind === 'unknowable' && row.wanted === 'STOPPED' && recorder.stopsWithoutTask) {
      return this.#stopBlind(hold, row, terms, isQuiet);
    }
    return this.#stillUnknown(hold);
  }

  /** No answer to the start, for all that anybody can see. */
  #stillUnknown(hold: Hold, error?: RecordingFailure): Promise<RecordingRow> {
    const report = reportOf({ kind: 'lost', at: this.desk.now() });
    const lost = { evidence: Evidence.LOOKUP, report, fruitless: true } as const;
    return this.#settle(hold, (row) => ({ ...lost, ...whyOpen(row, error?.entries()) }));
  }

  /** Stops what may run. */
  async #stopBlind(hold: Hold, row: RecordingRow, terms: CallOptions, isQuiet: boolean): Promise<RecordingRow> {
    try {
      const report = await this.desk.recorder(row.product).stop(taskOf(row), { ...terms, guard: hold.guard });
      // What is not there may still come: the start can be on its way.
      const wasThere = report.facts.every((fact) => fact.kind !== 'ended' || fact.cause !== RecordingCause.GONE);
      if (!wasThere && !isQuiet) return await this.#stillUnknown(hold);
      return await this.#settle(hold, { evidence: Evidence.ANSWER, report });
    } catch (error) {
      return this.#troubled(hold, error);
    }
  }

  async #stop(hold: Hold, row: RecordingRow, terms: CallOptions): Promise<RecordingRow> {
    const recorder = this.desk.recorder(row.product);
    // A stop that was taken shows when the vendor is asked; one that was not is sent again the time after.
    if (row.tries % 2 === 1 && recorder.capabilities.includes(Capability.REFRESH)) return this.#poll(hold, row, terms);
    this.desk.faultPoint('stop:before-send');
    try {
      const report = await recorder.stop(taskOf(row), { ...terms, guard: hold.guard });
      this.desk.faultPoint('stop:answered');
      return await this.#settle(hold, { evidence: Evidence.ANSWER, report, fruitless: true, extra: { errors: null } });
    } catch (error) {
      return await this.#troubled(hold, error);
    } finally {
      this.desk.faultPoint('stop:settled');
    }
  }

  async #poll(hold: Hold, row: RecordingRow, terms: CallOptions, told?: Told): Promise<RecordingRow> {
    let report: Report;
    try {
      report = await this.desk.recorder(row.product).poll(taskOf(row), terms);
    } catch (error) {
      return this.#unseen(hold, error, told);
    }
    this.desk.faultPoint('poll:answered');
    return this.#settle(hold, { evidence: Evidence.POLL, report, fruitless: true, look: 'ANSWERED' });
  }

  /** Asks for the files where that can be done; else sees whether all that were heard of are there, and no more come. */
  async #awaitFiles(hold: Hold, row: RecordingRow, terms: CallOptions): Promise<RecordingRow> {
    const { desk } = this;
    const recorder = desk.recorder(row.product);
    if (recorder.readableAfterEnd) return this.#poll(hold, row, terms);
    const at = desk.now();
    const isQuiet = quietFor(row, at, desk.policy) >= FILES_QUIET_MS;
    if (!isQuiet) return this.#rest(hold);
    const isAll = recorder.areFilesAll?.(await desk.ledger.filesOf([row.id])) ?? false;
    const facts: Fact[] = isAll ? [{ kind: 'filesDone', at }] : [];
    return this.#settle(hold, { evidence: Evidence.CALLBACK, report: { facts }, fruitless: true, isQuiet });
  }

  /** Puts the row back without news. */
  #rest(hold: Hold, look?: PollOutcome): Promise<RecordingRow> {
    return this.#settle(hold, {
      evidence: Evidence.DEADLINE,
      report: { facts: [] },
      fruitless: true,
      ...(look && { look }),
    });
  }

  #giveUp(hold: Hold, cause: RecordingCause, errors?: readonly ErrorEntry[]): Promise<RecordingRow> {
    const report = reportOf({ kind: 'refused', at: this.desk.now(), cause });
    return this.#settle(hold, (row) => ({ evidence: Evidence.LOOKUP, report, ...whyOpen(row, errors) }));
  }

  /** A look did not come to anything. It says nothing of the recording, and is tried again later. */
  async #unseen(hold: Hold, error: unknown, told: Told | undefined): Promise<RecordingRow> {
    if (!(error instanceof RecordingFailure || error instanceof LeaseLost)) throw error;
    if (error instanceof LeaseLost) return this.#rest(hold);
    told?.(error);
    return this.#rest(hold, tellsNothing(error) ? 'ANSWERED' : 'TRIED');
  }

  /** A stop did not come to anything. It is put down, and tried again later. */
  async #troubled(hold: Hold, error: unknown): Promise<RecordingRow> {
    if (!(error instanceof RecordingFailure || error instanceof LeaseLost)) throw error;
    const entries = error instanceof RecordingFailure ? error.entries() : [];
    const isWorthKeeping =
      error instanceof VendorRejected || error instanceof OutcomeUnknown || error instanceof InvalidInput;
    const extra = isWorthKeeping ? { errors: recordsOf(entries) } : undefined;
    return this.#settle(hold, {
      evidence: Evidence.POLL,
      report: { facts: [] },
      fruitless: true,
      ...(extra && { extra }),
    });
  }

  /** Moves the held row and lets it go. */
  async #settle({ row, fence }: Hold, move: Parameters<Desk['move']>[1]): Promise<RecordingRow> {
    const result = await this.desk.keep(() => this.desk.move(row.id, move, fence));
    return result?.row ?? row;
  }
}

/** Errors of a start, as long as it is open: a callback may have told meanwhile that it runs. */
function whyOpen(
  { accepted, state }: RecordingRow,
  errors: readonly ErrorEntry[] | undefined,
): Pick<Transition, 'extra'> {
  return errors && !accepted && !isFinal(state) ? { extra: { errors: recordsOf(errors) } } : {};
}
