import { expect, it } from 'vitest';
import { MINUTE, World } from '../recordings/world.ts';
import { receive } from './receiving.ts';

it('a start of RongCloud that the network repeated records as soon as the callback with its tag tells so', async () => {
  const world = await World.open();
  const { callBack, settle } = await receive(world);
  callBack();
  world.rongcloud.faults.add([{ kind: 'duplicate', action: 'startRecord' }]);
  const { recording } = await world.start('RONGCLOUD');
  expect(recording).toMatchObject({ state: 'UNKNOWN', taskId: null });
  await settle();
  const [task, ...others] = await world.running();
  expect(others).toEqual([]);
  expect(await world.find(recording!.id)).toMatchObject({ state: 'RECORDING', taskId: task!.taskId, errors: [] });
});

it('a room recording of TRTC that the network repeated is the task that runs, and the other one is a piece of it', async () => {
  const world = await World.open();
  const { callBack, settle } = await receive(world);
  callBack();
  world.tencent.faults.add([{ kind: 'duplicate', action: 'CreateCloudRecording' }]);
  const { recording, errors } = await world.start('TRTC_ROOM');
  expect(errors).toEqual([]);
  world.advance(MINUTE);
  await settle();
  const [task, ...others] = await world.running();
  expect(others).toEqual([]);
  expect(await world.find(recording!.id)).toMatchObject({ taskId: task!.taskId, wanted: 'RECORDING' });
});
