import { describe, expect, it } from 'vitest';
import { InvalidInput, VendorRejected } from '../../../../../src/errors.ts';
import { HOUR, ID, MINUTE, NOW, SECOND, taskOf, tencentRecorder } from '../../recorders-over-http.ts';

const ROOM = { app: 3400352518, room: 'room-7' };
const OTHER_ID = 'rec_01kc6w3q8zabcdefghjkmnpr';

/** A voice recording that was just started, with alice and bob in its room. */
async function started() {
  const emulated = await tencentRecorder('GME');
  for (const user of ['1', '2']) await emulated.room('join', { ...ROOM, user });
  const task = await emulated.start({ recordMode: 3, subscribeRecordUserIds: undefined });
  const { recorder } = emulated;
  return { ...emulated, task, poll: () => recorder.poll(task, {}), stop: () => recorder.stop(task, {}) };
}

it('keeps every digit of a task id', async () => {
  const { task, emulator } = await started();
  expect(task.taskId).toMatch(/^\d{18}$/);
  expect(BigInt(task.taskId!)).toBeGreaterThan(2n ** 53n);
  expect(emulator.calls[0]!.action).toBe('StartRecord');
});

describe('a poll of a voice recording', () => {
  it('reports that it runs, and the files that grow', async () => {
    const { poll, task, clock } = await started();
    clock.now += MINUTE;
    const { facts, files } = await poll();
    expect(facts).toEqual([{ kind: 'running', at: clock.now }]);
    expect(files).toEqual([
      {
        name: expect.stringContaining(task.taskId!) as string,
        state: 'RECORDING',
        track: 'mix',
        format: 'mp3',
        beginsAt: NOW,
      },
      {
        name: expect.stringMatching(/mp3$/) as string,
        state: 'RECORDING',
        userId: '1',
        track: 'audio',
        format: 'mp3',
        beginsAt: NOW,
      },
      {
        name: expect.stringMatching(/mp3$/) as string,
        state: 'RECORDING',
        userId: '2',
        track: 'audio',
        format: 'mp3',
        beginsAt: NOW,
      },
    ]);
  });

  it('reports the end, and then that all files are there', async () => {
    const { poll, stop, clock } = await started();
    clock.now += MINUTE;
    expect(await stop()).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'CLIENT' }] });
    clock.now += SECOND;
    const early = await poll();
    expect(early.facts).toEqual([{ kind: 'ended', at: clock.now, cause: 'GONE' }]);
    expect(early.files!.map(({ state }) => state)).toEqual(['PROCESSING', 'PROCESSING', 'PROCESSING']);
    clock.now += 20 * SECOND;
    const late = await poll();
    expect(late.facts.map(({ kind }) => kind)).toEqual(['ended', 'filesDone']);
    expect(late.files!.map(({ state }) => state)).toEqual(['READY', 'READY', 'READY']);
  });

  it('says that nothing was recorded where there is no file', async () => {
    const { recorder, start, clock } = await tencentRecorder('GME');
    const task = await start();
    await recorder.stop(task, {});
    clock.now += HOUR;
    expect(await recorder.poll(task, {})).toEqual({
      facts: [
        { kind: 'ended', at: clock.now, cause: 'GONE' },
        { kind: 'nothingRecorded', at: clock.now },
      ],
      files: [],
    });
  });

  it('reports an end that no client requested', async () => {
    const { poll, clock } = await started();
    clock.now += 25 * HOUR;
    expect((await poll()).facts[0]).toEqual({ kind: 'ended', at: clock.now, cause: 'GONE' });
  });

  it('does not take another recording of the room for its own', async () => {
    const { poll, stop, start } = await started();
    await stop();
    await start({}, OTHER_ID);
    expect((await poll()).facts[0]).toMatchObject({ kind: 'ended' });
  });

  it('reports the end also where the files cannot be read any more', async () => {
    const { poll, stop, emulator, clock } = await started();
    await stop();
    emulator.faults.add([{ action: 'DescribeRecordInfo', kind: 'code', code: 'ResourceNotFound.TaskNotFound' }]);
    expect(await poll()).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'GONE' }], files: [] });
  });

  it('believes a file that grows more than a room that is not known', async () => {
    const { poll, emulator, clock } = await started();
    emulator.faults.add([{ action: 'DescribeTaskInfo', kind: 'code', code: 'ResourceNotFound.RoomNotFound' }]);
    expect((await poll()).facts).toEqual([{ kind: 'running', at: clock.now }]);
  });

  it('throws where the vendor cannot be asked', async () => {
    const { poll, emulator } = await started();
    emulator.faults.add([{ action: 'DescribeTaskInfo', kind: 'code', code: 'UnauthorizedOperation', times: 9 }]);
    await expect(poll()).rejects.toThrow(VendorRejected);
  });
});

it('stops what has stopped', async () => {
  const { stop, clock } = await started();
  await stop();
  expect(await stop()).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'GONE' }] });
});

describe('a start without an answer', () => {
  /** A start whose answer was lost. */
  async function lost() {
    const emulated = await tencentRecorder('GME');
    await emulated.room('join', { ...ROOM, user: '1' });
    emulated.emulator.faults.add([{ action: 'StartRecord', kind: 'lost-answer' }]);
    const plan = emulated.plan();
    await emulated.sendUnanswered(plan);
    return { ...emulated, task: taskOf(plan, ID, emulated.clock.now) };
  }

  it('is found by its room', async () => {
    const { find, task, clock, recorder } = await lost();
    clock.now += 5 * SECOND;
    const finding = await find(task);
    expect(finding).toMatchObject({ kind: 'found', report: { facts: [{ kind: 'running', at: clock.now }] } });
    const { taskId } = finding as { taskId: string };
    expect((await recorder.stop({ ...task, taskId }, {})).facts).toMatchObject([{ kind: 'ended', cause: 'CLIENT' }]);
  });

  it('makes a repeat be refused, so that one recording is left', async () => {
    const { plan } = await lost();
    await expect(plan().send({})).rejects.toThrow('ResourceInUse.TaskInUse');
  });

  it('is absent where nothing was started', async () => {
    const { find, plan, clock } = await tencentRecorder('GME');
    expect(await find(taskOf(plan(), ID, clock.now))).toEqual({ kind: 'absent' });
  });

  it('is not taken for a task that belongs to another recording', async () => {
    const { find, start } = await tencentRecorder('GME');
    const task = await start();
    expect(await find({ ...task, taskId: null }, [task.taskId!])).toEqual({ kind: 'absent', isTaken: true });
  });

  it('is not taken for one that was running before', async () => {
    const { find, start, room, clock } = await tencentRecorder('GME');
    await room('join', { ...ROOM, user: '1' });
    const task = await start();
    clock.now += HOUR;
    expect(await find({ ...task, taskId: null, sentAt: clock.now })).toEqual({ kind: 'absent', isTaken: true });
  });

  it('is absent where the room is gone', async () => {
    const { find, task, emulator } = await lost();
    emulator.faults.add([{ action: 'DescribeTaskInfo', kind: 'code', code: 'ResourceNotFound.RoomNotFound' }]);
    expect(await find(task)).toEqual({ kind: 'absent' });
  });
});

describe('a task that was started elsewhere', () => {
  const GIVEN = { account: '3400352518', taskId: '446192236330927913', room: 'room-7', sessionId: null, region: null };

  it('is addressed by application, room and id', async () => {
    const { recorder } = await tencentRecorder('GME');
    expect(recorder.adopt(GIVEN)).toEqual({
      ...{ account: '3400352518', room: 'room-7', vendorKey: null, taskId: '446192236330927913' },
      ref: { bizId: 3400352518, roomId: 'room-7' },
    });
  });

  it.each([
    ['taskId', { taskId: 'abc' }],
    ['taskId', { taskId: null }],
    ['room', { room: null }],
    ['account', { account: '' }],
  ])('is refused without a good %s', async (field, wrong) => {
    const { recorder } = await tencentRecorder('GME');
    expect.assertions(1);
    try {
      recorder.adopt({ ...GIVEN, ...wrong });
    } catch (error) {
      expect((error as InvalidInput).faults.map(({ path }) => path)).toEqual([['input', field]]);
    }
  });
});
