/** An application whose key the server knows, so that robots get their tickets here. */
export const APP = 1400000001;
export const BIZ = 3400352518;
export const RTC_KEY = 'key-of-the-application';
/** Key that signs Tencent's callbacks in every harness. */
export const CALLBACK_KEY = 'keyOfTheCallbacks00000000000001';
export const RONG_APP = 'recordings1';

/** The mutation that starts a recording of a product, and an input that it takes. */
export interface Start {
  readonly product: string;
  readonly mutation: string;
  /** The vendor's name of the action. */
  readonly action: string;
  readonly input: object;
}

const LONG_S = 86_400;

/** None of these ends by itself within a day. */
export const STARTS: readonly Start[] = [
  {
    product: 'TIW',
    mutation: 'tiwStartOnlineRecord',
    action: 'StartOnlineRecord',
    input: { sdkAppId: APP, roomId: 4294967290, autoStopTimeout: LONG_S },
  },
  {
    product: 'GME',
    mutation: 'gmeStartRecord',
    action: 'StartRecord',
    input: { bizId: BIZ, roomId: 'room-7', recordMode: 'MIXED' },
  },
  {
    product: 'TRTC_ROOM',
    mutation: 'trtcCreateCloudRecording',
    action: 'CreateCloudRecording',
    input: {
      sdkAppId: APP,
      roomId: '3560',
      recordParams: { recordMode: 'SINGLE', streamType: 'AUDIO_AND_VIDEO', maxIdleTime: LONG_S },
      storageParams: { cloudVod: { tencentVod: { expireTime: 0 } } },
    },
  },
  {
    product: 'TRTC_WEB',
    mutation: 'trtcStartWebRecord',
    action: 'StartWebRecord',
    input: {
      sdkAppId: APP,
      recordUrl: 'https://class.example/7',
      maxDurationLimit: 36_000,
      storageParams: { cloudVod: { tencentVod: { expireTime: 0 } } },
    },
  },
  {
    product: 'RONGCLOUD',
    mutation: 'rongcloudStartRecord',
    action: 'startRecord',
    input: {
      roomId: 'room-7',
      sessionId: 'session-7',
      extra: 'lesson 7',
      config: {
        recordType: 'SPLIT',
        mode: 'MIXED_AUDIO_AND_VIDEO',
        videoResolution: '640x480',
        videoFormat: 'MP4',
        audioFormat: 'AAC',
        mixLayout: 'ADAPTIVE',
        renderMode: 'FIT',
        sliceMin: 60,
      },
    },
  },
];

export function startOf(product: string): Start {
  const start = STARTS.find((it) => it.product === product);
  if (!start) throw new Error(`no start of ${product}`);
  return start;
}

/** Storage with credentials of the caller, which are kept encrypted while the outcome of the start is open. */
export function bucketWith(secretKey: string): object {
  return {
    storageParams: {
      cloudStorage: { vendor: 'COS', region: 'ap-singapore', bucket: 'files-1', accessKey: 'AKIDcaller', secretKey },
    },
  };
}
