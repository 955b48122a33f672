import type { CallTerms } from '../calls/terms.ts';
import type { RecordingRow } from '../ledger/rows.ts';
import { taskOf, type Desk } from '../recordings/desk.ts';
import { move, only } from '../recordings/moves.ts';
import type { Report, TaskRef } from '../recordings/recorder.ts';
import { Evidence, type Fact } from '../recordings/recording.ts';
import type { CallbackNews } from './callback.ts';

/** What became of the news of a callback. */
export type Outcome =
  /** The ledger says what it told. */
  | { readonly kind: 'applied'; readonly recordingId: string }
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

/** A task this old is none whose start is still under way. */
const YOUNG_MS = 2 * 60_000;

/** How often the vendor is asked about one task because of callbacks that prove too little. */
const ASK_MS = 2000;
const MOST_REMEMBERED = 10_000;

const SIGNS_OF_LIFE: readonly Fact['kind'][] = ['running', 'paused', 'resumed'];
const SAYS_ENDED: readonly Fact['kind'][] = ['ended', 'failed'];
const ENDS: readonly Fact['kind'][] = ['ended', 'failed', 'filesDone'];

/** Nobody waits for what is asked because of a callback. */
const BACKGROUND: CallTerms = { background: true };

/** Puts down what callbacks tell: finds the recording, asks the vendor where the callback proves too little, and moves it. */
export class Applying {
  /** When the vendor was last asked because of a callback, by product and task. */
  readonly #asked = new Map<string, number>();

  constructor(private readonly desk: Desk) {}

  /** Throws what the vendor answers to a look-up. */
  async apply(news: CallbackNews, circumstances: Circumstances): Promise<Outcome> {
    const { ledger, log, now } = this.desk;
    // No later than now: a forged time ahead of us would stand for good.
    if (news.session) await ledger.sessions.put(news.session, Math.min(news.at ?? now(), now()));
    if (news.product === null || !news.isKnown) return { kind: 'kept', recordingId: null };
    const row = await this.#find(news);
    if (!row) return this.#strange(news, circumstances);
    if (news.account !== null && news.account !== row.account) {
      log.warn({ recordingId: row.id, type: news.type }, 'a callback of another application names this recording');
      return { kind: 'kept', recordingId: null };
    }
    if (this.#isBeingReplaced(row)) return { kind: 'later', recordingId: row.id, why: 'UNMATCHED' };
    const told = reportFor(row, news);
    if (told.facts.length === 0 && !told.files?.length) return { kind: 'kept', recordingId: row.id };
    if (!isAnotherTask(row, news)) return this.#move(row, news, told, circumstances);
    // Stopping another task on the word of a stranger could stop the recording's own.
    return circumstances.isBodySigned ? this.#surplus(row, news) : { kind: 'kept', recordingId: row.id };
  }

  async #find({ product, taskId, vendorKey }: CallbackNews): Promise<RecordingRow | undefined> {
    const { ledger } = this.desk;
    const byTask = taskId === null ? undefined : await ledger.findByTask(product!, taskId);
    if (byTask || vendorKey === null) return byTask;
    return ledger.findByVendorKey(product!, vendorKey);
  }

  /**
   * Whether the start was sent again and its answer is awaited, where that ends the task of the first attempt. Which of
   * the two tasks lives, only that answer tells.
   */
  #isBeingReplaced({ product, attempt, taskId }: RecordingRow): boolean {
    return taskId === null && attempt > 1 && this.desk.recorder(product).repeatRule.replaces;
  }

  async #move(row: RecordingRow, news: CallbackNews, told: Report, { isBodySigned }: Circumstances): Promise<Outcome> {
    const { desk } = this;
    const at = desk.now();
    const report = withTask(row, news, told, at);
    const callback = { evidence: Evidence.CALLBACK, report };
    if (!isBodySigned) {
      // Nothing is asked for what is known already: whoever writes callbacks must not make us call the vendor.
      if (await this.#isKnown(row, report)) return { kind: 'applied', recordingId: row.id };
      const task = { ...taskOf(row), taskId: row.taskId ?? news.taskId };
      const confirmed = await this.#confirm(row.product, task, told, row.wanted === 'STOPPED');
      if (!confirmed) return { kind: 'later', recordingId: row.id, why: 'DOUBTED' };
      callback.report = withTask(row, news, confirmed, at);
    }
    const isEndKnown = row.endedAt !== null || callback.report.facts.some(({ kind }) => SAYS_ENDED.includes(kind));
    if (isEndKnown) {
      await desk.move(row.id, callback);
      return { kind: 'applied', recordingId: row.id };
    }
    // Some vendors tell that the files are there for each part of a recording that goes on. It means the end of the
    // recording only where that is known; so it waits for that, and the files do not.
    const facts = callback.report.facts.filter(({ kind }) => kind !== 'filesDone');
    await desk.move(row.id, { ...callback, report: { ...callback.report, facts } });
    if (facts.length === callback.report.facts.length) return { kind: 'applied', recordingId: row.id };
    return { kind: 'later', recordingId: row.id, why: 'APPLIED' };
  }

  /** Whether a report would change nothing but times. */
  async #isKnown(row: RecordingRow, report: Report): Promise<boolean> {
    const { desk } = this;
    const { patch } = move(row, { at: desk.now(), evidence: Evidence.CALLBACK, report }, desk.policy, 0.5);
    const { state, cause, taskId, accepted } = { ...row, ...patch.set };
    const isNew = state !== row.state || cause !== row.cause || taskId !== row.taskId || accepted !== row.accepted;
    if (isNew || !report.files?.length) return !isNew;
    const known = new Map((await desk.ledger.filesOf([row.id])).map((file) => [file.name, file]));
    return report.files.every(({ name, state: told }) => known.get(name)?.state === told);
  }

  /** Asks at most every few seconds for one recording, however many callbacks tell of it: else nothing yet. */
  async #confirm(product: string, task: TaskRef, told: Report, isStopWanted: boolean): Promise<Report | null> {
    const recorder = this.desk.recorder(product);
    if (!recorder.confirm) throw new Error(`${product} has unsigned callbacks and no way to confirm them`);
    const now = this.desk.now();
    const key = `${product} ${task.taskId}`;
    if (now - (this.#asked.get(key) ?? -Infinity) < ASK_MS) return null;
    if (this.#asked.size >= MOST_REMEMBERED) this.#asked.clear();
    this.#asked.set(key, now);
    return recorder.confirm(task, told, isStopWanted, BACKGROUND);
  }

  /** A task beside the recording's own: only that it exists is of interest, for it has to be stopped. */
  async #surplus(row: RecordingRow, { taskId, report }: CallbackNews): Promise<Outcome> {
    const { desk } = this;
    if (report.facts.some(({ kind }) => ENDS.includes(kind))) {
      await desk.ledger.dropOrphan(row.product, taskId!);
    } else if (report.facts.some(({ kind }) => SIGNS_OF_LIFE.includes(kind))) {
      const fact: Fact = { kind: 'accepted', at: desk.now(), taskId };
      await desk.move(row.id, { evidence: Evidence.CALLBACK, report: only(fact) });
    }
    return { kind: 'applied', recordingId: row.id };
  }

  /** A task that no recording has. Its start may still be under way; after a while it is somebody else's. */
  async #strange(news: CallbackNews, { isBodySigned, age }: Circumstances): Promise<Outcome> {
    const { ledger, now } = this.desk;
    const later: Outcome = { kind: 'later', recordingId: null, why: 'UNMATCHED' };
    const { product, taskId, account, room, report } = news;
    if (taskId === null || account === null || product === null) return later;
    if (report.facts.some(({ kind }) => ENDS.includes(kind))) {
      if (isBodySigned) await ledger.dropOrphan(product, taskId);
      return later;
    }
    if (age < YOUNG_MS || !report.facts.some(({ kind }) => SIGNS_OF_LIFE.includes(kind))) return later;
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

function isAnotherTask(row: RecordingRow, { taskId }: CallbackNews): boolean {
  return row.taskId !== null && taskId !== null && row.taskId !== taskId;
}

/** What the news says of this recording: that all files are there counts only for the result it was started for. */
function reportFor({ ref }: RecordingRow, { report, result }: CallbackNews): Report {
  const expected = ref['result'];
  if (result === undefined || expected === undefined || expected === result) return report;
  return { ...report, facts: report.facts.filter(({ kind }) => kind !== 'filesDone') };
}

/** With the id of the task, where that was not known. */
function withTask(row: RecordingRow, { taskId }: CallbackNews, report: Report, at: number): Report {
  if (row.taskId !== null || taskId === null || report.facts.length === 0) return report;
  return { ...report, facts: [{ kind: 'accepted', at, taskId }, ...report.facts] };
}
