import { expect, it } from 'vitest';
import { APP, bucketWith } from '../recordings/starts.ts';
import { MINUTE, RecordingHarness } from '../recordings/harness.ts';
import { receive, roomEvent } from './receiving.ts';

it('a room recording that was taken over is not COMPLETE while files of another kind may follow', async () => {
  const harness = await RecordingHarness.open();
  const { postTrtc, inbox } = await receive(harness);
  const { taskId } = await harness.startElsewhere('TRTC_ROOM', {
    recordParams: {
      recordMode: 'SINGLE',
      streamType: 'AUDIO_AND_VIDEO',
      maxIdleTime: 86_400,
      outputFormat: 'HLS_AND_MP4',
    },
    ...bucketWith('secret of the bucket'),
  });
  const task = { product: 'TRTC_ROOM', account: String(APP), taskId, room: '3560' };
  const { id } = (await harness.run('adoptRecording', task)).recording!;
  harness.advance(MINUTE);
  const tell = async (type: number, payload: object): Promise<void> => {
    await postTrtc(roomEvent(type, taskId!, payload, { EventMsTs: harness.now() }));
    while ((await inbox.runDue()) > 0);
  };
  await tell(302, { LeaveCode: 0 });
  await tell(304, { FileList: 'w.m3u8' });
  await tell(305, { Status: 0 });
  expect(await harness.find(id)).toMatchObject({ state: 'PROCESSING' });
  harness.advance(MINUTE);
  await tell(310, { Status: 0, FileList: ['w_0.mp4'] });
  const { state, files } = await harness.live(id);
  expect({ state, files: files.length }).toEqual({ state: 'COMPLETE', files: 2 });
  await tell(305, { Status: 0, Again: 1 });
  expect(await harness.find(id)).toMatchObject({ state: 'COMPLETE' });
  expect(harness.now() - Date.parse((await harness.find(id))['endedAt'] as string)).toBeLessThan(10 * MINUTE);
});
