import type { Input, Root, Value } from './contract-walk.ts';

// Rules over several fields, kept by changing what was drawn. Inputs are changed in place: each was drawn for one use.

type Repair = (input: Input) => void;

/** Makes the fields of an input fit together. */
export function repair(root: Root, input: Input): Input {
  REPAIRS[root.name]?.(input);
  return input;
}

const REPAIRS: Readonly<Record<string, Repair>> = {
  tiwStartOnlineRecord: (input) => {
    input['recordUserId'] = `tic_record_user_${input['roomId'] as number}_${input['recordUserId'] as string}`;
    if (input['mixStream'] != null) input['extras'] = ['MIX_STREAM'];
    mixedVideo(input);
  },
  tiwCreateVideoGenerationTask: mixedVideo,
  gmeStartRecord: voices,
  gmeModifyRecordInfo: voices,
  trtcCreateCloudRecording: (input) => {
    const recordParams = input['recordParams'] as Input;
    const streams = asObject(recordParams['subscribeStreamUserIds']);
    oneOf(streams, 'subscribeAudioUserIds', 'unSubscribeAudioUserIds');
    oneOf(streams, 'subscribeVideoUserIds', 'unSubscribeVideoUserIds');
    const storage = storageOf(input);
    if (['AAC', 'HLS_AND_AAC'].includes(mediaTypeOf(storage) as string)) recordParams['streamType'] = 'AUDIO';
    if (input['roomIdType'] === 'STRING') input['roomId'] = `${input['roomId'] as string} !#$%&()+-:;<=.>?@[]^_{}|~,`;
    const video = asObject(asObject(input['mixTranscodeParams'])?.['videoParams']);
    if (video) {
      const most = Math.floor((1920 * 1080) / Math.max(video['width'] as number, 1));
      video['height'] = Math.min(video['height'] as number, most);
    }
    const canvas = (video ?? { width: 360, height: 640 }) as { width: number; height: number };
    layout(input, (box) => inside(box, canvas, 'left', 'top'));
  },
  trtcModifyCloudRecording: (input) => {
    if (input['mixLayoutParams'] == null) input['subscribeStreamUserIds'] ??= {};
    const streams = asObject(input['subscribeStreamUserIds']);
    oneOf(streams, 'subscribeAudioUserIds', 'unSubscribeAudioUserIds');
    oneOf(streams, 'subscribeVideoUserIds', 'unSubscribeVideoUserIds');
    layout(input, () => undefined);
  },
  trtcStartWebRecord: (input) => {
    const bucket = asObject(storageOf(input)['cloudStorage']);
    if (bucket) bucket['vendor'] = 'COS';
  },
  trtcDescribeWebRecord: (input) => {
    if (input['recordId'] == null) input['taskId'] ??= 'task';
    else input['sdkAppId'] ??= 7;
  },
  rongcloudStartRecord: (input) => {
    const config = input['config'] as Input;
    if (config['mcuConfig'] == null && config['recordType'] === 'MCU') config['recordType'] = 'SPLIT';
    if (config['input'] == null && config['recordType'] !== 'MCU') notCustom(config);
    windows(config);
  },
  rongcloudUpdateRecordLayout: (input) => {
    if (input['input'] == null) notCustom(input);
    windows(input);
  },
};

function asObject(value: Value | undefined): Input | undefined {
  return value == null ? undefined : (value as Input);
}

function asList(value: Value | undefined): Input[] {
  return value == null ? [] : (value as Input[]);
}

/** Of two fields, one at most. */
function oneOf(input: Input | undefined, first: string, second: string): void {
  if (input?.[first] != null && input[second] != null) Reflect.deleteProperty(input, second);
}

function voices(input: Input): void {
  oneOf(asObject(input['subscribeRecordUserIds']), 'subscribeUserIds', 'unSubscribeUserIds');
}

function mixedVideo(input: Input): void {
  const mix = asObject(input['mixStream']);
  const custom = asObject(mix?.['custom']);
  if (mix && !custom) mix['modelId'] ??= 'COLUMN';
  if (!custom) return;
  const canvas = (custom['canvas'] as Input)['layoutParams'] as { width: number; height: number };
  for (const place of asList(custom['inputStreamList'])) inside(place['layoutParams'] as Input, canvas, 'x', 'y');
}

function inside(box: Input, canvas: { width: number; height: number }, x: string, y: string): void {
  const width = Math.min(box['width'] as number, canvas.width);
  const height = Math.min(box['height'] as number, canvas.height);
  box['width'] = width;
  box['height'] = height;
  if (box[x] != null) box[x] = Math.min(box[x] as number, canvas.width - width);
  if (box[y] != null) box[y] = Math.min(box[y] as number, canvas.height - height);
}

/** Exactly one of the two targets; the bucket where both were drawn. */
function storageOf(input: Input): Input {
  const storage = input['storageParams'] as Input;
  oneOf(storage, 'cloudStorage', 'cloudVod');
  if (storage['cloudStorage'] == null) storage['cloudVod'] ??= {};
  for (const name of Object.keys(storage)) if (storage[name] == null) Reflect.deleteProperty(storage, name);
  return storage;
}

function mediaTypeOf(storage: Input): Value | undefined {
  return asObject(asObject(storage['cloudVod'])?.['tencentVod'])?.['mediaType'];
}

const PARTS = { IMAGE: 'waterMarkImage', TEXT: 'waterMarkChar', TIMESTAMP: 'waterMarkTimestamp' } as const;

function layout(input: Input, fit: (box: Input) => void): void {
  const mix = asObject(input['mixLayoutParams']);
  if (!mix) return;
  if (asList(mix['mixLayoutList']).length === 0 && mix['mixLayoutMode'] === 'CUSTOM') mix['mixLayoutMode'] = 'GRID';
  for (const box of asList(mix['mixLayoutList'])) fit(box);
  for (const mark of asList(mix['waterMarkList'])) {
    const type = (mark['waterMarkType'] ?? 'IMAGE') as keyof typeof PARTS;
    if (mark[PARTS[type]] == null) {
      mark['waterMarkType'] = 'TIMESTAMP';
      mark['waterMarkTimestamp'] ??= { pos: 'CENTER' };
    }
    const picture = asObject(mark['waterMarkImage']);
    if (picture) fit(picture);
  }
}

function notCustom(config: Input): void {
  if (config['mixLayout'] === 'CUSTOM') config['mixLayout'] = 'ADAPTIVE';
}

function windows(config: Input): void {
  const video = asList(asObject(config['input'])?.['video']);
  if (video.length === 0) notCustom(config);
  for (const box of video) {
    box['width'] = Math.min(box['width'] as number, 1 - (box['x'] as number));
    box['height'] = Math.min(box['height'] as number, 1 - (box['y'] as number));
  }
}
