import type { Answer } from '../../../graphql/payload.ts';
import type { JsonMembers } from '../../../domain/recorder.ts';
import type { JsonValue } from '../../../wire/json.ts';
import { elementsOf, membersOf, momentOf, nameOf, urlOf, wholeOf } from '../callbacks/fields.ts';
import type { TiwDescribeOnlineRecordPayload } from './control.types.ts';
import { TiwOmittedDuration, TiwVideoInfo } from './result.types.ts';

/** Longer than any recording or file, in ms: 24 hours are the vendor's limit, without its processing. */
const LONGEST_MS = 7 * 86_400_000;

/**
 * Converts the result of OnlineRecordFinished to the form of DescribeOnlineRecord. Leaves out members with another type
 * than documented, because the result is unchecked.
 */
export function describedTask(told: JsonMembers, at: number): Answer<TiwDescribeOnlineRecordPayload> {
  const { RecordStartTime, RecordStopTime, OmittedDurations, VideoInfos } = told;
  const finishReason = reasonOf(told);
  return {
    status: 'FINISHED',
    ...(finishReason !== undefined && { finishReason }),
    recordStartTime: secondsOf(RecordStartTime, at),
    recordStopTime: secondsOf(RecordStopTime, at),
    omittedDurations: elementsOf(OmittedDurations).map(() => new TiwOmittedDuration()), // that there are any is enough
    videoInfos: elementsOf(VideoInfos).map((element) => videoOf(membersOf(element))),
  };
}

/** `Error` comes after a failure only. The oldest messages have no other member. */
function reasonOf(told: JsonMembers): string | undefined {
  if (told['Error'] != null) return 'EXCEPTION';
  const reason = nameOf(told['FinishReason']);
  return reason !== undefined && /^[A-Z_]+$/.test(reason) ? reason : undefined;
}

function videoOf(video: JsonMembers): TiwVideoInfo {
  const videoId = nameOf(video['VideoId']);
  const videoUrl = urlOf(video['VideoUrl']);
  const videoFormat = nameOf(video['VideoFormat']);
  const userId = nameOf(video['UserId']);
  const videoType = wholeOf(video['VideoType']);
  const videoSize = wholeOf(video['VideoSize']);
  const videoPlayTime = wholeOf(video['VideoPlayTime'], LONGEST_MS);
  const videoDuration = wholeOf(video['VideoDuration'], LONGEST_MS);
  return Object.assign(new TiwVideoInfo(), {
    ...(videoId !== undefined && { videoId }),
    ...(videoUrl !== undefined && { videoUrl }),
    ...(videoFormat !== undefined && { videoFormat }),
    ...(userId !== undefined && { userId }),
    ...(videoType !== undefined && { videoType }),
    ...(videoSize !== undefined && { videoSize: BigInt(videoSize) }),
    ...(videoPlayTime !== undefined && { videoPlayTime: BigInt(videoPlayTime) }),
    ...(videoDuration !== undefined && { videoDuration: BigInt(videoDuration) }),
  });
}

/** 0 if the recording never began. */
function secondsOf(value: JsonValue | undefined, at: number): bigint {
  return BigInt(Math.floor((momentOf(value, at) ?? 0) / 1000));
}
