import type { Epoch, EpochReason, Lineage } from '../contract/lineage.ts';
import type { EpochState } from './state.ts';

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
