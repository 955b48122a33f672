import type { RecordingRow } from '../ledger/rows.ts';
import { RecordingCause, RecordingState } from './recording.ts';

const STATES: Readonly<Record<RecordingState, string>> = {
  REQUESTED: 'It waits for its turn; nothing has been sent.',
  STARTING: 'The vendor has been asked to start it.',
  RECORDING: 'It records.',
  PAUSED: 'It is paused.',
  STOPPING: 'It is being stopped; the vendor has not confirmed the end.',
  PROCESSING: 'It has ended; its files are awaited.',
  COMPLETE: 'It has ended and all its files are there.',
  FAILED: 'Nothing was recorded.',
  INCOMPLETE: 'It has ended; its files were not all confirmed.',
  UNKNOWN: 'It is not known whether the vendor started it.',
  ABANDONED: 'It may still run and be billed, and can no longer be stopped from here.',
};

const CAUSES: Readonly<Record<RecordingCause, string>> = {
  CLIENT: 'A client asked for it.',
  STOP_BY: 'Its stopBy was reached.',
  CONTROL_ENDS: 'The vendor’s control over it was about to run out.',
  REFUSED: 'The vendor refused the start: see errors.',
  ANSWER_LOST: 'No answer to the start came.',
  NOT_STARTED: 'The vendor was asked and has no such task. Start it again with a new key if it is still wanted.',
  NOT_REPEATED:
    'The start carried credentials, which are never stored, so it could be looked up but not repeated. Start it again, or use a storage profile.',
  CANCELLED: 'It was stopped before anything was sent.',
  IDLE: 'The vendor ended it because nothing happened in the room.',
  VENDOR_LIMIT: 'The vendor ended it at its longest length, or after too long a pause.',
  ROOM_ENDED: 'The room or session ended, or the recorder was removed from it.',
  VENDOR_FAULT: 'The vendor ended it after a fault.',
  GONE: 'The vendor does not know the task any more; why it ended is not known.',
  FILES_OVERDUE: 'The vendor confirmed no complete set of files in time. Look for them at their storage.',
  CONTROL_LOST: 'Remove the recorder from the room or dissolve the room to end it.',
};

/** How a recording stands, and what to do where something is to be done: for people. */
export function explain(row: RecordingRow, advice: string): string {
  const words = [STATES[row.state]];
  if (row.cause !== null) words.push(CAUSES[row.cause]);
  if (row.state === RecordingState.UNKNOWN) words.push(advice);
  return words.join(' ');
}
