import { readFileSync, statSync } from 'node:fs';
import { openEpoch, logNewEpoch, type RestoreEvidence } from '../epochs/open-epoch.ts';
import { EpochTracker, type EpochsOptions } from '../epochs/epoch-tracker.ts';
import { detectRestore } from '../epochs/restore-detection.ts';
import { MarkFile, readMark, type Mark } from '../epochs/mark-file.ts';
import { newEpochId } from '../epochs/state.ts';

/** Of Linux: another text after every start of the machine. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** The file beside a SQLite ledger that knows the last number that was told. */
export function markFileOf(place: string): string {
  return `${place}.mark`;
}

/**
 * Opens the epochs of a SQLite ledger. Each start writes a mark of its own into the tables and into the file beside
 * them, so a backup of an earlier start is recognised by its mark, and one of the same start by its number.
 */
export async function openSqliteEpochs(options: EpochsOptions): Promise<EpochTracker> {
  const { store, now, log } = options;
  const { place } = store;
  const mark = place === undefined ? undefined : readMark(markFileOf(place));
  const here = { place: place === undefined ? null : fileIdOf(place), boot: bootId() };
  const instance = newEpochId();
  const known = mark?.epochs ?? [];
  const evidence = { why: judgementOf(mark, here), known, isSameLedger: true, instanceAfter: () => instance };
  const opened = await store.write((db) => openEpoch(db, false, now(), evidence));
  logNewEpoch(log, opened);
  const { lineage, lastSeq } = opened;
  const body = { epoch: lineage.current.id, epochs: [...lineage.epochs], instance, ...here };
  const file = place === undefined ? undefined : MarkFile.create(markFileOf(place), lastSeq, body);
  const keeper = new EpochTracker(options, opened, file);
  if (file) store.onNumbered(keeper.raise);
  return keeper;
}

function judgementOf(mark: Mark | undefined, here: Pick<Mark, 'place' | 'boot'>): RestoreEvidence['why'] {
  return (state, lineage) => {
    if (state.instance === null) return undefined; // no start has written a mark yet
    if (!mark || !mark.epochs.some(({ id }) => id === lineage.first.id)) return 'MARK_MISSING';
    const behind = detectRestore(state, lineage, mark);
    if (behind !== undefined) return behind;
    if (mark.instance !== state.instance) return 'OTHER_INSTANCE';
    if (mark.place !== here.place) return 'OTHER_PLACE';
    // What was written last may not have reached the disk.
    return !mark.isClosed && mark.boot !== here.boot ? 'POWER_CUT' : undefined;
  };
}

/** What the file system calls a file: a copy has another inode. The number of the device can change with a restart. */
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
