import type { Lineage } from '../ledger/contract/lineage.ts';
import type { Ledger } from '../ledger/contract/ledger.ts';
import type { ChangeRow, RecordingRow } from '../ledger/contract/rows.ts';
import { Past } from './past.ts';
import type { Log } from '../log.ts';

/** A change, and the recording as it stood when the change was read: at it, or later. */
export interface RecordingEvent {
  readonly change: ChangeRow;
  readonly recording: RecordingRow;
}

/** A restore of the ledger while a process reads it. */
export interface Fork {
  readonly lineage: Lineage;
  /** The last number that the ledger has in common with what was read before. */
  readonly common: number;
}

export interface FeedOptions {
  readonly ledger: Pick<Ledger, 'changesAfter' | 'lastSeq' | 'findMany' | 'onChanges' | 'onEpoch'>;
  readonly log: Pick<Log, 'warn'>;
  /** The latest events that are kept in memory for those who read along. */
  readonly kept?: number;
  /** How often is looked even though nothing was told, in ms: the store may have been out of reach when it told. */
  readonly lookMs?: number;
}

const KEPT = 4000;
const BATCH = 500;
const LOOK_MS = 1000;

/**
 * The changes of all recordings as they are committed, whichever process made them, in the order of their numbers. Each
 * is read from the ledger once and given to all who read along; while nobody does, none is read. Those who fall behind, or
 * come back after a pause, read from the ledger what they missed, together where they can; none holds a queue, so a slow one
 * costs no memory and misses nothing.
 */
export class Feed {
  readonly #options: FeedOptions;
  /** The latest events, without a gap; the last one is number `#head`. */
  #latest: RecordingEvent[] = [];
  #head = 0;
  #past: Past<RecordingEvent>;
  readonly #waiting = new Set<() => void>();
  #isBehind = false;
  /** Nobody read along for a while, so much may have been committed since. */
  #wasIdle = false;
  #reading: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #unlisten: (() => void) | undefined;
  #unlistenEpoch: (() => void) | undefined;
  readonly #forks: Fork[] = [];
  #isStopped = false;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#past = new Past((seq) => this.#read(seq), BATCH);
  }

  /** Rejects where the ledger cannot be read. */
  async start(): Promise<void> {
    const { ledger, lookMs = LOOK_MS } = this.#options;
    this.#head = await ledger.lastSeq();
    this.#unlisten = ledger.onChanges(() => this.#look());
    this.#unlistenEpoch = ledger.onEpoch((lineage, common) => this.#turnTo({ lineage, common }));
    this.#timer = setInterval(() => this.#look(), lookMs).unref();
    this.#look(); // what was committed in between
  }

  /** Ends every reader. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    this.#unlisten?.();
    this.#unlistenEpoch?.();
    await Promise.all([this.#reading, this.#past.stop()]);
    this.#tell();
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** The number of the last change that was read. While nobody reads along there may be later ones. */
  get head(): number {
    return this.#head;
  }

  /** The restores of the ledger while this process ran, in their order. */
  get forks(): readonly Fork[] {
    return this.#forks;
  }

  /** The next events behind a number, at most some hundred; none where there are none yet. */
  async after(seq: number): Promise<readonly RecordingEvent[]> {
    if (seq >= this.#head) return []; // what follows is read once for all who wait
    const oldest = this.#head - this.#latest.length;
    if (seq >= oldest) return this.#latest.slice(seq - oldest, seq - oldest + BATCH);
    return this.#past.after(seq);
  }

  /** Calls once, when there are more events than now, or when the feed has stopped. Answers how to give the wait up. */
  onMore(wake: () => void): () => void {
    this.#waiting.add(wake);
    if (this.#isBehind) this.#look();
    return () => this.#waiting.delete(wake);
  }

  /** Forgets what was read: the ledger was restored while this process ran. */
  #turnTo(fork: Fork): void {
    this.#forks.push(fork);
    this.#head = Math.min(this.#head, fork.common);
    this.#latest = [];
    void this.#past.stop();
    this.#past = new Past((seq) => this.#read(seq), BATCH);
    this.#tell();
    this.#look();
  }

  #look(): void {
    this.#isBehind = true;
    if (this.#waiting.size === 0) {
      this.#wasIdle = true;
      return;
    }
    this.#reading ??= this.#catchUp().finally(() => {
      this.#reading = undefined;
      if (this.#isBehind && !this.#isStopped) this.#look(); // told at the very end
    });
  }

  async #catchUp(): Promise<void> {
    try {
      if (this.#wasIdle) await this.#skip();
      while (this.#isBehind && !this.#isStopped) {
        this.#isBehind = false;
        for (;;) {
          const forks = this.#forks.length;
          const batch = await this.#read(this.#head);
          if (forks !== this.#forks.length) {
            this.#isBehind = true;
            break; // of the epoch before
          }
          if (batch.length === 0) break;
          this.#latest = [...this.#latest, ...batch].slice(-(this.#options.kept ?? KEPT));
          this.#head = batch.at(-1)!.change.seq;
          this.#tell();
          if (batch.length < BATCH) break;
        }
      }
    } catch (error) {
      this.#isBehind = false; // looked again in a moment
      this.#options.log.warn({ err: error }, 'the changes of recordings cannot be read');
    }
  }

  /** Leaves out what is too much to be kept. Those who want it read it from the ledger. */
  async #skip(): Promise<void> {
    this.#wasIdle = false;
    const last = await this.#options.ledger.lastSeq();
    if (last - this.#head <= (this.#options.kept ?? KEPT)) return;
    this.#head = last;
    this.#latest = [];
    this.#tell();
  }

  async #read(seq: number): Promise<RecordingEvent[]> {
    const { ledger } = this.#options;
    const changes = await ledger.changesAfter(seq, BATCH);
    const ids = [...new Set(changes.map(({ recordingId }) => recordingId))];
    const recordings = new Map((await ledger.findMany(ids)).map((row) => [row.id, row]));
    return changes.map((change) => ({ change, recording: recordings.get(change.recordingId)! }));
  }

  #tell(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}
