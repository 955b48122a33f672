import { SingleFlight } from '../concurrency/single-flight.ts';
import type { Lineage } from '../ledger/contract/lineage.ts';
import type { Ledger } from '../ledger/contract/ledger.ts';
import type { RecordingChange, Recording } from '../ledger/contract/entities.ts';
import { SharedPages } from './shared-pages.ts';
import type { Log } from '../log.ts';

/** A change with its recording, as of the change or later. */
export interface RecordingEvent {
  readonly change: RecordingChange;
  readonly recording: Recording;
}

/** A restore of the ledger while this process runs. */
interface Fork {
  readonly lineage: Lineage;
  /** The last sequence number that is the same change before and after the restore. */
  readonly common: number;
}

interface ChangeFeedOptions {
  readonly ledger: Pick<Ledger, 'changesAfter' | 'lastSeq' | 'findMany' | 'onChanges' | 'onEpoch'>;
  readonly log: Pick<Log, 'warn'>;
  /** Number of the latest events in memory. Default 4,000. */
  readonly kept?: number;
  /** Interval of reads without a notification, in ms. Default 1,000. The store can be unreachable and miss a notification. */
  readonly lookMs?: number;
}

const KEPT = 4000;
const BATCH = 500;
const LOOK_MS = 1000;

/**
 * The changes of all recordings in the order of their sequence numbers, from all processes. The feed reads a change from
 * the ledger once for all readers, and reads nothing while no reader waits. A reader that is far behind reads old changes
 * from the ledger, together with other such readers. Readers have no queue: a slow reader costs no memory and misses no
 * change.
 */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  readonly #kept: number;
  /** The latest events, without a gap. The last event has the number `#head`. */
  #latest: RecordingEvent[] = [];
  #head = 0;
  #past: SharedPages<RecordingEvent>;
  readonly #waiting = new Set<() => void>();
  readonly #reading = new SingleFlight(() => this.#catchUp());
  /** Changes may have been committed that the feed has not read, because no reader was waiting. */
  #isBehind = false;
  #timer: NodeJS.Timeout | undefined;
  readonly #unlisten: (() => void)[] = [];
  readonly #forks: Fork[] = [];
  #isStopped = false;

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
    this.#kept = options.kept ?? KEPT;
    this.#past = new SharedPages((seq) => this.#read(seq), BATCH);
  }

  /** Rejects if the ledger cannot be read. */
  async start(): Promise<void> {
    const { ledger, lookMs = LOOK_MS } = this.#options;
    this.#head = await ledger.lastSeq();
    this.#unlisten.push(
      ledger.onChanges(() => this.#look()),
      ledger.onEpoch((lineage, common) => this.#turnTo({ lineage, common })),
    );
    this.#timer = setInterval(() => this.#look(), lookMs).unref();
    this.#look(); // for changes since `lastSeq`
  }

  /** Ends every reader. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    for (const unlisten of this.#unlisten) unlisten();
    await Promise.all([this.#reading.stop(), this.#past.stop()]);
    this.#wakeAll();
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** The sequence number of the last change that was read. Later changes can exist while no reader waits. */
  get head(): number {
    return this.#head;
  }

  /** The restores of the ledger during this process, in their order. */
  get forks(): readonly Fork[] {
    return this.#forks;
  }

  /** Returns the next events after a sequence number, at most 500; none if there are none yet. */
  async after(seq: number): Promise<readonly RecordingEvent[]> {
    if (seq >= this.#head) return []; // later changes are read once for all waiting readers
    const oldest = this.#head - this.#latest.length;
    if (seq >= oldest) return this.#latest.slice(seq - oldest, seq - oldest + BATCH);
    return this.#past.after(seq);
  }

  /** Calls `wake` once, when there are more events, or when the feed stops. Returns a function that cancels the wait. */
  onMore(wake: () => void): () => void {
    this.#waiting.add(wake);
    if (this.#isBehind) this.#look();
    return () => this.#waiting.delete(wake);
  }

  /** Drops all events in memory, because the ledger was restored. */
  #turnTo(fork: Fork): void {
    this.#forks.push(fork);
    this.#head = Math.min(this.#head, fork.common);
    this.#latest = [];
    void this.#past.stop();
    this.#past = new SharedPages((seq) => this.#read(seq), BATCH);
    this.#wakeAll();
    this.#look();
  }

  #look(): void {
    if (this.#waiting.size > 0 || this.#reading.isRunning) void this.#reading.run();
    else this.#isBehind = true;
  }

  async #catchUp(): Promise<void> {
    try {
      if (this.#isBehind) await this.#skip();
      while (!this.#isStopped) {
        const forks = this.#forks.length;
        const batch = await this.#read(this.#head);
        if (forks !== this.#forks.length) continue; // read before the restore
        if (batch.length > 0) {
          this.#latest = [...this.#latest, ...batch].slice(-this.#kept);
          this.#head = batch.at(-1)!.change.seq;
          this.#wakeAll();
        }
        if (batch.length < BATCH) break;
      }
    } catch (error) {
      this.#options.log.warn({ err: error }, 'the changes of recordings cannot be read'); // the timer tries again
    }
  }

  /** Skips changes that exceed the memory of the feed. A reader that needs a skipped change reads it from the ledger. */
  async #skip(): Promise<void> {
    this.#isBehind = false;
    const last = await this.#options.ledger.lastSeq();
    if (last - this.#head <= this.#kept) return;
    this.#head = last;
    this.#latest = [];
    this.#wakeAll();
  }

  async #read(seq: number): Promise<RecordingEvent[]> {
    const { ledger } = this.#options;
    const changes = await ledger.changesAfter(seq, BATCH);
    const ids = [...new Set(changes.map(({ recordingId }) => recordingId))];
    const recordings = new Map((await ledger.findMany(ids)).map((row) => [row.id, row]));
    return changes.map((change) => ({ change, recording: recordings.get(change.recordingId)! }));
  }

  #wakeAll(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}
