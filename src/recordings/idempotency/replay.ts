import { IdempotencyKeyReused, type ErrorEntry } from '../../errors.ts';
import type { Ledger } from '../../ledger/contract/ledger.ts';
import type { IdempotencyKey, Recording } from '../../ledger/contract/entities.ts';
import { parseJson } from '../../wire/json.ts';
import { startErrorsOf } from '../lifecycle/failure.ts';
import { RecordingState } from '../../domain/recording.ts';
import type { StartOutcome } from '../starts/start-request.ts';

/** The payload of an operation. Absent `errors`: none. */
export type Answered = Readonly<Record<string, unknown>> & { readonly errors?: readonly ErrorEntry[] };

/** The answer that an earlier call stored under its key; undefined while the earlier call is in flight. */
export function replayedAnswer({ result, recordingId }: IdempotencyKey): Answered | undefined {
  if (recordingId !== null) throw new IdempotencyKeyReused();
  return result === null ? undefined : { ...(parseJson(result) as Answered), replayed: true };
}

/** The recording of an earlier start with the key; undefined while the earlier start is in flight. */
export async function replayedStart(
  ledger: Pick<Ledger, 'find'>,
  { recordingId }: IdempotencyKey,
): Promise<StartOutcome | undefined> {
  if (recordingId === null) throw new IdempotencyKeyReused();
  const row = await ledger.find(recordingId);
  if (!row) throw new Error('an idempotency key without its recording');
  if (!row.accepted && isInFlight(row)) return undefined;
  return { row, replayed: true, errors: startErrorsOf(row), preview: null };
}

function isInFlight({ state }: Recording): boolean {
  return state === RecordingState.REQUESTED || state === RecordingState.STARTING;
}
