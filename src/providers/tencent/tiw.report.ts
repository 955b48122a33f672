import type { Answer } from '../../payload.ts';
import type { FileReport, Report } from '../../recordings/recorder.ts';
import { RecordingCause, type Fact } from '../../recordings/recording.ts';
import { NO_NEWS, timeOf } from '../reports.ts';
import type { TiwDescribeOnlineRecordPayload } from './tiw.control.types.ts';
import type { TiwVideoInfo } from './tiw.result.types.ts';

type Described = Answer<TiwDescribeOnlineRecordPayload>;

const CAUSES: ReadonlyMap<string, RecordingCause> = new Map([
  ['AUTO', RecordingCause.IDLE],
  ['USER_CALL', RecordingCause.CLIENT],
  ['EXCEPTION', RecordingCause.VENDOR_FAULT],
  ['FORCE_STOP', RecordingCause.VENDOR_LIMIT],
]);

const TRACKS: Readonly<Record<number, string>> = { 0: 'camera', 1: 'screen', 2: 'whiteboard', 3: 'mix', 4: 'audio' };

/** What DescribeOnlineRecord tells, asked at `now`. */
export function tiwReport(task: Described, now: number): Report {
  const running: Fact = { kind: 'running', at: timeOf(task.recordStartTime, 1000) ?? now };
  switch (task.status) {
    // What was before is not known here. Of a pause and a resumption the later one counts.
    case 'RECORDING':
      return { facts: [running, { kind: 'resumed', at: now }] };
    case 'PAUSED':
      return { facts: [running, { kind: 'paused', at: now }] };
    case 'STOPPED':
      return { facts: [endOf(task, now)] };
    case 'FINISHED':
      return finished(task, now);
    default:
      return NO_NEWS; // PREPARED, and what TIW may add
  }
}

function finished(task: Described, now: number): Report {
  const files = filesOf(task);
  const end = endOf(task, now);
  if (end.cause === RecordingCause.VENDOR_FAULT && files.length === 0) {
    return { facts: [{ kind: 'failed', at: end.at, cause: end.cause }] };
  }
  return { facts: [end, { kind: 'filesDone', at: now }], files };
}

function endOf({ finishReason, recordStopTime }: Described, now: number) {
  const cause = CAUSES.get(finishReason ?? '') ?? RecordingCause.GONE;
  return { kind: 'ended', at: timeOf(recordStopTime, 1000) ?? now, cause } as const;
}

function filesOf({ videoInfos, recordStartTime, omittedDurations }: Described): FileReport[] {
  const beganAt = timeOf(recordStartTime, 1000);
  // A joined video leaves pauses out, so its length does not tell when it ends.
  const isWhole = !omittedDurations?.length;
  return (videoInfos ?? []).flatMap((video) => fileOf(video, beganAt, isWhole));
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
