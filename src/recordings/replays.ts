import { IdempotencyKeyReused, OutcomeUnknown, RecordingErrorCode, type ErrorEntry } from '../errors.ts';
import type { KeyRow, RecordingRow } from '../ledger/rows.ts';
import type { Desk } from './desk.ts';
import { undecidedRefusal } from './starts/in-use.ts';
import { RecordingState } from './recording.ts';
import type { Started } from './started.ts';
import { outcomeOfTwin } from './twin.ts';

/** Answers calls whose idempotency key was used before. */
export class Replays {
  constructor(private readonly desk: Desk) {}

  /** The outcome of the start that a key stands for, waited for while it is under way. Throws when it is not the same call. */
  async ofStart(key: KeyRow, operation: string, inputHash: string): Promise<Started> {
    if (key.operation !== operation || key.inputHash !== inputHash || key.recordingId === null) {
      throw new IdempotencyKeyReused();
    }
    const row = await this.#settled(key.recordingId);
    return { row, replayed: true, errors: errorsOf(row), preview: null };
  }

  #settled(recordingId: string): Promise<RecordingRow> {
    return outcomeOfTwin(this.desk, async () => {
      const row = await this.desk.ledger.find(recordingId);
      if (!row) throw new Error('an idempotency key without its recording');
      return row.accepted || !isUnderWay(row) ? row : undefined;
    });
  }
}

function isUnderWay({ state }: RecordingRow): boolean {
  return state === RecordingState.REQUESTED || state === RecordingState.STARTING;
}

/** What a client is told of a start, by how its recording stands now. */
export function errorsOf(row: RecordingRow): readonly ErrorEntry[] {
  if (row.state === RecordingState.UNKNOWN) {
    if (undecidedRefusal(row)) return row.errors as unknown as readonly ErrorEntry[];
    return new OutcomeUnknown('the vendor', 'it is being looked up').entries();
  }
  if (row.accepted || row.state !== RecordingState.FAILED) return [];
  const kept = (row.errors ?? []) as unknown as readonly ErrorEntry[];
  if (kept.length > 0) return kept;
  const message = `The start came to nothing (${row.cause ?? 'unknown cause'}).`;
  return [{ code: RecordingErrorCode.VENDOR_FAILED, message, retryable: false }];
}
