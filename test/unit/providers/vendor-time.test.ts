import { expect, it } from 'vitest';
import { CallbackOutOfTime, CallbackRejected } from '../../../src/callbacks/callback.ts';
import { CallbackIngest } from '../../../src/callbacks/callback-ingest.ts';
import { CallbackSignature } from '../../../src/providers/rongcloud/callbacks/signature.ts';
import { RongcloudRecordingCallback } from '../../../src/providers/rongcloud/recording/callback.ts';
import { VendorClock } from '../../../src/providers/vendor-clock.ts';
import { callbacksInOurTime, recorderInOurTime } from '../../../src/providers/vendor-time.ts';
import type { Recorder, TaskRef } from '../../../src/domain/recorder.ts';
import { callback, KEYS, NOW } from './rongcloud/callback-request.ts';

const HOUR = 3_600_000;

/** RongCloud's callbacks at a server whose clock is so far ahead of the vendor's, which is at NOW. */
function callbacks(aheadMs: number) {
  const ours = NOW + aheadMs;
  const clock = new VendorClock(() => ours);
  const vendor = { asked: 0, date: NOW as number | undefined };
  const source = callbacksInOurTime(new RongcloudRecordingCallback(new CallbackSignature(KEYS)), clock, () => {
    vendor.asked += 1;
    return Promise.resolve(vendor.date);
  });
  const intake = new CallbackIngest({ keep: () => Promise.resolve(new Set()) }, () => undefined);
  return { ours, clock, vendor, source, take: () => intake.take(source, callback({ receivedAt: ours })) };
}

it.each([3 * HOUR, -3 * HOUR])('a callback counts by what calls learnt of the vendor: %i ms', async (aheadMs) => {
  const { clock, source, take, vendor } = callbacks(aheadMs);
  clock.learn(NOW);
  expect(await take()).toBe(source.receipt);
  expect(vendor.asked).toBe(0);
});

it.each([3 * HOUR, -3 * HOUR])('before any call the vendor is asked for the time: %i ms', async (aheadMs) => {
  const { source, take, vendor } = callbacks(aheadMs);
  expect(await take()).toBe(source.receipt);
  expect(await take()).toBe(source.receipt);
  expect(vendor.asked).toBe(1);
});

it('a callback that is old by the vendor’s clock, too, is refused', async () => {
  const { take, vendor } = callbacks(3 * HOUR);
  vendor.date = NOW + 3 * HOUR;
  await expect(take()).rejects.toThrow(CallbackOutOfTime);
  await expect(take()).rejects.toThrow(CallbackOutOfTime);
  expect(vendor.asked).toBe(1);
});

it('no vendor is asked because of a forged callback', async () => {
  const { source, ours, vendor } = callbacks(3 * HOUR);
  const intake = new CallbackIngest({ keep: () => Promise.resolve(new Set()) }, () => undefined);
  const forged = callback({ receivedAt: ours, headers: (parts) => ({ ...parts, signature: '0'.repeat(40) }) });
  await expect(intake.take(source, forged)).rejects.toThrow(CallbackRejected);
  expect(vendor.asked).toBe(0);
});

it.each([0, 3 * HOUR, -3 * HOUR])(
  'what a callback reports has the time of this server, with a clock %i ms ahead',
  (aheadMs) => {
    const { clock, source, ours } = callbacks(aheadMs);
    clock.learn(NOW);
    const request = callback({ receivedAt: ours });
    const [news] = source.read(source.verify(request), ours);
    for (const at of [news!.at!, news!.report.facts[0]!.at]) expect(Math.abs(at - (ours - 1000))).toBeLessThan(1000);
  },
);

it('a recorder asks by the vendor’s time, and reports the time of this server', async () => {
  const ours = NOW + 3 * HOUR;
  const clock = new VendorClock(() => ours);
  clock.learn(NOW);
  const ahead = clock.offsetMs;
  const seen: (number | null)[] = [];
  const told = (task: TaskRef) => {
    seen.push(task.sentAt);
    const files = [{ name: 'a.mp4', state: 'READY' as const, beginsAt: NOW - 2000, endsAt: NOW - 1000 }];
    return Promise.resolve({ facts: [{ kind: 'running' as const, at: NOW }], files });
  };
  const running = { taskId: 'task', account: '1', room: null, startedAt: NOW, ref: {} };
  const inside = {
    findStart: async (task: TaskRef) => ({ kind: 'found', taskId: 'task', report: await told(task) }),
    poll: told,
    stop: told,
    pause: told,
    resume: told,
    confirm: told,
    observe: () => ({ facts: [{ kind: 'running', at: NOW }] }),
    listRunning: () => Promise.resolve([running, { ...running, startedAt: null }]),
  } as unknown as Recorder;
  const recorder = recorderInOurTime(inside, clock);
  const task: TaskRef = {
    recordingId: 'rec',
    account: '1',
    room: null,
    vendorKey: null,
    taskId: null,
    ref: {},
    sentAt: ours,
  };
  const found = await recorder.findStart(task, () => Promise.resolve(false), {});
  const reports = [
    found.kind === 'found' ? found.report : undefined,
    await recorder.poll(task, {}),
    await recorder.stop(task, {}),
    await recorder.pause!(task, {}),
    await recorder.resume!(task, {}),
    await recorder.confirm!(task, { facts: [] }, false, {}),
  ];
  for (const report of reports) {
    expect(report?.facts).toEqual([{ kind: 'running', at: NOW - ahead }]);
    expect(report?.files).toMatchObject([{ beginsAt: NOW - 2000 - ahead, endsAt: NOW - 1000 - ahead }]);
  }
  expect(new Set(seen)).toEqual(new Set([ours + ahead]));
  expect(recorder.observe!({}).facts).toEqual([{ kind: 'running', at: NOW - ahead }]);
  expect((await recorder.listRunning!('1', {})).map(({ startedAt }) => startedAt)).toEqual([NOW - ahead, null]);
});
