import { expect, it } from 'vitest';
import { tencentRecorder } from '../../../recorders-over-http.ts';
import { APP } from '../../../recorded-starts.ts';

const BUCKET = {
  cloudStorage: { vendor: 0, region: 'ap-singapore', bucket: 'files-1', accessKey: 'key-id', secretKey: 'key' },
};
const VOD = { cloudVod: {} };

it.each([
  ['hls, the default', undefined, BUCKET, ['hls']],
  ['hls', 0, BUCKET, ['hls']],
  ['mp4 beside hls', 1, BUCKET, ['hls', 'mp4']],
  ['aac beside hls, never taken for hls', 2, BUCKET, ['hls', 'mp4']],
  ['mp4', 3, BUCKET, ['mp4']],
  ['aac', 4, BUCKET, ['mp4']],
  ['VOD, whatever the format', 0, VOD, ['vod']],
])('a room recording waits for %s', async (_, outputFormat, storageParams, outputs) => {
  const { plan } = await tencentRecorder('TRTC_ROOM');
  const planned = plan({
    storageParams,
    recordParams: { recordMode: 2, ...(outputFormat !== undefined && { outputFormat }) },
  });
  expect(planned.ref).toEqual({ sdkAppId: APP, region: 'ap-singapore', outputs, settings: {} });
});

it.each([
  ['files in a bucket come with 310, hls too', 'hls', BUCKET, ['mp4']],
  ['files in a bucket come with 310', 'mp4', BUCKET, ['mp4']],
  ['files in VOD do not', 'mp4', VOD, ['vod']],
])('a web page recording waits for its kind of result: %s', async (_, format, storageParams, outputs) => {
  const { plan } = await tencentRecorder('TRTC_WEB');
  const planned = plan({ storageParams, webRecordVideoParams: { format } });
  expect(planned.ref).toEqual({ sdkAppId: APP, region: 'ap-singapore', outputs });
});

it.each(['TRTC_ROOM', 'TRTC_WEB'])('what a recording waits for changes none of its calls: %s', async (product) => {
  const { start, recorder, find } = await tencentRecorder(product);
  const task = await start();
  expect((await recorder.poll(task, {})).facts).toMatchObject([{ kind: 'running' }]);
  expect(await find({ ...task, taskId: null })).toMatchObject({
    kind: product === 'TRTC_WEB' ? 'found' : 'unknowable',
  });
  expect(await recorder.stop(task, {})).toEqual({ facts: [] });
});
