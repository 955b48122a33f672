import { isDeepStrictEqual } from 'node:util';
import { RecordingErrorCode, VendorRejected, type ErrorEntry } from '../../errors.ts';
import type { RecordingRow } from '../../ledger/rows.ts';
import type { Desk } from '../desk.ts';
import type { Finding, Recorder } from '../recorder.ts';
import { RecordingState } from '../recording.ts';

// A vendor refuses a start because something runs there already. A network that repeats requests makes the vendor say so of
// the very start whose recording runs. So such a refusal is looked up as a lost answer is, before a client is told anything.

const { VENDOR_IN_USE, VENDOR_CONFLICT, OUTCOME_UNKNOWN } = RecordingErrorCode;

/** What a client is told while the refusal is not decided. The vendor's own refusal follows it in `errors`. */
const UNDECIDED: ErrorEntry = {
  code: OUTCOME_UNKNOWN,
  message:
    'The vendor refused the start with an answer that it also gives when a recording runs there already. The network may have sent the request twice, so that recording may be the one of this start. The server looks it up.',
  retryable: false,
};

const TAKEN = 'Another recording runs there already. The vendor was asked: it is not the one of this start.';

/** How many recordings of one place are looked through. */
const MOST_OF_A_PLACE = 50;

/** Whether a failed start can mean that the start itself runs: the vendor says that something runs there already. */
export function isInUse(failure: unknown, { inUseCodes = [] }: Recorder): failure is VendorRejected {
  if (!(failure instanceof VendorRejected)) return false;
  const { code } = failure.verdict;
  return code === VENDOR_IN_USE || code === VENDOR_CONFLICT || inUseCodes.includes(failure.vendorCode);
}

/** Errors of a start while such a refusal is looked up. */
export function undecided(refusal: VendorRejected): readonly ErrorEntry[] {
  return [UNDECIDED, ...refusal.entries()];
}

/** Whether it is what a client is told while such a refusal is looked up. */
export function isUndecided({ message }: ErrorEntry): boolean {
  return message === UNDECIDED.message;
}

/** The refusal that is being looked up; undefined where the start has no answer at all. */
export function undecidedRefusal({ errors }: Pick<RecordingRow, 'errors'>): ErrorEntry | undefined {
  const [first, refusal] = (errors ?? []) as unknown as readonly ErrorEntry[];
  return first?.message === UNDECIDED.message ? refusal : undefined;
}

/** The refusal of a start in whose place another recording runs. */
export function takenBy(refusal: ErrorEntry): ErrorEntry {
  return { ...refusal, code: VENDOR_IN_USE, message: TAKEN };
}

/**
 * Whether the task that runs in the place of a recording can also be that of another start without an outcome. Starts that
 * are under way are waited for; of two that are looked up the older one goes first.
 */
export async function hasRival({ ledger }: Desk, row: RecordingRow): Promise<boolean> {
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
export async function isOfAnother(desk: Desk, finding: Finding, row: RecordingRow): Promise<boolean> {
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

const NEWEST = { order: 'NEWEST_FIRST', take: { first: MOST_OF_A_PLACE } } as const;

function isUnknown({ state }: RecordingRow): boolean {
  return state === RecordingState.UNKNOWN;
}
