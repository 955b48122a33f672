import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Arrived } from '../../../../../shared/emulation/receiver.ts';
import { KEYS, membersOf, startWithReceiver } from '../callback-server.ts';
import { NOW, type Fields } from '../caller.ts';
import { GME } from '../api/parameters-of.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const ALICE = { app: GME.BizId, room: GME.RoomId, user: 'alice' };

/** A voice recording with alice in the room. */
async function started(change: object = {}) {
  const harness = await startWithReceiver();
  await harness.room('join', ALICE);
  const { TaskId } = await harness.ask('gme', 'StartRecord', { ...GME, ...change });
  return { ...harness, task: { BizId: GME.BizId, TaskId }, TaskId };
}

function summary(arrived: readonly Arrived[]) {
  return arrived
    .map(membersOf)
    .map(({ EventType, UserID, Detail }) => [EventType, UserID, (Detail as Fields)['SeqNo']]);
}

describe('GME calls back', () => {
  it('three times for each file, the single one and the mixed one', async () => {
    const { advance, ask, callbacks, task } = await started();
    await advance(30 * SECOND);
    await ask('gme', 'StopRecord', task);
    await advance(15 * SECOND);
    const arrived = await callbacks(6);
    expect(summary(arrived)).toEqual([
      [1, '0', 0],
      [1, 'alice', 0],
      [2, '0', 0],
      [2, 'alice', 0],
      [3, '0', 0],
      [3, 'alice', 0],
    ]);
    const { RecordInfo } = await ask('gme', 'DescribeRecordInfo', task);
    const names = (RecordInfo as unknown as readonly Fields[]).map(({ FileName }) => FileName);
    expect(
      arrived
        .map(membersOf)
        .slice(4)
        .map(({ Detail }) => (Detail as Fields)['FileName']),
    ).toEqual(names);
  });

  it('in its own spelling, with the task as a bare number that no double holds', async () => {
    const { callbacks, TaskId } = await started({ RecordMode: 1 });
    const [first] = await callbacks(1);
    expect(first!.body.toString()).toBe(
      `{"BizID":3400352518,"RoomID":"room-7","UserID":"alice","TaskID":${TaskId as bigint},"RecordMode":0,` +
        `"Timestamp":${NOW / 1000},"EventType":1,"Detail":{"SeqNo":0,` +
        `"FileName":"3400352518_room-7_alice/2026-01-15-12-00-00_${TaskId as bigint}_audio.mp3"}}`,
    );
  });

  it('with mode 1 for a mixed file', async () => {
    const { callbacks } = await started({ RecordMode: 2 });
    expect(membersOf((await callbacks(1))[0]!)).toMatchObject({ RecordMode: 1, UserID: '0' });
  });

  it('signed over the raw bytes', async () => {
    const { callbacks } = await started();
    for (const { headers, body, path } of await callbacks(2)) {
      expect(path).toBe('/callbacks/tencent/gme');
      expect(headers['signature']).toBe(createHmac('sha1', KEYS.gme).update(body).digest('base64'));
    }
  });

  it('with a new segment every two hours', async () => {
    const { advance, callbacks } = await started({ RecordMode: 1 });
    await advance(2 * HOUR);
    expect(summary(await callbacks(3))).toEqual([
      [1, 'alice', 0],
      [2, 'alice', 0],
      [1, 'alice', 1],
    ]);
  });

  it('when a user joins later', async () => {
    const { advance, callbacks, room } = await started({ RecordMode: 1 });
    await callbacks(1);
    await advance(SECOND);
    await room('join', { ...ALICE, user: 'bob' });
    expect(summary(await callbacks(2))[1]).toEqual([1, 'bob', 0]);
  });

  it('again after five, ten and twenty seconds', async () => {
    const { advance, emulator, receiver, room } = await started({ RecordMode: 1 });
    receiver.status = 500;
    await room('join', { ...ALICE, user: 'bob' });
    const last = () => emulator.callbacks.sent.at(-1);
    await expect.poll(last).toMatchObject({ attempts: 1, status: 500 });
    for (const [seconds, attempts] of [
      [5, 2],
      [10, 3],
      [20, 4],
    ] as const) {
      await advance(seconds * SECOND - 1);
      expect(last()?.attempts).toBe(attempts - 1);
      await advance(1);
      await expect.poll(last).toMatchObject({ attempts });
    }
    await expect.poll(last).toMatchObject({ outcome: 'given-up' });
  });
});
