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
  REQUESTED: 'The start waits for its turn; nothing has been sent to the vendor.',
  STARTING: 'The start was sent, and the vendor has not confirmed that it records.',
  RECORDING: 'The vendor records.',
  PAUSED: 'The recording is paused.',
  STOPPING: 'A stop is requested; the vendor has not confirmed the end.',
  PROCESSING: 'The recording has ended; the server waits for the files.',
  COMPLETE: 'The recording has ended, and all files exist.',
  FAILED: 'Nothing was recorded.',
  INCOMPLETE: 'The recording has ended; it is not proven that all files exist.',
  NOTHING_RECORDED: 'The recording has ended without a file: nothing was recorded.',
  UNKNOWN: 'It is unknown whether the vendor started the recording.',
  ABANDONED: 'The recording may still run and be billed, and this server can no longer stop it.',
};

/** ABANDONED, and the vendor reported the end later. */
const ENDED_SINCE = 'This server could no longer stop the recording, and the recording has ended since.';

/** Time within which a callback reports a start or a repeat is answered. */
const OUTCOME_EXPECTED_MS = 120_000;

const LOOKED_UP = 'The server is finding out whether the recording runs; no action is needed.';

/** COMPLETE at a vendor that never reports that all files exist. */
const NOT_PROVABLE =
  'The recording has ended, and every known file exists. This vendor never reports which file is the last, so further files are possible.';

const CAUSES: Readonly<Record<RecordingCause, string>> = {
  CLIENT: 'A client requested the stop.',
  STOP_BY: 'The time in stopBy was reached.',
  CONTROL_ENDS: 'The time in which the vendor accepts a stop was about to end.',
  REFUSED: 'The vendor refused the start: see errors.',
  ANSWER_LOST: 'No answer to the start arrived.',
  NOT_STARTED:
    'The vendor was asked and has no such task. To record after all, start again with a new idempotency key.',
  NOT_SENT:
    'The start waited too long for its turn, and nothing was sent to the vendor. To record after all, start again with a new idempotency key.',
  NOT_REPEATED:
    'The start contained credentials that the server no longer has or cannot read, so the start could be looked up but not repeated. To record after all, start again with a new idempotency key, or use a storage profile.',
  CANCELLED: 'The recording was stopped before its start was confirmed.',
  IDLE: 'The vendor ended the recording because the room was idle.',
  VENDOR_LIMIT: 'The vendor ended the recording at its maximum duration, or after too long a pause.',
  ROOM_ENDED: 'The room or session ended, or the recorder was removed from the room.',
  VENDOR_FAULT: 'The vendor ended the recording after a fault.',
  STOPPED_ELSEWHERE: 'A call that Tapedeck did not send stopped the recording.',
  GONE: 'The vendor no longer knows the task; the cause of the end is unknown.',
  FILES_OVERDUE: 'The vendor did not confirm all files in time. Look for the files in their storage.',
  CONTROL_LOST: 'To end the recording, remove the recorder from the room or dissolve the room.',
};

/** REFUSED, but not by the vendor: no connection, no slot of the rate limit, or a removed setting. */
const NOT_SENDABLE = 'The start could not be sent to the vendor: see errors.';

const REFUSAL_OPEN =
  'The vendor refused the start with a code that can mean that a recording already runs there. The network may have repeated the request, so the server is looking up whether that recording belongs to this start: see errors.';

/** The members of a recorder that an explanation uses. */
type Explained = Pick<Recorder, 'advice' | 'repeatRule' | 'areFilesAll' | 'silenceAdvice' | 'isStartUnreadable'>;

/** Number of files that are named. */
const MAX_NAMED = 3;

/** Whether the vendor refused the start ambiguously, and the look-up has no result yet. */
function isRefusalOpen(row: Recording): boolean {
  return row.cause === RecordingCause.ANSWER_LOST && ambiguousRefusal(row) !== undefined;
}

const UNPROVEN =
  'No answer to the start arrived, and the vendor cannot be asked, so it is unknown whether anything was recorded. Look for files in their storage.';

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
  if (row.retryOf) sentences.push(`This is a retry of recording ${row.retryOf}, with the same key.`);
  if (row.supersededBy) sentences.push(`Recording ${row.supersededBy} is the retry, with the same key.`);
  if (results) sentences.push(...resultsOf(results));
  const unknown = recorder.repeatRule.replaces && row.endedAt !== null ? unknownTasks(row) : 0;
  if (unknown > 0)
    sentences.push(`The start was sent ${row.attempt} times. Replaced tasks with unknown outcome: ${unknown}.`);
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
      ? `No user publishes at the moment ${since}.`
      : `No user publishes yet ${since}. ${silenceAdvice}`.trim();
  }
  const wasSilent = !seen && (state === RecordingState.NOTHING_RECORDED || state === RecordingState.INCOMPLETE);
  return wasSilent ? `${STATES[state]} No user was seen to publish. ${silenceAdvice}`.trim() : STATES[state];
}

function resultsOf(results: Results): string[] {
  const { count, files } = results.undelivered;
  const named = files.slice(0, MAX_NAMED).map(fileOf);
  const more = count > MAX_NAMED ? [`${count - MAX_NAMED} more files were not delivered.`] : [];
  const kinds = undeliveredOf(results).map(
    (why) => `The vendor reports that not all files were delivered${inWords(why)}.`,
  );
  const unread = results.unread.map(
    (type) => `A callback of type ${type} cannot be read, so there may be unknown files.`,
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
