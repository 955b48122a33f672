import { isDeepStrictEqual } from 'node:util';
import type { RecordingRow } from '../../ledger/contract/rows.ts';
import type { Desk } from './desk.ts';
import type { Finding } from '../../domain/recorder.ts';
import { RecordingState } from '../../domain/recording.ts';

// What else may run in the place of a start whose refusal is looked up.

/** How many recordings of one place are looked through. */
const MAX_PER_PLACE = 50;

/**
 * Whether the task that runs in the place of a recording can also be that of another start without an outcome. Starts that
 * are under way are waited for; of two that are looked up the older one goes first.
 */
export async function hasCompetingStart({ ledger }: Desk, row: RecordingRow): Promise<boolean> {
  const { id, product, account, room, vendorKey } = row;
  const isOpen = (other: RecordingRow): boolean =>
    !other.accepted && (other.state === RecordingState.STARTING || (isUnknown(other) && other.id < id));
  if (room === null) {
    const newest = vendorKey === null ? undefined : await ledger.findByVendorKey(product, vendorKey);
    return newest !== undefined && newest.id !== id && isOpen(newest);
  }
  const states = [RecordingState.STARTING, RecordingState.UNKNOWN];
  const { rows } = await ledger.page({ products: [product], account, room, states }, NEWEST);
  return rows.some((other) => other.id !== id && other.vendorKey === vendorKey && isOpen(other));
}

/** Whether what a look-up of a refused start found surely is not of that start. */
export async function belongsToAnother(desk: Desk, finding: Finding, row: RecordingRow): Promise<boolean> {
  if (finding.kind === 'absent') return finding.isTaken ?? false;
  const { oneInPlace = false } = desk.recorder(row.product);
  return finding.kind === 'unknowable' && oneInPlace && (await runsAnother(desk, row));
}

/** Whether the ledger knows that an older recording runs in the same place. */
async function runsAnother({ ledger }: Desk, row: RecordingRow): Promise<boolean> {
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

const NEWEST = { order: 'NEWEST_FIRST', take: { first: MAX_PER_PLACE } } as const;

function isUnknown({ state }: RecordingRow): boolean {
  return state === RecordingState.UNKNOWN;
}
