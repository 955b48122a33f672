import type { Recorder, Report } from '../domain/recorder.ts';
import { Evidence, type Fact } from '../domain/recording.ts';
import { isFinal } from '../domain/state-machine.ts';
import type { Recording } from '../ledger/contract/entities.ts';
import type { EngineParts } from '../recordings/engine/engine-parts.ts';
import { taskOf } from '../recordings/engine/task-ref.ts';
import { isResult, OWN_TASK } from '../recordings/files/results.ts';
import { applyTransition, reportOf, type Extra } from '../recordings/lifecycle/transitions.ts';
import type { CallbackEvent } from './callback.ts';
import { BACKGROUND, type CallbackConfirmer } from './confirm.ts';
import { isAnotherTask } from './match.ts';

/** Result of an event of a callback. */
export type Outcome =
  /** The ledger has all that the event reports. */
  | { readonly kind: 'applied'; readonly recordingId: string }
  /** The vendor documents the event, but its content cannot be read. The recording notes this. */
  | { readonly kind: 'unread'; readonly recordingId: string }
  /** The event changes no recording. */
  | { readonly kind: 'kept'; readonly recordingId: string | null }
  /** The event may be applied later. `why` is the final state of the callback if no later try succeeds. */
  | { readonly kind: 'later'; readonly recordingId: string | null; readonly why: 'APPLIED' | 'UNMATCHED' | 'DOUBTED' };

export interface Circumstances {
  readonly isBodySigned: boolean;
  /** Time since the callback arrived, in ms. */
  readonly age: number;
}

/** If a recording still runs this long after a report of all files, the report was about a part of the recording. */
const PART_MS = 60_000;
const ALIVE: readonly Fact['kind'][] = ['running', 'paused', 'resumed'];
const ENDED: readonly Fact['kind'][] = ['ended', 'failed'];
const OVER: readonly Fact['kind'][] = [...ENDED, 'filesDone', 'filesMissing', 'nothingRecorded'];

/** Returns whether a report proves that the task runs. */
export function isAlive({ facts }: Report): boolean {
  return facts.some(({ kind }) => ALIVE.includes(kind));
}

/** Returns whether a report proves that the task has ended, if only by its files. */
export function isOver({ facts }: Report): boolean {
  return facts.some(({ kind }) => OVER.includes(kind));
}

function hasEnded({ facts }: Report): boolean {
  return facts.some(({ kind }) => ENDED.includes(kind));
}

/** Applies events to the recordings that they are about. */
export class EventApplier {
  constructor(
    private readonly engine: EngineParts,
    private readonly confirmer: CallbackConfirmer,
  ) {}

  /** Applies an event about the recording's own task. Throws the error of the vendor if it must be asked. */
  async apply(row: Recording, event: CallbackEvent, { isBodySigned, age }: Circumstances): Promise<Outcome> {
    const { engine } = this;
    const at = engine.now();
    let report = withTask(row, event, event.report, at);
    if (!isBodySigned) {
      // The vendor is not asked about known facts: forged callbacks must not cause calls to the vendor.
      if (await this.#isKnown(row, report)) return { kind: 'applied', recordingId: row.id };
      const task = { ...taskOf(row), taskId: row.taskId ?? event.taskId };
      const confirmed = await this.confirmer.confirm(row.product, task, event.report, row.wanted === 'STOPPED');
      if (!confirmed) return { kind: 'later', recordingId: row.id, why: 'DOUBTED' };
      report = withTask(row, event, confirmed, at);
    }
    // Some vendors report all files after each part of a recording that continues. The report is about the whole recording
    // only if the end of the recording is known. So the report waits for the end, and the files do not.
    const isEndKnown = row.endedAt !== null || hasEnded(report);
    const facts = isEndKnown ? report.facts : report.facts.filter((fact) => !isResult(fact));
    const waiting = report.facts.filter((fact) => !facts.includes(fact));
    const moved = await engine.store.transition(row.id, (current) => {
      if (isAnotherTask(current, event)) return undefined;
      const extra = missingAnswer(current, event, facts, engine.recorders.of(row.product));
      return { evidence: Evidence.CALLBACK, report: { ...report, facts }, ...(extra && { extra }) };
    });
    // The answer to the start arrived in between, with another task.
    if (moved && isAnotherTask(moved.row, event)) return { kind: 'later', recordingId: null, why: 'UNMATCHED' };
    if (report.unread !== undefined) return this.#unread(row, report.unread);
    if (waiting.length === 0) return { kind: 'applied', recordingId: row.id };
    return this.#applyResults(moved?.row ?? row, waiting, age);
  }

  /** Applies an event about a task that a repeat of the start has ended: the files of the task are a part of the recording. */
  async applyReplaced(row: Recording, event: CallbackEvent): Promise<Outcome> {
    const { taskId, report } = event;
    const task = taskId!;
    const facts = report.facts.filter(isResult).map((fact) => ({ ...fact, task }));
    const files = report.files?.map((file) => ({ ...file, task }));
    const { unread, notes } = report;
    const part = { facts, ...(files && { files }), ...(notes && { notes }), ...(unread !== undefined && { unread }) };
    await this.engine.store.transition(row.id, { evidence: Evidence.CALLBACK, report: { ...part, tasks: [task] } });
    if (unread !== undefined) return this.#unread(row, unread);
    return this.applySurplus(row, event);
  }

  /** Applies an event about a surplus task of the recording. Only its existence matters, because it must be stopped. */
  async applySurplus(row: Recording, { taskId, report }: CallbackEvent): Promise<Outcome> {
    const { engine } = this;
    if (isOver(report)) {
      await engine.ledger.dropOrphan(row.product, taskId!);
    } else if (isAlive(report)) {
      const fact: Fact = { kind: 'accepted', at: engine.now(), taskId };
      await engine.store.transition(row.id, { evidence: Evidence.CALLBACK, report: reportOf(fact) });
    }
    return { kind: 'applied', recordingId: row.id };
  }

  #unread({ id, product }: Recording, type: string): Outcome {
    const fields = { recordingId: id, product, type };
    this.engine.log.warn(fields, 'a callback of a known kind cannot be read: its recording does not become COMPLETE');
    return { kind: 'unread', recordingId: id };
  }

  /**
   * Decides on a report of all files that arrived before the end of the recording. Either the callback of the end is lost or
   * delayed, or the report is about a part of the recording. So the vendor is asked. If the recording still runs a minute
   * later, the report was about a part, and a failure of the part becomes a note.
   */
  async #applyResults(row: Recording, results: readonly Fact[], age: number): Promise<Outcome> {
    const { engine } = this;
    const applied: Outcome = { kind: 'applied', recordingId: row.id };
    const later: Outcome = { kind: 'later', recordingId: row.id, why: 'APPLIED' };
    if (!this.confirmer.mayAsk(row.product, row.taskId)) return later;
    const polled = await engine.recorders.of(row.product).poll(taskOf(row), BACKGROUND);
    if (hasEnded(polled)) {
      const report = { ...polled, facts: [...polled.facts, ...results] };
      await engine.store.transition(row.id, { evidence: Evidence.POLL, report });
      return applied;
    }
    if (age < PART_MS) return later;
    const notes = results.flatMap((fact) => (fact.kind === 'filesMissing' && fact.result ? [fact.result] : []));
    if (notes.length > 0)
      await engine.store.transition(row.id, { evidence: Evidence.CALLBACK, report: { facts: [], notes } });
    return applied;
  }

  /** Returns whether a report would change nothing but times. */
  async #isKnown(row: Recording, report: Report): Promise<boolean> {
    const { engine } = this;
    const { patch } = applyTransition(
      row,
      { at: engine.now(), evidence: Evidence.CALLBACK, report },
      engine.policy,
      0.5,
    );
    const { state, cause, taskId, accepted, results } = { ...row, ...patch.set };
    const isSameLife = state === row.state && cause === row.cause && taskId === row.taskId && accepted === row.accepted;
    const isNew = !isSameLife || results !== row.results;
    if (isNew || !report.files?.length) return !isNew;
    const files = await engine.ledger.filesOf([row.id]);
    const known = new Map(files.filter((file) => file.taskId === OWN_TASK).map((file) => [file.name, file.state]));
    return report.files.every((file) => known.get(file.name) === file.state);
  }
}

/** Adds the task's id to a report if the recording has none. */
function withTask(row: Recording, { taskId }: CallbackEvent, report: Report, at: number): Report {
  if (row.taskId !== null || taskId === null || report.facts.length === 0) return report;
  return { ...report, facts: [{ kind: 'accepted', at, taskId }, ...report.facts] };
}

/**
 * Returns the answer to write for a start that was executed and whose own answer was lost; undefined if no answer is
 * missing. A start that was given up keeps its error: its recording is final.
 */
function missingAnswer(
  row: Recording,
  { taskId }: CallbackEvent,
  facts: readonly Fact[],
  recorder: Recorder,
): Extra | undefined {
  if (row.accepted || isFinal(row.state) || facts.length === 0) return undefined;
  return { errors: null, ...(row.answer === null && taskId !== null && { answer: recorder.answerOf(taskId) }) };
}
