import { known } from '../../reports.ts';
import type { Answer } from '../../../graphql/payload.ts';
import type { JsonMembers } from '../../../domain/recorder.ts';
import type { JsonValue } from '../../../wire/json.ts';
import { elementsOf, membersOf, momentOf, nameOf, urlOf, wholeOf } from '../callbacks/fields.ts';
import type { TiwDescribeOnlineRecordPayload } from './control.types.ts';
import { TiwOmittedDuration, TiwVideoInfo } from './result.types.ts';

/** Longer than any recording or file, in ms: 24 hours are the vendor's limit, without its processing. */
const MAX_MS = 7 * 86_400_000;

/**
 * Converts the result of OnlineRecordFinished to the form of DescribeOnlineRecord. Leaves out members with another type
 * than documented, because the result is unchecked.
 */
export function describedTask(data: JsonMembers, at: number): Answer<TiwDescribeOnlineRecordPayload> {
  const { RecordStartTime, RecordStopTime, OmittedDurations, VideoInfos } = data;
  const finishReason = reasonOf(data);
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
function reasonOf(data: JsonMembers): string | undefined {
  if (data['Error'] != null) return 'EXCEPTION';
  const reason = nameOf(data['FinishReason']);
  return reason !== undefined && /^[A-Z_]+$/.test(reason) ? reason : undefined;
}

function videoOf(video: JsonMembers): TiwVideoInfo {
  const bigWhole = (name: string, most?: number): bigint | undefined => {
    const value = wholeOf(video[name], most);
    return value === undefined ? undefined : BigInt(value);
  };
  const values = {
    videoId: nameOf(video['VideoId']),
    videoUrl: urlOf(video['VideoUrl']),
    videoFormat: nameOf(video['VideoFormat']),
    userId: nameOf(video['UserId']),
    videoType: wholeOf(video['VideoType']),
    videoSize: bigWhole('VideoSize'),
    videoPlayTime: bigWhole('VideoPlayTime', MAX_MS),
    videoDuration: bigWhole('VideoDuration', MAX_MS),
  };
  return Object.assign(new TiwVideoInfo(), known(values));
}

/** 0 if the recording never began. */
function secondsOf(value: JsonValue | undefined, at: number): bigint {
  return BigInt(Math.floor((momentOf(value, at) ?? 0) / 1000));
}
