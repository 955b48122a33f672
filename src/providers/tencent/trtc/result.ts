import { TrtcOutputFormat } from './room/record.types.ts';
import type { TrtcCreateCloudRecordingInput } from './room/start.types.ts';
import type { TrtcStartWebRecordInput } from './web/start.types.ts';

/**
 * A kind of files with its own result event: `hls` 305, `mp4` 310, `vod` 312. The member `outputs` in the reference of
 * a task lists the kinds that the task makes.
 */
export type TrtcOutput = 'hls' | 'mp4' | 'vod';

const { HLS, HLS_AND_MP4, HLS_AND_AAC } = TrtcOutputFormat;
const WITH_INDEX: readonly TrtcOutputFormat[] = [HLS, HLS_AND_MP4, HLS_AND_AAC];

/** Of a room. Which event reports aac is not documented: 305 speaks of hls only, so aac waits for 310. */
export function roomOutputs({ storageParams, recordParams }: TrtcCreateCloudRecordingInput): TrtcOutput[] {
  if (storageParams.cloudVod != null) return ['vod'];
  const format = recordParams.outputFormat ?? HLS;
  if (format === HLS) return ['hls'];
  return WITH_INDEX.includes(format) ? ['hls', 'mp4'] : ['mp4'];
}

/** A web page recording reports all its files in a bucket by 310, whatever their format. */
export function pageOutputs({ storageParams }: TrtcStartWebRecordInput): TrtcOutput[] {
  return storageParams.cloudVod != null ? ['vod'] : ['mp4'];
}
