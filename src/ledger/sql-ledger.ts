import type { LedgerClock } from '../clock/ledger-clock.ts';
import { accountsOf } from './orphans/accounts.ts';
import { insertRecording } from './recordings/insert-recording.ts';
import { SqlCallbacks } from './callbacks/callbacks.ts';
import type { CallbackStore } from './contract/callback-store.ts';
import { updateRecording } from './recordings/update-recording.ts';
import * as changes from './changes/change-log.ts';
import { breakLeases, claimDue, wake } from './recordings/claims.ts';
import type { EpochTracker, EpochListener } from './epochs/epoch-tracker.ts';
import type { Lineage } from './contract/lineage.ts';
import * as keys from './idempotency/keys.ts';
import { leasesBy, type LeaseOf } from './queue/lease.ts';
import type { Ledger, NewKey } from './contract/ledger.ts';
import * as lookups from './recordings/lookups.ts';
import { SequenceAssigner } from './postgres/sequence-assigner.ts';
import * as orphans from './orphans/orphans.ts';
import { countOf, countsBy } from './paging/counts.ts';
import { countFiles, filesPage } from './paging/files.ts';
import { page } from './paging/page.ts';
import { toChange } from './schema/row-mappers.ts';
import { probe } from './probe.ts';
import type { Search } from './paging/scan.ts';
import type { Looks, NewRecording, Patch, RecordingRow } from './contract/rows.ts';
import { belongsTo } from './server-key.ts';
import { rewriteLive } from './recordings/rewrite.ts';
import { eraseSealed } from './recordings/sealed.ts';
import { SqlSessions } from './callbacks/sessions.ts';
import type { SessionStore } from './contract/session-store.ts';
import { reserveSlot } from './queue/slots.ts';
import type { Job, Store } from './schema/store.ts';
import { SqlWebhooks } from './webhooks/webhooks.ts';
import type { ChangeQuery } from './contract/queries.ts';
import type { WebhookStore } from './contract/webhook-store.ts';

/** How often a shared store is looked at for a restore, in ms. */
const INSPECT_MS = 1000;

/** The ledger over a store: which job each method is, and whether it reads or writes. */
export class SqlLedger implements Ledger {
  readonly callbacks: CallbackStore;
  readonly sessions: SessionStore;
  readonly webhooks: WebhookStore;
  readonly #listeners = new Set<() => void>();
  readonly #numbering: SequenceAssigner;
  readonly #leaseOf: LeaseOf;
  readonly claimDue: Ledger['claimDue'] = (product, now, leaseUntil, limit, but) => {
    const lease = this.#leaseOf(now, leaseUntil);
    return this.store.write((db) => claimDue(db, this.store.dialect, product, lease, limit, but));
  };
  readonly claimOrphans: Ledger['claimOrphans'] = (product, now, leaseUntil, limit, but) => {
    const lease = this.#leaseOf(now, leaseUntil);
    return this.store.write((db) => orphans.claimOrphans(db, this.store.dialect, product, lease, limit, but));
  };
  readonly countFiles: Ledger['countFiles'] = (recordingId) => this.store.read((db) => countFiles(db, recordingId));
  readonly filesPage: Ledger['filesPage'] = (recordingIds, wanted) =>
    this.store.read((db) => filesPage(db, recordingIds, wanted));
  readonly countsBy: Ledger['countsBy'] = (key, filter, products, looks) =>
    this.store.read((db) => countsBy(db, key, filter, products, this.#search(looks)));
  readonly countOf: Ledger['countOf'] = (filter, looks) =>
    this.store.read((db) => countOf(db, filter, this.#search(looks)));
  readonly page: Ledger['page'] = (filter, window, looks) =>
    this.store.read((db) => page(db, filter, window, this.#search(looks)));
  #inspecting: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: Store,
    readonly clock: LedgerClock,
    private readonly keeper: EpochTracker,
  ) {
    this.#leaseOf = leasesBy(clock);
    this.callbacks = new SqlCallbacks(store, this.#leaseOf);
    this.sessions = new SqlSessions(store);
    this.webhooks = new SqlWebhooks(store, this.#leaseOf);
    this.#numbering = new SequenceAssigner(() => store.read(changes.numberChanges), this.#tell);
  }

  get shared(): boolean {
    return this.store.shared;
  }

  async begin(recording: NewRecording, key?: NewKey): ReturnType<Ledger['begin']> {
    const begun = await this.store.write((db) => insertRecording(db, this.store.dialect, recording, key));
    if (!begun.taken) this.#committed();
    return begun;
  }

  find(id: string): ReturnType<Ledger['find']> {
    return this.store.read((db) => lookups.findById(db, id));
  }

  findByTask(product: string, taskId: string): ReturnType<Ledger['findByTask']> {
    return this.store.read((db) => lookups.findByTask(db, product, taskId));
  }

  findByVendorKey(product: string, vendorKey: string): ReturnType<Ledger['findByVendorKey']> {
    return this.store.read((db) => lookups.findByVendorKey(db, product, vendorKey));
  }

  async change(
    id: string,
    decide: (row: RecordingRow) => Patch | undefined,
    fence?: number,
  ): ReturnType<Ledger['change']> {
    const changed = await this.store.write((db) => updateRecording(db, this.store.dialect, id, decide, fence));
    if (changed?.hasErased) this.store.scrub();
    if (changed?.outcome === 'changed') this.#committed();
    return changed && { row: changed.row, outcome: changed.outcome };
  }

  breakLeases(now: number): Promise<void> {
    return this.store.write((db) => breakLeases(db, now));
  }

  wake(now: number, leaseMs: number): Promise<void> {
    return this.store.write((db) => wake(db, now, leaseMs));
  }

  filesOf(recordingIds: readonly string[], limit?: number): ReturnType<Ledger['filesOf']> {
    return this.store.read((db) => lookups.filesOf(db, recordingIds, limit));
  }

  findMany(ids: readonly string[]): ReturnType<Ledger['findMany']> {
    return this.store.read((db) => lookups.findMany(db, ids));
  }

  async changesAfter(seq: number, limit: number): ReturnType<Ledger['changesAfter']> {
    const records = await this.#readNumbered((db) => changes.changesAfter(db, seq, limit));
    if (records.length === 0) return [];
    const lineage = await this.keeper.look();
    return records.map((record) => toChange(record, lineage));
  }

  async lastSeq(): Promise<number> {
    if (!this.store.shared) return this.store.read(changes.lastSeq);
    await this.#readNumbered(() => Promise.resolve());
    return this.keeper.lastSeqNow();
  }

  get lineage(): Lineage {
    return this.keeper.lineage;
  }

  epochs(): Promise<Lineage> {
    return this.keeper.look();
  }

  beginEpoch(): Promise<Lineage> {
    return this.keeper.begin();
  }

  onEpoch(listener: EpochListener): () => void {
    return this.keeper.on(listener);
  }

  lastChangeAt(): Promise<number> {
    return this.#readNumbered(changes.lastChangeAt);
  }

  onChanges(listener: () => void): () => void {
    this.#listenToOthers();
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #committed(): void {
    if (this.store.dialect === 'postgres') this.#numbering.soon();
    else this.#tell();
  }

  /** Reads when all is numbered that was committed before, also by a process that ended before it could do so. */
  #readNumbered<T>(job: Job<T>): Promise<T> {
    return this.store.read(async (db) => {
      if (this.store.dialect === 'postgres') await changes.numberChanges(db);
      return job(db);
    });
  }

  /** Drops in parts, each a commit of its own; fewer than `atOnce` are the last ones. Answers how many. */
  async #dropAll(dropSome: Job<number>, atOnce: number): Promise<number> {
    let dropped = 0;
    for (;;) {
      const some = await this.store.writeOne(dropSome);
      dropped += some;
      if (some < atOnce) return dropped;
    }
  }

  #search(looks: Looks = { left: Infinity }): Search {
    return { rest: () => this.store.rest(), looks };
  }

  readonly #tell = (): void => {
    for (const listener of this.#listeners) listener();
  };

  #listenToOthers(): void {
    if (this.#inspecting) return;
    const inspect = (): void => void this.keeper.inspect().catch(() => undefined); // looked again in a moment
    this.#inspecting = setInterval(this.store.shared ? inspect : () => undefined, INSPECT_MS).unref();
    this.store.listen(this.#tell);
  }

  async changesOf(recordingIds: readonly string[], wanted?: ChangeQuery): ReturnType<Ledger['changesOf']> {
    const records = await this.store.read((db) => changes.changesOf(db, recordingIds, wanted));
    const lineage = await this.keeper.look();
    return records.map((record) => toChange(record, lineage));
  }

  takeKey(key: NewKey): ReturnType<Ledger['takeKey']> {
    return this.store.write((db) => keys.takeForOperation(db, key));
  }

  takeKeyFor(key: NewKey, recordingId: string): ReturnType<Ledger['takeKeyFor']> {
    return this.store.write((db) => keys.takeForRecording(db, key, recordingId));
  }

  findKey(key: string): ReturnType<Ledger['findKey']> {
    return this.store.read((db) => keys.findKey(db, key));
  }

  finishKey(key: string, fence: number, result: string): Promise<void> {
    return this.store.writeOne((db) => keys.finishKey(db, key, fence, result));
  }

  releaseKey(key: string, fence: number): Promise<void> {
    return this.store.writeOne((db) => keys.releaseKey(db, key, fence));
  }

  rewriteLive(rewrite: Parameters<Ledger['rewriteLive']>[0]): Promise<number> {
    return rewriteLive(this.store, rewrite);
  }

  async eraseSealed(madeBefore: number): Promise<number> {
    const erased = await this.store.writeOne((db) => eraseSealed(db, madeBefore));
    this.store.scrub();
    return erased;
  }

  dropKeys(madeBefore: number): Promise<number> {
    return this.#dropAll((db) => keys.dropSomeKeys(db, madeBefore), keys.KEYS_PER_COMMIT);
  }

  seeOrphans(tasks: Parameters<Ledger['seeOrphans']>[0]): Promise<void> {
    return this.store.write((db) => orphans.seeOrphans(db, tasks));
  }

  orphans(product?: string, seenAfter = 0): ReturnType<Ledger['orphans']> {
    return this.store.read((db) => orphans.listOrphans(db, product, seenAfter));
  }

  settleOrphan(product: string, taskId: string, fence: number, nextActionAt: number | null): Promise<void> {
    return this.store.writeOne((db) => orphans.settleOrphan(db, product, taskId, fence, nextActionAt));
  }

  dropOrphan(product: string, taskId: string): Promise<void> {
    return this.store.writeOne((db) => orphans.dropOrphan(db, product, taskId));
  }

  dropOrphans(seenBefore: number): Promise<number> {
    return this.#dropAll((db) => orphans.dropSomeOrphans(db, seenBefore), orphans.ORPHANS_PER_COMMIT);
  }

  accountsOf(product: string): ReturnType<Ledger['accountsOf']> {
    return this.store.read((db) => accountsOf(db, product, this.clock.now()));
  }

  counts(): ReturnType<Ledger['counts']> {
    return this.store.read(lookups.countStates);
  }

  countLive(): Promise<ReadonlyMap<string, number>> {
    return this.store.read(lookups.countLive);
  }

  reserveSlot(action: string, spacingMs: number, onlyIfFree = false): Promise<number | undefined> {
    const now = this.clock.now();
    return this.store.writeOne((db) => reserveSlot(db, this.store.dialect, now, action, spacingMs, onlyIfFree));
  }

  belongsTo(keyFingerprint: string): Promise<boolean> {
    return this.store.write((db) => belongsTo(db, keyFingerprint));
  }

  probe(): Promise<void> {
    return probe(this.store, this.clock.now());
  }

  async close(): Promise<void> {
    clearInterval(this.#inspecting);
    await this.store.close();
    this.keeper.close();
  }
}
