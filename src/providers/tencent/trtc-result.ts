import { TrtcOutputFormat } from './trtc-cloud.record.types.ts';
import type { TrtcCreateCloudRecordingInput } from './trtc-cloud.types.ts';
import type { TrtcStartWebRecordInput } from './trtc-web.types.ts';

/**
 * Which event tells that all files of a recording are there: `hls` 305, `mp4` 310, `vod` 312.
 * The member `result` of what the ledger keeps of a task.
 */
export type TrtcResult = 'hls' | 'mp4' | 'vod';

/**
 * Of a room. A bucket that gets mp4 beside hls hears of hls first, so the mp4 counts. Which event ends aac is not
 * documented: with 305, which speaks of hls, a recording could count as complete before its aac files are there.
 */
export function roomResult({ storageParams, recordParams }: TrtcCreateCloudRecordingInput): TrtcResult {
  if (storageParams.cloudVod != null) return 'vod';
  return (recordParams.outputFormat ?? TrtcOutputFormat.HLS) === TrtcOutputFormat.HLS ? 'hls' : 'mp4';
}

/** Of a web page: its files in a bucket come with 310, whatever their format. */
export function pageResult({ storageParams }: TrtcStartWebRecordInput): TrtcResult {
  return storageParams.cloudVod != null ? 'vod' : 'mp4';
}
