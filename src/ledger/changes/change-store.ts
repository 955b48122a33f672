import { SingleFlight } from '../../concurrency/single-flight.ts';
import type { Ledger } from '../contract/ledger.ts';
import type { EpochTracker } from '../epochs/epoch-tracker.ts';
import { toChange } from '../schema/row-mappers.ts';
import type { Job, Store } from '../schema/store.ts';
import * as log from './change-log.ts';

/** Interval between checks of a shared store for a restore. */
const INSPECT_MS = 1000;

interface ChangeStore extends Pick<
  Ledger,
  'changesOf' | 'changesAfter' | 'lastSeq' | 'lastChangeAt' | 'onChanges' | 'close'
> {
  /** Numbers the changes of a commit and notifies the listeners. */
  readonly committed: () => void;
}

/** Reads the changes of recordings, and notifies of new changes. */
export function changeStore(store: Store, epochs: EpochTracker): ChangeStore {
  const listeners = new Set<() => void>();
  let inspecting: NodeJS.Timeout | undefined;
  const notify = (): void => {
    for (const listener of listeners) listener();
  };
  /** Numbers the changes that this process committed. One run covers all commits before it. */
  const numbering = new SingleFlight(async () => {
    await store.read(log.numberChanges).catch(() => undefined); // the next reader of changes numbers them first
    notify();
  });
  /** Numbers every committed change, then reads: a process may have ended before it numbered its changes. */
  const readNumbered = <T>(job: Job<T>): Promise<T> =>
    store.read(async (db) => {
      if (store.shared) await log.numberChanges(db);
      return job(db);
    });
  const toChanges = async (rows: readonly log.ChangeRow[]) => {
    const lineage = await epochs.look();
    return rows.map((row) => toChange(row, lineage));
  };
  return {
    committed: store.shared ? () => void numbering.run() : notify,
    changesOf: async (ids, query) => toChanges(await store.read((db) => log.changesOf(db, ids, query))),
    async changesAfter(seq, limit) {
      const rows = await readNumbered((db) => log.changesAfter(db, seq, limit));
      return rows.length === 0 ? [] : toChanges(rows);
    },
    async lastSeq() {
      if (!store.shared) return store.read(log.lastSeq);
      await readNumbered(() => Promise.resolve());
      return epochs.lastSeqNow();
    },
    lastChangeAt: () => readNumbered(log.lastChangeAt),
    onChanges(listener) {
      if (store.shared && !inspecting) {
        const inspect = (): void => void epochs.inspect().catch(() => undefined); // the next interval tries again
        inspecting = setInterval(inspect, INSPECT_MS).unref();
        store.listen(notify);
      }
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      clearInterval(inspecting);
      await numbering.idle();
    },
  };
}
