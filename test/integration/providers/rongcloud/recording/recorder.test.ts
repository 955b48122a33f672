import { describe, expect, it } from 'vitest';
import { InvalidInput, VendorRejected } from '../../../../../src/errors.ts';
import { findTag, tagOf, withTag } from '../../../../../src/providers/rongcloud/callbacks/extra-tag.ts';
import type { Report } from '../../../../../src/domain/recorder.ts';
import { RecordingCause } from '../../../../../src/domain/recording.ts';
import { ID, MINUTE, rongcloudRecorder, taskOf } from '../../recorders-over-http.ts';

/** A session that alice is in, and its recording, just started. */
async function started() {
  const emulated = await rongcloudRecorder();
  const sessionId = emulated.emulator.rooms.join('room-7', { userId: 'alice' });
  const task = await emulated.start({ sessionId });
  const { recorder } = emulated;
  return { ...emulated, task, poll: () => recorder.poll(task, {}), stop: () => recorder.stop(task, {}) };
}

it('brings a tag to the vendor that a callback gives back', async () => {
  const { emulator, task } = await started();
  const { extra } = emulator.recordings[0]!;
  expect(extra).toBe(`lesson 7 #${task.vendorKey}`);
  expect(findTag(extra)).toBe(task.vendorKey);
});

it.each(['', 'lesson 7', 'a #b', ' #0123456789ab', '漢字'])('finds its tag behind %j', (text) => {
  expect(findTag(withTag(text, tagOf(ID)))).toBe(tagOf(ID));
});

it.each(['', 'lesson 7', '#short', 'x#0123456789ab', '#0123456789ab more'])('finds no tag in %j', (text) => {
  expect(findTag(text)).toBeUndefined();
});

describe('a poll of a session recording', () => {
  it('reports nothing while the session goes on', async () => {
    const { poll } = await started();
    expect(await poll()).toEqual({ facts: [] });
  });

  it('reports the end when the room is empty', async () => {
    const { poll, emulator, clock } = await started();
    emulator.rooms.leave('room-7', { userId: 'alice' });
    clock.now += MINUTE;
    expect(await poll()).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'ROOM_ENDED' }] });
  });

  it('reports the end when the room has another session', async () => {
    const { poll, emulator, clock } = await started();
    emulator.rooms.leave('room-7', { userId: 'alice' });
    emulator.rooms.join('room-7', { userId: 'bob' });
    expect(await poll()).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'ROOM_ENDED' }] });
  });

  it('throws where the vendor cannot be asked', async () => {
    const { poll, emulator } = await started();
    emulator.faults.add([{ action: 'queryRoom', kind: 'code', code: '1007', times: 9 }]);
    await expect(poll()).rejects.toThrow(VendorRejected);
  });
});

describe('a stop of a session recording', () => {
  it('reports the end', async () => {
    const { stop, emulator, clock } = await started();
    expect(await stop()).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'CLIENT' }] });
    expect(emulator.recordings[0]).toMatchObject({ state: 'ended', endedBy: 'stop' });
  });

  it('succeeds the second time, too', async () => {
    const { stop, clock } = await started();
    await stop();
    expect(await stop()).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'GONE' }] });
  });

  it('needs no task id', async () => {
    const { recorder, task, emulator } = await started();
    await recorder.stop({ ...task, taskId: null }, {});
    expect(emulator.recordings[0]).toMatchObject({ state: 'ended' });
  });
});

it('replaces the layout of a running recording', async () => {
  const { recorder, task, emulator } = await started();
  const layout = { mixLayout: 3, renderMode: 1, hostUserId: 'alice', hostStreamId: 'alice_RongCloudRTC' };
  await recorder.updateLayout!(task, layout, {}).send();
  expect(emulator.recordings[0]!.layout).toMatchObject(layout);
});

describe('a start without an answer', () => {
  it('cannot be looked up while its session goes on', async () => {
    const { emulator, plan, sendUnanswered, find, clock, recorder } = await rongcloudRecorder();
    const sessionId = emulator.rooms.join('room-7', { userId: 'alice' });
    emulator.faults.add([{ action: 'startRecord', kind: 'lost-answer' }]);
    const lost = plan({ sessionId });
    await sendUnanswered(lost);
    const task = taskOf(lost, ID, clock.now);
    expect(await find(task)).toEqual({ kind: 'unknowable', advice: recorder.advice });
    expect((await recorder.stop(task, {})).facts).toMatchObject([{ kind: 'ended', cause: 'CLIENT' }]);
  });

  it('is absent where its session has ended', async () => {
    const { find, plan, clock } = await rongcloudRecorder();
    expect(await find(taskOf(plan(), ID, clock.now))).toEqual({ kind: 'absent', isOver: true });
  });
});

describe('a recording that was started elsewhere', () => {
  const GIVEN = { account: 'recorders1', taskId: null, room: 'room-7', sessionId: 'session-1', region: null };

  it('is addressed by room and session', async () => {
    const { recorder } = await rongcloudRecorder();
    expect(recorder.adopt(GIVEN)).toEqual({
      ...{ account: 'recorders1', room: 'room-7', vendorKey: null, taskId: null },
      ref: { roomId: 'room-7', sessionId: 'session-1' },
    });
  });

  it.each([
    [['account'], { account: 'another' }],
    [['room'], { room: 'a b' }],
    [['room', 'sessionId'], { room: null, sessionId: null }],
  ])('is refused without a good %s', async (fields, wrong) => {
    const { recorder } = await rongcloudRecorder();
    expect.assertions(1);
    try {
      recorder.adopt({ ...GIVEN, ...wrong });
    } catch (error) {
      expect((error as InvalidInput).faults.map(({ path }) => path)).toEqual(fields.map((field) => ['input', field]));
    }
  });
});

describe('what a callback reports about a session recording', () => {
  const running = { facts: [{ kind: 'running', at: 1 }] } as const;
  const end = { facts: [{ kind: 'ended', at: 1, cause: RecordingCause.GONE }] } as const;

  /** A recording, and what is believed of a callback of it. */
  const doubted = async () => {
    const { recorder, emulator, task, clock } = await started();
    const believe = (told: Report, isStopWanted = false) => recorder.confirm!(task, told, isStopWanted, {});
    const leave = () => emulator.rooms.leave('room-7', { userId: 'alice' });
    const roomEnded = { kind: 'ended', at: clock.now, cause: 'ROOM_ENDED' };
    return { emulator, recorder, task, believe, leave, roomEnded };
  };

  it('is believed of a start while the session goes on', async () => {
    const { believe } = await doubted();
    expect(await believe(running)).toEqual(running);
  });

  it('is believed of a start with the end that has come since', async () => {
    const { believe, leave, roomEnded } = await doubted();
    leave();
    expect(await believe(running)).toEqual({ facts: [...running.facts, roomEnded] });
  });

  it('is not believed about an end that no client requested while the session continues', async () => {
    const { believe } = await doubted();
    expect(await believe(end)).toBeNull();
  });

  it('is believed of an end that is wanted', async () => {
    const { believe } = await doubted();
    expect(await believe(end, true)).toEqual(end);
  });

  it('is believed of an end once the session is over', async () => {
    const { believe, leave, roomEnded } = await doubted();
    leave();
    expect(await believe(end)).toEqual({ facts: [...end.facts, roomEnded] });
  });

  it('is believed of files without asking', async () => {
    const { believe, emulator, task } = await doubted();
    const told: Report = {
      facts: [{ kind: 'accepted', at: 1, taskId: task.taskId }],
      files: [{ name: 'a.mp4', state: 'READY' }],
    };
    expect(await believe(told)).toEqual(told);
    expect(emulator.calls.map(({ action }) => action)).not.toContain('queryRoom');
  });

  it('is nothing where it names another task', async () => {
    const { believe } = await doubted();
    expect(await believe({ facts: [{ kind: 'accepted', at: 1, taskId: 'another' }, ...end.facts] }, true)).toEqual({
      facts: [],
    });
  });

  it('throws where the vendor cannot be asked', async () => {
    const { believe, emulator } = await doubted();
    emulator.faults.add([{ action: 'queryRoom', kind: 'code', code: '1007', times: 9 }]);
    await expect(believe(running)).rejects.toThrow(VendorRejected);
  });

  it('is believed of a stranger while its room has a session', async () => {
    const { recorder, task, leave } = await doubted();
    const strange = { ...task, ref: {} };
    expect(await recorder.confirm!(strange, running, false, {})).toEqual(running);
    leave();
    expect(await recorder.confirm!(strange, running, false, {})).toBeNull();
  });

  it.each([null, 'a b', 'x\r\nEvil: 1', ''])('is not believed of a stranger in the room %j', async (room) => {
    const { recorder, task } = await doubted();
    expect(await recorder.confirm!({ ...task, room, ref: {} }, running, false, {})).toBeNull();
  });
});
