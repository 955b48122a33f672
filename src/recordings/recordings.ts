import type { Timing } from '../calls/timing.ts';
import { LedgerUnavailable, OutcomeUnknown } from '../errors.ts';
import type { CallbackCount } from '../ledger/callbacks.ts';
import type { Ledger, NewKey } from '../ledger/ledger.ts';
import type {
  ChangeRow,
  FileRow,
  NewRecording,
  OrphanRow,
  Page,
  PageWindow,
  RecordingFilter,
  RecordingRow,
} from '../ledger/rows.ts';
import { Adoptions } from './adoptions.ts';
import { Control } from './control.ts';
import type { Desk } from './desk.ts';
import { ExactActions } from './exact-actions.ts';
import { inputHash } from './input-hash.ts';
import { isFinal, newLife, step } from './life.ts';
import { Orphans } from './orphans.ts';
import { newRecordingId } from './recording-id.ts';
import { Reconciler } from './reconciler.ts';
import { RecordingState } from './recording.ts';
import type { AdoptedTask } from './recorder.ts';
import { errorsOf, Replays } from './replays.ts';
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

/** What a client can do with recordings: start them, find them, and all that is the same for every vendor. */
export class Recordings {
  readonly orphans: Orphans;
  readonly control: Control;
  readonly exact: ExactActions;
  readonly #starter: Starter;
  readonly #worker: Worker;
  readonly #replays: Replays;
  readonly #adoptions: Adoptions;

  constructor(readonly desk: Desk) {
    this.orphans = new Orphans(desk);
    this.#starter = new Starter(desk);
    this.#worker = new Worker(desk, this.#starter);
    this.control = new Control(desk, this.#worker);
    this.exact = new ExactActions(desk);
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
        sealedParams: plan.secretParams && desk.sealedStarts.seal(plan.secretParams, id),
        sentAt: at,
        controllableUntil: plan.controllableForMs === null ? null : at + plan.controllableForMs,
      },
      input,
    );
    desk.faultPoint('start:before-intent');
    const begun = await this.#begin(
      recording,
      key === undefined ? undefined : { key, operation, inputHash: hash, createdAt: at, leaseUntil: at + desk.leaseMs },
    );
    if (begun.taken) return this.#replays.ofStart(begun.taken, operation, hash);
    desk.faultPoint('start:intent-kept');
    const made = {
      ...recording,
      sealedParams: recording.sealedParams ?? null,
      retryOf: begun.retryOf,
      supersededBy: null,
    };
    const times = { updatedAt: at, newsAt: at, tries: 0, lastChange: 1 };
    const hold = desk.hold({ ...made, results: null, ...times }, takenAt);
    const terms = { background: false, followsUp: true };
    const { row, errors, isUndecided } = await this.#starter.send(hold, plan, terms);
    if (!isUndecided) return { row, errors, replayed: false, preview: null };
    const settled = await this.#worker.lookUpRefusal({ ...hold, row }, {});
    return { row: settled, errors: errorsOf(settled), replayed: false, preview: null };
  }

  /** Puts an intent down. One whose commit was not answered is looked up: what is there would be sent by somebody. */
  async #begin(recording: NewRecording, key: NewKey | undefined): ReturnType<Ledger['begin']> {
    const { ledger } = this.desk;
    try {
      return await ledger.begin(recording, key);
    } catch (error) {
      if (!(error instanceof LedgerUnavailable && error.mayBeDone)) throw error;
      const found = await this.desk.keep(async () => ({ row: await ledger.find(recording.id) }));
      if (!found) throw new OutcomeUnknown('the ledger', 'its connection was lost at the commit');
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
