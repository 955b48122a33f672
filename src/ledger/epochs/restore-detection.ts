import type { Epoch, EpochReason, Lineage } from '../contract/lineage.ts';
import type { EpochState } from './state.ts';

/** What a process knows of a ledger from outside of its tables: from memory, or from its mark file. */
export interface KnownEpochs {
  /** The last number that was told. */
  readonly lastSeq: number;
  readonly epoch: string;
  readonly epochs: readonly Epoch[];
}

/**
 * Says whether the tables are older than what is known: an epoch that they have lost, or a last number that is lower.
 * Epochs that other processes began meanwhile are no sign of that.
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
