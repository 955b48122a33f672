import { APPLICATIONS, type ProductName, type Start } from './job.ts';

const LONG_S = 86_400;

/** Every second start has credentials, which the ledger keeps encrypted while the outcome is open. */
function storageOf(number: number): object {
  if (number % 2 === 0) return { cloudVod: { tencentVod: { expireTime: 0 } } };
  const credentials = { accessKey: 'AKIDcaller', secretKey: 'secret-key-of-the-caller' };
  return { cloudStorage: { vendor: 'COS', region: 'ap-singapore', bucket: 'files-1', ...credentials } };
}

/** The mutation of every product, and its input. No input ends a recording early. */
const STARTS: Readonly<Record<ProductName, { mutation: string; input: (start: Start, app: number) => object }>> = {
  TIW: {
    mutation: 'tiwStartOnlineRecord',
    input: ({ number }, sdkAppId) => ({ sdkAppId, roomId: 1000 + number, autoStopTimeout: LONG_S }),
  },
  GME: {
    mutation: 'gmeStartRecord',
    input: ({ number }, bizId) => ({ bizId, roomId: `room-${number}`, recordMode: 'MIXED' }),
  },
  TRTC_ROOM: {
    mutation: 'trtcCreateCloudRecording',
    input: ({ number }, sdkAppId) => ({
      sdkAppId,
      roomId: String(2000 + number),
      recordParams: { recordMode: 'SINGLE', streamType: 'AUDIO_AND_VIDEO', maxIdleTime: LONG_S },
      storageParams: storageOf(number),
    }),
  },
  TRTC_WEB: {
    mutation: 'trtcStartWebRecord',
    input: ({ number }, sdkAppId) => ({
      sdkAppId,
      recordUrl: `https://class.example/${number}`,
      maxDurationLimit: 36_000,
      storageParams: storageOf(number),
    }),
  },
  RONGCLOUD: {
    mutation: 'rongcloudStartRecord',
    input: ({ number }) => ({
      roomId: `room-${number}`,
      sessionId: `session-${number}`,
      extra: `lesson-${number}`,
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
    }),
  },
};

/** Returns the request of a start, as a client with an idempotency key sends the start. */
export function requestOf(start: Start): { readonly source: string; readonly variableValues: { input: object } } {
  const { mutation, input } = STARTS[start.product];
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const app = APPLICATIONS[start.number % APPLICATIONS.length]!;
  return {
    source: `mutation Start($input: ${type}!) { ${mutation}(input: $input) { recording { id state } errors { code message path } } }`,
    variableValues: { input: { ...input(start, app), idempotencyKey: keyOf(start) } },
  };
}

export function keyOf({ product, number }: Start): string {
  return `${product}-${number}`;
}
