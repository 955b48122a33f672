import { describe, expect, it } from 'vitest';
import { InvalidInput, VendorRejected } from '../../../../../../src/errors.ts';
import { APP } from '../../../recorded-starts.ts';
import { HOUR, ID, MINUTE, SECOND, taskOf, tencentRecorder } from '../../../recorders-over-http.ts';

/** A web page recording that was just started. */
async function started(more: object = {}) {
  const emulated = await tencentRecorder('TRTC_WEB');
  const task = await emulated.start(more);
  const { recorder } = emulated;
  return { ...emulated, task, poll: () => recorder.poll(task, {}), stop: () => recorder.stop(task, {}) };
}

/** A start whose answer was lost. */
async function lost(more: object = {}) {
  const emulated = await tencentRecorder('TRTC_WEB');
  emulated.emulator.faults.add([{ action: 'StartWebRecord', kind: 'lost-answer' }]);
  const plan = emulated.plan(more);
  await emulated.sendUnanswered(plan);
  const task = taskOf(plan, ID, emulated.clock.now);
  return { ...emulated, task, repeat: () => emulated.recorder.replan(plan.params!, ID) };
}

/** How many recordings the vendor runs. */
async function running(origin: string): Promise<number> {
  const response = await fetch(`${origin}/__control/tasks`);
  const { tasks } = (await response.json()) as { tasks: { endedAt: number | null }[] };
  return tasks.filter(({ endedAt }) => endedAt === null).length;
}

describe('a poll of a web page recording', () => {
  it('says that it runs', async () => {
    const { poll, clock } = await started();
    clock.now += 10 * SECOND;
    expect(await poll()).toEqual({ facts: [{ kind: 'running', at: clock.now }] });
  });

  it('asks by the key where the task id is not known', async () => {
    const { recorder, task, clock } = await lost();
    expect(await recorder.poll(task, {})).toEqual({ facts: [{ kind: 'running', at: clock.now }] });
  });

  it('reports the end after a stop', async () => {
    const { poll, stop, clock } = await started();
    clock.now += MINUTE;
    expect(await stop()).toEqual({ facts: [] });
    expect(await poll()).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'GONE' }] });
  });

  it('reports an end that no client requested', async () => {
    const { poll, clock } = await started();
    clock.now += 11 * HOUR;
    expect(await poll()).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'GONE' }] });
  });

  it('throws where the vendor cannot be asked', async () => {
    const { poll, emulator } = await started();
    emulator.faults.add([{ action: 'DescribeWebRecord', kind: 'code', code: 'AuthFailure', times: 9 }]);
    await expect(poll()).rejects.toThrow(VendorRejected);
  });
});

describe('a stop of a web page recording', () => {
  it('succeeds the second time, too', async () => {
    const { stop, clock } = await started();
    await stop();
    expect(await stop()).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'GONE' }] });
  });

  it('looks the task id up by the key where the answer with it was lost', async () => {
    const { recorder, task, emulator } = await lost();
    expect(await running(emulator.origin)).toBe(1);
    expect(await recorder.stop(task, {})).toEqual({ facts: [] });
    expect(await running(emulator.origin)).toBe(0);
  });

  it('knows the end of a task that its key does not find', async () => {
    const { recorder, plan, clock } = await tencentRecorder('TRTC_WEB');
    const task = taskOf(plan(), ID, clock.now);
    expect(await recorder.stop(task, {})).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'GONE' }] });
  });

  it('sends nothing with neither task id nor key', async () => {
    const { recorder, task, emulator } = await started();
    const nameless = { ...task, taskId: null, vendorKey: null };
    await expect(recorder.stop(nameless, {})).rejects.toThrow('task id is not known');
    expect(emulator.calls).toHaveLength(1);
  });
});

describe('a start without an answer', () => {
  it('is found by its key', async () => {
    const { find, task, clock } = await lost();
    expect(await find(task)).toEqual({
      kind: 'found',
      taskId: expect.stringMatching(/\S/) as string,
      report: { facts: [{ kind: 'running', at: clock.now }] },
    });
  });

  it('is absent where nothing was started', async () => {
    const { find, plan, clock } = await tencentRecorder('TRTC_WEB');
    expect(await find(taskOf(plan(), ID, clock.now))).toEqual({ kind: 'absent' });
  });

  it('is not taken for a task that belongs to another recording', async () => {
    const { find, start } = await tencentRecorder('TRTC_WEB');
    const task = await start({ recordId: 'mine' });
    expect(await find({ ...task, taskId: null }, [task.taskId!])).toEqual({ kind: 'absent', isTaken: true });
  });

  it.each([{}, { recordId: 'mine' }])('is refused when it is sent again, and found by its key: %o', async (more) => {
    const { repeat, find, task, emulator } = await lost(more);
    await expect(repeat().send({})).rejects.toThrow('FailedOperation.TaskExist');
    expect(await find(task)).toMatchObject({ kind: 'found' });
    expect(await running(emulator.origin)).toBe(1);
  });
});

describe('a task that was started elsewhere', () => {
  const GIVEN = { account: String(APP), taskId: 'task-1', room: 'x', sessionId: null, region: null };

  it('is addressed by its id', async () => {
    const { recorder } = await tencentRecorder('TRTC_WEB');
    expect(recorder.adopt(GIVEN)).toEqual({
      ...{ account: String(APP), room: null, vendorKey: null, taskId: 'task-1' },
      ref: { sdkAppId: APP, region: 'ap-singapore' },
    });
  });

  it('is refused without it', async () => {
    const { recorder } = await tencentRecorder('TRTC_WEB');
    expect(() => recorder.adopt({ ...GIVEN, taskId: '' })).toThrow(InvalidInput);
  });
});
