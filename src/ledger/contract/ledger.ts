import type { LedgerClock } from '../../clock/ledger-clock.ts';
import type { CallbackStore } from './callback-store.ts';
import type { ChangeQuery } from './queries.ts';
import type { Lineage } from './lineage.ts';
import type {
  BoundedCount,
  ChangeRow,
  CountedGroup,
  CountKey,
  FileRow,
  KeyRow,
  Looks,
  NewRecording,
  OrphanRow,
  Page,
  PageWindow,
  Patch,
  RecordingFilter,
  RecordingRow,
} from './rows.ts';
import type { FileQuery } from './queries.ts';
import type { SessionStore } from './session-store.ts';
import type { RecordingRewrite } from './queries.ts';
import type { WebhookStore } from './webhook-store.ts';

/** The key under which an operation is done once. */
export type NewKey = Pick<KeyRow, 'key' | 'operation' | 'inputHash' | 'createdAt' | 'leaseUntil'>;

/** The recordings on disk, and all work that is due. What is answered has been committed. */
export interface Ledger {
  /** The time that its leases and deadlines go by: the database's, or this process's own. */
  readonly clock: LedgerClock;

  /**
   * Puts a recording down, and its idempotency key in the same commit. `taken`: the key was used before; nothing is put
   * down. `retryOf`: the recording of the same call before, which failed and released the key; each names the other then.
   */
  begin(
    recording: NewRecording,
    key?: NewKey,
  ): Promise<{ readonly taken: KeyRow | null; readonly retryOf: string | null }>;

  find(id: string): Promise<RecordingRow | undefined>;
  findByTask(product: string, taskId: string): Promise<RecordingRow | undefined>;
  findByVendorKey(product: string, vendorKey: string): Promise<RecordingRow | undefined>;

  /**
   * Reads a row, lets `decide` say what changes, and writes that, as one. Undefined from `decide`: nothing changes.
   * With a `fence` that is not the row's any more `decide` is not asked and the answer is `lost`.
   * `decide` must be pure: it can be asked again.
   */
  change(
    id: string,
    decide: (row: RecordingRow) => Patch | undefined,
    fence?: number,
  ): Promise<{ readonly row: RecordingRow; readonly outcome: 'changed' | 'unchanged' | 'lost' } | undefined>;

  /**
   * Takes rows that are due, the most overdue first: raises their fence and puts their next action off to `leaseUntil`.
   * Not those of `but`. A database with a time of its own goes by that; only the length of the lease is then of account,
   * here and wherever something is claimed.
   */
  claimDue(
    product: string,
    now: number,
    leaseUntil: number,
    limit: number,
    but?: readonly string[],
  ): Promise<RecordingRow[]>;
  /** Makes every row that somebody was at work on due now: for the only process of a store, at its start. */
  breakLeases(now: number): Promise<void>;
  /** Makes due now what is put off: for a clock that was put back. `leaseMs` is how long a lease lasts. */
  wake(now: number, leaseMs: number): Promise<void>;

  page(filter: RecordingFilter, window: PageWindow, looks?: Looks): Promise<Page>;
  /** How many recordings pass a filter: exact up to a bound. */
  countOf(filter: RecordingFilter, looks?: Looks): Promise<BoundedCount>;
  /** The same by what they have in common, the largest group first. `products`: all that there are. */
  countsBy(key: CountKey, filter: RecordingFilter, products: readonly string[], looks?: Looks): Promise<CountedGroup[]>;
  /** By recording and name; at most `limit` in all. */
  filesOf(recordingIds: readonly string[], limit?: number): Promise<FileRow[]>;
  /** Some of the files of each recording, by task and name: those of the recording's own task come first. */
  filesPage(recordingIds: readonly string[], wanted: FileQuery): Promise<FileRow[]>;
  /** How many files a recording has: exact up to a bound. */
  countFiles(recordingId: string): Promise<BoundedCount>;
  /** Those of these ids that there are. */
  findMany(ids: readonly string[]): Promise<RecordingRow[]>;
  /** In their order. */
  changesOf(recordingIds: readonly string[], wanted?: ChangeQuery): Promise<ChangeRow[]>;

  /** Changes of all recordings with a higher number, in their order. */
  changesAfter(seq: number, limit: number): Promise<ChangeRow[]>;
  /** The number of the last change of all; 0 before the first. */
  lastSeq(): Promise<number>;
  /** When the last change was made, Unix ms; 0 before the first. In the future where the clock was put back since. */
  lastChangeAt(): Promise<number>;
  /** The epochs of its numbers as of the last look: with several processes at most about a second old. */
  readonly lineage: Lineage;
  /** The epochs of its numbers. With several processes they are read again. */
  epochs(): Promise<Lineage>;
  /** Begins another epoch, for the operator who restored the ledger in a way that no start can see. */
  beginEpoch(): Promise<Lineage>;
  /**
   * Calls when another epoch has begun, with the last number that it has in common with what this process knew before.
   * Answers how to end that.
   */
  onEpoch(listener: (lineage: Lineage, common: number) => void): () => void;
  /**
   * Calls when there are changes, of this process or of another one on the same store. Calls can be late or missing
   * while the store cannot be reached, so who listens also looks by himself from time to time. Answers how to end it.
   */
  onChanges(listener: () => void): () => void;

  /** Takes a key for an operation that is no start. `taken` is an earlier use that still counts. */
  takeKey(key: NewKey): Promise<{ readonly taken: KeyRow | null; readonly fence: number }>;
  /** Takes a key for a recording that is in the ledger already. */
  takeKeyFor(key: NewKey, recordingId: string): Promise<{ readonly taken: KeyRow | null }>;
  findKey(key: string): Promise<KeyRow | undefined>;
  /** Keeps the result, unless the key was taken over meanwhile. */
  finishKey(key: string, fence: number, result: string): Promise<void>;
  /** Forgets a use that changed nothing. */
  releaseKey(key: string, fence: number): Promise<void>;
  /** Changes how the parameters of recordings that go on are kept, once in a ledger. Answers how many. `rewrite` must be pure. */
  rewriteLive(rewrite: (row: RecordingRow) => RecordingRewrite | undefined): Promise<number>;
  /** Erases the sealed starts of recordings made before. Answers how many. */
  eraseSealed(madeBefore: number): Promise<number>;

  /** Drops keys made before. Answers how many. */
  dropKeys(madeBefore: number): Promise<number>;

  /** Puts down tasks that were seen; known ones are seen again. Tasks of recordings are left out. */
  seeOrphans(orphans: readonly Omit<OrphanRow, 'firstSeenAt' | 'fence' | 'tries'>[]): Promise<void>;
  /**
   * The newest seen first, at most 1,000: those that were seen after a time (all when none is given), and those that are
   * to be stopped.
   */
  orphans(product?: string, seenAfter?: number): Promise<OrphanRow[]>;
  /** Takes orphans that are due; not those whose task is among `but`. */
  claimOrphans(
    product: string,
    now: number,
    leaseUntil: number,
    limit: number,
    but?: readonly string[],
  ): Promise<OrphanRow[]>;
  /** Puts off the next action on one, or drops it (null). Nothing happens with an old fence. */
  settleOrphan(product: string, taskId: string, fence: number, nextActionAt: number | null): Promise<void>;
  dropOrphan(product: string, taskId: string): Promise<void>;
  /** Drops those last seen before that are not to be stopped. Answers how many. */
  dropOrphans(seenBefore: number): Promise<number>;
  /** Applications with recordings of a product, for looking for orphans. */
  accountsOf(product: string): Promise<readonly { readonly account: string; readonly ref: RecordingRow['ref'] }[]>;

  /** What vendors called back. */
  readonly callbacks: CallbackStore;

  /** How many recordings are in each state, by product. Reads all of an index: not for every call. */
  counts(): Promise<readonly { readonly product: string; readonly state: string; readonly count: number }[]>;
  /**
   * How many recordings may run, by product: those somebody looks at and whose end was not seen. Takes longer the more
   * there are: not for every call.
   */
  countLive(): Promise<ReadonlyMap<string, number>>;

  /**
   * Reserves the next slot of an action over all processes of the store. The answer is how long to wait for it, in ms.
   * With `onlyIfFree` nothing is reserved unless it is free now, and the answer is then undefined.
   */
  reserveSlot(action: string, spacingMs: number, onlyIfFree?: boolean): Promise<number | undefined>;
  /** Which session goes on in which room, where the vendor has sessions. */
  readonly sessions: SessionStore;
  /** Where webhooks go, and what is to be delivered. */
  readonly webhooks: WebhookStore;
  /** Whether other processes may be at work on the same store. */
  readonly shared: boolean;

  /** Whether it belongs to the servers whose key has this fingerprint. One that belongs to none does so from now on. */
  belongsTo(keyFingerprint: string): Promise<boolean>;

  /** Writes and reads something, to see that the store works. Rejects where it does not. */
  probe(): Promise<void>;
  close(): Promise<void>;
}
