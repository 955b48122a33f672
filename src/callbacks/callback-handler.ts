import type { Report } from '../domain/recorder.ts';
import { RecordingState } from '../domain/recording.ts';
import { isFinal } from '../domain/state-machine.ts';
import type { Recording } from '../ledger/contract/entities.ts';
import type { EngineParts } from '../recordings/engine/engine-parts.ts';
import { EventApplier, isAlive, isOver, type Circumstances, type Outcome } from './apply.ts';
import type { CallbackEvent } from './callback.ts';
import { CallbackConfirmer } from './confirm.ts';
import { LostTasks } from './lost-tasks.ts';
import { CallbackMatcher, isAnotherTask, YOUNG_MS } from './match.ts';

/** Handles the events of callbacks: finds the recording, confirms events that prove too little, and applies them. */
export class CallbackHandler {
  readonly #confirmer: CallbackConfirmer;
  readonly #matcher: CallbackMatcher;
  readonly #applier: EventApplier;

  constructor(private readonly engine: EngineParts) {
    this.#confirmer = new CallbackConfirmer(engine);
    this.#matcher = new CallbackMatcher(engine, new LostTasks(engine, this.#confirmer));
    this.#applier = new EventApplier(engine, this.#confirmer);
  }

  /** Throws the error of the vendor if it must be asked. */
  async handle(event: CallbackEvent, circumstances: Circumstances): Promise<Outcome> {
    const { ledger, log, now } = this.engine;
    // A forged time in the future would stay the latest time of the session for good.
    if (event.session) await ledger.sessions.put(event.session, Math.min(event.at ?? now(), now()));
    if (event.product === null || !event.isKnown) return { kind: 'kept', recordingId: null };
    const row = await this.#matcher.recordingOf(event, circumstances.isBodySigned);
    if (!row) return this.#handleUnmatched(event, circumstances);
    if (event.account !== null && event.account !== row.account) {
      log.warn({ recordingId: row.id, type: event.type }, 'a callback of another application names this recording');
      return { kind: 'kept', recordingId: null };
    }
    if (this.#isBeingReplaced(row)) return { kind: 'later', recordingId: row.id, why: 'UNMATCHED' };
    if (isEmpty(event.report)) return { kind: 'kept', recordingId: row.id };
    if (!isAnotherTask(row, event)) return this.#applier.apply(row, event, circumstances);
    // A forged callback about another task could make the server stop the recording's own task.
    if (!circumstances.isBodySigned) return { kind: 'kept', recordingId: row.id };
    return this.#isReplaced(row) ? this.#applier.applyReplaced(row, event) : this.#applier.applySurplus(row, event);
  }

  /**
   * Returns whether the start was sent again, also as the retry of a refused start, if a repeat ends the first task and the
   * answer to the repeat is outstanding. Only the answer shows which of the two tasks runs. If the answer to a retry was
   * lost, the callback counts: a refused start hardly ever runs.
   */
  #isBeingReplaced(row: Recording): boolean {
    const wasSent = row.attempt > 1 || (row.retryOf !== null && row.state === RecordingState.STARTING);
    return wasSent && row.taskId === null && !isFinal(row.state) && this.#isReplaced(row);
  }

  /** Returns whether a repeat of the start has ended any other task with the recording's key. */
  #isReplaced({ product }: Recording): boolean {
    return this.engine.recorders.of(product).repeatRule.replaces;
  }

  /** Handles a task without a recording. Its start may still be in progress; later the task is an orphan. */
  async #handleUnmatched(event: CallbackEvent, { isBodySigned, age }: Circumstances): Promise<Outcome> {
    const { ledger, now } = this.engine;
    const later: Outcome = { kind: 'later', recordingId: null, why: 'UNMATCHED' };
    const { product, taskId, account, room, report } = event;
    if (taskId === null || account === null || product === null) return later;
    if (isOver(report)) {
      if (isBodySigned) await ledger.dropOrphan(product, taskId);
      return later;
    }
    const isRecording = isBodySigned && report.files?.some(({ state }) => state === 'RECORDING');
    if (age < YOUNG_MS || !(isAlive(report) || isRecording)) return later;
    if (!isBodySigned) {
      const task = { recordingId: '', account, room, vendorKey: null, taskId, ref: {}, sentAt: null };
      const confirmed = await this.#confirmer.confirm(product, task, report);
      if (!confirmed || !isAlive(confirmed)) return { ...later, why: 'DOUBTED' };
    }
    const startedAt = report.facts.find(({ kind }) => kind === 'running')?.at ?? null;
    const found = { product, taskId, account, room, ref: {}, surplusOf: null, startedAt };
    await ledger.seeOrphans([{ ...found, lastSeenAt: now(), nextActionAt: null }]);
    return later;
  }
}

function isEmpty({ facts, files = [], notes = [], unread }: Report): boolean {
  return facts.length === 0 && files.length === 0 && notes.length === 0 && unread === undefined;
}
