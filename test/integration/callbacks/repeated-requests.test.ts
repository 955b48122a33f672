import { expect, it } from 'vitest';
import { MINUTE, RecordingHarness } from '../recordings/harness.ts';
import { receive } from './receiving.ts';

it('a start of RongCloud that the network repeated records as soon as the callback with its tag reports it', async () => {
  const harness = await RecordingHarness.open();
  const { callBack, settle } = await receive(harness);
  callBack();
  harness.rongcloud.faults.add([{ kind: 'duplicate', action: 'startRecord' }]);
  const { recording } = await harness.start('RONGCLOUD');
  expect(recording).toMatchObject({ state: 'UNKNOWN', taskId: null });
  await settle();
  const [task, ...others] = await harness.running();
  expect(others).toEqual([]);
  expect(await harness.find(recording!.id)).toMatchObject({ state: 'RECORDING', taskId: task!.taskId, errors: [] });
});

it('a room recording of TRTC that the network repeated is the task that runs, and the other one is a piece of it', async () => {
  const harness = await RecordingHarness.open();
  const { callBack, settle } = await receive(harness);
  callBack();
  harness.tencent.faults.add([{ kind: 'duplicate', action: 'CreateCloudRecording' }]);
  const { recording, errors } = await harness.start('TRTC_ROOM');
  expect(errors).toEqual([]);
  harness.advance(MINUTE);
  await settle();
  const [task, ...others] = await harness.running();
  expect(others).toEqual([]);
  expect(await harness.find(recording!.id)).toMatchObject({ taskId: task!.taskId, wanted: 'RECORDING' });
});
