import { describe, expect, it } from 'vitest';
import { InvalidInput, VendorRejected } from '../../../../../../src/errors.ts';
import { Secret } from '../../../../../../src/wire/secret.ts';
import { APP } from '../../../recorded-starts.ts';
import { HOUR, MINUTE, NOW, SECOND, taskOf, tencentRecorder, ID } from '../../../recorders-over-http.ts';

const ROOM = { app: APP, room: 3560 };
const BUCKET = {
  ...{ vendor: 0, region: 'ap-singapore', bucket: 'files-1' },
  ...{ accessKey: new Secret('id'), secretKey: new Secret('key') },
};

/** A room recording that was just started. */
async function started(more: object = {}) {
  const emulated = await tencentRecorder('TRTC_ROOM');
  const task = await emulated.start(more);
  const { recorder } = emulated;
  return { ...emulated, task, poll: () => recorder.poll(task, {}), stop: () => recorder.stop(task, {}) };
}

describe('a poll of a room recording', () => {
  it('reports that it runs, although no user publishes', async () => {
    const { poll, clock } = await started();
    clock.now += 5 * SECOND;
    expect(await poll()).toEqual({ facts: [{ kind: 'running', at: clock.now }], files: [], isPublished: false });
  });

  it('gives the files, and their begin as the begin of the recording', async () => {
    const { poll, clock, room } = await started({ storageParams: { cloudStorage: BUCKET } });
    clock.now += 5 * SECOND;
    await room('join', { ...ROOM, user: 'alice' });
    clock.now += 30 * SECOND;
    expect(await poll()).toEqual({
      facts: [{ kind: 'running', at: NOW + 5 * SECOND }],
      files: [
        {
          name: expect.stringMatching(/\.m3u8$/) as string,
          state: 'RECORDING',
          track: 'audio_video',
          format: 'm3u8',
          beginsAt: NOW + 5 * SECOND,
        },
      ],
      isPublished: true,
    });
  });

  it('reports the end while the robot leaves, and when the task is forgotten', async () => {
    const { poll, stop, clock } = await started();
    clock.now += MINUTE / 4;
    expect(await stop()).toEqual({ facts: [] });
    clock.now += SECOND;
    expect((await poll()).facts).toEqual([{ kind: 'ended', at: clock.now, cause: 'GONE' }]);
    clock.now += MINUTE;
    expect(await poll()).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'GONE' }] });
  });

  it('reports an end that no client requested', async () => {
    const { poll, clock } = await started();
    clock.now += HOUR;
    expect((await poll()).facts).toEqual([{ kind: 'ended', at: clock.now, cause: 'GONE' }]);
  });

  it('does not take a failure of the vendor for an end', async () => {
    const { poll, emulator } = await started();
    emulator.faults.add([{ action: 'DescribeCloudRecording', kind: 'code', code: 'FailedOperation', times: 9 }]);
    await expect(poll()).rejects.toThrow(VendorRejected);
  });
});

describe('a stop of a room recording', () => {
  it('succeeds the second time, too', async () => {
    const { stop, clock } = await started();
    await stop();
    expect(await stop()).toEqual({ facts: [{ kind: 'ended', at: clock.now, cause: 'GONE' }] });
  });

  it('sends nothing without a task id', async () => {
    const { recorder, task, emulator } = await started();
    await expect(recorder.stop({ ...task, taskId: null }, {})).rejects.toThrow('task id is not known');
    expect(emulator.calls).toHaveLength(1);
  });
});

it('replaces the layout and the lists of a running recording', async () => {
  const { recorder, task, emulator } = await started();
  const layout = {
    mixLayoutParams: { mixLayoutMode: 3 },
    subscribeStreamUserIds: { subscribeAudioUserIds: ['alice'] },
  };
  const change = recorder.updateLayout!(task, layout, {});
  expect(change).toMatchObject({ settings: layout, warnings: [] });
  await change.send();
  expect(emulator.calls.at(-1)).toMatchObject({
    action: 'ModifyCloudRecording',
    region: 'ap-singapore',
    body: {
      SdkAppId: APP,
      TaskId: task.taskId,
      MixLayoutParams: { MixLayoutMode: 3 },
      SubscribeStreamUserIds: { SubscribeAudioUserIds: ['alice'] },
    },
  });
});

describe('a start without an answer', () => {
  it('cannot be looked up', async () => {
    const { emulator, plan, sendUnanswered, find, clock, recorder } = await tencentRecorder('TRTC_ROOM');
    emulator.faults.add([{ action: 'CreateCloudRecording', kind: 'lost-answer' }]);
    const lost = plan();
    await sendUnanswered(lost);
    expect(await find(taskOf(lost, ID, clock.now))).toEqual({ kind: 'unknowable', advice: recorder.advice });
  });

  it('is replaced by its repeat, so that one recording is left', async () => {
    const { emulator, plan, sendUnanswered, recorder, clock, room } = await tencentRecorder('TRTC_ROOM');
    await room('join', { ...ROOM, user: 'alice' });
    emulator.faults.add([{ action: 'CreateCloudRecording', kind: 'lost-answer' }]);
    const lost = plan();
    await sendUnanswered(lost);
    clock.now += 20 * SECOND;
    const { taskId } = await recorder.replan(lost.params!, ID).send({});
    clock.now += 20 * SECOND;
    const response = await fetch(`${emulator.origin}/__control/tasks`);
    const { tasks } = (await response.json()) as { tasks: { taskId: string; endedAt: number | null }[] };
    expect(tasks).toHaveLength(2);
    expect(tasks.filter(({ endedAt }) => endedAt === null).map((task) => task.taskId)).toEqual([taskId]);
  });
});

describe('a task that was started elsewhere', () => {
  const GIVEN = { account: String(APP), taskId: 'task-1', room: null, sessionId: null, region: 'ap-mumbai' };

  it('is addressed by application, id and region', async () => {
    const { recorder } = await tencentRecorder('TRTC_ROOM');
    expect(recorder.adopt(GIVEN)).toEqual({
      ...{ account: String(APP), room: null, vendorKey: null, taskId: 'task-1' },
      ref: { sdkAppId: APP, region: 'ap-mumbai' },
    });
  });

  it('is refused without its id', async () => {
    const { recorder } = await tencentRecorder('TRTC_ROOM');
    expect(() => recorder.adopt({ ...GIVEN, taskId: null })).toThrow(InvalidInput);
  });
});
