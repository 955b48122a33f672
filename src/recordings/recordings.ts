import type { Timing } from '../calls/timing.ts';
import { LedgerUnavailable, NotSupported, RecordingEnded, RecordingNotFound } from '../errors.ts';
import type { CallbackCount } from '../ledger/callbacks.ts';
import type { ChangeRow, FileRow, OrphanRow, Page, PageWindow, RecordingFilter, RecordingRow } from '../ledger/rows.ts';
import { Adoptions } from './adoptions.ts';
import { taskOf, type Desk, type Hold } from './desk.ts';
import { inputHash } from './input-hash.ts';
import { isFinal, newLife, step } from './life.ts';
import { only } from './moves.ts';
import { Orphans } from './orphans.ts';
import { newRecordingId } from './recording-id.ts';
import { Reconciler } from './reconciler.ts';
import { Evidence, RecordingCause, RecordingState, type Fact } from './recording.ts';
import type { CallTerms } from '../calls/terms.ts';
import { Capability, type AdoptedTask, type Recorder, type Report } from './recorder.ts';
import { Replays } from './replays.ts';
import { checkStopBy, newRecording, type Started, type StartInput } from './started.ts';
import { Starter } from './starter.ts';
import { Worker } from './worker.ts';

/** A recording of the ledger. */
export type KnownRecording = RecordingRow;

/** One of its changes. */
export type KnownChange = ChangeRow;

/** Callbacks of one kind. */
export type KnownCallbacks = CallbackCount;

/** A task without a recording. */
export type KnownOrphan = OrphanRow;

/** What a client can do with recordings: start them, and all that is the same for every vendor. */
export class Recordings {
  readonly orphans: Orphans;
  readonly #starter: Starter;
  readonly #worker: Worker;
  readonly #replays: Replays;
  readonly #adoptions: Adoptions;

  constructor(readonly desk: Desk) {
    this.orphans = new Orphans(desk);
    this.#starter = new Starter(desk);
    this.#worker = new Worker(desk, this.#starter);
    this.#replays = new Replays(desk);
    this.#adoptions = new Adoptions(desk);
  }

  /** What does for these recordings what is due. One for each server. */
  reconciler(timing: Timing): Reconciler {
    return new Reconciler(this.desk, this.#worker, this.orphans, timing);
  }

  /** How many callbacks are kept, by kind and by what became of them. */
  callbackCounts(): Promise<readonly KnownCallbacks[]> {
    return this.desk.ledger.callbacks.counts();
  }

  find(id: string): Promise<RecordingRow | undefined> {
    return this.desk.ledger.find(id);
  }

  findByTask(product: string, taskId: string): Promise<RecordingRow | undefined> {
    return this.desk.ledger.findByTask(product, taskId);
  }

  /** The newest live recording of a room that `matches`. */
  async findLive(
    product: string,
    room: string,
    matches: (row: RecordingRow) => boolean,
  ): Promise<RecordingRow | undefined> {
    const states = Object.values(RecordingState).filter((state) => !isFinal(state));
    const { rows } = await this.page({ product, room, states }, { order: 'NEWEST_FIRST', take: { first: 20 } });
    return rows.find(matches);
  }

  page(filter: RecordingFilter, window: PageWindow): Promise<Page> {
    return this.desk.ledger.page(filter, window);
  }

  filesOf(ids: readonly string[]): Promise<FileRow[]> {
    return this.desk.ledger.filesOf(ids);
  }

  changesOf(ids: readonly string[]): Promise<ChangeRow[]> {
    return this.desk.ledger.changesOf(ids);
  }

  /** The number of the last change of all recordings; 0 before the first. */
  lastSeq(): Promise<number> {
    return this.desk.ledger.lastSeq();
  }

  /**
   * Starts a recording: checked, put down in the ledger, then sent. Throws `InvalidInput` and the like before anything
   * is put down; what happens after that is in the answer.
   */
  async start(product: string, operation: string, input: StartInput): Promise<Started> {
    const { desk } = this;
    const recorder = desk.recorder(product);
    const key = input.idempotencyKey ?? undefined;
    const hash = key === undefined ? '' : inputHash(input);
    const earlier = key === undefined ? undefined : await desk.ledger.findKey(key);
    if (earlier) return this.#replays.ofStart(earlier, operation, hash);

    checkStopBy(input.stopBy, desk.now());
    const complete = recorder.prepare ? await recorder.prepare(input) : input;
    const at = desk.now(); // asking may have taken its time
    const id = newRecordingId(at);
    const plan = recorder.plan(complete, id);
    if (input.dryRun === true) {
      return { row: null, replayed: false, errors: [], preview: { ...plan.wire(), product, layoutInput: plan.layout } };
    }
    const takenAt = desk.clock();
    const { life } = step(newLife(), { kind: 'sending', at, attempt: 1 });
    const recording = newRecording(
      { id, at, dueAt: at + desk.leaseMs },
      life,
      { product, ...plan },
      {
        params: plan.params,
        sentAt: at,
        controllableUntil: plan.controllableForMs === null ? null : at + plan.controllableForMs,
      },
      input,
    );
    desk.faultPoint('start:before-intent');
    const { taken } = await desk.ledger.begin(
      recording,
      key === undefined ? undefined : { key, operation, inputHash: hash, createdAt: at, leaseUntil: at + desk.leaseMs },
    );
    if (taken) return this.#replays.ofStart(taken, operation, hash);
    desk.faultPoint('start:intent-kept');
    const row: RecordingRow = { ...recording, updatedAt: at, newsAt: at, tries: 0, lastChange: 1 };
    const attempted = await this.#starter.send(desk.hold(row, takenAt), plan, false);
    return { ...attempted, replayed: false, preview: null };
  }

  /** Puts down that a recording is to stop, then asks the vendor. Stopping what has ended changes nothing. */
  async stop(id: string): Promise<RecordingRow> {
    const { desk } = this;
    desk.faultPoint('stop:before-intent');
    const held = await this.#take(id, {
      kind: 'stopWanted',
      at: desk.now(),
      cause: RecordingCause.CLIENT,
    });
    desk.faultPoint('stop:intent-kept');
    if (isFinal(held.row.state) || !held.hold) return held.row;
    return this.#worker.act(held.hold, {});
  }

  /** Pauses it, where the product can. Throws what the vendor answers. */
  pause(id: string): Promise<RecordingRow> {
    return this.#control(id, Capability.PAUSE, (recorder, row, terms) => recorder.pause!(taskOf(row), terms));
  }

  resume(id: string): Promise<RecordingRow> {
    return this.#control(id, Capability.RESUME, (recorder, row, terms) => recorder.resume!(taskOf(row), terms));
  }

  updateLayout(id: string, layoutFor: (product: string) => object): Promise<RecordingRow> {
    return this.#control(id, Capability.UPDATE_LAYOUT, (recorder, row, terms) =>
      recorder.updateLayout!(taskOf(row), layoutFor(row.product), terms),
    );
  }

  /** Asks the vendor now how a recording stands. */
  async refresh(id: string): Promise<RecordingRow> {
    const row = await this.#find(id);
    if (isFinal(row.state)) return row;
    const { hold } = await this.#take(id);
    return hold ? this.#worker.look(hold, {}) : row;
  }

  /** Takes a task into the ledger that was started elsewhere. Asks the vendor for it first. */
  adopt(
    product: string,
    given: AdoptedTask,
    own: Pick<StartInput, 'labels' | 'metadata' | 'stopBy'>,
  ): Promise<RecordingRow> {
    return this.#adoptions.adopt(product, given, own);
  }

  /**
   * Runs one of the vendor's own actions. Where it is about a recording of ours, the ledger is told: of a stop before it
   * is sent, of all others afterwards.
   */
  async exact<Result extends object>(
    find: () => Promise<RecordingRow | undefined>,
    effect: 'stop' | 'change',
    call: () => Promise<Result>,
  ): Promise<Result & { readonly row: RecordingRow | undefined }> {
    const row = await find();
    if (!row || isFinal(row.state)) return { ...(await call()), row };
    const at = this.desk.now();
    if (effect === 'stop') {
      const report = only({ kind: 'stopWanted', at, cause: RecordingCause.CLIENT });
      await this.desk.move(row.id, { evidence: Evidence.CLIENT, report });
    }
    try {
      const answer = await call();
      // The stop was taken, so it counts as the first try: what comes next is a look, and not another stop.
      const tries = effect === 'stop' ? 1 : 0;
      return { ...answer, row: (await this.#lookSoon(row.id, tries)) ?? row };
    } catch (error) {
      await this.#lookSoon(row.id);
      throw error;
    }
  }

  /** Runs one of the vendor's own reads. What it tells of a recording of ours moves that. */
  async read<Result extends object>(
    product: string,
    find: () => Promise<RecordingRow | undefined>,
    call: () => Promise<Result>,
  ): Promise<Result> {
    const answer = await call();
    const recorder = this.desk.recorder(product);
    try {
      const row = recorder.observe && (await find());
      if (row && !isFinal(row.state)) {
        await this.desk.move(row.id, { evidence: Evidence.POLL, report: recorder.observe!(answer) });
      }
    } catch (error) {
      if (!(error instanceof LedgerUnavailable)) throw error; // the answer is good all the same
    }
    return answer;
  }

  /** Makes the reconciler ask the vendor at its next round. */
  async #lookSoon(id: string, tries = 0): Promise<RecordingRow | undefined> {
    const extra = { nextActionAt: this.desk.now(), tries };
    const result = await this.desk.move(id, { evidence: Evidence.ANSWER, report: { facts: [] }, extra });
    return result?.row;
  }

  async #control(
    id: string,
    capability: Capability,
    call: (recorder: Recorder, row: RecordingRow, terms: CallTerms) => Promise<Report>,
  ): Promise<RecordingRow> {
    const row = await this.#find(id);
    const recorder = this.desk.recorder(row.product);
    if (!recorder.capabilities.includes(capability)) {
      throw new NotSupported(row.product, capability, recorder.capabilities);
    }
    if (isFinal(row.state) || row.endedAt !== null) throw new RecordingEnded(row.state);
    try {
      const report = await call(recorder, row, {});
      const result = await this.desk.move(id, { evidence: Evidence.ANSWER, report });
      return (await this.#lookSoon(id)) ?? result?.row ?? row;
    } catch (error) {
      await this.#lookSoon(id);
      throw error;
    }
  }

  /** Takes a row for this process, with what a client wants of it. None to hold while its start is under way. */
  async #take(id: string, fact?: Fact): Promise<{ readonly row: RecordingRow; readonly hold: Hold | undefined }> {
    const takenAt = this.desk.clock();
    let isTaken = false;
    const result = await this.desk.move(id, (row) => {
      const report = fact ? only(fact) : { facts: [] };
      isTaken = !isFinal(row.state) && (row.accepted || row.state === RecordingState.UNKNOWN);
      const extra = { fence: row.fence + 1, nextActionAt: this.desk.now() + this.desk.leaseMs };
      return { evidence: Evidence.CLIENT, report, ...(isTaken && { extra }) };
    });
    if (!result) throw new RecordingNotFound(id);
    return { row: result.row, hold: isTaken ? this.desk.hold(result.row, takenAt) : undefined };
  }

  async #find(id: string): Promise<RecordingRow> {
    const row = await this.desk.ledger.find(id);
    if (!row) throw new RecordingNotFound(id);
    return row;
  }
}
