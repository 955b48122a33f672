import type { CallOptions } from '../calls/call-options.ts';
import type { RecordingRow } from '../ledger/contract/rows.ts';
import { taskOf, type Desk } from '../recordings/engine/desk.ts';
import { OWN_TASK, isResult } from '../recordings/files/results.ts';
import { isFinal } from '../domain/state-machine.ts';
import { applyTransition, reportOf } from '../recordings/lifecycle/transitions.ts';
import type { Report, TaskRef } from '../domain/recorder.ts';
import { Evidence, RecordingState, type Fact } from '../domain/recording.ts';
import { matches, isAnotherTask, isEmpty, YOUNG_MS } from './match.ts';
import type { CallbackEvent } from './callback.ts';
import { LostTasks } from './lost-tasks.ts';
import { missingAnswer, withTask } from './apply.ts';

/** What became of the news of a callback. */
export type Outcome =
  /** The ledger says what it told. */
  | { readonly kind: 'applied'; readonly recordingId: string }
  /** The vendor documents the event, and its content cannot be read. The recording says so. */
  | { readonly kind: 'unread'; readonly recordingId: string }
  /** It changes no recording. */
  | { readonly kind: 'kept'; readonly recordingId: string | null }
  /** It may be applied later; `why` says what it is if it never is. */
  | { readonly kind: 'later'; readonly recordingId: string | null; readonly why: 'APPLIED' | 'UNMATCHED' | 'DOUBTED' };

/** What else is known of the callback. */
export interface Circumstances {
  readonly isBodySigned: boolean;
  /** How long ago it came, in ms. */
  readonly age: number;
}

/** How many recordings of a room are looked through for one whose key others have, too. */
const MOST_OF_A_ROOM = 20;

/** How often the vendor is asked about one task because of callbacks that prove too little. */
const ASK_MS = 2000;
/** Files that are there while the recording goes on for so long are those of a part. */
const PART_MS = 60_000;
const MOST_REMEMBERED = 10_000;
const SIGNS_OF_LIFE: readonly Fact['kind'][] = ['running', 'paused', 'resumed'];
const SAYS_ENDED: readonly Fact['kind'][] = ['ended', 'failed'];
const ENDS: readonly Fact['kind'][] = ['ended', 'failed', 'filesDone', 'filesMissing', 'nothingRecorded'];

/** Nobody waits for what is asked because of a callback. */
const BACKGROUND: CallOptions = { background: true };

/** Puts down what callbacks tell: finds the recording, asks the vendor where the callback proves too little, and moves it. */
export class CallbackHandler {
  /** When the vendor was last asked because of a callback, by product and task. */
  readonly #asked = new Map<string, number>();

  readonly #lost: LostTasks;

  constructor(private readonly desk: Desk) {
    this.#lost = new LostTasks(desk, {
      confirm: (product, task, told) => this.#confirm(product, task, told, false),
      mayAsk: (product, taskId) => this.#mayAsk(product, taskId),
    });
  }

  /** Throws what the vendor answers to a look-up. */
  async apply(news: CallbackEvent, circumstances: Circumstances): Promise<Outcome> {
    const { ledger, log, now } = this.desk;
    // No later than now: a forged time ahead of us would stand for good.
    if (news.session) await ledger.sessions.put(news.session, Math.min(news.at ?? now(), now()));
    if (news.product === null || !news.isKnown) return { kind: 'kept', recordingId: null };
    const row = await this.#rowOf(news, circumstances);
    if (!row) return this.#strange(news, circumstances);
    if (news.account !== null && news.account !== row.account) {
      log.warn({ recordingId: row.id, type: news.type }, 'a callback of another application names this recording');
      return { kind: 'kept', recordingId: null };
    }
    if (this.#isBeingReplaced(row)) return { kind: 'later', recordingId: row.id, why: 'UNMATCHED' };
    if (isEmpty(news.report)) return { kind: 'kept', recordingId: row.id };
    if (!isAnotherTask(row, news)) return this.#move(row, news, news.report, circumstances);
    // Stopping another task on the word of a stranger could stop the recording's own.
    if (!circumstances.isBodySigned) return { kind: 'kept', recordingId: row.id };
    return this.#isReplaced(row) ? this.#replaced(row, news) : this.#surplus(row, news);
  }

  /** The recording that the news is about, also one that a restore took. */
  async #rowOf(news: CallbackEvent, { isBodySigned }: Circumstances): Promise<RecordingRow | undefined> {
    const known = await this.#find(news);
    if (known && !this.#lost.mayHaveLostRetryOf(known)) return known;
    return (await this.#lost.take(news, isBodySigned)) ?? known;
  }

  /** By the task. By the key only where it proves enough: callers may choose theirs, and others may use the same. */
  async #find(news: CallbackEvent): Promise<RecordingRow | undefined> {
    const { ledger } = this.desk;
    const { product, taskId, vendorKey } = news;
    const byTask = taskId === null ? undefined : await ledger.findByTask(product!, taskId);
    if (byTask || vendorKey === null) return byTask;
    const newest = await ledger.findByVendorKey(product!, vendorKey);
    if (!newest || matches(newest, news, this.desk.marks)) return newest;
    return (await this.#inRoom(news)).find((row) => row.vendorKey === vendorKey && matches(row, news, this.desk.marks));
  }

  /** The newest recordings of the room, as far as the news tells where it is. */
  async #inRoom({ product, account, room }: CallbackEvent): Promise<readonly RecordingRow[]> {
    const filter = { product: product!, ...(account !== null && { account }), ...(room !== null && { room }) };
    const window = { order: 'NEWEST_FIRST', take: { first: MOST_OF_A_ROOM } } as const;
    return (await this.desk.ledger.page(filter, window)).rows;
  }

  /**
   * Whether the start was sent again, also as the retry of one that was refused, and its answer is awaited, where that ends
   * the task of the first attempt. Which of the two tasks lives, only that answer tells. Where the answer to a retry is lost,
   * the callback counts: what was refused hardly ever runs.
   */
  #isBeingReplaced(row: RecordingRow): boolean {
    const wasSent = row.attempt > 1 || (row.retryOf !== null && row.state === RecordingState.STARTING);
    return wasSent && row.taskId === null && !isFinal(row.state) && this.#isReplaced(row);
  }

  /** Whether another task with the recording's key is one that a repeat of its start ended: at most one is left. */
  #isReplaced({ product }: RecordingRow): boolean {
    return this.desk.recorder(product).repeatRule.replaces;
  }

  async #move(
    row: RecordingRow,
    news: CallbackEvent,
    told: Report,
    { isBodySigned, age }: Circumstances,
  ): Promise<Outcome> {
    const { desk } = this;
    const at = desk.now();
    let report = withTask(row, news, told, at);
    if (!isBodySigned) {
      // Nothing is asked for what is known already: whoever writes callbacks must not make us call the vendor.
      if (await this.#isKnown(row, report)) return { kind: 'applied', recordingId: row.id };
      const task = { ...taskOf(row), taskId: row.taskId ?? news.taskId };
      const confirmed = await this.#confirm(row.product, task, told, row.wanted === 'STOPPED');
      if (!confirmed) return { kind: 'later', recordingId: row.id, why: 'DOUBTED' };
      report = withTask(row, news, confirmed, at);
    }
    const isEndKnown = row.endedAt !== null || report.facts.some(({ kind }) => SAYS_ENDED.includes(kind));
    // Some vendors tell that the files are there for each part of a recording that goes on. It means the end of the
    // recording only where that is known; so it waits for that, and the files do not.
    const facts = isEndKnown ? report.facts : report.facts.filter((fact) => !isResult(fact));
    const waiting = report.facts.filter((fact) => !facts.includes(fact));
    const moved = await desk.move(row.id, (current) => {
      if (isAnotherTask(current, news)) return undefined;
      const extra = missingAnswer(current, news, facts, desk.recorder(row.product));
      return { evidence: Evidence.CALLBACK, report: { ...report, facts }, ...(extra && { extra }) };
    });
    // The answer to the start came in between, and names another task.
    if (moved && isAnotherTask(moved.row, news)) return { kind: 'later', recordingId: null, why: 'UNMATCHED' };
    if (report.unread !== undefined) return this.#unread(row, report.unread);
    if (waiting.length === 0) return { kind: 'applied', recordingId: row.id };
    return this.#filesOf(moved?.row ?? row, waiting, age);
  }

  #unread({ id, product }: RecordingRow, type: string): Outcome {
    const fields = { recordingId: id, product, type };
    this.desk.log.warn(fields, 'a callback of a known kind cannot be read: its recording does not become COMPLETE');
    return { kind: 'unread', recordingId: id };
  }

  /**
   * Decides on a report of all files that came without the end of the recording. The end may be lost or on its way, or
   * the files are those of a part. So the vendor is asked: if the recording goes on a minute later, the files were those
   * of a part, and a failure of the part is kept as a note.
   */
  async #filesOf(row: RecordingRow, waiting: readonly Fact[], age: number): Promise<Outcome> {
    const { desk } = this;
    const later: Outcome = { kind: 'later', recordingId: row.id, why: 'APPLIED' };
    if (!this.#mayAsk(row.product, row.taskId)) return later;
    const told = await desk.recorder(row.product).poll(taskOf(row), BACKGROUND);
    const applied: Outcome = { kind: 'applied', recordingId: row.id };
    if (told.facts.some(({ kind }) => SAYS_ENDED.includes(kind))) {
      const facts: Fact[] = [...told.facts, ...waiting];
      await desk.move(row.id, { evidence: Evidence.POLL, report: { ...told, facts } });
      return applied;
    }
    if (age < PART_MS) return later;
    const notes = waiting.flatMap((fact) => (fact.kind === 'filesMissing' && fact.result ? [fact.result] : []));
    if (notes.length > 0) await desk.move(row.id, { evidence: Evidence.CALLBACK, report: { facts: [], notes } });
    return applied;
  }

  /** Whether a report would change nothing but times. */
  async #isKnown(row: RecordingRow, report: Report): Promise<boolean> {
    const { desk } = this;
    const { patch } = applyTransition(row, { at: desk.now(), evidence: Evidence.CALLBACK, report }, desk.policy, 0.5);
    const { state, cause, taskId, accepted, results } = { ...row, ...patch.set };
    const isSameLife = state === row.state && cause === row.cause && taskId === row.taskId && accepted === row.accepted;
    const isNew = !isSameLife || results !== row.results;
    if (isNew || !report.files?.length) return !isNew;
    const files = await desk.ledger.filesOf([row.id]);
    const known = new Map(files.filter((file) => file.taskId === OWN_TASK).map((file) => [file.name, file]));
    return report.files.every(({ name, state: told }) => known.get(name)?.state === told);
  }

  /** Asks at most every few seconds for one recording, however many callbacks tell of it: else nothing yet. */
  async #confirm(product: string, task: TaskRef, told: Report, isStopWanted: boolean): Promise<Report | null> {
    const recorder = this.desk.recorder(product);
    if (!recorder.confirm) throw new Error(`${product} has unsigned callbacks and no way to confirm them`);
    // A room's files are told all at once, each by a callback of its own.
    const isFree = recorder.filesNeedNoAsking && told.facts.every(({ kind }) => kind === 'accepted');
    if (!isFree && !this.#mayAsk(product, task.taskId)) return null;
    return recorder.confirm(task, told, isStopWanted, BACKGROUND);
  }

  #mayAsk(product: string, taskId: string | null): boolean {
    const now = this.desk.now();
    const key = `${product} ${taskId}`;
    if (now - (this.#asked.get(key) ?? -Infinity) < ASK_MS) return false;
    if (this.#asked.size >= MOST_REMEMBERED) this.#asked.clear();
    this.#asked.set(key, now);
    return true;
  }

  /** A task that a repeat of the start ended: what it recorded is a piece of the recording. */
  async #replaced(row: RecordingRow, news: CallbackEvent): Promise<Outcome> {
    const { taskId, report } = news;
    const task = taskId!;
    const facts = report.facts.filter(isResult).map((fact) => ({ ...fact, task }));
    const files = report.files?.map((file) => ({ ...file, task }));
    const { unread, notes } = report;
    const piece = { facts, ...(files && { files }), ...(notes && { notes }), ...(unread !== undefined && { unread }) };
    await this.desk.move(row.id, { evidence: Evidence.CALLBACK, report: { ...piece, tasks: [task] } });
    if (unread !== undefined) return this.#unread(row, unread);
    return this.#surplus(row, news);
  }

  /** A task beside the recording's own: only that it exists is of interest, for it has to be stopped. */
  async #surplus(row: RecordingRow, { taskId, report }: CallbackEvent): Promise<Outcome> {
    const { desk } = this;
    if (report.facts.some(({ kind }) => ENDS.includes(kind))) {
      await desk.ledger.dropOrphan(row.product, taskId!);
    } else if (report.facts.some(({ kind }) => SIGNS_OF_LIFE.includes(kind))) {
      const fact: Fact = { kind: 'accepted', at: desk.now(), taskId };
      await desk.move(row.id, { evidence: Evidence.CALLBACK, report: reportOf(fact) });
    }
    return { kind: 'applied', recordingId: row.id };
  }

  /** A task that no recording has. Its start may still be under way; after a while it is somebody else's. */
  async #strange(news: CallbackEvent, { isBodySigned, age }: Circumstances): Promise<Outcome> {
    const { ledger, now } = this.desk;
    const later: Outcome = { kind: 'later', recordingId: null, why: 'UNMATCHED' };
    const { product, taskId, account, room, report } = news;
    if (taskId === null || account === null || product === null) return later;
    if (report.facts.some(({ kind }) => ENDS.includes(kind))) {
      if (isBodySigned) await ledger.dropOrphan(product, taskId);
      return later;
    }
    const isAlive =
      report.facts.some(({ kind }) => SIGNS_OF_LIFE.includes(kind)) ||
      (isBodySigned && report.files?.some(({ state }) => state === 'RECORDING'));
    if (age < YOUNG_MS || !isAlive) return later;
    if (!isBodySigned) {
      const task = { recordingId: '', account, room, vendorKey: null, taskId, ref: {}, sentAt: null };
      const confirmed = await this.#confirm(product, task, report, false);
      if (!confirmed?.facts.some(({ kind }) => SIGNS_OF_LIFE.includes(kind))) return { ...later, why: 'DOUBTED' };
    }
    const startedAt = report.facts.find(({ kind }) => kind === 'running')?.at ?? null;
    const found = { product, taskId, account, room, ref: {}, surplusOf: null, startedAt };
    await ledger.seeOrphans([{ ...found, lastSeenAt: now(), nextActionAt: null }]);
    return later;
  }
}
