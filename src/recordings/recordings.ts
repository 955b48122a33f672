import type { Timing } from '../calls/timing.ts';
import { LedgerUnavailable, OutcomeUnknown } from '../errors.ts';
import { cursorAt, resume } from '../events/resume.ts';
import type { CallbackCount } from '../ledger/contract/callback-store.ts';
import type { Ledger, NewKey } from '../ledger/contract/ledger.ts';
import type {
  BoundedCount,
  ChangeRow,
  CountedGroup,
  CountKey,
  FileRow,
  NewRecording,
  OrphanRow,
  ScanBudget,
  Page,
  PageWindow,
  RecordingFilter,
  RecordingRow,
} from '../ledger/contract/rows.ts';
import { Adoptions } from './actions/adopt.ts';
import { Control } from './actions/control.ts';
import { startErrorsOf } from './lifecycle/failure.ts';
import type { Desk, Hold } from './engine/desk.ts';
import { VendorActions } from './actions/vendor-actions.ts';
import { isFinal, newLife, reduce } from '../domain/state-machine.ts';
import { Orphans } from './engine/orphans.ts';
import { newRecordingId } from '../domain/recording-id.ts';
import { Reconciler } from './engine/reconciler.ts';
import { RecordingState } from '../domain/recording.ts';
import type { AdoptedTask, Recorder, StartPlan } from '../domain/recorder.ts';
import { StartRecovery, type KeyedPlan } from './engine/start-recovery.ts';
import { Executor, KeyTaken, type CallKey } from './idempotency/executor.ts';
import { checkStopBy, newRecording, type StartOutcome, type StartInput } from './starts/start-request.ts';
import { StartExecutor, type AttemptOutcome } from './engine/start-executor.ts';
import { Worker } from './engine/worker.ts';

/** A recording of the ledger. */
export type KnownRecording = RecordingRow;

/** One of its changes. */
export type KnownChange = ChangeRow;

/** Callbacks of one kind. */
export type KnownCallbacks = CallbackCount;

/** A task without a recording. */
export type KnownOrphan = OrphanRow;

/** What a client can do with recordings: start them, find them, and all that is the same for every vendor. */
export class Recordings {
  readonly orphans: Orphans;
  readonly control: Control;
  readonly exact: VendorActions;
  /** Runs mutations once for each idempotency key. */
  readonly executor: Executor;
  readonly #starter: StartExecutor;
  readonly #worker: Worker;
  readonly #adoptions: Adoptions;
  readonly #regained: StartRecovery;

  constructor(readonly desk: Desk) {
    this.orphans = new Orphans(desk);
    this.#starter = new StartExecutor(desk);
    this.#worker = new Worker(desk, this.#starter);
    this.control = new Control(desk, this.#worker);
    this.exact = new VendorActions(desk);
    this.executor = new Executor(desk);
    this.#adoptions = new Adoptions(desk);
    this.#regained = new StartRecovery(desk);
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
    const { rows } = await this.page(
      { products: [product], room, states },
      { order: 'NEWEST_FIRST', take: { first: 20 } },
    );
    return rows.find(matches);
  }

  page(filter: RecordingFilter, window: PageWindow, budget?: ScanBudget): Promise<Page> {
    return this.desk.ledger.page(filter, window, budget);
  }

  countOf(filter: RecordingFilter, budget?: ScanBudget): Promise<BoundedCount> {
    return this.desk.ledger.countOf(filter, budget);
  }

  countsBy(key: CountKey, filter: RecordingFilter, budget?: ScanBudget): Promise<CountedGroup[]> {
    const products = this.desk.recorders.map(({ product }) => product);
    return this.desk.ledger.countsBy(key, filter, products, budget);
  }

  filesPage(ids: readonly string[], wanted: Parameters<Ledger['filesPage']>[1]): Promise<FileRow[]> {
    return this.desk.ledger.filesPage(ids, wanted);
  }

  countFiles(id: string): Promise<BoundedCount> {
    return this.desk.ledger.countFiles(id);
  }

  filesOf(ids: readonly string[], limit?: number): Promise<FileRow[]> {
    return this.desk.ledger.filesOf(ids, limit);
  }

  changesOf(ids: readonly string[], wanted?: Parameters<Ledger['changesOf']>[1]): Promise<ChangeRow[]> {
    return this.desk.ledger.changesOf(ids, wanted);
  }

  /** The number of the last change of all recordings; 0 before the first. */
  lastSeq(): Promise<number> {
    return this.desk.ledger.lastSeq();
  }

  /** The cursor of the change with a number, in the ledger's present epoch; "start" for 0. */
  async cursorAt(seq: number): Promise<string> {
    return cursorAt(await this.desk.ledger.epochs(), seq);
  }

  /** The number of the change that a cursor names. Throws `InvalidInput`, and `EpochChanged` where the ledger lost it. */
  resume(after: string, path: readonly string[], read?: number): Promise<number> {
    return resume(this.desk.ledger, after, path, read);
  }

  /**
   * Starts a recording: checked, put down in the ledger, then sent. Throws `InvalidInput` and the like before anything
   * is put down; what happens after that is in the answer.
   */
  start(product: string, operation: string, input: StartInput): Promise<StartOutcome> {
    const call = { key: input.idempotencyKey ?? undefined, operation, input };
    return this.executor.start(call, (key) => this.#start(product, input, key));
  }

  async #start(product: string, input: StartInput, key: CallKey | undefined): Promise<StartOutcome | KeyTaken> {
    const { desk } = this;
    const recorder = desk.recorder(product);
    checkStopBy(input.stopBy, desk.now());
    const complete = recorder.prepare ? await recorder.prepare(input) : input;
    await desk.ledger.clock.settled();
    const askedAt = desk.now();
    const id = newRecordingId(askedAt);
    const { plan, known }: KeyedPlan =
      key === undefined
        ? { plan: recorder.plan(complete, desk.marks.ofRecording(id)) }
        : await this.#regained.plan(recorder, complete, id, key.key);
    if (input.dryRun === true) {
      return { row: null, replayed: false, errors: [], preview: { ...plan.wire(), product, layoutInput: plan.layout } };
    }
    const use: NewKey | undefined = key && { ...key, createdAt: askedAt, leaseUntil: askedAt + desk.leaseMs };
    if (use) {
      const regained = await this.#regain(recorder, { id, at: askedAt, product, plan }, complete, use, known);
      if (regained) return regained;
      await desk.ledger.clock.settled();
    }
    // The lease begins here: what was asked before may have taken its time.
    const takenAt = desk.clock();
    const at = desk.now();
    const { life } = reduce(newLife(), { kind: 'sending', at, attempt: 1 });
    const recording = newRecording(
      { id, at, dueAt: at + desk.leaseMs },
      life,
      { product, ...plan, ref: desk.sealedStarts.settings.seal(plan.ref, id) },
      {
        params: plan.params,
        sealedParams: plan.secretParams && desk.sealedStarts.seal(plan.secretParams, id),
        sentAt: at,
        controllableUntil: plan.controllableForMs === null ? null : at + plan.controllableForMs,
      },
      input,
    );
    const outcome = await desk.atWork.track(id, async () => {
      desk.faultPoint('start:before-intent');
      const begun = await this.#begin(recording, use);
      if (begun.taken) return new KeyTaken(begun.taken);
      desk.faultPoint('start:intent-kept');
      const made = {
        ...recording,
        sealedParams: recording.sealedParams ?? null,
        retryOf: begun.retryOf,
        supersededBy: null,
        earlierLabels: null,
      };
      const times = { updatedAt: at, newsAt: at, tries: 0, lastChange: 1 };
      const hold = desk.hold({ ...made, results: null, ...times }, takenAt);
      // In work until the vendor has answered, though who asked may know sooner.
      const sending = desk.atWork.track(id, () => this.#send(hold, plan));
      const answer = (known: RecordingRow): AttemptOutcome => ({ row: known, errors: startErrorsOf(known) });
      return desk.proofs.race(id, sending, isOutcomeKnown, answer);
    });
    if (outcome instanceof KeyTaken) return outcome;
    const { row, errors } = outcome;
    return { row, errors, replayed: false, preview: null };
  }

  /** Sends a start; a refusal that may be about the start itself is looked up before anybody is told. */
  async #send(hold: Hold, plan: StartPlan): Promise<AttemptOutcome> {
    const attempted = await this.#starter.send(hold, plan, { background: false, followsUp: true });
    if (!attempted.isUndecided) return attempted;
    const row = await this.#worker.lookUpRefusal({ ...hold, row: attempted.row }, {});
    return { row, errors: startErrorsOf(row) };
  }

  /** What a start with the key made before a restore took it from the ledger, as the outcome of this one. */
  async #regain(
    recorder: Recorder,
    start: { id: string; at: number; product: string; plan: StartPlan },
    input: StartInput,
    key: NewKey,
    known: RecordingRow | undefined,
  ): Promise<StartOutcome | KeyTaken | undefined> {
    const told = (row: RecordingRow): StartOutcome => ({
      row,
      replayed: true,
      errors: startErrorsOf(row),
      preview: null,
    });
    if (known) {
      const { taken } = await this.desk.ledger.takeKeyFor(key, known.id);
      return taken ? new KeyTaken(taken) : told(await this.#regained.complete(known, start.plan, input));
    }
    const found = await this.#regained.find(recorder, start.plan, start.id);
    if (!found) return undefined;
    const takenOver = await this.#regained.takeOver(found, start, input, key);
    return 'taken' in takenOver ? new KeyTaken(takenOver.taken) : told(takenOver.row);
  }

  /** Puts an intent down. One whose commit was not answered is looked up: what is there would be sent by somebody. */
  async #begin(recording: NewRecording, key: NewKey | undefined): ReturnType<Ledger['begin']> {
    const { ledger } = this.desk;
    try {
      return await ledger.begin(recording, key);
    } catch (error) {
      if (!(error instanceof LedgerUnavailable && error.mayBeDone)) throw error;
      const found = await this.desk.keep(async () => ({ row: await ledger.find(recording.id) }));
      if (!found) throw new OutcomeUnknown('the ledger', 'the ledger lost its connection at the commit');
      if (!found.row) throw error;
      return { taken: null, retryOf: found.row.retryOf };
    }
  }

  /** Takes a task into the ledger that was started elsewhere. Asks the vendor for it first. */
  adopt(
    product: string,
    given: AdoptedTask,
    own: Pick<StartInput, 'labels' | 'metadata' | 'stopBy'>,
  ): Promise<RecordingRow> {
    return this.#adoptions.adopt(product, given, own);
  }
}

/** Whether it is known what a start came to. */
function isOutcomeKnown({ accepted, state }: RecordingRow): boolean {
  return accepted || isFinal(state);
}
