import { sql } from 'kysely';
import type { LedgerClock } from '../clock/ledger-clock.ts';
import { SqlCallbacks } from './callbacks/callbacks.ts';
import { SqlSessions } from './callbacks/sessions.ts';
import { changeStore } from './changes/change-store.ts';
import type { ScanBudget } from './contract/entities.ts';
import type { Ledger } from './contract/ledger.ts';
import type { EpochTracker } from './epochs/epoch-tracker.ts';
import { keyStore } from './idempotency/keys.ts';
import { orphanStore } from './orphans/orphans.ts';
import { countOf, countsBy } from './paging/counts.ts';
import { countFiles, filesPage } from './paging/files.ts';
import { page } from './paging/page.ts';
import { probe } from './probe.ts';
import { leasesBy } from './queue/lease.ts';
import { slotReserver } from './queue/slots.ts';
import { recordingQueue } from './recordings/claims.ts';
import { insertRecording } from './recordings/insert-recording.ts';
import { lookups } from './recordings/lookups.ts';
import { paramsStore } from './recordings/rewrite.ts';
import { updateRecording } from './recordings/update-recording.ts';
import type { Store } from './schema/store.ts';
import { deliveryQueue } from './webhooks/claims.ts';
import { deliveryStore } from './webhooks/deliveries.ts';
import { endpointStore } from './webhooks/endpoints.ts';

/** Implements the ledger over a store. */
export function createLedger(store: Store, clock: LedgerClock, epochs: EpochTracker): Ledger {
  const leaseOf = leasesBy(clock);
  const { committed, close: closeChanges, ...changes } = changeStore(store, epochs);
  const searchOf = (budget: ScanBudget = { left: Infinity }) => ({ yieldTurn: () => store.yieldTurn(), budget });
  return {
    clock,
    shared: store.shared,
    callbacks: new SqlCallbacks(store, leaseOf),
    sessions: new SqlSessions(store),
    webhooks: { ...endpointStore(store), ...deliveryStore(store), ...deliveryQueue(store, leaseOf) },
    ...lookups(store),
    ...recordingQueue(store, leaseOf),
    ...paramsStore(store),
    ...keyStore(store),
    ...orphanStore(store, leaseOf, clock.now),
    ...changes,

    async insert(recording, key) {
      const inserted = await store.write((db) => insertRecording(db, store.dialect, recording, key));
      if (!inserted.taken) committed();
      return inserted;
    },
    async update(id, decide, fence) {
      const changed = await store.write((db) => updateRecording(db, store.dialect, id, decide, fence));
      if (changed?.hasErased) store.scrub();
      if (changed?.outcome === 'changed') committed();
      return changed && { row: changed.row, outcome: changed.outcome };
    },

    page: (filter, window, budget) => store.read((db) => page(db, filter, window, searchOf(budget))),
    countOf: (filter, budget) => store.read((db) => countOf(db, filter, searchOf(budget))),
    countsBy: (key, filter, products, budget) =>
      store.read((db) => countsBy(db, key, filter, products, searchOf(budget))),
    filesPage: (ids, query) => store.read((db) => filesPage(db, ids, query)),
    countFiles: (id) => store.read((db) => countFiles(db, id)),

    get lineage() {
      return epochs.lineage;
    },
    epochs: () => epochs.look(),
    beginEpoch: () => epochs.begin(),
    onEpoch: (listener) => epochs.on(listener),

    reserveSlot: slotReserver(store, clock.now),
    belongsTo: (keyFingerprint) =>
      store.write(async (db) => {
        await sql`insert into server_key (id, fingerprint) values (1, ${keyFingerprint}) on conflict (id) do nothing`.execute(
          db,
        );
        const { rows } = await sql<{ fingerprint: string }>`select fingerprint from server_key where id = 1`.execute(
          db,
        );
        return rows[0]?.fingerprint === keyFingerprint;
      }),
    probe: () => probe(store, clock.now()),
    async close() {
      await closeChanges();
      await store.close();
      epochs.close();
    },
  };
}
