import { isDeepStrictEqual } from 'node:util';
import type { Recording } from '../../ledger/contract/entities.ts';
import type { Finding } from '../../domain/recorder.ts';
import { RecordingState } from '../../domain/recording.ts';
import type { EngineParts } from './engine-parts.ts';

type Parts = Pick<EngineParts, 'ledger' | 'recorders'>;

/** Maximum number of compared recordings of one place. */
const NEWEST = { order: 'NEWEST_FIRST', take: { first: 50 } } as const;

/**
 * Whether the task that runs in the place of a recording can also belong to another start without an outcome. A start in
 * progress takes precedence; of two starts that are looked up, the older one does.
 */
export async function hasCompetingStart({ ledger }: Parts, row: Recording): Promise<boolean> {
  const { id, product, account, room, vendorKey } = row;
  const { STARTING, UNKNOWN } = RecordingState;
  const isOpen = (other: Recording): boolean =>
    !other.accepted && (other.state === STARTING || (other.state === UNKNOWN && other.id < id));
  if (room === null) {
    const newest = vendorKey === null ? undefined : await ledger.findByVendorKey(product, vendorKey);
    return newest !== undefined && newest.id !== id && isOpen(newest);
  }
  const { rows } = await ledger.page({ products: [product], account, room, states: [STARTING, UNKNOWN] }, NEWEST);
  return rows.some((other) => other.id !== id && other.vendorKey === vendorKey && isOpen(other));
}

/** Whether the look-up of a refused start proves that the task in its place belongs to another start. */
export async function belongsToAnother(parts: Parts, finding: Finding, row: Recording): Promise<boolean> {
  if (finding.kind === 'absent') return finding.isTaken ?? false;
  const { oneInPlace = false } = parts.recorders.of(row.product);
  return finding.kind === 'unknowable' && oneInPlace && (await runsAnother(parts, row));
}

/** Whether an older recording of the ledger runs in the same place. */
async function runsAnother({ ledger }: Parts, row: Recording): Promise<boolean> {
  const { product, account, room } = row;
  const states = [RecordingState.STARTING, RecordingState.RECORDING, RecordingState.PAUSED, RecordingState.STOPPING];
  const { rows } = await ledger.page({ products: [product], account, ...(room !== null && { room }), states }, NEWEST);
  return rows.some(
    (other) =>
      other.id !== row.id &&
      other.accepted &&
      other.createdAt <= row.createdAt &&
      isDeepStrictEqual({ ...other.ref }, { ...row.ref }),
  );
}
