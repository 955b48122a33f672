import type { TrtcOutput } from '../output.ts';
import { TrtcOutputFormat } from './record.types.ts';
import type { TrtcCreateCloudRecordingInput } from './start.types.ts';

const { HLS, HLS_AND_MP4, HLS_AND_AAC } = TrtcOutputFormat;
const WITH_INDEX: readonly TrtcOutputFormat[] = [HLS, HLS_AND_MP4, HLS_AND_AAC];

/**
 * Returns the kinds of files that a start makes. TRTC documents event 305 for hls only and names no event for aac, so aac
 * waits for event 310.
 */
export function outputsOf({ storageParams, recordParams }: TrtcCreateCloudRecordingInput): TrtcOutput[] {
  if (storageParams.cloudVod != null) return ['vod'];
  const format = recordParams.outputFormat ?? HLS;
  if (format === HLS) return ['hls'];
  return WITH_INDEX.includes(format) ? ['hls', 'mp4'] : ['mp4'];
}
