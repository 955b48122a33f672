import { expect, it } from 'vitest';
import { HOUR, World } from '../recordings/world.ts';
import { schemaOf } from '../../shared/schema-of.ts';
import { receive, roomEvent, vodFile } from './receiving.ts';
import { Reconciler } from '../../../src/recordings/engine/reconciler.ts';

/** A recording of TRTC that could not be stopped until the vendor gave up control of it. */
async function abandoned() {
  const world = await World.open();
  const { postTrtc, inbox } = await receive(world);
  const { id, taskId } = await world.recording('TRTC_ROOM', { resourceExpiredHour: 6 });
  world.fault('TRTC_ROOM', 'DeleteCloudRecording', 'code', 'FailedOperation', 1000);
  expect(await world.live(id)).toMatchObject({ state: 'ABANDONED' });
  return { world, id, taskId: taskId!, postTrtc, inbox };
}

it('an abandoned recording speaks of costs until the vendor has told its end', async () => {
  const { world, id, taskId, postTrtc, inbox } = await abandoned();
  expect((await world.find(id)).explanation).toContain('may still run and be billed');
  const at = { EventMsTs: world.now() };
  await postTrtc(roomEvent(302, taskId, { LeaveCode: 99 }, at));
  await postTrtc(vodFile(taskId, at));
  await postTrtc(roomEvent(312, taskId, { Status: 0 }, at));
  await inbox.runDue();
  const recording = await world.find(id);
  expect(recording).toMatchObject({ state: 'ABANDONED', cause: 'CONTROL_LOST', files: [{ state: 'READY' }] });
  expect(recording['endedAt']).not.toBeNull();
  expect(recording.explanation).toBe(
    'This server could no longer stop the recording, and the recording has ended since.',
  );
});

it('a task that the vendor does not know any more after the time of control is not taken for ended', async () => {
  const { world, id } = await abandoned();
  world.advance(HOUR);
  const { recording, errors } = await world.run('refreshRecording', { id });
  expect(errors).toEqual([]);
  expect(recording).toMatchObject({ state: 'ABANDONED', endedAt: null });
  expect(await world.running()).toHaveLength(1);
});

it('the end of control that passed while the server was away is judged once the vendor was asked', async () => {
  const world = await World.open();
  const { id } = await world.recording('TRTC_ROOM', { resourceExpiredHour: 6 });
  world.advance(9 * HOUR);
  const { engine } = await schemaOf(world.providers, world.now, undefined, world.ledger);
  await new Reconciler(engine, { now: () => 0, setTimer: () => undefined, random: () => 0.5 }).runDue('TRTC_ROOM');
  expect(await world.find(id)).toMatchObject({ state: 'ABANDONED', endedAt: null });
  expect(engine.policy.listeningSince!()).toBe(world.now());
  expect(world.calls('DescribeCloudRecording')).toBeGreaterThan(1);
});
