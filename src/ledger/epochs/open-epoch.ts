import type { Db } from '../schema/store.ts';
import type { Epoch, EpochReason, Lineage } from '../contract/lineage.ts';
import { beginEpoch, readLineage, readState, type EpochState } from './state.ts';
import type { Log } from '../../log.ts';

/** Knowledge about a ledger from outside its tables: from memory, or from the mark file. */
export interface KnownEpochs {
  /** Last sequence number that was published. */
  readonly lastSeq: number;
  readonly epoch: string;
  readonly epochs: readonly Epoch[];
}

/**
 * Detects whether the tables are older than the known state: an epoch is missing, or the last sequence number is lower. A
 * new epoch that another process began is no such sign.
 */
export function detectRestore(
  { lastSeq, epoch }: EpochState,
  lineage: Lineage,
  known: KnownEpochs | undefined,
): EpochReason | undefined {
  if (!known) return undefined;
  if (!lineage.has(known.epoch)) return 'EPOCH_LOST';
  return epoch === known.epoch && lastSeq < known.lastSeq ? 'NUMBER_BEHIND' : undefined;
}

/** Evidence of a restored backup. */
export interface RestoreEvidence {
  /** Returns the reason for a new epoch. Undefined: no new epoch. Called while the counter is locked. */
  readonly why: (state: EpochState, lineage: Lineage) => EpochReason | undefined;
  /** Known epochs that the tables may have lost. */
  readonly known?: readonly Epoch[];
  /** Whether tables without epochs are a backup of the ledger with the known epochs. */
  readonly isSameLedger?: boolean;
  /** Computes the new instance mark of the tables from the previous mark. */
  readonly instanceAfter?: (before: string | null) => string;
}

/** Result of opening the epochs. */
interface OpenedEpoch {
  readonly lineage: Lineage;
  readonly lastSeq: number;
  /** Reason for a new epoch. Undefined: no new epoch. */
  readonly reason: EpochReason | undefined;
}

/** Begins the first epoch of a ledger, or a new epoch if the evidence requires one. Runs in one commit. */
export async function openEpoch(
  db: Db,
  isShared: boolean,
  at: number,
  evidence: RestoreEvidence,
): Promise<OpenedEpoch> {
  const { why, known = [], isSameLedger = false, instanceAfter } = evidence;
  const state = await readState(db, isShared);
  let current = state.epoch;
  let reason: EpochReason | undefined;
  // A backup by a version without epochs has the numbers of the first epoch.
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
  if (instanceAfter) {
    const instance = instanceAfter(state.instance);
    await db.updateTable('change_counter').set({ instance }).where('id', '=', 1).execute();
  }
  return { lineage: await readLineage(db, current), lastSeq: state.lastSeq, reason };
}

/** Logs a new epoch with its reason. */
export function logNewEpoch(log: Pick<Log, 'warn'> | undefined, { lineage, reason }: OpenedEpoch): void {
  if (reason === undefined) return;
  const { id: epoch, fromSeq } = lineage.current;
  log?.warn(
    { epoch, fromSeq, reason },
    'the ledger is, or may be, a restored backup: a new epoch of sequence numbers begins',
  );
}
