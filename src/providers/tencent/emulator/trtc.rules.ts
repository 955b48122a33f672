import type { JsonObject, ParameterFault } from '../../../emulation/parameter-check.ts';
import { Refusal } from './envelope.ts';
import { inner, innerList } from './fields.ts';
import type { FaultCodes } from './product.ts';

export const TRTC_CODES: FaultCodes = {
  wrongType: 'InvalidParameter',
  wrongValue({ field, kind }: ParameterFault) {
    if (field === 'SdkAppId' || field === 'TaskId') return `InvalidParameter.${field}`;
    return kind === 'pattern' ? undefined : 'InvalidParameter.OutOfRange';
  },
};

const MAX_PIXELS = 1920 * 1080;
const CUSTOM_LAYOUT = 4;
/** What a watermark shows, by its `WaterMarkType`. */
const WATERMARK_PARTS = ['WaterMarkImage', 'WaterMarkChar', 'WaterMarkTimestamp'];

/** The rules over several fields of a room recording. */
export function trtcCloudStartRule(parameters: JsonObject): Refusal | undefined {
  return storageRule(parameters) ?? subscriptionRule(parameters) ?? pictureRule(parameters) ?? layoutRule(parameters);
}

/** The rules over several fields of a web page recording. */
export function trtcWebStartRule(parameters: JsonObject): Refusal | undefined {
  const refusal = storageRule(parameters);
  if (refusal) return refusal;
  const vendor = inner(inner(parameters, 'StorageParams'), 'CloudStorage')['Vendor'] ?? 0;
  if (vendor === 0) return undefined;
  return new Refusal('InvalidParameterValue', 'StorageParams.CloudStorage.Vendor must be 0 for web pages.');
}

function storageRule(parameters: JsonObject): Refusal | undefined {
  const storage = inner(parameters, 'StorageParams');
  const isCloud = storage['CloudStorage'] !== undefined;
  const isVod = storage['CloudVod'] !== undefined;
  if (isCloud && isVod) return new Refusal('InvalidParameter', 'CloudStorage and CloudVod exclude each other.');
  if (isCloud || isVod) return undefined;
  return new Refusal('MissingParameter.CloudStorage', 'StorageParams needs CloudStorage or CloudVod.');
}

function subscriptionRule(parameters: JsonObject): Refusal | undefined {
  const lists = inner(inner(parameters, 'RecordParams'), 'SubscribeStreamUserIds');
  for (const kind of ['Audio', 'Video']) {
    const allow = `Subscribe${kind}UserIds`;
    if (lists[allow] !== undefined && lists[`Un${allow}`] !== undefined) {
      return new Refusal('InvalidParameter', `${allow} and Un${allow} exclude each other.`);
    }
  }
  return undefined;
}

function pictureRule(parameters: JsonObject): Refusal | undefined {
  const video = inner(inner(parameters, 'MixTranscodeParams'), 'VideoParams');
  if (Number(video['Width'] ?? 0) * Number(video['Height'] ?? 0) <= MAX_PIXELS) return undefined;
  return new Refusal('InvalidParameter.OutOfRange', `VideoParams: Width x Height must be at most ${MAX_PIXELS}.`);
}

function layoutRule(parameters: JsonObject): Refusal | undefined {
  const layout = inner(parameters, 'MixLayoutParams');
  if (layout['MixLayoutMode'] === CUSTOM_LAYOUT && layout['MixLayoutList'] === undefined) {
    return new Refusal('MissingParameter', 'MixLayoutMode 4 needs MixLayoutList.');
  }
  for (const mark of innerList(layout, 'WaterMarkList')) {
    const part = WATERMARK_PARTS[Number(mark['WaterMarkType'] ?? 0)];
    if (part && mark[part] === undefined) return new Refusal('MissingParameter', `A watermark needs its ${part}.`);
  }
  return undefined;
}
