import { objectIn, objectsIn } from '../../../../emulation/contract/fields.ts';
import type { JsonObject, ParameterFault } from '../../../../emulation/contract/parameter-check.ts';
import { Refusal } from '../shared/envelope.ts';
import type { FaultCodes } from '../shared/product.ts';

export const TRTC_CODES: FaultCodes = {
  wrongType: 'InvalidParameter',
  wrongValue({ field, kind }: ParameterFault) {
    if (field === 'SdkAppId' || field === 'TaskId') return `InvalidParameter.${field}`;
    return kind === 'pattern' ? undefined : 'InvalidParameter.OutOfRange';
  },
  otherApplication: [
    'FailedOperation.SdkAppIdNotUnderAppId',
    'InvalidParameter.SdkAppId',
    'AuthFailure.UnauthorizedOperation',
  ],
};

const MAX_PIXELS = 1920 * 1080;
/** The picture when `VideoParams` is absent. */
const DEFAULT_CANVAS: JsonObject = { Width: 360, Height: 640 };
const AUDIO_STREAMS = 1;
/** The kinds of file in VOD that hold sound alone. */
const AAC_FILES: readonly number[] = [2, 4];
const CUSTOM_LAYOUT = 4;
/** Content of a watermark by `WaterMarkType`. */
const WATERMARK_PARTS = ['WaterMarkImage', 'WaterMarkChar', 'WaterMarkTimestamp'];

/** The rules over several fields of a room recording. */
export function trtcCloudStartRule(parameters: JsonObject): Refusal | undefined {
  const rules = [storageRule, vodRule, subscriptionRule, pictureRule, layoutRule, canvasRule];
  for (const rule of rules) {
    const refusal = rule(parameters);
    if (refusal) return refusal;
  }
  return undefined;
}

/** The rules over several fields of a change to a room recording. Only the start has the canvas. */
export function trtcCloudModifyRule(parameters: JsonObject): Refusal | undefined {
  return subscriptionRule({ RecordParams: { ...parameters } }) ?? layoutRule(parameters);
}

/** The rules over several fields of a web page recording. */
export function trtcWebStartRule(parameters: JsonObject): Refusal | undefined {
  const refusal = storageRule(parameters);
  if (refusal) return refusal;
  const vendor = objectIn(objectIn(parameters, 'StorageParams'), 'CloudStorage')['Vendor'] ?? 0;
  if (vendor === 0) return undefined;
  return new Refusal('InvalidParameterValue', 'StorageParams.CloudStorage.Vendor must be 0 for web pages.');
}

function storageRule(parameters: JsonObject): Refusal | undefined {
  const storage = objectIn(parameters, 'StorageParams');
  const isCloud = storage['CloudStorage'] !== undefined;
  const isVod = storage['CloudVod'] !== undefined;
  if (isCloud && isVod) return new Refusal('InvalidParameter', 'CloudStorage and CloudVod exclude each other.');
  if (isCloud || isVod) return undefined;
  return new Refusal('MissingParameter.CloudStorage', 'StorageParams needs CloudStorage or CloudVod.');
}

function vodRule(parameters: JsonObject): Refusal | undefined {
  const vod = objectIn(objectIn(objectIn(parameters, 'StorageParams'), 'CloudVod'), 'TencentVod');
  const isAudioOnly = objectIn(parameters, 'RecordParams')['StreamType'] === AUDIO_STREAMS;
  if (isAudioOnly || !AAC_FILES.includes(Number(vod['MediaType']))) return undefined;
  return new Refusal('InvalidParameter', 'TencentVod.MediaType 2 and 4 need StreamType 1.');
}

function subscriptionRule(parameters: JsonObject): Refusal | undefined {
  const lists = objectIn(objectIn(parameters, 'RecordParams'), 'SubscribeStreamUserIds');
  for (const kind of ['Audio', 'Video']) {
    const allow = `Subscribe${kind}UserIds`;
    if (lists[allow] !== undefined && lists[`Un${allow}`] !== undefined) {
      return new Refusal('InvalidParameter', `${allow} and Un${allow} exclude each other.`);
    }
  }
  return undefined;
}

function pictureRule(parameters: JsonObject): Refusal | undefined {
  const video = objectIn(objectIn(parameters, 'MixTranscodeParams'), 'VideoParams');
  if (Number(video['Width'] ?? 0) * Number(video['Height'] ?? 0) <= MAX_PIXELS) return undefined;
  return new Refusal('InvalidParameter.OutOfRange', `VideoParams: Width x Height must be at most ${MAX_PIXELS}.`);
}

function layoutRule(parameters: JsonObject): Refusal | undefined {
  const layout = objectIn(parameters, 'MixLayoutParams');
  if (layout['MixLayoutMode'] === CUSTOM_LAYOUT && layout['MixLayoutList'] === undefined) {
    return new Refusal('MissingParameter', 'MixLayoutMode 4 needs MixLayoutList.');
  }
  for (const mark of objectsIn(layout, 'WaterMarkList')) {
    const part = WATERMARK_PARTS[Number(mark['WaterMarkType'] ?? 0)];
    if (part && mark[part] === undefined) return new Refusal('MissingParameter', `A watermark needs its ${part}.`);
  }
  return undefined;
}

function canvasRule(parameters: JsonObject): Refusal | undefined {
  const canvas = { ...DEFAULT_CANVAS, ...objectIn(objectIn(parameters, 'MixTranscodeParams'), 'VideoParams') };
  const layout = objectIn(parameters, 'MixLayoutParams');
  const places = [
    ...objectsIn(layout, 'MixLayoutList'),
    ...objectsIn(layout, 'WaterMarkList').map((mark) => objectIn(mark, 'WaterMarkImage')),
  ];
  const isWithin = (place: JsonObject) =>
    Number(place['Left'] ?? 0) + Number(place['Width'] ?? 0) <= Number(canvas['Width']) &&
    Number(place['Top'] ?? 0) + Number(place['Height'] ?? 0) <= Number(canvas['Height']);
  if (places.every(isWithin)) return undefined;
  return new Refusal('InvalidParameter.OutOfRange', 'MixLayoutParams: a place reaches outside the canvas.');
}
