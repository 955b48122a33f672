import { describe, expect, it } from 'vitest';
import { InvalidInput, VendorRejected } from '../../../../../src/errors.ts';
import { APP } from '../../recorded-starts.ts';
import { HOUR, ID, MINUTE, NOW, SECOND, taskOf, tencentRecorder } from '../../recorders-over-http.ts';

const ROOM = { app: APP, room: 4294967295 };
const OTHER_ID = 'rec_01kc6w3q8zabcdefghjkmnpr';

/** A whiteboard recording that was just started. */
async function started(more: object = {}) {
  const emulated = await tencentRecorder('TIW');
  const task = await emulated.start(more);
  const { recorder } = emulated;
  return {
    ...emulated,
    task,
    poll: () => recorder.poll(task, {}),
    stop: () => recorder.stop(task, {}),
    kinds: async () => (await recorder.poll(task, {})).facts.map(({ kind }) => kind),
  };
}

describe('a poll of a whiteboard recording', () => {
  it('reports nothing while the robot is on its way', async () => {
    const { poll } = await started();
    expect(await poll()).toEqual({ facts: [] });
  });

  it('reports when it began, and that it is not paused', async () => {
    const { poll, clock } = await started();
    clock.now += 10 * SECOND;
    expect(await poll()).toEqual({
      facts: [
        { kind: 'running', at: NOW + 2 * SECOND },
        { kind: 'resumed', at: NOW + 10 * SECOND },
      ],
    });
  });

  it('reports a pause, and the end of the pause', async () => {
    const { recorder, task, kinds, clock } = await started();
    clock.now += 5 * SECOND;
    expect(await recorder.pause!(task, {})).toEqual({ facts: [{ kind: 'paused', at: clock.now + 2 * SECOND }] });
    clock.now += 3 * SECOND;
    expect(await kinds()).toEqual(['running', 'paused']);
    expect(await recorder.resume!(task, {})).toEqual({ facts: [{ kind: 'resumed', at: clock.now + 2 * SECOND }] });
    clock.now += 3 * SECOND;
    expect(await kinds()).toEqual(['running', 'resumed']);
  });

  it('reports the end after a stop, then the files', async () => {
    const { poll, stop, clock } = await started();
    clock.now += MINUTE;
    expect(await stop()).toEqual({ facts: [] });
    clock.now += 3 * SECOND;
    expect(await poll()).toEqual({ facts: [{ kind: 'ended', at: NOW + 62 * SECOND, cause: 'STOPPED_ELSEWHERE' }] });
    clock.now += 10 * SECOND;
    expect(await poll()).toEqual({
      facts: [
        { kind: 'ended', at: NOW + 62 * SECOND, cause: 'STOPPED_ELSEWHERE' },
        { kind: 'filesDone', at: clock.now },
      ],
      files: [
        {
          name: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
          state: 'READY',
          track: 'whiteboard',
          format: 'mp4',
          url: expect.stringMatching(/^http:.*\/files\/.*\.mp4$/) as string,
          sizeBytes: expect.toSatisfy((size: number) => size > 10_000) as number,
          beginsAt: NOW + 2 * SECOND,
          endsAt: NOW + 62 * SECOND,
        },
      ],
    });
  });

  it('names the user of a file', async () => {
    const { poll, stop, clock, room } = await started();
    clock.now += 10 * SECOND;
    await room('join', { ...ROOM, user: 'alice' });
    clock.now += 10 * SECOND;
    await stop();
    clock.now += MINUTE;
    expect((await poll()).files).toMatchObject([
      { track: 'whiteboard' },
      { track: 'camera', userId: 'alice', beginsAt: NOW + 10 * SECOND },
    ]);
  });

  it('gives the quiet of the room as the cause', async () => {
    const { poll, clock } = await started();
    clock.now += 20 * MINUTE;
    expect((await poll()).facts[0]).toEqual({ kind: 'ended', at: NOW + 5 * MINUTE, cause: 'IDLE' });
  });

  it('gives the limit of the vendor as the cause, here of a pause', async () => {
    const { poll, clock, recorder, task } = await started({ autoStopTimeout: 86_400 });
    clock.now += MINUTE;
    await recorder.pause!(task, {});
    clock.now += 2 * HOUR;
    const at = NOW + MINUTE + 2 * SECOND + 90 * MINUTE;
    expect((await poll()).facts[0]).toEqual({ kind: 'ended', at, cause: 'VENDOR_LIMIT' });
  });

  it('reports a recording that failed', async () => {
    const { poll, emulator, clock } = await started();
    emulator.faults.add([{ action: 'DescribeOnlineRecord', kind: 'code', code: 'FailedOperation.Record' }]);
    expect(await poll()).toMatchObject({ facts: [{ kind: 'failed', at: clock.now, cause: 'VENDOR_FAULT' }] });
  });

  it('takes a task that the vendor does not know for ended', async () => {
    const { recorder, task, clock } = await started();
    const gone = { facts: [{ kind: 'ended', at: clock.now, cause: 'GONE' }] };
    expect(await recorder.poll({ ...task, taskId: 'unknown' }, {})).toEqual(gone);
  });

  it('throws where the vendor cannot be asked', async () => {
    const { poll, emulator } = await started();
    emulator.faults.add([{ action: 'DescribeOnlineRecord', kind: 'code', code: 'AuthFailure', times: 9 }]);
    await expect(poll()).rejects.toThrow(VendorRejected);
  });
});

describe('a stop of a whiteboard recording', () => {
  it('succeeds the second time, too', async () => {
    const { stop, clock } = await started();
    await stop();
    expect(await stop()).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'GONE' }] });
  });

  it('sends nothing without a task id', async () => {
    const { recorder, task, emulator } = await started();
    const before = emulator.calls.length;
    await expect(recorder.stop({ ...task, taskId: null }, {})).rejects.toThrow('task id is not known');
    expect(emulator.calls).toHaveLength(before);
  });

  it('asks the guard right before it leaves', async () => {
    const { recorder, task, emulator } = await started();
    const before = emulator.calls.length;
    const guard = () => {
      throw new Error('too late');
    };
    await expect(recorder.stop(task, { guard })).rejects.toThrow('too late');
    expect(emulator.calls).toHaveLength(before);
  });
});

describe.each(['intl', 'china'] as const)('a start without an answer, at the site %s', (site) => {
  /** A start whose answer was lost. */
  async function lost() {
    const emulated = await tencentRecorder('TIW', site);
    emulated.emulator.faults.add([{ action: 'StartOnlineRecord', kind: 'lost-answer' }]);
    const plan = emulated.plan();
    await emulated.sendUnanswered(plan);
    return { ...emulated, task: taskOf(plan, ID, emulated.clock.now) };
  }

  it('is found by its robot', async () => {
    const { find, task, clock, recorder } = await lost();
    clock.now += 5 * SECOND;
    const finding = await find(task);
    expect(finding).toMatchObject({ kind: 'found', report: { facts: [{ kind: 'running' }, { kind: 'resumed' }] } });
    const { taskId } = finding as { taskId: string };
    expect(await recorder.stop({ ...task, taskId }, {})).toEqual({ facts: [] });
  });

  it('is absent where nothing was started', async () => {
    const { find, plan, clock } = await tencentRecorder('TIW', site);
    expect(await find(taskOf(plan(), ID, clock.now))).toEqual({ kind: 'absent' });
  });

  it('is not taken for the recording of another robot', async () => {
    const { find, plan, start, clock } = await tencentRecorder('TIW', site);
    await start({}, OTHER_ID);
    expect(await find(taskOf(plan(), ID, clock.now))).toEqual({ kind: 'absent' });
  });

  it('is not taken for a task that belongs to another recording', async () => {
    const { find, start } = await tencentRecorder('TIW', site);
    const task = await start();
    expect(await find({ ...task, taskId: null, hasOwnKey: true }, [task.taskId!])).toEqual({ kind: 'absent' });
  });
});

it('looks through all pages of a room', async () => {
  const { find, start, clock, recorder, emulator } = await tencentRecorder('TIW');
  const first = await start();
  const later = [];
  for (let task = first; later.length < 100; later.push(task.taskId!)) {
    await recorder.stop(task, {});
    clock.now += MINUTE;
    task = await start({}, `rec_${later.length}`);
  }
  expect(await find({ ...first, taskId: null }, later)).toMatchObject({ kind: 'found', taskId: first.taskId });
  expect(emulator.calls.filter(({ action }) => action === 'DescribeRecordSearch')).toHaveLength(2);
});

it('asks only about recordings that are not older than the start', async () => {
  const { find, start, clock, recorder, emulator, plan } = await tencentRecorder('TIW');
  await recorder.stop(await start({}, OTHER_ID), {});
  clock.now += HOUR;
  await find(taskOf(plan(), ID, clock.now));
  expect(emulator.calls.map(({ action }) => action)).not.toContain('DescribeOnlineRecord');
});

it.each(['intl', 'china'] as const)('lists what runs in an application, at the site %s', async (site) => {
  const { recorder, start, clock } = await tencentRecorder('TIW', site);
  const region = site === 'intl' ? 'ap-singapore' : 'ap-guangzhou';
  const ended = await start({ roomId: 5, autoStopTimeout: 300 }, 'rec_ended');
  clock.now += 10 * MINUTE;
  const { taskId } = await start();
  expect(taskId).not.toBe(ended.taskId);
  expect(await recorder.listRunning!(String(APP), {})).toEqual([
    { taskId, account: String(APP), room: '4294967295', startedAt: clock.now, ref: { sdkAppId: APP, region } },
  ]);
  expect(await recorder.listRunning!('2', {})).toEqual([]);
});

describe('a task that was started elsewhere', () => {
  const GIVEN = { account: String(APP), taskId: 'task-1', room: '7', sessionId: null, region: null };

  it('is addressed by application and id', async () => {
    const { recorder } = await tencentRecorder('TIW');
    expect(recorder.adopt(GIVEN)).toEqual({
      ...{ account: String(APP), room: '7', vendorKey: null, taskId: 'task-1' },
      ref: { sdkAppId: APP, region: 'ap-singapore' },
    });
  });

  it.each([
    ['account', { account: 'x' }],
    ['account', { account: '4294967296' }],
    ['taskId', { taskId: null }],
    ['region', { region: 'ap-beijing' }],
  ])('is refused without a good %s', async (field, wrong) => {
    const { recorder } = await tencentRecorder('TIW');
    expect.assertions(1);
    try {
      recorder.adopt({ ...GIVEN, ...wrong });
    } catch (error) {
      expect((error as InvalidInput).faults.map(({ path }) => path)).toEqual([['input', field]]);
    }
  });
});
