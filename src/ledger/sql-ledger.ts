import type { LedgerClock } from '../clock/ledger-clock.ts';
import { SingleFlight } from '../concurrency/single-flight.ts';
import { SqlCallbacks } from './callbacks/callbacks.ts';
import { SqlSessions } from './callbacks/sessions.ts';
import * as changes from './changes/change-log.ts';
import type { CallbackStore } from './contract/callback-store.ts';
import type { Ledger } from './contract/ledger.ts';
import type { Lineage } from './contract/lineage.ts';
import type { ScanBudget } from './contract/entities.ts';
import type { SessionStore } from './contract/session-store.ts';
import type { WebhookStore } from './contract/webhook-store.ts';
import type { EpochTracker } from './epochs/epoch-tracker.ts';
import * as keys from './idempotency/keys.ts';
import { accountsOf } from './orphans/accounts.ts';
import * as orphans from './orphans/orphans.ts';
import { countOf, countsBy } from './paging/counts.ts';
import { countFiles, filesPage } from './paging/files.ts';
import { page } from './paging/page.ts';
import type { Search } from './paging/scan.ts';
import { probe } from './probe.ts';
import { leasesBy, type LeaseOf } from './queue/lease.ts';
import { reserveSlot } from './queue/slots.ts';
import { breakLeases, claimDue, wake } from './recordings/claims.ts';
import { insertRecording } from './recordings/insert-recording.ts';
import * as lookups from './recordings/lookups.ts';
import { rewriteLive } from './recordings/rewrite.ts';
import { eraseSealed } from './recordings/sealed.ts';
import { updateRecording } from './recordings/update-recording.ts';
import { toChange } from './schema/row-mappers.ts';
import type { Dialect, Job, Store } from './schema/store.ts';
import { belongsTo } from './server-key.ts';
import { SqlWebhooks } from './webhooks/webhooks.ts';

/** Interval between checks of a shared store for a restore. */
const INSPECT_MS = 1000;

/** Implements the ledger over a store: maps each method to a job that reads or writes. */
export class SqlLedger implements Ledger {
  readonly callbacks: CallbackStore;
  readonly sessions: SessionStore;
  readonly webhooks: WebhookStore;
  readonly shared: boolean;
  readonly #dialect: Dialect;
  readonly #leaseOf: LeaseOf;
  readonly #listeners = new Set<() => void>();
  /** Numbers the changes that this process committed, in PostgreSQL. One run covers all commits before it. */
  readonly #numbering: SingleFlight;
  #inspecting: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: Store,
    readonly clock: LedgerClock,
    private readonly epochTracker: EpochTracker,
  ) {
    this.shared = store.shared;
    this.#dialect = store.dialect;
    this.#leaseOf = leasesBy(clock);
    this.callbacks = new SqlCallbacks(store, this.#leaseOf);
    this.sessions = new SqlSessions(store);
    this.webhooks = new SqlWebhooks(store, this.#leaseOf);
    this.#numbering = new SingleFlight(async () => {
      await store.read(changes.numberChanges).catch(() => undefined); // the next reader of changes numbers them first
      this.#notify();
    });
  }

  readonly insert: Ledger['insert'] = async (recording, key) => {
    const inserted = await this.store.write((db) => insertRecording(db, this.#dialect, recording, key));
    if (!inserted.taken) this.#committed();
    return inserted;
  };

  readonly update: Ledger['update'] = async (id, decide, fence) => {
    const changed = await this.store.write((db) => updateRecording(db, this.#dialect, id, decide, fence));
    if (changed?.hasErased) this.store.scrub();
    if (changed?.outcome === 'changed') this.#committed();
    return changed && { row: changed.row, outcome: changed.outcome };
  };

  readonly find: Ledger['find'] = (id) => this.store.read((db) => lookups.findById(db, id));

  readonly findMany: Ledger['findMany'] = (ids) => this.store.read((db) => lookups.findMany(db, ids));

  readonly findByTask: Ledger['findByTask'] = (product, taskId) =>
    this.store.read((db) => lookups.findByTask(db, product, taskId));

  readonly findByVendorKey: Ledger['findByVendorKey'] = (product, vendorKey) =>
    this.store.read((db) => lookups.findByVendorKey(db, product, vendorKey));

  readonly claimDue: Ledger['claimDue'] = (product, now, leaseUntil, limit, except) => {
    const lease = this.#leaseOf(now, leaseUntil);
    return this.store.write((db) => claimDue(db, this.#dialect, product, lease, limit, except));
  };

  readonly breakLeases: Ledger['breakLeases'] = (now) => this.store.write((db) => breakLeases(db, now));

  readonly wake: Ledger['wake'] = (now, leaseMs) => this.store.write((db) => wake(db, now, leaseMs));

  readonly page: Ledger['page'] = (filter, window, budget) =>
    this.store.read((db) => page(db, filter, window, this.#search(budget)));

  readonly countOf: Ledger['countOf'] = (filter, budget) =>
    this.store.read((db) => countOf(db, filter, this.#search(budget)));

  readonly countsBy: Ledger['countsBy'] = (key, filter, products, budget) =>
    this.store.read((db) => countsBy(db, key, filter, products, this.#search(budget)));

  readonly counts: Ledger['counts'] = () => this.store.read(lookups.countStates);

  readonly countLive: Ledger['countLive'] = () => this.store.read(lookups.countLive);

  readonly filesOf: Ledger['filesOf'] = (ids, limit) => this.store.read((db) => lookups.filesOf(db, ids, limit));

  readonly filesPage: Ledger['filesPage'] = (ids, query) => this.store.read((db) => filesPage(db, ids, query));

  readonly countFiles: Ledger['countFiles'] = (id) => this.store.read((db) => countFiles(db, id));

  readonly changesOf: Ledger['changesOf'] = async (ids, query) => {
    const records = await this.store.read((db) => changes.changesOf(db, ids, query));
    const lineage = await this.epochTracker.look();
    return records.map((record) => toChange(record, lineage));
  };

  readonly changesAfter: Ledger['changesAfter'] = async (seq, limit) => {
    const records = await this.#readNumbered((db) => changes.changesAfter(db, seq, limit));
    if (records.length === 0) return [];
    const lineage = await this.epochTracker.look();
    return records.map((record) => toChange(record, lineage));
  };

  readonly lastSeq: Ledger['lastSeq'] = async () => {
    if (!this.shared) return this.store.read(changes.lastSeq);
    await this.#readNumbered(() => Promise.resolve());
    return this.epochTracker.lastSeqNow();
  };

  readonly lastChangeAt: Ledger['lastChangeAt'] = () => this.#readNumbered(changes.lastChangeAt);

  get lineage(): Lineage {
    return this.epochTracker.lineage;
  }

  readonly epochs: Ledger['epochs'] = () => this.epochTracker.look();

  readonly beginEpoch: Ledger['beginEpoch'] = () => this.epochTracker.begin();

  readonly onEpoch: Ledger['onEpoch'] = (listener) => this.epochTracker.on(listener);

  readonly onChanges: Ledger['onChanges'] = (listener) => {
    this.#listenToOthers();
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly takeKey: Ledger['takeKey'] = (key) => this.store.write((db) => keys.takeForOperation(db, key));

  readonly takeKeyFor: Ledger['takeKeyFor'] = (key, recordingId) =>
    this.store.write((db) => keys.takeForRecording(db, key, recordingId));

  readonly findKey: Ledger['findKey'] = (key) => this.store.read((db) => keys.findKey(db, key));

  readonly finishKey: Ledger['finishKey'] = (key, fence, result) =>
    this.store.writeOne((db) => keys.finishKey(db, key, fence, result));

  readonly releaseKey: Ledger['releaseKey'] = (key, fence) =>
    this.store.writeOne((db) => keys.releaseKey(db, key, fence));

  readonly dropKeys: Ledger['dropKeys'] = (madeBefore) => keys.dropKeys(this.store, madeBefore);

  readonly rewriteLive: Ledger['rewriteLive'] = (rewrite) => rewriteLive(this.store, rewrite);

  readonly eraseSealed: Ledger['eraseSealed'] = async (madeBefore) => {
    const erased = await this.store.writeOne((db) => eraseSealed(db, madeBefore));
    this.store.scrub();
    return erased;
  };

  readonly seeOrphans: Ledger['seeOrphans'] = (tasks) => this.store.write((db) => orphans.seeOrphans(db, tasks));

  readonly orphans: Ledger['orphans'] = (product, seenAfter = 0) =>
    this.store.read((db) => orphans.listOrphans(db, product, seenAfter));

  readonly claimOrphans: Ledger['claimOrphans'] = (product, now, leaseUntil, limit, except) => {
    const lease = this.#leaseOf(now, leaseUntil);
    return this.store.write((db) => orphans.claimOrphans(db, this.#dialect, product, lease, limit, except));
  };

  readonly settleOrphan: Ledger['settleOrphan'] = (product, taskId, fence, nextActionAt) =>
    this.store.writeOne((db) => orphans.settleOrphan(db, product, taskId, fence, nextActionAt));

  readonly dropOrphan: Ledger['dropOrphan'] = (product, taskId) =>
    this.store.writeOne((db) => orphans.dropOrphan(db, product, taskId));

  readonly dropOrphans: Ledger['dropOrphans'] = (seenBefore) => orphans.dropOrphans(this.store, seenBefore);

  readonly accountsOf: Ledger['accountsOf'] = (product) =>
    this.store.read((db) => accountsOf(db, product, this.clock.now()));

  readonly reserveSlot: Ledger['reserveSlot'] = (action, spacingMs, onlyIfFree = false) => {
    const now = this.clock.now();
    return this.store.writeOne((db) => reserveSlot(db, this.#dialect, now, action, spacingMs, onlyIfFree));
  };

  readonly belongsTo: Ledger['belongsTo'] = (keyFingerprint) => this.store.write((db) => belongsTo(db, keyFingerprint));

  readonly probe: Ledger['probe'] = () => probe(this.store, this.clock.now());

  async close(): Promise<void> {
    clearInterval(this.#inspecting);
    await this.store.close();
    this.epochTracker.close();
  }

  #committed(): void {
    if (this.#dialect === 'postgres') void this.#numbering.run();
    else this.#notify();
  }

  readonly #notify = (): void => {
    for (const listener of this.#listeners) listener();
  };

  /** Numbers every committed change, then reads: a process may have ended before it numbered its changes. */
  #readNumbered<T>(job: Job<T>): Promise<T> {
    return this.store.read(async (db) => {
      if (this.#dialect === 'postgres') await changes.numberChanges(db);
      return job(db);
    });
  }

  #search(budget: ScanBudget = { left: Infinity }): Search {
    return { yieldTurn: () => this.store.yieldTurn(), budget };
  }

  #listenToOthers(): void {
    if (this.#inspecting) return;
    const inspect = (): void => void this.epochTracker.inspect().catch(() => undefined); // the next interval tries again
    this.#inspecting = setInterval(this.shared ? inspect : () => undefined, INSPECT_MS).unref();
    this.store.listen(this.#notify);
  }
}
