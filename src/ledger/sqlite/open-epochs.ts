import { readFileSync, statSync } from 'node:fs';
import { detectRestore, logNewEpoch, openEpoch, type RestoreEvidence } from '../epochs/open-epoch.ts';
import { EpochTracker, type EpochsOptions } from '../epochs/epoch-tracker.ts';
import { MarkFile, readMark, type Mark } from '../epochs/mark-file.ts';
import { newEpochId } from '../epochs/state.ts';

/** File of Linux with an id that changes with every boot. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** Returns the path of a SQLite ledger's mark file. */
function markFileOf(place: string): string {
  return `${place}.mark`;
}

/**
 * Opens the epochs of a SQLite ledger. Each start writes a new mark to the tables and to the mark file. So a backup from
 * an earlier start has a different mark, and a backup from the same start has a lower sequence number.
 */
export async function openSqliteEpochs(options: EpochsOptions): Promise<EpochTracker> {
  const { store, now, log } = options;
  const { place } = store;
  const mark = place === undefined ? undefined : readMark(markFileOf(place));
  const here = { place: place === undefined ? null : fileIdOf(place), boot: bootId() };
  const instance = newEpochId();
  const known = mark?.epochs ?? [];
  const evidence = { why: restoreTestOf(mark, here), known, isSameLedger: true, instanceAfter: () => instance };
  const opened = await store.write((db) => openEpoch(db, false, now(), evidence));
  logNewEpoch(log, opened);
  const { lineage, lastSeq } = opened;
  const body = { epoch: lineage.current.id, epochs: [...lineage.epochs], instance, ...here };
  const file = place === undefined ? undefined : MarkFile.create(markFileOf(place), lastSeq, body);
  const keeper = new EpochTracker(options, opened, file);
  if (file) store.onNumbered(keeper.raise);
  return keeper;
}

function restoreTestOf(mark: Mark | undefined, here: Pick<Mark, 'place' | 'boot'>): RestoreEvidence['why'] {
  return (state, lineage) => {
    if (state.instance === null) return undefined; // no start has written a mark yet
    if (!mark || !mark.epochs.some(({ id }) => id === lineage.first.id)) return 'MARK_MISSING';
    const behind = detectRestore(state, lineage, mark);
    if (behind !== undefined) return behind;
    if (mark.instance !== state.instance) return 'OTHER_INSTANCE';
    if (mark.place !== here.place) return 'OTHER_PLACE';
    // The last writes may not have reached the disk.
    return !mark.isClosed && mark.boot !== here.boot ? 'POWER_CUT' : undefined;
  };
}

/** Returns the inode of a file, which differs in a copy. The device number is omitted: a reboot can change it. */
function fileIdOf(place: string): string {
  return String(statSync(place, { bigint: true }).ino);
}

function bootId(): string | null {
  try {
    return readFileSync(BOOT_ID, 'utf8').trim();
  } catch {
    return null;
  }
}
