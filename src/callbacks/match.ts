import type { RecordingRow } from '../ledger/contract/rows.ts';
import { isFinal } from '../domain/state-machine.ts';
import type { VendorMarks } from '../recordings/engine/vendor-marks.ts';
import type { Report } from '../domain/recorder.ts';
import type { Fact } from '../domain/recording.ts';
import { lettersAndDigits } from '../wire/digest.ts';
import type { CallbackEvent } from './callback.ts';

/** A task this old is none whose start is still under way. */
export const YOUNG_MS = 2 * 60_000;
/** How far the vendor's clock may be behind ours. */
const SLACK_MS = 10_000;

/** In earlier versions every product put so many letters and digits of the recording's id at the end of a key of ours. */
const KEY_TAIL = 12;
const BEGINNINGS: readonly Fact['kind'][] = ['running', 'failed'];

/**
 * Whether news with the key of a recording is about it. A key of ours is its alone, so whatever has it in its room was
 * started for it. One that the caller chose may be anybody's, at any time: it counts only for a task that began just when
 * this recording's start was sent, while no answer to that is known.
 */
export function matches(row: RecordingRow, news: CallbackEvent, marks: VendorMarks): boolean {
  const isThere = agree(news.account, row.account) && agree(news.room, row.room);
  return isThere && (hasKeyOfOurs(row, marks) || isAwaited(row, news));
}

/** Whether the news is about a task other than the recording's. */
export function isAnotherTask(row: RecordingRow, { taskId }: CallbackEvent): boolean {
  return row.taskId !== null && taskId !== null && row.taskId !== taskId;
}

/** Whether a report has nothing to put down. */
export function isEmpty({ facts, files = [], notes = [], unread }: Report): boolean {
  return facts.length === 0 && files.length === 0 && notes.length === 0 && unread === undefined;
}

function agree(told: string | null, known: string | null): boolean {
  return told === null || known === null || told === known;
}

function hasKeyOfOurs({ id, vendorKey }: RecordingRow, marks: VendorMarks): boolean {
  return vendorKey !== null && (marks.isOurs(vendorKey) || vendorKey.endsWith(lettersAndDigits(id, KEY_TAIL)));
}

function isAwaited({ state, taskId, sentAt }: RecordingRow, { report }: CallbackEvent): boolean {
  const beginning = report.facts.find(({ kind }) => BEGINNINGS.includes(kind));
  if (!beginning || taskId !== null || sentAt === null || isFinal(state)) return false;
  const after = beginning.at - sentAt;
  return after >= -SLACK_MS && after < YOUNG_MS;
}
