import type { RecordingFile } from '../../ledger/contract/entities.ts';
import { RecordingState, type Results, type VendorReason } from '../../domain/recording.ts';
import type { Track, TrackKey } from './tracks.ts';

/** A missing or unknown part of a recording. */
export interface Missing {
  readonly code: MissingCode;
  /** A DEFECT prevents completeness. INFORMATION does not, because nothing may be missing. */
  readonly weight: 'DEFECT' | 'INFORMATION';
  /** Message for people; may change. */
  readonly words: string;
  /** Name of the file concerned. */
  readonly file?: string;
  /** The vendor's message and code, if reported. */
  readonly reason?: string;
  readonly reasonCode?: string;
  /** The track concerned. */
  readonly track?: TrackKey;
  /** The time span concerned, Unix ms. */
  readonly from?: number;
  readonly to?: number;
}

type MissingCode =
  | 'NOT_RECORDED'
  | 'NOT_ENDED'
  | 'NOT_CONFIRMED'
  | 'NOT_PROVABLE'
  | 'NO_FILES'
  | 'NOT_DELIVERED'
  | 'EVENT_UNREAD'
  | 'TASK_UNKNOWN'
  | 'FILE_FAILED'
  | 'FILE_HELD_BY_VENDOR'
  | 'FILE_NOT_READY'
  | 'REPORTED'
  | 'FILE_NOT_PLACED'
  | 'GAP';

/** The part of a recording that determines its completeness, apart from its files. */
export interface Standing {
  /** Whether the vendor reports that all files are there. Otherwise no news proves nothing: the last report may be lost. */
  readonly reportsAllFiles: boolean;
  readonly state: RecordingState;
  readonly endedAt: number | null;
  readonly results: Results | null;
  /** Number of unknown tasks of repeated starts. */
  readonly unknownTasks: number;
}

type KnownFile = Pick<RecordingFile, 'name' | 'state' | 'reasonCode' | 'reason'>;

/** Whether a recording is proven complete: there is no defect. */
export function isComplete(standing: Standing, files: readonly KnownFile[]): boolean {
  return defectsOf(standing, files).length === 0;
}

/** Returns all missing parts, defects first. */
export function missingOf(standing: Standing, files: readonly KnownFile[], tracks: readonly Track[]): Missing[] {
  const notes = (standing.results?.notes ?? []).map((note): Missing => ({
    code: 'REPORTED',
    weight: 'INFORMATION',
    words: 'The vendor reported this during the recording. A part of a file may be missing.',
    ...reasonOf(note),
  }));
  return [...defectsOf(standing, files), ...tracks.flatMap(unprovenOf), ...notes];
}

function defectsOf(standing: Standing, files: readonly KnownFile[]): Missing[] {
  const { reportsAllFiles, state, endedAt, results, unknownTasks } = standing;
  const missing: Missing[] = [];
  const add = (code: MissingCode, words: string, more: Partial<Missing> = {}): void => {
    missing.push({ code, weight: 'DEFECT', words, ...more });
  };
  if (state === RecordingState.FAILED || state === RecordingState.NOTHING_RECORDED) {
    add('NOT_RECORDED', 'Nothing was recorded.');
  } else {
    if (endedAt === null) add('NOT_ENDED', 'The end of the recording is not known: more may be recorded.');
    if (state !== RecordingState.COMPLETE) {
      add('NOT_CONFIRMED', 'The vendor has not confirmed all files: more may exist than are listed.');
    } else if (!reportsAllFiles) {
      add(
        'NOT_PROVABLE',
        'This vendor never confirms that all files exist. The list counts as complete because no further file was reported. A file whose callback was lost would be missing from it.',
      );
    }
    if (files.length === 0) add('NO_FILES', 'The vendor has reported no file.');
  }
  for (const result of undeliveredOf(results)) {
    add('NOT_DELIVERED', 'The vendor reports that not all files were delivered.', reasonOf(result));
  }
  for (const type of results?.unread ?? []) {
    add('EVENT_UNREAD', `A callback of type ${type} cannot be read: it may have reported a file.`);
  }
  if (unknownTasks > 0) {
    add('TASK_UNKNOWN', 'The start was sent more than once, and the outcome of a replaced task is unknown.');
  }
  for (const { name: file, state: is, reasonCode: code, reason: message } of files) {
    const more = { file, ...reasonOf({ code, message }) };
    if (is === 'FAILED') add('FILE_FAILED', 'The vendor could not make or store this file.', more);
    else if (is === 'HELD_BY_VENDOR') add('FILE_HELD_BY_VENDOR', HELD, more);
    else if (is !== 'READY') add('FILE_NOT_READY', 'This file is not in its storage yet.', more);
  }
  return missing;
}

const HELD = "This file is on the vendor's own machines and was not delivered.";

/** Returns the kinds of files of which the vendor reports that not all were delivered. */
export function undeliveredOf(results: Results | null): VendorReason[] {
  const outputs = Object.values(results?.tasks ?? {}).flatMap((task) => Object.values(task));
  return outputs.filter(({ state }) => state !== 'DONE');
}

function reasonOf({ code, message }: VendorReason): Pick<Missing, 'reason' | 'reasonCode'> {
  return { ...(message !== null && { reason: message }), ...(code !== null && { reasonCode: code }) };
}

/** Returns the parts of a track that its files do not prove. */
function unprovenOf({ userId, track, format, gaps, unplaced }: Track): Missing[] {
  const key = { userId, track, format };
  return [
    ...unplaced.map((file): Missing => ({
      code: 'FILE_NOT_PLACED',
      weight: 'INFORMATION',
      words: 'The vendor has not reported when this file begins and ends, so gaps before and after it cannot be found.',
      file,
      track: key,
    })),
    ...gaps.map(({ from, to }): Missing => ({
      code: 'GAP',
      weight: 'INFORMATION',
      words:
        'No file of this track covers this time. This is no defect if there was nothing to record, for example while a user was muted.',
      track: key,
      from,
      to,
    })),
  ];
}
