import { accountsOf } from './accounts.ts';
import { begin } from './begin.ts';
import { change } from './change.ts';
import { breakLeases, claimDue } from './claims.ts';
import * as keys from './keys.ts';
import type { Ledger, NewKey } from './ledger.ts';
import * as lookups from './lookups.ts';
import * as orphans from './orphans.ts';
import { page } from './page.ts';
import { probe } from './probe.ts';
import type { NewRecording, PageWindow, Patch, RecordingFilter, RecordingRow } from './rows.ts';
import { reserveSlot } from './slots.ts';
import type { Store } from './store.ts';

/** The ledger over a store: which job each method is, and whether it reads or writes. */
export class SqlLedger implements Ledger {
  constructor(
    private readonly store: Store,
    private readonly now: () => number,
  ) {}

  get shared(): boolean {
    return this.store.shared;
  }

  begin(recording: NewRecording, key?: NewKey): ReturnType<Ledger['begin']> {
    return this.store.write((db) => begin(db, recording, key));
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

  change(id: string, decide: (row: RecordingRow) => Patch | undefined, fence?: number): ReturnType<Ledger['change']> {
    return this.store.write((db) => change(db, this.store.dialect, id, decide, fence));
  }

  claimDue(product: string, now: number, leaseUntil: number, limit: number): ReturnType<Ledger['claimDue']> {
    return this.store.write((db) => claimDue(db, this.store.dialect, product, now, leaseUntil, limit));
  }

  breakLeases(now: number): Promise<void> {
    return this.store.write((db) => breakLeases(db, now));
  }

  page(filter: RecordingFilter, window: PageWindow): ReturnType<Ledger['page']> {
    return this.store.read((db) => page(db, filter, window));
  }

  filesOf(recordingIds: readonly string[]): ReturnType<Ledger['filesOf']> {
    return this.store.read((db) => lookups.filesOf(db, recordingIds));
  }

  changesOf(recordingIds: readonly string[]): ReturnType<Ledger['changesOf']> {
    return this.store.read((db) => lookups.changesOf(db, recordingIds));
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

  async dropKeys(madeBefore: number): Promise<number> {
    let dropped = 0;
    for (;;) {
      const some = await this.store.writeOne((db) => keys.dropSomeKeys(db, madeBefore));
      dropped += some;
      if (some < keys.KEYS_AT_ONCE) return dropped;
    }
  }

  seeOrphans(tasks: Parameters<Ledger['seeOrphans']>[0]): Promise<void> {
    return this.store.write((db) => orphans.seeOrphans(db, tasks));
  }

  orphans(product?: string): ReturnType<Ledger['orphans']> {
    return this.store.read((db) => orphans.listOrphans(db, product));
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

  probe(): Promise<void> {
    return probe(this.store, this.now());
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
