import { expect, it } from 'vitest';
import { HOUR, RecordingHarness } from '../recordings/harness.ts';
import { schemaOf } from '../../shared/schema-of.ts';
import { receive, roomEvent, vodFile } from './receiving.ts';
import { Reconciler } from '../../../src/recordings/engine/reconciler.ts';

/** A recording of TRTC that could not be stopped until the vendor gave up control of it. */
async function abandoned() {
  const harness = await RecordingHarness.open();
  const { postTrtc, inbox } = await receive(harness);
  const { id, taskId } = await harness.recording('TRTC_ROOM', { resourceExpiredHour: 6 });
  harness.fault('TRTC_ROOM', 'DeleteCloudRecording', 'code', 'FailedOperation', 1000);
  expect(await harness.live(id)).toMatchObject({ state: 'ABANDONED' });
  return { harness, id, taskId: taskId!, postTrtc, inbox };
}

it('an abandoned recording mentions costs until the vendor has reported its end', async () => {
  const { harness, id, taskId, postTrtc, inbox } = await abandoned();
  expect((await harness.find(id)).explanation).toContain('may still run and be billed');
  const at = { EventMsTs: harness.now() };
  await postTrtc(roomEvent(302, taskId, { LeaveCode: 99 }, at));
  await postTrtc(vodFile(taskId, at));
  await postTrtc(roomEvent(312, taskId, { Status: 0 }, at));
  await inbox.runDue();
  const recording = await harness.find(id);
  expect(recording).toMatchObject({ state: 'ABANDONED', cause: 'CONTROL_LOST', files: [{ state: 'READY' }] });
  expect(recording['endedAt']).not.toBeNull();
  expect(recording.explanation).toBe(
    'This server could no longer stop the recording, and the recording has ended since.',
  );
});

it('a task that the vendor does not know any more after the time of control is not taken for ended', async () => {
  const { harness, id } = await abandoned();
  harness.advance(HOUR);
  const { recording, errors } = await harness.run('refreshRecording', { id });
  expect(errors).toEqual([]);
  expect(recording).toMatchObject({ state: 'ABANDONED', endedAt: null });
  expect(await harness.running()).toHaveLength(1);
});

it('the end of control that passed while the server was away is judged once the vendor was asked', async () => {
  const harness = await RecordingHarness.open();
  const { id } = await harness.recording('TRTC_ROOM', { resourceExpiredHour: 6 });
  harness.advance(9 * HOUR);
  const { engine } = await schemaOf(harness.providers, harness.now, undefined, harness.ledger);
  await new Reconciler(engine, { now: () => 0, setTimer: () => undefined, random: () => 0.5 }).runDue('TRTC_ROOM');
  expect(await harness.find(id)).toMatchObject({ state: 'ABANDONED', endedAt: null });
  expect(engine.policy.listeningSince!()).toBe(harness.now());
  expect(harness.calls('DescribeCloudRecording')).toBeGreaterThan(1);
});
