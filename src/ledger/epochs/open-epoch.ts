import type { Db } from '../schema/store.ts';
import type { Epoch, EpochReason, Lineage } from '../contract/lineage.ts';
import { beginEpoch, lockState, readLineage, writeInstance, type EpochState } from './state.ts';
import type { Log } from '../../log.ts';

/** What tells whether the tables came from a backup. */
export interface RestoreEvidence {
  /** Says why another epoch begins; undefined where none does. Asked while the counter is locked. */
  readonly why: (state: EpochState, lineage: Lineage) => EpochReason | undefined;
  /** Epochs that the tables may have lost. */
  readonly known?: readonly Epoch[];
  /** Whether tables without epochs are a backup of the ledger that has the known ones. */
  readonly isSameLedger?: boolean;
  /** What the tables keep to be recognised by, out of what they kept before. */
  readonly instanceAfter?: (before: string | null) => string;
}

/** What came of a look at the epochs while the counter was locked. */
export interface OpenedEpoch {
  readonly lineage: Lineage;
  readonly lastSeq: number;
  /** Why another epoch began; undefined where none did. */
  readonly reason: EpochReason | undefined;
}

/** Begins another epoch where the evidence says so, and the first one where there is none. Runs in one commit. */
export async function openEpoch(
  db: Db,
  isShared: boolean,
  at: number,
  evidence: RestoreEvidence,
): Promise<OpenedEpoch> {
  const { why, known = [], isSameLedger = false, instanceAfter } = evidence;
  const state = await lockState(db, isShared);
  let current = state.epoch;
  let reason: EpochReason | undefined;
  // A backup of a version without epochs has the numbers of the first one.
  const first = isSameLedger ? known.find(({ parent }) => parent === null) : undefined;
  if (current === null && first) {
    reason = 'EPOCH_LOST';
    current = await beginEpoch(db, { ...state, epoch: first.id }, reason, at, known);
  } else if (current === null) {
    current = await beginEpoch(db, { ...state, lastSeq: 0 }, 'BEGINNING', at, []);
  } else {
    const lineage = await readLineage(db, current);
    reason = why(state, lineage);
    const isKnownLedger = known.some(({ id }) => id === lineage.first.id);
    if (reason !== undefined) current = await beginEpoch(db, state, reason, at, isKnownLedger ? known : []);
  }
  if (instanceAfter) await writeInstance(db, instanceAfter(state.instance));
  return { lineage: await readLineage(db, current), lastSeq: state.lastSeq, reason };
}

/** Tells the operator that another epoch began, and why. */
export function logNewEpoch(log: Pick<Log, 'warn'> | undefined, { lineage, reason }: OpenedEpoch): void {
  if (reason === undefined) return;
  const { id: epoch, fromSeq } = lineage.current;
  log?.warn(
    { epoch, fromSeq, reason },
    'the ledger is, or may be, a restored backup: another epoch of its numbers begins',
  );
}
