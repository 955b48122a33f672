import type { FileReport } from '../../../domain/recorder.ts';
import { known, timeNear } from '../../reports.ts';
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
    return [
      { ...voiceFile(fileName, stateOf(recordStatus), userId), ...known({ beginsAt: timeNear(recordBeginTime, now) }) },
    ];
  });
}

/** A file of one user, or a mixed file, which has no user. */
export function voiceFile(
  name: string,
  state: FileReport['state'],
  userId: string | undefined,
  isMixed = userId === MIXED_USER,
): FileReport {
  return { name, state, ...(!isMixed && userId && { userId }), track: isMixed ? 'mix' : 'audio', format: 'mp3' };
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
