import { describe, expect, it } from 'vitest';
import { DrivenTime } from '../../shared/calls/driven-time.ts';
import { ORPHANS } from './documents.ts';
import { APP } from './starts.ts';
import { HOUR, MINUTE, SECOND, RecordingHarness, type RecordingHarnessOptions } from './harness.ts';
import { Reconciler } from '../../../src/recordings/engine/reconciler.ts';

interface Orphan {
  readonly taskId: string;
  readonly [field: string]: unknown;
}

/** A server that knows the application, for one recording of it has run here. */
async function open(options: RecordingHarnessOptions = {}) {
  const house = await RecordingHarness.open(options);
  await house.started('TIW', { roomId: 1 });
  return {
    house,
    look: () => house.engine.orphans.find(house.engine.recorders.of('TIW')),
    list: (product?: string) => house.ask<Orphan[]>(ORPHANS, { product }),
  };
}

describe.each(['intl', 'china'] as const)(
  'a whiteboard task that was started behind our back, at the site %s',
  (site) => {
    it('is reported when it is two minutes old: a younger task may be on its way into a ledger', async () => {
      const { house, look, list } = await open({ site });
      const { taskId } = await house.startElsewhere('TIW', { roomId: 2 });
      house.advance(MINUTE);
      await look();
      expect(await list()).toEqual([]);
      house.advance(6 * MINUTE);
      await look();
      expect(await list()).toMatchObject([
        { product: 'TIW', taskId, account: String(APP), room: '2', surplusOf: null },
      ]);
    });

    it('is left alone', async () => {
      const { house, look } = await open({ site });
      const { taskId } = await house.startElsewhere('TIW', { roomId: 2 });
      house.advance(6 * MINUTE);
      await look();
      await house.due('TIW');
      expect((await house.running()).map((task) => task.taskId)).toContain(taskId);
      expect(house.calls('StopOnlineRecord')).toBe(0);
    });

    it('can be taken over, and is no orphan then', async () => {
      const { house, look, list } = await open({ site });
      const { taskId } = await house.startElsewhere('TIW', { roomId: 2 });
      house.advance(6 * MINUTE);
      await look();
      const input = { product: 'TIW', account: String(APP), taskId };
      const { recording } = await house.run('adoptRecording', input);
      expect(recording).toMatchObject({ taskId, state: 'RECORDING' });
      expect(await list()).toEqual([]);
      house.advance(6 * MINUTE);
      await look();
      expect(await list()).toEqual([]);
    });
  },
);

describe('the look for orphans', () => {
  it('is made every five minutes, by one of all processes', async () => {
    const { house, look } = await open();
    await Promise.all([look(), look()]);
    expect(house.calls('DescribeRecordSearch')).toBe(1);
    house.advance(4 * MINUTE);
    await look();
    expect(house.calls('DescribeRecordSearch')).toBe(1);
    house.advance(2 * MINUTE);
    await look();
    expect(house.calls('DescribeRecordSearch')).toBe(2);
  });

  it('forgets what it has not seen for a quarter of an hour', async () => {
    const { house, look, list } = await open();
    const { taskId } = await house.startElsewhere('TIW', { roomId: 2 });
    house.advance(6 * MINUTE);
    await look();
    expect(await list()).toHaveLength(1);
    await house.providers.tencent.tiw.stopOnlineRecord({ sdkAppId: APP, taskId: taskId! });
    house.advance(16 * MINUTE);
    await look();
    expect(await list()).toEqual([]);
  });

  it('keeps what it has not seen for a while: seen again, it is still known since when', async () => {
    const { house, look, list } = await open();
    await house.startElsewhere('TIW', { roomId: 2 });
    house.advance(6 * MINUTE);
    await look();
    const [{ firstSeenAt }] = (await list()) as [Orphan];
    house.advance(23 * HOUR);
    expect(await list()).toEqual([]);
    await house.engine.orphans.dropOld();
    await look();
    expect(await list()).toMatchObject([{ firstSeenAt }]);
  });

  it('is not what a task depends on whose vendor lists none: it stays for as long as it may run', async () => {
    const { house, list } = await open();
    const task = { product: 'TRTC_ROOM', taskId: 'task', account: String(APP), room: '77', ref: {}, startedAt: null };
    await house.ledger.seeOrphans([{ ...task, surplusOf: null, lastSeenAt: house.now(), nextActionAt: null }]);
    house.advance(71 * HOUR);
    expect(await list()).toMatchObject([{ product: 'TRTC_ROOM', taskId: 'task' }]);
    house.advance(2 * HOUR);
    expect(await list()).toEqual([]);
  });

  it('goes on when the vendor cannot be asked', async () => {
    const { house, look, list } = await open();
    await house.startElsewhere('TIW', { roomId: 2 });
    house.advance(6 * MINUTE);
    house.fault('TIW', 'DescribeRecordSearch', 'reset-before', undefined, 3);
    await look();
    expect(await list()).toEqual([]);
    house.advance(6 * MINUTE);
    await look();
    expect(await list()).toHaveLength(1);
  });

  it('takes no task for an orphan that a recording has', async () => {
    const { house, look, list } = await open();
    house.advance(HOUR);
    await look();
    expect(await list()).toEqual([]);
  });

  it('can be read by product', async () => {
    const { house, look, list } = await open();
    await house.startElsewhere('TIW', { roomId: 2 });
    house.advance(6 * MINUTE);
    await look();
    expect(await list('TIW')).toHaveLength(1);
    expect(await list('GME')).toEqual([]);
  });
});

it('an orphan that was not seen for three days is dropped from the ledger by the housekeeping', async () => {
  const { house, look } = await open();
  const { taskId } = await house.startElsewhere('TIW', { roomId: 2 });
  house.advance(6 * MINUTE);
  await look();
  expect(await house.ledger.orphans()).toHaveLength(1);
  await house.providers.tencent.tiw.stopOnlineRecord({ sdkAppId: APP, taskId: taskId! });
  house.advance(72 * HOUR + 1);
  const time = new DrivenTime();
  const reconciler = new Reconciler(house.engine, time);
  reconciler.start();
  await time.runUntil(5 * SECOND);
  await expect.poll(() => house.ledger.orphans()).toEqual([]);
  await reconciler.stop();
});
