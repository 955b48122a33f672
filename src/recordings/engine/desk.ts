import { LedgerUnavailable, RecordingNotFound } from '../../errors.ts';
import type { Ledger } from '../../ledger/contract/ledger.ts';
import type { RecordingRow } from '../../ledger/contract/rows.ts';
import { InFlightWork } from './in-flight-work.ts';
import type { FaultPoint } from './fault-point.ts';
import { canBeTaken } from '../lifecycle/available-actions.ts';
import { isFinal } from '../../domain/state-machine.ts';
import type { VendorMarks } from './vendor-marks.ts';
import { applyTransition, reportOf, type Transition } from '../lifecycle/transitions.ts';
import { Lengths, pollSpacing, type PollSpacing } from '../lifecycle/poll-budget.ts';
import { OutcomeWatcher } from './outcome-watcher.ts';
import type { Recorder, RefChange, TaskRef } from '../../domain/recorder.ts';
import type { SealedStarts } from '../starts/sealed-starts.ts';
import { Evidence, type Fact } from '../../domain/recording.ts';
import { DEFAULT_POLICY, type Policy } from '../lifecycle/schedule.ts';
import type { Log } from '../../log.ts';

/** For how long one process may be at work on a row: a wait of 20 s for its turn, a call of 12 s, and time to write. */
export const LEASE_MS = 40_000;

/** For how long an answer is tried to be kept, and how often: as a restart of the store may take. */
const KEEP_MS = 10_000;
const KEEP_TRIES = 20;

export interface DeskOptions {
  readonly ledger: Ledger;
  readonly recorders: readonly Recorder[];
  readonly sealedStarts: SealedStarts;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Milliseconds that never go back, to know when a lease has run out. */
  readonly clock: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** For how long a row is held, in ms; LEASE_MS unless a test cannot wait for so long. */
  readonly leaseMs?: number;
  /** How often is looked; DEFAULT_POLICY unless a test has its own. */
  readonly policy?: Omit<Policy, 'filesRule' | 'pollSpacingOf'>;
  /** Anything from 0 to below 1: spreads what would come together. */
  readonly random: () => number;
  readonly log: Log;
  readonly faultPoint: FaultPoint;
  /** Marks of starts at vendors. */
  readonly marks: VendorMarks;
}

/** A row that this process has taken, and until when it may act on it. */
export interface Hold {
  readonly row: RecordingRow;
  readonly fence: number;
  /** Throws when the lease has run out: another process may be at work on the row. */
  readonly guard: () => void;
}

/** The lease ran out before the call was sent, so it was not. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** What everything that works on recordings shares: the ledger, the recorders, and how a row is moved. */
export class Desk {
  readonly ledger: Ledger;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
  readonly faultPoint: FaultPoint;
  readonly marks: VendorMarks;
  readonly sealedStarts: SealedStarts;
  readonly policy: Policy;
  readonly leaseMs: number;
  /** Ends waits for a vendor that the ledger can answer. */
  readonly proofs: OutcomeWatcher;
  /** Recordings that this process has in work, by id. */
  readonly atWork = new InFlightWork();
  readonly #clock: () => number;
  /** Of recordings that ended while this process ran, by product. */
  readonly #lengths: ReadonlyMap<string, Lengths>;
  #paces: ReadonlyMap<string, PollSpacing | null> = new Map();
  #listeningSince: number;
  readonly #random: () => number;
  readonly #recorders: ReadonlyMap<string, Recorder>;

  constructor(options: DeskOptions) {
    this.ledger = options.ledger;
    this.now = options.now;
    this.sleep = options.sleep;
    this.log = options.log;
    this.faultPoint = options.faultPoint;
    this.marks = options.marks;
    this.sealedStarts = options.sealedStarts;
    this.#random = options.random;
    this.leaseMs = options.leaseMs ?? LEASE_MS;
    this.policy = {
      ...(options.policy ?? DEFAULT_POLICY),
      filesRule: (product) => this.recorder(product),
      pollSpacingOf: (product) => this.#paces.get(product) ?? null,
      listeningSince: () => this.#listeningSince,
    };
    this.#listeningSince = options.now();
    this.#clock = options.clock;
    this.proofs = new OutcomeWatcher(options);
    this.#recorders = new Map(options.recorders.map((recorder) => [recorder.product, recorder]));
    this.#lengths = new Map(options.recorders.map(({ product }) => [product, new Lengths()]));
  }

  /** Notes that this process was away until now, or that its clock jumped: what vendors told meanwhile was not heard. */
  missedNews(): void {
    this.#listeningSince = this.now();
  }

  get recorders(): readonly Recorder[] {
    return [...this.#recorders.values()];
  }

  recorder(product: string): Recorder {
    const recorder = this.#recorders.get(product);
    if (!recorder) throw new Error(`no recorder of ${product}`);
    return recorder;
  }

  /** A hold on a row that was taken just now. `takenAt` is when its taking began, on the clock that never goes back. */
  hold(row: RecordingRow, takenAt: number): Hold {
    return {
      row,
      fence: row.fence,
      guard: () => {
        if (this.#clock() - takenAt > this.leaseMs) throw new LeaseLost('the lease ran out');
      },
    };
  }

  /** Counts again what has to be looked at, and sets the pace of looks by it. */
  async count(): Promise<void> {
    const live = await this.ledger.countLive();
    this.#paces = new Map(
      Array.from(this.#lengths, ([product, lengths]) => [
        product,
        pollSpacing(live.get(product) ?? 0, lengths, this.policy.pollMs),
      ]),
    );
  }

  /** The time that leases are measured by. */
  readonly clock = (): number => this.#clock();

  /**
   * Moves a row by facts. With a `fence`, only while it is still ours: `lost` else. Undefined when there is no such row.
   */
  async move(
    id: string,
    facts: Omit<Transition, 'at'> | ((row: RecordingRow) => Omit<Transition, 'at'> | undefined),
    fence?: number,
  ): Promise<{ row: RecordingRow; outcome: 'changed' | 'unchanged' | 'lost' } | undefined> {
    const at = this.now();
    let before: RecordingRow | undefined;
    let moved: ReturnType<typeof applyTransition> | undefined;
    const result = await this.ledger.change(
      id,
      (row) => {
        before = row;
        const given = typeof facts === 'function' ? facts(row) : facts;
        moved = given && applyTransition(row, { at, ...given }, this.policy, this.#random());
        return moved?.patch;
      },
      fence,
    );
    if (result?.outcome === 'changed' && before?.endedAt === null) this.#measure(result.row);
    if (result?.outcome === 'changed' && moved?.patch.evidence === Evidence.CALLBACK) this.proofs.notify(result.row);
    if (result && result.outcome !== 'lost') this.#alarm(result.row, moved);
    return result;
  }

  /**
   * Takes a row for this process, with what a client wants of it. None to hold while its start is under way, or when it
   * has ended. Throws `RecordingNotFound`.
   */
  async take(id: string, fact?: Fact): Promise<{ readonly row: RecordingRow; readonly hold: Hold | undefined }> {
    await this.ledger.clock.settled();
    const takenAt = this.clock();
    let isTaken = false;
    const result = await this.move(id, (row) => {
      const report = fact ? reportOf(fact) : { facts: [] };
      isTaken = canBeTaken(row);
      const extra = { fence: row.fence + 1, nextActionAt: this.now() + this.leaseMs };
      return { evidence: Evidence.CLIENT, report, ...(isTaken && { extra }) };
    });
    if (!result) throw new RecordingNotFound(id);
    return { row: result.row, hold: isTaken ? this.hold(result.row, takenAt) : undefined };
  }

  /**
   * Writes what a vendor did, and tries again for 10 s where the ledger does not take it: it is not to be had twice.
   * Undefined when it never did.
   */
  async keep<Result>(write: () => Promise<Result>): Promise<Result | undefined> {
    const begun = this.clock();
    for (let tries = 1; ; tries++) {
      try {
        return await write();
      } catch (error) {
        if (!(error instanceof LedgerUnavailable)) throw error;
        if (tries === KEEP_TRIES || this.clock() - begun >= KEEP_MS) return undefined;
        await this.sleep(KEEP_MS / KEEP_TRIES);
      }
    }
  }

  /**
   * Makes the reconciler ask the vendor at its next round. With a `fence`, only while the row is still ours. `ref` gives
   * the members of the task's reference that have new values.
   */
  async lookSoon(id: string, tries = 0, fence?: number, ref?: RefChange): Promise<RecordingRow | undefined> {
    const extra = { nextActionAt: this.now(), tries };
    const result = await this.move(
      id,
      (row) => ({ evidence: Evidence.ANSWER, report: { facts: [] }, extra: { ...extra, ...withRef(row, ref) } }),
      fence,
    );
    return result?.row;
  }

  /** How a row's task is addressed at its vendor, with the settings that a change completes itself by in clear. */
  taskInClear(row: RecordingRow): TaskRef {
    return taskOf({ ...row, ref: this.sealedStarts.settings.open(row.ref, row.id) });
  }

  /** Keeps how long a recording lasted that had not ended before. */
  #measure({ product, createdAt, begunAt, endedAt }: RecordingRow): void {
    if (endedAt !== null) this.#lengths.get(product)?.add(endedAt - (begunAt ?? createdAt));
  }

  #alarm(
    { id, product, state, nextActionAt }: RecordingRow,
    moved: ReturnType<typeof applyTransition> | undefined,
  ): void {
    if (moved && nextActionAt === null && !isFinal(state)) {
      this.log.error(
        { recordingId: id, product, state },
        'a recording needs somebody to look at it: nothing more is known',
      );
    }
    for (const effect of moved?.effects ?? []) {
      if (effect.kind === 'alarm') {
        this.log.error({ recordingId: id, product, cause: effect.cause }, 'a recording needs somebody to look at it');
      }
      if (effect.kind === 'stopSurplus') {
        this.log.warn({ recordingId: id, product }, 'a second task of one start is stopped');
      }
    }
  }
}

/** The reference of a row's task with new values of some members, as a part of a patch; nothing where there are none. */
export function withRef({ ref }: RecordingRow, changed: RefChange | undefined): { ref?: RecordingRow['ref'] } {
  return changed ? { ref: { ...ref, ...changed(ref) } } : {};
}

/** How a row's task is addressed at its vendor. */
export function taskOf(row: RecordingRow): TaskRef {
  return {
    recordingId: row.id,
    account: row.account,
    room: row.room,
    vendorKey: row.vendorKey,
    taskId: row.taskId,
    ref: row.ref as TaskRef['ref'],
    sentAt: row.sentAt,
  };
}
