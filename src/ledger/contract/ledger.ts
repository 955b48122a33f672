import type { LedgerClock } from '../../clock/ledger-clock.ts';
import type { CallbackStore } from './callback-store.ts';
import type { Lineage } from './lineage.ts';
import type { ChangeQuery, FileQuery, RecordingRewrite } from './queries.ts';
import type {
  BoundedCount,
  RecordingChange,
  CountedGroup,
  CountKey,
  RecordingFile,
  IdempotencyKey,
  NewRecording,
  Orphan,
  Page,
  PageWindow,
  Patch,
  RecordingFilter,
  Recording,
  ScanBudget,
} from './entities.ts';
import type { SessionStore } from './session-store.ts';
import type { WebhookStore } from './webhook-store.ts';

/** An idempotency key to take for an operation. */
export type NewKey = Pick<IdempotencyKey, 'key' | 'operation' | 'inputHash' | 'createdAt' | 'leaseUntil'>;

/**
 * Durable store of recordings and of all pending work. A promise resolves after the commit. Functions that callers pass
 * to be called within a transaction must be pure, because the transaction may be repeated.
 */
export interface Ledger {
  /** Clock for leases and deadlines: the clock of the database, or of this process. */
  readonly clock: LedgerClock;
  /** Whether other processes may use the same store. */
  readonly shared: boolean;
  readonly callbacks: CallbackStore;
  readonly sessions: SessionStore;
  readonly webhooks: WebhookStore;

  /**
   * Inserts a recording and its idempotency key in one commit. If the key is in use, `taken` is that use and nothing is
   * inserted. `retryOf`: the failed recording that released the key; the two recordings then refer to each other.
   */
  insert(
    recording: NewRecording,
    key?: NewKey,
  ): Promise<{ readonly taken: IdempotencyKey | null; readonly retryOf: string | null }>;

  find(id: string): Promise<Recording | undefined>;
  /** Returns the existing recordings among `ids`, in no particular order. */
  findMany(ids: readonly string[]): Promise<Recording[]>;
  findByTask(product: string, taskId: string): Promise<Recording | undefined>;
  findByVendorKey(product: string, vendorKey: string): Promise<Recording | undefined>;

  /**
   * Updates a recording with the result of `decide`, in one transaction. If `decide` returns undefined, the recording is
   * `unchanged`. If `fence` is not the current fence token, the outcome is `lost` and `decide` is not called. Returns
   * undefined if the recording does not exist.
   */
  update(
    id: string,
    decide: (row: Recording) => Patch | undefined,
    fence?: number,
  ): Promise<{ readonly row: Recording; readonly outcome: 'changed' | 'unchanged' | 'lost' } | undefined>;

  /**
   * Claims due recordings of a product, without `except`, the most overdue first: increments their fence tokens and sets
   * their next action to `leaseUntil`. A shared database uses its own clock instead of `now`; then only the duration of the
   * lease counts. The same holds for all other claims.
   */
  claimDue(
    product: string,
    now: number,
    leaseUntil: number,
    limit: number,
    except?: readonly string[],
  ): Promise<Recording[]>;
  /** Ends all leases on recordings, orphans and callbacks. Only for the start of the only process of a store. */
  breakLeases(now: number): Promise<void>;
  /** Makes postponed work due, after the clock was set back. `leaseMs`: duration of a lease. */
  wake(now: number, leaseMs: number): Promise<void>;

  page(filter: RecordingFilter, window: PageWindow, budget?: ScanBudget): Promise<Page>;
  /** Counts the recordings that a filter selects, exactly up to a bound. */
  countOf(filter: RecordingFilter, budget?: ScanBudget): Promise<BoundedCount>;
  /** Counts the recordings that a filter selects by `key`, the largest group first. `products`: all known products. */
  countsBy(
    key: CountKey,
    filter: RecordingFilter,
    products: readonly string[],
    budget?: ScanBudget,
  ): Promise<CountedGroup[]>;
  /** Counts recordings by product and state. Reads a complete index: too slow for every request. */
  counts(): Promise<readonly { readonly product: string; readonly state: string; readonly count: number }[]>;
  /**
   * Counts, by product, the recordings that have a next action and no end. The cost grows with the number of such
   * recordings: too slow for every request.
   */
  countLive(): Promise<ReadonlyMap<string, number>>;

  /** Lists files sorted by recording and name, at most `limit` in total. */
  filesOf(recordingIds: readonly string[], limit?: number): Promise<RecordingFile[]>;
  /** Lists files of each recording, sorted by task and name. Files of the current task come first. */
  filesPage(recordingIds: readonly string[], query: FileQuery): Promise<RecordingFile[]>;
  /** Counts the files of a recording, exactly up to a bound. */
  countFiles(recordingId: string): Promise<BoundedCount>;

  /** Lists changes of recordings, sorted by recording and number. */
  changesOf(recordingIds: readonly string[], query?: ChangeQuery): Promise<RecordingChange[]>;
  /** Lists the changes of all recordings after a sequence number, in order. */
  changesAfter(seq: number, limit: number): Promise<RecordingChange[]>;
  /** Returns the last sequence number. 0: no change yet. */
  lastSeq(): Promise<number>;
  /** Returns the time of the last change, Unix ms. 0: no change yet. A future time means that the clock was set back. */
  lastChangeAt(): Promise<number>;
  /**
   * Notifies `listener` of new changes, of this process and of other processes. A notification can be late or missing
   * while the store is unreachable, so listeners must also poll. Returns a function that unsubscribes.
   */
  onChanges(listener: () => void): () => void;

  /** Epochs of the sequence numbers, as of the last read. With several processes, about one second old at most. */
  readonly lineage: Lineage;
  /** Returns the current epochs. With several processes, reads them from the store. */
  epochs(): Promise<Lineage>;
  /** Begins a new epoch, for an operator who restored the ledger in a way that no start can detect. */
  beginEpoch(): Promise<Lineage>;
  /**
   * Notifies `listener` of a new epoch. `common`: the last sequence number that the new epoch shares with the previous
   * knowledge of this process. Returns a function that unsubscribes.
   */
  onEpoch(listener: (lineage: Lineage, common: number) => void): () => void;

  /** Takes a key for an operation other than a start. If the key is in use, `taken` is that use. */
  takeKey(key: NewKey): Promise<{ readonly taken: IdempotencyKey | null; readonly fence: number }>;
  /** Takes a key for a recording that already exists. */
  takeKeyFor(key: NewKey, recordingId: string): Promise<{ readonly taken: IdempotencyKey | null }>;
  findKey(key: string): Promise<IdempotencyKey | undefined>;
  /** Stores the result of an operation. Ignored if another caller has taken the key over. */
  finishKey(key: string, fence: number, result: string): Promise<void>;
  /** Deletes a use that changed nothing. */
  releaseKey(key: string, fence: number): Promise<void>;
  /** Drops keys that were created before a time. Returns the number of dropped keys. */
  dropKeys(createdBefore: number): Promise<number>;

  /** Rewrites the stored parameters of unfinished recordings, once in the life of a ledger. Returns the number rewritten. */
  rewriteLive(rewrite: (row: Recording) => RecordingRewrite | undefined): Promise<number>;
  /** Erases the encrypted parameters of recordings that were created before a time. Returns the number erased. */
  eraseSealed(createdBefore: number): Promise<number>;

  /** Stores tasks that the vendor reported, or updates when they were last seen. Skips tasks that a recording owns. */
  seeOrphans(orphans: readonly Omit<Orphan, 'firstSeenAt' | 'fence' | 'tries'>[]): Promise<void>;
  /**
   * Lists orphans that were seen after a time, and all orphans that must be stopped. Last seen first, at most
   * `MAX_ORPHANS_LISTED`. Default of `seenAfter`: 0.
   */
  orphans(product?: string, seenAfter?: number): Promise<Orphan[]>;
  /** Claims due orphans, without the tasks in `except`. */
  claimOrphans(
    product: string,
    now: number,
    leaseUntil: number,
    limit: number,
    except?: readonly string[],
  ): Promise<Orphan[]>;
  /** Postpones the next action on a claimed orphan, or cancels it (null). Ignored if the fence token is no longer valid. */
  settleOrphan(product: string, taskId: string, fence: number, nextActionAt: number | null): Promise<void>;
  dropOrphan(product: string, taskId: string): Promise<void>;
  /** Drops orphans that were last seen before a time and need no stop. Returns the number of dropped orphans. */
  dropOrphans(seenBefore: number): Promise<number>;
  /** Lists the accounts with recent recordings of a product, to search them for orphans. */
  accountsOf(product: string): Promise<readonly { readonly account: string; readonly ref: Recording['ref'] }[]>;

  /**
   * Reserves the next slot of an action across all processes of the store. Returns the wait until the slot, in ms. With
   * `onlyIfFree`, reserves only a slot without a wait, and otherwise returns undefined.
   */
  reserveSlot(action: string, spacingMs: number, onlyIfFree?: boolean): Promise<number | undefined>;

  /** Whether the ledger belongs to servers with this key. The first call assigns a new ledger to the key. */
  belongsTo(keyFingerprint: string): Promise<boolean>;

  /** Writes and reads a row. Rejects if the store does not work. */
  probe(): Promise<void>;
  close(): Promise<void>;
}
