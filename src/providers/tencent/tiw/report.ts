import type { Answer } from '../../../graphql/payload.ts';
import type { FileReport, Report } from '../../../domain/recorder.ts';
import { RecordingCause, type Fact, type VendorReason } from '../../../domain/recording.ts';
import { NO_NEWS, timeNear } from '../../reports.ts';
import type { TiwDescribeOnlineRecordPayload } from './control.types.ts';
import type { TiwVideoInfo } from './result.types.ts';

type Described = Answer<TiwDescribeOnlineRecordPayload>;

const CAUSES: ReadonlyMap<string, RecordingCause> = new Map([
  ['AUTO', RecordingCause.IDLE],
  ['USER_CALL', RecordingCause.STOPPED_ELSEWHERE], // by a call; the ledger knows the server's own stops
  ['EXCEPTION', RecordingCause.VENDOR_FAULT],
  ['FORCE_STOP', RecordingCause.VENDOR_LIMIT],
]);

const TRACKS: Readonly<Record<number, string>> = { 0: 'camera', 1: 'screen', 2: 'whiteboard', 3: 'mix', 4: 'audio' };

/** Converts an answer of DescribeOnlineRecord. `now`: time of the query. */
export function tiwReport(task: Described, now: number): Report {
  const running: Fact = { kind: 'running', at: timeNear(task.recordStartTime, now) ?? now };
  switch (task.status) {
    // The earlier state is unknown here. If a pause and a resumption are reported, the later one counts.
    case 'RECORDING':
      return { facts: [running, { kind: 'resumed', at: now }] };
    case 'PAUSED':
      return { facts: [running, { kind: 'paused', at: now }] };
    case 'STOPPED':
      return { facts: [endOf(task, now)] };
    case 'FINISHED':
      return finished(task, now);
    default:
      return NO_NEWS; // PREPARED, and future values of TIW
  }
}

function finished(task: Described, now: number): Report {
  const files = filesOf(task, now);
  const end = endOf(task, now);
  const notes = notesOf(task);
  if (end.cause === RecordingCause.VENDOR_FAULT && files.length === 0) {
    return { facts: [{ kind: 'failed', at: end.at, cause: end.cause }], ...notes };
  }
  return { facts: [end, conclusionOf(end.cause, files, now)], files, ...notes };
}

/** After a fault TIW lists files without saying whether they are all. */
function conclusionOf(cause: RecordingCause, files: readonly FileReport[], at: number): Fact {
  if (cause === RecordingCause.VENDOR_FAULT) {
    return { kind: 'filesMissing', at, result: { state: 'FAILED', code: 'EXCEPTION', message: null } };
  }
  return files.length === 0 ? { kind: 'nothingRecorded', at } : { kind: 'filesDone', at };
}

/** Notes faults and interrupted streams. The files exist, but parts may be missing. */
function notesOf({ exceptionCnt, interrupts }: Described): { readonly notes?: readonly VendorReason[] } {
  const faults = exceptionCnt ? [{ code: 'ExceptionCnt', message: `${exceptionCnt} faults on the way` }] : [];
  const breaks = (interrupts ?? []).flatMap(({ userId, count }) =>
    count ? [{ code: 'Interrupts', message: `the stream of ${userId || 'a user'} broke ${count} times` }] : [],
  );
  const notes = [...faults, ...breaks];
  return notes.length > 0 ? { notes } : {};
}

function endOf({ finishReason, recordStopTime }: Described, now: number) {
  const cause = CAUSES.get(finishReason ?? '') ?? RecordingCause.GONE;
  return { kind: 'ended', at: timeNear(recordStopTime, now) ?? now, cause } as const;
}

function filesOf({ videoInfos, replayUrl, recordStartTime, omittedDurations }: Described, now: number): FileReport[] {
  const beganAt = timeNear(recordStartTime, now);
  // A joined video leaves pauses out, so its length does not show its end.
  const isWhole = !omittedDurations?.length;
  const videos = (videoInfos ?? []).flatMap((video) => fileOf(video, beganAt, isWhole));
  // When signals are recorded, videos are made from them later; until then the replay is the only file.
  return replayUrl ? [...videos, { name: replayUrl, state: 'READY', track: 'replay', url: replayUrl }] : videos;
}

function fileOf(video: TiwVideoInfo, beganAt: number | undefined, isWhole: boolean): FileReport[] {
  const { videoId, videoUrl, videoType, videoFormat, videoSize, videoDuration, userId } = video;
  const name = videoId || videoUrl;
  if (!name) return [];
  const track = videoType == null ? undefined : TRACKS[videoType];
  const beginsAt = beganAt === undefined ? undefined : beganAt + Number(video.videoPlayTime ?? 0);
  return [
    {
      name,
      state: 'READY',
      ...(userId && { userId }),
      ...(track !== undefined && { track }),
      ...(videoFormat && { format: videoFormat }),
      ...(videoUrl && { url: videoUrl }),
      ...(videoSize != null && { sizeBytes: Number(videoSize) }),
      ...(beginsAt !== undefined && { beginsAt }),
      ...(beginsAt !== undefined && isWhole && videoDuration != null && { endsAt: beginsAt + Number(videoDuration) }),
    },
  ];
}
