import type { FileRow } from '../ledger/rows.ts';
import { RecordingProduct } from '../providers/product.ts';
import { RecordingState } from './recording.ts';
import type { Track, TrackKey } from './tracks.ts';

/** Something of a recording that is not there, or not known. */
export interface Missing {
  readonly code: MissingCode;
  /** A defect keeps a recording from being complete. Information does not: there may be nothing amiss. */
  readonly weight: 'DEFECT' | 'INFORMATION';
  /** For people; may change. */
  readonly words: string;
  /** The name of the file that it is about. */
  readonly file?: string;
  /** The track that it is about. */
  readonly track?: TrackKey;
  /** The time that it is about, Unix ms. */
  readonly from?: number;
  readonly to?: number;
}

export type MissingCode =
  | 'NOT_RECORDED'
  | 'NOT_ENDED'
  | 'NOT_CONFIRMED'
  | 'NOT_PROVABLE'
  | 'NO_FILES'
  | 'FILE_NOT_READY'
  | 'FILE_NOT_PLACED'
  | 'GAP';

/** How a recording stands: what its completeness depends on beside its files. */
export interface Standing {
  readonly product: RecordingProduct;
  readonly state: RecordingState;
  readonly endedAt: number | null;
}

/**
 * Recorders that tell of each file and never that it was the last, so that one counts as COMPLETE when no more come: those
 * with `areFilesAll`. Silence proves nothing, for what would break it may have been lost.
 */
const ENDING_IN_SILENCE: readonly RecordingProduct[] = [RecordingProduct.RONGCLOUD];

/** Whether it is proven that all of a recording is there: nothing is missing but what is information only. */
export function isComplete(standing: Standing, files: readonly Pick<FileRow, 'name' | 'state'>[]): boolean {
  return defectsOf(standing, files).length === 0;
}

/** All that is missing: defects first. */
export function missingOf(
  standing: Standing,
  files: readonly Pick<FileRow, 'name' | 'state'>[],
  tracks: readonly Track[],
): Missing[] {
  return [...defectsOf(standing, files), ...tracks.flatMap(unprovenOf)];
}

function defectsOf(
  { product, state, endedAt }: Standing,
  files: readonly Pick<FileRow, 'name' | 'state'>[],
): Missing[] {
  const missing: Missing[] = [];
  const add = (code: MissingCode, words: string, file?: string): void => {
    missing.push({ code, weight: 'DEFECT', words, ...(file !== undefined && { file }) });
  };
  if (state === RecordingState.FAILED) {
    add('NOT_RECORDED', 'Nothing was recorded.');
  } else {
    if (endedAt === null) add('NOT_ENDED', 'Its end was not seen: more may be recorded.');
    if (state !== RecordingState.COMPLETE) {
      add('NOT_CONFIRMED', 'The vendor has not said that all files are there: there may be more than are listed.');
    } else if (ENDING_IN_SILENCE.includes(product)) {
      add(
        'NOT_PROVABLE',
        'This vendor never says that all files are there. They were taken for all when no more came: of one whose callback was lost nobody would know.',
      );
    }
    if (files.length === 0) add('NO_FILES', 'The vendor has told of no file.');
  }
  for (const file of files) {
    if (file.state !== 'READY') add('FILE_NOT_READY', 'This file is not at its storage yet.', file.name);
  }
  return missing;
}

/** What the files of a track leave open. */
function unprovenOf({ userId, track, format, gaps, unplaced }: Track): Missing[] {
  const key = { userId, track, format };
  return [
    ...unplaced.map((file): Missing => ({
      code: 'FILE_NOT_PLACED',
      weight: 'INFORMATION',
      words: 'The vendor has not told when this file begins and ends, so gaps beside it cannot be told.',
      file,
      track: key,
    })),
    ...gaps.map(({ from, to }): Missing => ({
      code: 'GAP',
      weight: 'INFORMATION',
      words:
        'No file of this track covers this time. It is no defect where there was nothing to record, as of a muted user.',
      track: key,
      from,
      to,
    })),
  ];
}
