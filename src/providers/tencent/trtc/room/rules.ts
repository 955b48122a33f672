import type { InputFault } from '../../../../errors.ts';
import { any, is, not } from '../../../../input/conditions.ts';
import type { TrtcMixLayoutParamsInput } from './layout.types.ts';
import { TrtcStreamType } from './record.types.ts';
import type { TrtcMixTranscodeParamsInput } from './transcode.types.ts';
import { TrtcVodMediaType } from '../storage.types.ts';

// Rules of a room recording that tie parameters far apart.

/** Vendor's defaults if videoParams is absent, in pixels. */
const DEFAULT_CANVAS = { width: 360, height: 640 };

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export const WINDOWS_MESSAGE =
  'windows and watermark pictures must lie within the canvas: that of videoParams, or 360 x 640 pixels without it';

/** Windows of a CUSTOM arrangement, and watermark pictures, that reach outside the canvas. */
export function windowsOutside(
  { mixLayoutList, waterMarkList }: TrtcMixLayoutParamsInput,
  { mixTranscodeParams }: { mixTranscodeParams?: TrtcMixTranscodeParamsInput },
): InputFault[] {
  const canvas = mixTranscodeParams?.videoParams ?? DEFAULT_CANVAS;
  const outside = (box: Box, path: string[]): InputFault[] => {
    const faults: InputFault[] = [];
    if (box.left + box.width > canvas.width) {
      const message = 'left + width must lie within the canvas: videoParams.width, or 360 pixels without it';
      faults.push({ path: [...path, 'width'], message });
    }
    if (box.top + box.height > canvas.height) {
      const message = 'top + height must lie within the canvas: videoParams.height, or 640 pixels without it';
      faults.push({ path: [...path, 'height'], message });
    }
    return faults;
  };
  return [
    ...(mixLayoutList ?? []).flatMap((window, index) => outside(window, ['mixLayoutList', String(index)])),
    ...(waterMarkList ?? []).flatMap(({ waterMarkImage }, index) =>
      waterMarkImage ? outside(waterMarkImage, ['waterMarkList', String(index), 'waterMarkImage']) : [],
    ),
  ];
}

/** aac files in VOD are made of recordings without a picture only. The fault lies below storageParams. */
export const AUDIO_FILES_PATH = ['cloudVod', 'tencentVod', 'mediaType'] as const;
export const AUDIO_FILES_MESSAGE = 'mediaType AAC and HLS_AND_AAC need recordParams.streamType AUDIO';
export const AUDIO_FILES_FIT = any(
  not(is(['storageParams', ...AUDIO_FILES_PATH].join('.'), TrtcVodMediaType.AAC, TrtcVodMediaType.HLS_AND_AAC)),
  is('recordParams.streamType', TrtcStreamType.AUDIO),
);
