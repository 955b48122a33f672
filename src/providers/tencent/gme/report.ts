import type { FileReport } from '../../../domain/recorder.ts';
import { timeNear } from '../../reports.ts';
import type { GmeRecordInfo } from './control.types.ts';

/** `recordStatus` of a growing file. */
const RECORDING = 2;
/** Uploaded, and uploaded with the user named. Other numbers mean that the work is unfinished. */
const UPLOADED: readonly number[] = [13, 14];
/** User id of mixed files, which contain all users. */
const MIXED_USER = '0';

type Entries = readonly (GmeRecordInfo | null)[] | null | undefined;

/** The files of a task, asked at `now`. */
export function gmeFiles(entries: Entries, now: number): FileReport[] {
  return present(entries).flatMap(({ userId, fileName, recordBeginTime, recordStatus }) => {
    if (!fileName) return [];
    const beginsAt = timeNear(recordBeginTime, now);
    return [
      {
        name: fileName,
        state: stateOf(recordStatus),
        ...(userId && userId !== MIXED_USER && { userId }),
        track: userId === MIXED_USER ? 'mix' : 'audio',
        format: 'mp3',
        ...(beginsAt !== undefined && { beginsAt }),
      },
    ];
  });
}

/** Whether a file of the task grows. */
export function isGrowing(entries: Entries): boolean {
  return present(entries).some(({ recordStatus }) => recordStatus === RECORDING);
}

/** Returns the begin of the first file; undefined: no files. */
export function firstBegin(entries: Entries, now: number): number | undefined {
  const times = present(entries).flatMap(({ recordBeginTime }) => timeNear(recordBeginTime, now) ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function present(entries: Entries): GmeRecordInfo[] {
  return (entries ?? []).filter((entry) => entry !== null);
}

function stateOf(status: number | undefined): FileReport['state'] {
  if (status === undefined || status === RECORDING) return 'RECORDING';
  return UPLOADED.includes(status) ? 'READY' : 'PROCESSING';
}
