import type { Store } from '../schema/store.ts';
import { detectRestore, logNewEpoch, openEpoch, type KnownEpochs, type RestoreEvidence } from './open-epoch.ts';
import type { Lineage } from '../contract/lineage.ts';
import type { MarkFile } from './mark-file.ts';
import { readLineage, readState } from './state.ts';
import type { Log } from '../../log.ts';

/** Dependencies for opening the epochs of a ledger. */
export interface EpochsOptions {
  readonly store: Store;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly log: Pick<Log, 'warn'> | undefined;
}

/** Receives a new epoch, and the last sequence number that the epoch shares with the previous knowledge of the process. */
type EpochListener = (lineage: Lineage, common: number) => void;

/** Tracks the epochs of a ledger. Begins a new epoch if the tables are older than the knowledge of this process. */
export class EpochTracker {
  #lineage: Lineage;
  #lastSeq: number;
  #looking: Promise<Lineage> | undefined;
  #next: Promise<Lineage> | undefined;
  readonly #listeners = new Set<EpochListener>();

  constructor(
    private readonly options: EpochsOptions,
    opened: { readonly lineage: Lineage; readonly lastSeq: number },
    private readonly mark: MarkFile | undefined,
    /** Further evidence of a restore, for a store that other processes may restore. */
    private readonly evidence: () => Promise<RestoreEvidence | undefined> = () => Promise.resolve(undefined),
  ) {
    this.#lineage = opened.lineage;
    this.#lastSeq = opened.lastSeq;
  }

  /** Epochs as of the last read. */
  get lineage(): Lineage {
    return this.#lineage;
  }

  /** Notes that sequence numbers up to `lastSeq` may be published. */
  readonly raise = (lastSeq: number): void => {
    if (lastSeq <= this.#lastSeq) return;
    this.#lastSeq = lastSeq;
    this.mark?.raise(lastSeq);
  };

  /** Notifies `listener` of new epochs. Returns a function that unsubscribes. */
  on(listener: EpochListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Reads the current epoch if other processes share the tables. Reads run one at a time: results in the wrong order would
   * look like a restore, because the sequence number would go back.
   */
  look(): Promise<Lineage> {
    if (!this.options.store.shared) return Promise.resolve(this.#lineage);
    if (!this.#next && !this.#looking) return this.#run();
    const run = (): Promise<Lineage> => this.#run();
    this.#next ??= this.#looking!.then(run, run);
    return this.#next;
  }

  /** Reads the last sequence number. */
  async lastSeqNow(): Promise<number> {
    await this.look();
    return this.#lastSeq;
  }

  /** Checks the sequence numbers, and also the identity of the database, which differs in a copy. */
  async inspect(): Promise<Lineage> {
    const evidence = await this.evidence();
    const lineage = await this.look();
    if (!evidence) return lineage;
    const state = await this.options.store.read(readState);
    return evidence.why(state, lineage) === undefined ? lineage : this.#begin(evidence);
  }

  /** Begins a new epoch because the operator reports a restore. */
  begin(): Promise<Lineage> {
    return this.#begin({ why: () => 'OPERATOR' });
  }

  close(): void {
    this.mark?.close();
  }

  #run(): Promise<Lineage> {
    this.#next = undefined;
    this.#looking = this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #look(): Promise<Lineage> {
    const { store } = this.options;
    const { state, lineage } = await store.read(async (db) => {
      const read = await readState(db);
      const isSame = read.epoch === this.#lineage.current.id;
      return { state: read, lineage: isSame || read.epoch === null ? undefined : await readLineage(db, read.epoch) };
    });
    if (state.epoch === null || detectRestore(state, lineage ?? this.#lineage, this.#known()) !== undefined) {
      return this.#begin({ why: (locked, current) => detectRestore(locked, current, this.#known()) });
    }
    if (lineage) this.#turnTo(lineage, state.lastSeq);
    else this.raise(state.lastSeq);
    return this.#lineage;
  }

  async #begin(evidence: RestoreEvidence): Promise<Lineage> {
    const { store, now } = this.options;
    const { epochs: known } = this.#known();
    const opened = await store.write((db) =>
      openEpoch(db, store.shared, now(), { known, isSameLedger: true, ...evidence }),
    );
    logNewEpoch(this.options.log, opened);
    if (opened.lineage.current.id !== this.#lineage.current.id) this.#turnTo(opened.lineage, opened.lastSeq);
    return this.#lineage;
  }

  #turnTo(lineage: Lineage, lastSeq: number): void {
    const common = lineage.placeOf(this.#lineage.current.id, this.#lastSeq)?.seq ?? 0;
    this.#lineage = lineage;
    this.#lastSeq = lastSeq;
    this.mark?.rewrite(lastSeq, { epoch: lineage.current.id, epochs: lineage.epochs });
    for (const listener of this.#listeners) listener(lineage, common);
  }

  #known(): KnownEpochs {
    const { current, epochs } = this.#lineage;
    return { lastSeq: this.#lastSeq, epoch: current.id, epochs };
  }
}
