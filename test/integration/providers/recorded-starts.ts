import { getMetadataStorage } from 'type-graphql';
import type { Providers } from '../../../src/providers/index.ts';
import { RongcloudStartRecordInput } from '../../../src/providers/rongcloud/recording/start.types.ts';
import { restoredInput } from '../../../src/providers/start-params.ts';
import { GmeStartRecordInput } from '../../../src/providers/tencent/gme/start.types.ts';
import { TiwStartOnlineRecordInput } from '../../../src/providers/tencent/tiw/start.types.ts';
import { TrtcCreateCloudRecordingInput } from '../../../src/providers/tencent/trtc/room/start.types.ts';
import { TrtcStartWebRecordInput } from '../../../src/providers/tencent/trtc/web/start.types.ts';
import type { JsonMembers, Recorder } from '../../../src/domain/recorder.ts';

/** An application whose key the server knows. */
export const APP = 1400000001;
export const APP_KEY = 'key-of-the-application';

// A server builds its schema before anything else; until then input classes have no fields.
getMetadataStorage().build({ resolvers: [] });

/** What one product is started with, in the internal form of its values. */
export interface ProductStart {
  readonly product: string;
  readonly inputClass: new () => object;
  readonly values: JsonMembers;
}

export const STARTS: readonly ProductStart[] = [
  {
    product: 'TIW',
    inputClass: TiwStartOnlineRecordInput,
    values: { sdkAppId: APP, roomId: 4294967295, whiteboard: { width: 640 }, extras: ['MIX_STREAM'] },
  },
  {
    product: 'GME',
    inputClass: GmeStartRecordInput,
    values: { bizId: 3400352518, roomId: 'room-7', recordMode: 2, subscribeRecordUserIds: { subscribeUserIds: ['1'] } },
  },
  {
    product: 'TRTC_ROOM',
    inputClass: TrtcCreateCloudRecordingInput,
    values: {
      sdkAppId: APP,
      roomId: '3560',
      recordParams: { recordMode: 2, maxIdleTime: 300 },
      storageParams: { cloudVod: { tencentVod: { expireTime: 86400 } } },
    },
  },
  {
    product: 'TRTC_WEB',
    inputClass: TrtcStartWebRecordInput,
    values: {
      sdkAppId: APP,
      recordUrl: 'https://class.example/',
      storageParams: { cloudVod: {} },
      publishCdnParams: [{ publishCdnUrl: 'rtmp://push.example/live' }],
    },
  },
  {
    product: 'RONGCLOUD',
    inputClass: RongcloudStartRecordInput,
    values: {
      roomId: 'room-7',
      sessionId: 'session-1',
      extra: 'lesson 7',
      config: { videoFormat: 'mp4', audioFormat: 'aac', mixLayout: 2, sliceMin: 30, renderMode: 2, mode: 3 },
    },
  },
];

/** The input of a start as a resolver is given it. */
export function inputOf(product: string, more: object = {}): object {
  const { inputClass, values } = startOf(product);
  return restoredInput(inputClass, { ...values, ...more });
}

export function startOf(product: string): ProductStart {
  return STARTS.find((start) => start.product === product)!;
}

export function recorderOf({ tencent, rongcloud }: Providers, product: string): Recorder {
  return [...tencent.recorders, ...rongcloud.recorders].find((recorder) => recorder.product === product)!;
}
