import { describe, expect, it } from 'vitest';
import { VendorRejected } from '../../../../../src/errors.ts';
import { ended } from '../../../../../src/providers/reports.ts';
import type { Report } from '../../../../../src/domain/recorder.ts';
import { RecordingCause } from '../../../../../src/domain/recording.ts';
import { MINUTE, NOW, SECOND, tencentRecorder } from '../../recorders-over-http.ts';

const RUNNING: Report = { facts: [{ kind: 'running', at: NOW }] };
const ENDED = ended(NOW);
const DONE: Report = {
  facts: [...ENDED.facts, { kind: 'filesDone', at: NOW }],
  files: [{ name: 'a', state: 'READY' }],
};
const FAILED: Report = { facts: [{ kind: 'failed', at: NOW, cause: RecordingCause.VENDOR_FAULT }] };

/** A whiteboard recording that was just started, and what is believed of a callback about it. */
async function started() {
  const emulated = await tencentRecorder('TIW');
  const task = await emulated.start();
  const { recorder } = emulated;
  const confirm = async (told: Report) =>
    (await recorder.confirm!(task, told, false, {}))?.facts.map(({ kind }) => kind);
  return { ...emulated, task, confirm, stop: () => recorder.stop(task, {}) };
}

describe('a callback of TIW, whose body is not signed', () => {
  it('is believed once the vendor says the same: a start', async () => {
    const { confirm, clock } = await started();
    expect(await confirm(RUNNING)).toBeUndefined();
    clock.now += 3 * SECOND;
    expect(await confirm(RUNNING)).toEqual(['running', 'resumed']);
  });

  it('is not believed when it reports an end, and the recording goes on', async () => {
    const { confirm, clock } = await started();
    clock.now += MINUTE;
    for (const told of [ENDED, FAILED, DONE]) expect(await confirm(told)).toBeUndefined();
  });

  it('is believed when it reports an end, and the recording has ended', async () => {
    const { confirm, clock, stop } = await started();
    clock.now += MINUTE;
    await stop();
    clock.now += 3 * SECOND;
    expect(await confirm(ENDED)).toEqual(['ended']);
    expect(await confirm(DONE)).toBeUndefined();
    clock.now += MINUTE;
    expect(await confirm(DONE)).toEqual(['ended', 'filesDone']);
  });

  it('counts by the vendor’s files and times, never by its own', async () => {
    const { clock, stop, recorder, task } = await started();
    clock.now += MINUTE;
    await stop();
    clock.now += MINUTE;
    const believed = await recorder.confirm!(task, DONE, true, {});
    expect(believed?.files).toMatchObject([{ track: 'whiteboard' }]);
    expect(believed?.facts[0]).toEqual({ kind: 'ended', at: NOW + 62 * SECOND, cause: 'STOPPED_ELSEWHERE' });
  });

  it('brings the newer state if the vendor is ahead of the callback', async () => {
    const { confirm, clock, stop } = await started();
    clock.now += MINUTE;
    await stop();
    clock.now += MINUTE;
    expect(await confirm(RUNNING)).toEqual(['ended', 'filesDone']);
  });

  it.each([
    ['of another robot', { vendorKey: 'tic_record_user_4294967295_other' }],
    ['in another room', { room: '77' }],
    ['that the vendor does not know', { taskId: 'made-up' }],
  ])('is not believed where it names a task %s', async (_, other) => {
    const { recorder, task, clock } = await started();
    clock.now += 3 * SECOND;
    expect(await recorder.confirm!({ ...task, ...other }, RUNNING, false, {})).toBeNull();
  });

  it('is not believed if it names a failed task, because the vendor does not say whose task that was', async () => {
    const { confirm, emulator } = await started();
    emulator.faults.add([{ action: 'DescribeOnlineRecord', kind: 'code', code: 'FailedOperation.Record' }]);
    expect(await confirm(FAILED)).toBeUndefined();
  });

  it('is believed of an adopted recording, whose task is known and whose robot is not', async () => {
    const { recorder, task, clock } = await started();
    clock.now += 3 * SECOND;
    expect(await recorder.confirm!({ ...task, vendorKey: null, room: '77' }, RUNNING, false, {})).not.toBeNull();
  });

  it('waits where the vendor cannot be asked', async () => {
    const { confirm, emulator } = await started();
    emulator.faults.add([{ action: 'DescribeOnlineRecord', kind: 'code', code: 'AuthFailure', times: 9 }]);
    await expect(confirm(ENDED)).rejects.toThrow(VendorRejected);
  });
});
