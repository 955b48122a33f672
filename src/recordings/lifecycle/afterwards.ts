import type { RecordingRow } from '../../ledger/contract/rows.ts';
import type { Recorder } from '../../domain/recorder.ts';
import { RecordingState } from '../../domain/recording.ts';

/**
 * Whether an answer of the vendor can still change what is said of a recording that is over: the files of an INCOMPLETE one
 * may have arrived since, and one that was ABANDONED may have ended.
 */
export function canBeAskedAfterwards(
  { state, accepted, endedAt }: Pick<RecordingRow, 'state' | 'accepted' | 'endedAt'>,
  { readableAfterEnd }: Pick<Recorder, 'readableAfterEnd'>,
): boolean {
  if (state === RecordingState.INCOMPLETE) return readableAfterEnd;
  return state === RecordingState.ABANDONED && accepted && endedAt === null;
}
