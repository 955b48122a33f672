import { accountsOf } from './accounts.ts';
import { begin } from './begin.ts';
import { SqlCallbacks, type CallbackStore } from './callbacks.ts';
import { change } from './change.ts';
import * as changes from './changes.ts';
import { breakLeases, claimDue, wake } from './claims.ts';
import * as keys from './keys.ts';
import type { Ledger, NewKey } from './ledger.ts';
import * as lookups from './lookups.ts';
import { Numbering } from './numbering.ts';
import * as orphans from './orphans.ts';
import { page } from './page.ts';
import { probe } from './probe.ts';
import type { NewRecording, PageWindow, Patch, RecordingFilter, RecordingRow } from './rows.ts';
import { belongsTo } from './server-key.ts';
import { eraseSealed } from './starts/sealed.ts';
import { SqlSessions, type SessionStore } from './sessions.ts';
import { reserveSlot } from './slots.ts';
import type { Job, Store } from './store.ts';
import { SqlWebhooks, type WebhookStore } from './webhooks.ts';

/** The ledger over a store: which job each method is, and whether it reads or writes. */
export class SqlLedger implements Ledger {
  readonly callbacks: CallbackStore;
  readonly sessions: SessionStore;
  readonly webhooks: WebhookStore;
  readonly #listeners = new Set<() => void>();
  readonly #numbering: Numbering;
  #isListening = false;

  constructor(
    private readonly store: Store,
    private readonly now: () => number,
  ) {
    this.callbacks = new SqlCallbacks(store);
    this.sessions = new SqlSessions(store);
    this.webhooks = new SqlWebhooks(store);
    this.#numbering = new Numbering(() => store.read(changes.numberChanges), this.#tell);
  }

  get shared(): boolean {
    return this.store.shared;
  }

  async begin(recording: NewRecording, key?: NewKey): ReturnType<Ledger['begin']> {
    const begun = await this.store.write((db) => begin(db, this.store.dialect, recording, key));
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
    const changed = await this.store.write((db) => change(db, this.store.dialect, id, decide, fence));
    if (changed?.hasErased) this.store.scrub();
    if (changed?.outcome === 'changed') this.#committed();
    return changed && { row: changed.row, outcome: changed.outcome };
  }

  claimDue(product: string, now: number, leaseUntil: number, limit: number): ReturnType<Ledger['claimDue']> {
    return this.store.write((db) => claimDue(db, this.store.dialect, product, now, leaseUntil, limit));
  }

  breakLeases(now: number): Promise<void> {
    return this.store.write((db) => breakLeases(db, now));
  }

  wake(now: number, leaseMs: number): Promise<void> {
    return this.store.write((db) => wake(db, now, leaseMs));
  }

  page(filter: RecordingFilter, window: PageWindow): ReturnType<Ledger['page']> {
    return this.store.read((db) => page(db, filter, window));
  }

  filesOf(recordingIds: readonly string[]): ReturnType<Ledger['filesOf']> {
    return this.store.read((db) => lookups.filesOf(db, recordingIds));
  }

  findMany(ids: readonly string[]): ReturnType<Ledger['findMany']> {
    return this.store.read((db) => lookups.findMany(db, ids));
  }

  changesAfter(seq: number, limit: number): ReturnType<Ledger['changesAfter']> {
    return this.#readNumbered((db) => changes.changesAfter(db, seq, limit));
  }

  lastSeq(): Promise<number> {
    return this.#readNumbered(changes.lastSeq);
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

  readonly #tell = (): void => {
    for (const listener of this.#listeners) listener();
  };

  #listenToOthers(): void {
    if (this.#isListening) return;
    this.#isListening = true;
    this.store.listen(this.#tell);
  }

  changesOf(recordingIds: readonly string[]): ReturnType<Ledger['changesOf']> {
    return this.store.read((db) => changes.changesOf(db, recordingIds));
  }

  takeKey(key: NewKey): ReturnType<Ledger['takeKey']> {
    return this.store.write((db) => keys.takeForOperation(db, key));
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

  async eraseSealed(madeBefore: number): Promise<number> {
    const erased = await this.store.writeOne((db) => eraseSealed(db, madeBefore));
    this.store.scrub();
    return erased;
  }

  dropKeys(madeBefore: number): Promise<number> {
    return this.#dropAll((db) => keys.dropSomeKeys(db, madeBefore), keys.KEYS_AT_ONCE);
  }

  seeOrphans(tasks: Parameters<Ledger['seeOrphans']>[0]): Promise<void> {
    return this.store.write((db) => orphans.seeOrphans(db, tasks));
  }

  orphans(product?: string, seenAfter = 0): ReturnType<Ledger['orphans']> {
    return this.store.read((db) => orphans.listOrphans(db, product, seenAfter));
  }

  claimOrphans(product: string, now: number, leaseUntil: number, limit: number): ReturnType<Ledger['claimOrphans']> {
    return this.store.write((db) => orphans.claimOrphans(db, this.store.dialect, product, now, leaseUntil, limit));
  }

  settleOrphan(product: string, taskId: string, fence: number, nextActionAt: number | null): Promise<void> {
    return this.store.writeOne((db) => orphans.settleOrphan(db, product, taskId, fence, nextActionAt));
  }

  dropOrphan(product: string, taskId: string): Promise<void> {
    return this.store.writeOne((db) => orphans.dropOrphan(db, product, taskId));
  }

  dropOrphans(seenBefore: number): Promise<number> {
    return this.#dropAll((db) => orphans.dropSomeOrphans(db, seenBefore), orphans.ORPHANS_AT_ONCE);
  }

  accountsOf(product: string): ReturnType<Ledger['accountsOf']> {
    return this.store.read((db) => accountsOf(db, product, this.now()));
  }

  counts(): ReturnType<Ledger['counts']> {
    return this.store.read(lookups.countStates);
  }

  countLive(): Promise<ReadonlyMap<string, number>> {
    return this.store.read(lookups.countLive);
  }

  reserveSlot(action: string, spacingMs: number, onlyIfFree = false): Promise<number | undefined> {
    return this.store.writeOne((db) => reserveSlot(db, this.store.dialect, this.now(), action, spacingMs, onlyIfFree));
  }

  belongsTo(keyFingerprint: string): Promise<boolean> {
    return this.store.write((db) => belongsTo(db, keyFingerprint));
  }

  probe(): Promise<void> {
    return probe(this.store, this.now());
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
