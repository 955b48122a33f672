import type { Recording } from '../../ledger/contract/entities.ts';
import { unknownTasks } from '../files/verdict.ts';
import { ambiguousRefusal } from '../starts/refusals.ts';
import { undeliveredOf } from '../files/completeness.ts';
import type { Recorder } from '../../domain/recorder.ts';
import {
  RecordingCause,
  RecordingState,
  type Results,
  type UndeliveredFile,
  type VendorReason,
} from '../../domain/recording.ts';

const STATES: Readonly<Record<RecordingState, string>> = {
  REQUESTED: 'It waits for its turn; nothing has been sent.',
  STARTING: 'The vendor has been asked to start it.',
  RECORDING: 'It records.',
  PAUSED: 'It is paused.',
  STOPPING: 'It is being stopped; the vendor has not confirmed the end.',
  PROCESSING: 'It has ended; its files are awaited.',
  COMPLETE: 'It has ended and all its files are there.',
  FAILED: 'Nothing was recorded.',
  INCOMPLETE: 'It has ended; not all of its files are proven to be there.',
  NOTHING_RECORDED: 'It has ended, and nothing was recorded: the vendor has no file.',
  UNKNOWN: 'It is not known whether the vendor started it.',
  ABANDONED: 'It may still run and be billed, and can no longer be stopped from here.',
};

/** ABANDONED, and the vendor reported the end later. */
const ENDED_SINCE = 'It could no longer be stopped from here, and has ended since.';

/** Time within which a callback reports a start or a repeat is answered. */
const OUTCOME_EXPECTED_MS = 120_000;

const LOOKED_UP = 'The server is finding out whether it runs; nothing has to be done meanwhile.';

/** COMPLETE at a vendor that never reports that all files exist. */
const NOT_PROVABLE =
  'It has ended, and every file that was heard of is there. This vendor never says that a file was the last, so it is not provable that there are no more.';

const CAUSES: Readonly<Record<RecordingCause, string>> = {
  CLIENT: 'A client asked for it.',
  STOP_BY: 'Its stopBy was reached.',
  CONTROL_ENDS: 'The vendor’s control over it was about to run out.',
  REFUSED: 'The vendor refused the start: see errors.',
  ANSWER_LOST: 'No answer to the start came.',
  NOT_STARTED: 'The vendor was asked and has no such task. Start it again with a new key if it is still wanted.',
  NOT_SENT:
    'It waited too long for its turn, and nothing was sent to the vendor. Start it again with a new key if it is still wanted.',
  NOT_REPEATED:
    'The start carried credentials that the server no longer has or cannot read, so it could be looked up but not repeated. Start it again with a new key if it is still wanted, or use a storage profile.',
  CANCELLED: 'It was stopped before it was seen to have started.',
  IDLE: 'The vendor ended it because nothing happened in the room.',
  VENDOR_LIMIT: 'The vendor ended it at its longest length, or after too long a pause.',
  ROOM_ENDED: 'The room or session ended, or the recorder was removed from it.',
  VENDOR_FAULT: 'The vendor ended it after a fault.',
  STOPPED_ELSEWHERE: "It was stopped by a call that was not Tapedeck's.",
  GONE: 'The vendor does not know the task any more; why it ended is not known.',
  FILES_OVERDUE: 'The vendor confirmed no complete set of files in time. Look for them at their storage.',
  CONTROL_LOST: 'Remove the recorder from the room or dissolve the room to end it.',
};

/** REFUSED, but not by the vendor: no connection, no slot of the rate limit, or a removed setting. */
const NOT_SENDABLE = 'The start could not be sent to the vendor: see errors.';

const REFUSAL_OPEN =
  'The vendor refused the start as it does when a recording runs there already. It is being looked up whether that is the one of this start, whose request the network may have repeated: see errors.';

/** The members of a recorder that an explanation uses. */
type Explained = Pick<Recorder, 'advice' | 'repeatRule' | 'areFilesAll' | 'silenceAdvice' | 'isStartUnreadable'>;

/** Number of files that are named. */
const MAX_NAMED = 3;

/** Whether the vendor refused the start ambiguously, and the look-up goes on. */
function isRefusalOpen(row: Recording): boolean {
  return row.cause === RecordingCause.ANSWER_LOST && ambiguousRefusal(row) !== undefined;
}

const UNPROVEN =
  'No answer to its start came, and the vendor cannot be asked, so it is not known whether anything was recorded. Look for files at their storage.';

/** Whether only the place is known to have ended, and not whether the start recorded. */
function isUnproven({ state, taskId }: Recording, { isStartUnreadable }: Explained): boolean {
  const hasEnded = state === RecordingState.PROCESSING || state === RecordingState.INCOMPLETE;
  return hasEnded && taskId === null && isStartUnreadable === true;
}

/** Returns the state of a recording and the advice on it, for people. */
export function explain(row: Recording, recorder: Explained): string {
  const { state, cause, results } = row;
  const hasEnded = state === RecordingState.ABANDONED && row.endedAt !== null;
  const sentences = [hasEnded ? ENDED_SINCE : stateOf(row, recorder)];
  if (cause !== null && !hasEnded) sentences.push(whyOf(row, cause));
  if (state === RecordingState.UNKNOWN) sentences.push(isLookedUp(row, recorder) ? LOOKED_UP : recorder.advice);
  const isOverdue = results?.overdueAt !== undefined && cause !== RecordingCause.FILES_OVERDUE;
  if (isOverdue) sentences.push(CAUSES.FILES_OVERDUE);
  if (isUnproven(row, recorder)) sentences.push(UNPROVEN);
  if (row.retryOf) sentences.push(`It is a retry of recording ${row.retryOf}, with the same key.`);
  if (row.supersededBy) sentences.push(`Recording ${row.supersededBy} is its retry, with the same key.`);
  if (results) sentences.push(...resultsOf(results));
  const unknown = recorder.repeatRule.replaces && row.endedAt !== null ? unknownTasks(row) : 0;
  if (unknown > 0)
    sentences.push(`Its start was sent ${row.attempt} times, and of ${unknown} replaced nothing is known.`);
  return sentences.join(' ');
}

function whyOf(row: Recording, cause: RecordingCause): string {
  if (isRefusalOpen(row)) return REFUSAL_OPEN;
  return cause === RecordingCause.REFUSED && !isOfVendor(row) ? NOT_SENDABLE : CAUSES[cause];
}

/** Whether the vendor refused the start. Rows of earlier versions have no errors. */
function isOfVendor({ errors }: Recording): boolean {
  return !errors?.length || errors.some(({ vendorCode }) => vendorCode !== undefined);
}

/**
 * Whether the server may still find out the outcome of a start without an answer. If the vendor cannot be asked, only while
 * the answer to a repeat or a callback is expected.
 */
function isLookedUp({ nextActionAt, sentAt, createdAt }: Recording, { isStartUnreadable }: Explained): boolean {
  if (nextActionAt == null) return false;
  return !isStartUnreadable || nextActionAt - (sentAt ?? createdAt) < OUTCOME_EXPECTED_MS;
}

function stateOf({ state, results }: Recording, { areFilesAll, silenceAdvice = '' }: Explained): string {
  if (state === RecordingState.COMPLETE && areFilesAll) return NOT_PROVABLE;
  const { seen = false, noneSince = null } = results?.media ?? {};
  if (noneSince === null) return STATES[state];
  if (state === RecordingState.RECORDING) {
    const since = `(since ${new Date(noneSince).toISOString()})`;
    return seen
      ? `Nobody publishes at this moment ${since}.`
      : `Nobody publishes yet ${since}. ${silenceAdvice}`.trim();
  }
  const wasSilent = !seen && (state === RecordingState.NOTHING_RECORDED || state === RecordingState.INCOMPLETE);
  return wasSilent ? `${STATES[state]} Nobody was seen to publish. ${silenceAdvice}`.trim() : STATES[state];
}

function resultsOf(results: Results): string[] {
  const { count, files } = results.undelivered;
  const named = files.slice(0, MAX_NAMED).map(fileOf);
  const more = count > MAX_NAMED ? [`${count - MAX_NAMED} more files were not delivered.`] : [];
  const kinds = undeliveredOf(results).map(
    (why) => `The vendor says that not all files were delivered${inWords(why)}.`,
  );
  const unread = results.unread.map(
    (type) => `A callback of type ${type} cannot be read, so it is not proven that all files are known.`,
  );
  const notes = results.notes.map((note) => `The vendor reported${inWords(note)}.`);
  return [...named, ...more, ...(count === 0 ? kinds : []), ...unread, ...notes];
}

function fileOf({ name, state, ...why }: UndeliveredFile): string {
  const what = state === 'FAILED' ? 'failed at the vendor' : 'was kept by the vendor and not delivered';
  return `File ${name} ${what}${inWords(why)}.`;
}

/** Returns the end of a sentence: the vendor's message, and the code in brackets. */
function inWords({ code, message }: VendorReason): string {
  return [message === null ? '' : `: ${message.replace(/\.$/, '')}`, code === null ? '' : ` (${code})`].join('');
}
