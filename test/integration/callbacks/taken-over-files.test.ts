import { expect, it } from 'vitest';
import { APP, bucketWith } from '../recordings/starts.ts';
import { MINUTE, World } from '../recordings/world.ts';
import { receive, roomEvent } from './receiving.ts';

it('a room recording that was taken over is not COMPLETE while files of another kind may follow', async () => {
  const world = await World.open();
  const { postTrtc, inbox } = await receive(world);
  const { taskId } = await world.startElsewhere('TRTC_ROOM', {
    recordParams: {
      recordMode: 'SINGLE',
      streamType: 'AUDIO_AND_VIDEO',
      maxIdleTime: 86_400,
      outputFormat: 'HLS_AND_MP4',
    },
    ...bucketWith('secret of the bucket'),
  });
  const task = { product: 'TRTC_ROOM', account: String(APP), taskId, room: '3560' };
  const { id } = (await world.run('adoptRecording', task)).recording!;
  world.advance(MINUTE);
  const tell = async (type: number, payload: object): Promise<void> => {
    await postTrtc(roomEvent(type, taskId!, payload, { EventMsTs: world.now() }));
    while ((await inbox.runDue()) > 0);
  };
  await tell(302, { LeaveCode: 0 });
  await tell(304, { FileList: 'w.m3u8' });
  await tell(305, { Status: 0 });
  expect(await world.find(id)).toMatchObject({ state: 'PROCESSING' });
  world.advance(MINUTE);
  await tell(310, { Status: 0, FileList: ['w_0.mp4'] });
  const { state, files } = await world.live(id);
  expect({ state, files: files.length }).toEqual({ state: 'COMPLETE', files: 2 });
  await tell(305, { Status: 0, Again: 1 });
  expect(await world.find(id)).toMatchObject({ state: 'COMPLETE' });
  expect(world.now() - Date.parse((await world.find(id))['endedAt'] as string)).toBeLessThan(10 * MINUTE);
});
