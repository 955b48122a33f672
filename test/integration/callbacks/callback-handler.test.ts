import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { APP, CALLBACK_KEY } from '../recordings/starts.ts';
import { MINUTE, NOW, SECOND, RecordingHarness } from '../recordings/harness.ts';
import { receive, roomEvent, vodFile } from './receiving.ts';

const STARTED = { Status: 0 };

describe('a callback', () => {
  it('moves the recording that it is about, and is kept with it', async () => {
    const harness = await RecordingHarness.open();
    const { postTrtc, inbox } = await receive(harness);
    const { id, taskId } = await harness.started('TRTC_ROOM');
    const response = await postTrtc(roomEvent(301, taskId!, STARTED));
    expect([response.status, await response.text()]).toEqual([200, '{"code":0}']);
    expect((await harness.find(id)).state).toBe('STARTING'); // it is kept, and not applied yet
    expect(await inbox.runDue()).toBe(1);
    expect(await harness.find(id)).toMatchObject({ state: 'RECORDING', evidence: 'CALLBACK' });
    const [kept] = await harness.ledger.callbacks.ofRecording(id);
    expect(kept).toMatchObject({ source: 'tencent/trtc', type: '301', taskId, state: 'APPLIED', nextActionAt: null });
  });

  it('that comes again changes nothing', async () => {
    const harness = await RecordingHarness.open();
    const { postTrtc, inbox } = await receive(harness);
    const { id, taskId } = await harness.started('TRTC_ROOM');
    const event = roomEvent(301, taskId!, STARTED);
    await postTrtc(event);
    await inbox.runDue();
    const before = await harness.row(id);
    const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await postTrtc(event)).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await inbox.runDue()).toBe(0);
    expect(await harness.row(id)).toEqual(before);
    expect(await harness.ledger.callbacks.ofRecording(id)).toHaveLength(1);
  });

  it('reports files that stay INCOMPLETE without it', async () => {
    const harness = await RecordingHarness.open();
    const { callBack, settle } = await receive(harness);
    callBack();
    await harness.room('join', { app: APP, room: 3560, user: 'alice' });
    const { id } = await harness.recording('TRTC_ROOM');
    await settle();
    harness.advance(MINUTE);
    await harness.run('stopRecording', { id });
    harness.advance(5 * MINUTE);
    await settle();
    expect(await harness.find(id)).toMatchObject({
      state: 'COMPLETE',
      evidence: 'CALLBACK',
      files: ['audio', 'video'].map((track) => expect.objectContaining({ state: 'READY', track }) as object),
    });
  });

  it('that overtakes the answer to its start is matched by the robot', async () => {
    const harness = await RecordingHarness.open();
    const { postTrtc, inbox } = await receive(harness);
    harness.fault('TRTC_ROOM', 'CreateCloudRecording', 'reset-after');
    const { recording } = await harness.start('TRTC_ROOM');
    expect(recording).toMatchObject({ state: 'UNKNOWN', taskId: null });
    const [task] = await harness.running();
    await postTrtc(roomEvent(301, task!.taskId, STARTED, { UserId: recording!.vendorKey }));
    await inbox.runDue();
    expect(await harness.find(recording!.id)).toMatchObject({ state: 'RECORDING', taskId: task!.taskId });
  });

  it('of a task that no recording has yet waits for it', async () => {
    const harness = await RecordingHarness.open();
    const { postTrtc, inbox } = await receive(harness);
    const event = {
      EventGroupId: 8,
      EventType: 801,
      CallbackTs: NOW,
      EventInfo: { EventMsTs: NOW, TaskId: 'not-yet', Payload: { Status: 1, EventMessage: 'Success' } },
    };
    await postTrtc(event);
    await inbox.runDue();
    const { id } = await harness.started('TRTC_WEB');
    await harness.ledger.update(id, () => ({ at: NOW, set: { taskId: 'not-yet' } }));
    harness.advance(SECOND);
    await inbox.runDue();
    expect(await harness.find(id)).toMatchObject({ state: 'RECORDING', evidence: 'CALLBACK' });
  });

  it('of a task that Tapedeck did not start makes an orphan after two minutes, and is logged after ten', async () => {
    const harness = await RecordingHarness.open();
    const { postTrtc, inbox } = await receive(harness);
    await postTrtc(roomEvent(301, 'somebody-elses', STARTED));
    for (let passed = 0; passed < 119; passed += 7) {
      await inbox.runDue();
      harness.advance(7 * SECOND);
    }
    expect(await harness.recordings.orphans.list()).toEqual([]);
    for (let passed = 0; passed < 120; passed += 7) {
      await inbox.runDue();
      harness.advance(7 * SECOND);
    }
    expect(await harness.recordings.orphans.list()).toMatchObject([
      { product: 'TRTC_ROOM', taskId: 'somebody-elses', account: String(APP), room: '3560', startedAt: NOW },
    ]);
    for (let passed = 0; passed < 10; passed += 1) {
      await inbox.runDue();
      harness.advance(MINUTE);
    }
    await inbox.runDue();
    expect(await harness.ledger.callbacks.counts()).toEqual([
      { source: 'tencent/trtc', type: '301', state: 'UNMATCHED', count: 1 },
    ]);
    await postTrtc(roomEvent(302, 'somebody-elses', { LeaveCode: 0 }));
    await inbox.runDue();
    expect(await harness.recordings.orphans.list()).toEqual([]);
  });

  it('of a second task of one start has that task stopped', async () => {
    const harness = await RecordingHarness.open();
    const { postTrtc, inbox } = await receive(harness);
    const { id, taskId, vendorKey } = await harness.started('TRTC_ROOM');
    await postTrtc(roomEvent(301, 'one-too-many', STARTED, { UserId: vendorKey }));
    await inbox.runDue();
    expect(await harness.find(id)).toMatchObject({ state: 'STARTING', taskId });
    expect(await harness.ledger.orphans()).toMatchObject([{ taskId: 'one-too-many', surplusOf: id }]);
  });

  it('of another application changes nothing', async () => {
    const harness = await RecordingHarness.open();
    const { postTrtc, inbox } = await receive(harness);
    const { id, taskId } = await harness.started('TRTC_ROOM');
    await harness.ledger.update(id, () => ({ at: NOW, set: { account: '1400009999' } }));
    await postTrtc(roomEvent(301, taskId!, STARTED));
    await inbox.runDue();
    expect((await harness.find(id)).state).toBe('STARTING');
    expect((await harness.ledger.callbacks.counts())[0]).toMatchObject({ state: 'KEPT' });
  });

  it('of a result that the recording was not started for does not complete it', async () => {
    const harness = await RecordingHarness.open();
    const { postTrtc, inbox } = await receive(harness);
    const { id, taskId } = await harness.recording('TRTC_ROOM'); // its files go to VOD
    await postTrtc(roomEvent(302, taskId!, { LeaveCode: 99 }));
    await postTrtc(roomEvent(305, taskId!, { Status: 0 }));
    await inbox.runDue();
    expect(await harness.find(id)).toMatchObject({ state: 'PROCESSING', cause: 'IDLE' });
    await postTrtc(vodFile(taskId!));
    await postTrtc(roomEvent(312, taskId!, { Status: 0 }));
    await inbox.runDue();
    expect(await harness.find(id)).toMatchObject({ state: 'COMPLETE', cause: 'IDLE' });
  });

  it('of an unknown kind is kept and counted', async () => {
    const harness = await RecordingHarness.open();
    const { postTrtc, inbox } = await receive(harness);
    const { taskId } = await harness.started('TRTC_ROOM');
    await postTrtc(roomEvent(399, taskId!, {}));
    await postTrtc(roomEvent(399, 'another', {}));
    await inbox.runDue();
    expect(await harness.ledger.callbacks.counts()).toEqual([
      { source: 'tencent/trtc', type: '399', state: 'KEPT', count: 2 },
    ]);
  });

  describe('whose body the vendor does not sign', () => {
    /** As somebody can write it who has seen one of TIW's messages. */
    const forged = (eventType: string, taskId: string): string => {
      const expires = NOW / 1000 + 600;
      const sign = createHash('md5').update(`${CALLBACK_KEY}${expires}`).digest('hex');
      const members = { TaskId: taskId, RoomId: 4294967290, RecordUserId: 'robot' };
      const head = { SdkAppId: APP, Timestamp: NOW / 1000, ExpireTime: expires, Sign: sign };
      return JSON.stringify({ ...head, EventType: eventType, EventData: members });
    };

    it('is not believed while the vendor says otherwise, and is doubted after ten minutes', async () => {
      const harness = await RecordingHarness.open();
      const { post, inbox } = await receive(harness);
      const { id, taskId } = await harness.recording('TIW');
      expect((await post('tencent/tiw', forged('OnlineRecordStopped', taskId!))).status).toBe(200);
      for (let passed = 0; passed <= 11; passed += 1) {
        await inbox.runDue();
        harness.advance(MINUTE);
      }
      expect((await harness.find(id)).state).toBe('RECORDING');
      expect((await harness.ledger.callbacks.counts())[0]).toMatchObject({ state: 'DOUBTED' });
    });

    it('is not doubted at once because the server was down when it could have been asked for', async () => {
      const harness = await RecordingHarness.open();
      const { post, inbox } = await receive(harness);
      const { id, taskId } = await harness.recording('TIW');
      await post('tencent/tiw', forged('OnlineRecordStopped', taskId!));
      harness.advance(11 * MINUTE);
      await inbox.runDue();
      expect((await harness.ledger.callbacks.counts())[0]).toMatchObject({ state: 'WAITING' });
      await harness.run('stopRecording', { id });
      harness.advance(5 * SECOND);
      await inbox.runDue();
      expect((await harness.ledger.callbacks.counts())[0]).toMatchObject({ state: 'APPLIED' });
    });

    it('is believed when the vendor says the same', async () => {
      const harness = await RecordingHarness.open();
      const { post, inbox } = await receive(harness);
      const { id, taskId } = await harness.started('TIW');
      harness.advance(5 * SECOND);
      await post('tencent/tiw', forged('OnlineRecordStarted', taskId!));
      await inbox.runDue();
      expect(await harness.find(id)).toMatchObject({ state: 'RECORDING', evidence: 'CALLBACK' });
    });

    it('causes no call to the vendor for known facts', async () => {
      const harness = await RecordingHarness.open();
      const { post, inbox } = await receive(harness);
      const { taskId } = await harness.recording('TIW');
      const asked = harness.calls('DescribeOnlineRecord');
      for (let time = 0; time < 20; time += 1) {
        const later = forged('OnlineRecordStarted', taskId!).replace('robot', `robot-${time}`);
        expect((await post('tencent/tiw', later)).status).toBe(200);
      }
      await inbox.runDue();
      expect(harness.calls('DescribeOnlineRecord')).toBe(asked);
    });

    it('makes no orphan of a task that the vendor does not know', async () => {
      const harness = await RecordingHarness.open();
      const { post, inbox } = await receive(harness);
      await post('tencent/tiw', forged('OnlineRecordStarted', 'made-up'));
      for (let passed = 0; passed <= 11; passed += 1) {
        await inbox.runDue();
        harness.advance(MINUTE);
      }
      expect(await harness.recordings.orphans.list()).toEqual([]);
    });
  });
});

it('a callback that hits an internal error is tried again, and holds up no other', async () => {
  const harness = await RecordingHarness.open();
  const { postTrtc, inbox } = await receive(harness);
  const [first, second] = [await harness.started('TRTC_ROOM'), await harness.started('TRTC_WEB')];
  vi.spyOn(harness.ledger, 'findByTask').mockRejectedValueOnce(new TypeError('a fault'));
  await postTrtc(roomEvent(301, first.taskId!, STARTED));
  const info = { EventMsTs: NOW, TaskId: second.taskId, Payload: { Status: 1 } };
  await postTrtc({ EventGroupId: 8, EventType: 801, CallbackTs: NOW, EventInfo: info });
  await inbox.runDue();
  expect((await harness.find(second.id)).state).toBe('RECORDING');
  expect((await harness.find(first.id)).state).toBe('STARTING');
  harness.advance(SECOND);
  await inbox.runDue();
  expect((await harness.find(first.id)).state).toBe('RECORDING');
});

it('callbacks that were kept are applied by another process when the first one ended', async () => {
  const harness = await RecordingHarness.open();
  const first = await receive(harness);
  const { id, taskId } = await harness.started('TRTC_ROOM');
  await first.postTrtc(roomEvent(301, taskId!, STARTED));
  const second = await receive(harness);
  await second.inbox.runDue();
  expect((await harness.find(id)).state).toBe('RECORDING');
});

it('callbacks are dropped when they are old, unless they still wait', async () => {
  const harness = await RecordingHarness.open();
  const { postTrtc, inbox } = await receive(harness);
  const { id, taskId } = await harness.started('TRTC_ROOM');
  await postTrtc(roomEvent(301, taskId!, STARTED));
  await inbox.runDue();
  await postTrtc(roomEvent(301, 'nobodys', STARTED));
  expect(await harness.ledger.callbacks.drop(NOW + 1)).toBe(1);
  expect(await harness.ledger.callbacks.ofRecording(id)).toEqual([]);
  expect(await harness.ledger.callbacks.counts()).toMatchObject([{ state: 'WAITING', count: 1 }]);
});
