import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { MACHINE_TIMING } from '../../../src/calls/timing.ts';
import type { Callback } from '../../../src/ledger/contract/entities.ts';
import { APP, CALLBACK_KEY } from '../recordings/starts.ts';
import { MINUTE, NOW, SECOND, RecordingHarness } from '../recordings/harness.ts';
import { STORES } from '../../shared/both-stores.ts';
import { receive, roomEvent } from './receiving.ts';

const ASKED = 'DescribeOnlineRecord';
/** Look-ups of one source at a time. */
const AT_ONCE = 24;

/** A start as TIW tells it: its body is not signed, so TIW is asked. Of another event nobody is. */
function tiwStarted(taskId: string, robot = 'robot', event = 'OnlineRecordStarted'): string {
  const expires = NOW / 1000 + 600;
  const sign = createHash('md5').update(`${CALLBACK_KEY}${expires}`).digest('hex');
  const head = { SdkAppId: APP, Timestamp: NOW / 1000, ExpireTime: expires, Sign: sign };
  const members = { TaskId: taskId, RoomId: 4294967290, RecordUserId: robot };
  return JSON.stringify({ ...head, EventType: event, EventData: members });
}

describe.each(STORES)('a callback, with the ledger in $name', ({ open }) => {
  const silent = async () => {
    const harness = await RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });
    const receiving = await receive(harness);
    const started = async (product: string) => {
      const { id, taskId } = await harness.started(product);
      return { id, taskId: taskId! };
    };
    /** Until a callback that means nothing to us, sent after others, is done. */
    const unheardIsDone = async () => {
      const done = () => harness.ledger.callbacks.counts();
      await expect.poll(done).toContainEqual(expect.objectContaining({ type: 'Unheard', state: 'KEPT' }));
    };
    const kept = (id: string): Promise<Callback[]> => harness.ledger.callbacks.ofRecording(id);
    return { harness, ...receiving, started, kept, unheardIsDone };
  };

  /** The vendor of a TIW recording is silent about it; a TRTC recording has one that is not. */
  const silentAboutTiw = async () => {
    const house = await silent();
    const { harness, inbox, post, started } = house;
    const [tiw, trtc] = [await started('TIW'), await started('TRTC_ROOM')];
    harness.advance(5 * SECOND);
    const asked = harness.held.next('out', ASKED);
    await post('tencent/tiw', tiwStarted(tiw.taskId));
    inbox.start();
    await asked.arrived;
    return { ...house, tiw, trtc, asked };
  };

  it('is applied while the vendor of another source is silent', async () => {
    const { harness, inbox, postTrtc, kept, tiw, trtc, asked } = await silentAboutTiw();
    await postTrtc(roomEvent(301, trtc.taskId, { Status: 0 }));
    await expect.poll(async () => (await kept(trtc.id)).map(({ state }) => state)).toEqual(['APPLIED']);
    expect((await harness.find(trtc.id)).state).toBe('RECORDING');
    expect((await harness.find(tiw.id)).state).toBe('STARTING');
    asked.release();
    await expect.poll(async () => (await harness.find(tiw.id)).state).toBe('RECORDING');
    await inbox.stop();
  });

  it('is settled while its vendor is silent about another task', async () => {
    const { harness, inbox, post, started, kept, unheardIsDone } = await silent();
    const { id, taskId } = await started('TIW');
    harness.advance(5 * SECOND);
    const asked = harness.held.next('out', ASKED);
    await post('tencent/tiw', tiwStarted(taskId));
    await post('tencent/tiw', tiwStarted('another', 'robot', 'Unheard'));
    inbox.start();
    await asked.arrived;
    await unheardIsDone();
    expect(await kept(id)).toEqual([]);
    asked.release();
    await expect.poll(() => kept(id)).toMatchObject([{ state: 'APPLIED' }]);
    await inbox.stop();
  });

  it('is begun when the one before it of its task is done', async () => {
    const { harness, inbox, post, started, kept, unheardIsDone } = await silent();
    const { id, taskId } = await started('TIW');
    harness.advance(5 * SECOND);
    const asked = harness.held.next('out', ASKED);
    for (const robot of ['one', 'two']) await post('tencent/tiw', tiwStarted(taskId, robot));
    await post('tencent/tiw', tiwStarted('another', 'robot', 'Unheard'));
    const found = vi.spyOn(harness.ledger, 'findByTask');
    inbox.start();
    await asked.arrived;
    await unheardIsDone();
    expect(found).toHaveBeenCalledTimes(1);
    asked.release();
    await expect.poll(() => kept(id)).toMatchObject([{ state: 'APPLIED' }, { state: 'APPLIED' }]);
    await inbox.stop();
  });

  it('that is not begun at once is left for other processes', async () => {
    const { harness, inbox, post } = await silent();
    const asked = Array.from({ length: AT_ONCE }, () => harness.held.next('out', ASKED));
    for (let task = 0; task < AT_ONCE + 6; task += 1) await post('tencent/tiw', tiwStarted(`strange-${task}`));
    harness.advance(3 * MINUTE); // so long none waits for the answer to a start of ours
    inbox.start();
    await Promise.all(asked.map(({ arrived }) => arrived));
    const left = await harness.ledger.callbacks.claimDue(harness.now(), harness.now() + MINUTE, 99);
    expect(left).toHaveLength(6);
    for (const { release } of asked) release();
    await inbox.stop();
  });

  it('that could take longer than its lease is not begun, and comes up again when that has run out', async () => {
    const { harness, inbox, post, started, kept } = await silent();
    const { id, taskId } = await started('TIW');
    harness.advance(5 * SECOND);
    const asked = harness.held.next('out', ASKED);
    for (const robot of ['one', 'two']) await post('tencent/tiw', tiwStarted(taskId, robot));
    const all = inbox.runDue();
    await asked.arrived;
    const { now } = MACHINE_TIMING;
    const clock = vi.spyOn(MACHINE_TIMING, 'now').mockImplementation(() => now() + 11 * SECOND);
    asked.release();
    await all;
    clock.mockRestore();
    expect(await kept(id)).toMatchObject([{ state: 'APPLIED' }]);
    harness.advance(39 * SECOND);
    expect(await inbox.runDue()).toBe(0);
    harness.advance(SECOND);
    expect(await inbox.runDue()).toBe(1);
    expect(await kept(id)).toMatchObject([{ state: 'APPLIED' }, { state: 'APPLIED' }]);
  });

  it('that is under way is waited for when the server stops, and no other is begun', async () => {
    const { inbox, postTrtc, kept, tiw, trtc, asked } = await silentAboutTiw();
    const stopped = inbox.stop().then(() => kept(tiw.id));
    await postTrtc(roomEvent(301, trtc.taskId, { Status: 0 }));
    asked.release();
    expect(await stopped).toMatchObject([{ state: 'APPLIED' }]);
    expect(await kept(trtc.id)).toEqual([]);
  });
});
