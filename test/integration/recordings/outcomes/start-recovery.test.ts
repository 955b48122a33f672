import { describe, expect, it, onTestFinished } from 'vitest';
import type { Ledger } from '../../../../src/ledger/contract/ledger.ts';
import { openLedger } from '../../../../src/ledger/open-ledger.ts';
import { LEASE_MS } from '../../../../src/recordings/engine/leases.ts';
import { mintUserSig } from '../../../../src/providers/tencent/shared/usersig.ts';
import { Secret } from '../../../../src/wire/secret.ts';
import { receive, roomEvent } from '../../callbacks/receiving.ts';
import { APP, BIZ, RTC_KEY, startOf, STARTS } from '../starts.ts';
import { codesOf, HOUR, MINUTE, NOW, RecordingHarness } from '../harness.ts';

// A restore took a start with a key from the ledger. When the key comes again, at most one recording runs.

const KEY = { idempotencyKey: 'lesson-7' };
const ROBOT_ID = 'tic_record_user_4294967290_own';
const ROBOT = {
  recordUserId: ROBOT_ID,
  recordUserSig: mintUserSig(new Secret(RTC_KEY), {
    userId: ROBOT_ID,
    sdkAppId: APP,
    issuedAt: NOW / 1000,
    validFor: 2 * 86_400,
  }).reveal(),
};
const THROTTLED = 'RequestLimitExceeded';

async function emptyLedger(harness: RecordingHarness): Promise<Ledger> {
  const ledger = await openLedger({ url: 'sqlite::memory:', now: harness.now });
  onTestFinished(() => ledger.close());
  return ledger;
}

/** The server goes on over a ledger that was restored and has nothing of the harness's recordings. */
async function restore(harness: RecordingHarness): Promise<void> {
  const ledger = await emptyLedger(harness);
  await ledger.beginEpoch();
  await harness.restart(ledger);
}

describe('a retry with its key that a restore took from the ledger', () => {
  it.each(STARTS.filter(({ product }) => product !== 'RONGCLOUD'))(
    'runs once when the key comes again: $product',
    async ({ product, action }) => {
      const house = await RecordingHarness.open();
      if (product === 'GME') await house.room('join', { app: BIZ, room: 'room-7', user: 'a' });
      house.fault(product, action, 'code', THROTTLED, 5);
      expect((await house.start(product, KEY)).recording).toMatchObject({ state: 'FAILED' });
      await house.started(product, KEY);
      await restore(house);
      house.advance(MINUTE);
      const { errors, recording, ...fields } = await house.start(product, KEY);
      expect(errors).toEqual([]);
      const [task, ...others] = await house.running();
      expect(others).toEqual([]);
      expect({ fields, recording }).toMatchObject({
        fields: { taskId: task!.taskId },
        recording: { taskId: task!.taskId },
      });
    },
  );

  it('is the recording of the key when it calls back, also where the backup has the start that failed', async () => {
    const house = await RecordingHarness.open();
    const { action } = startOf('TRTC_ROOM');
    house.fault('TRTC_ROOM', action, 'code', THROTTLED, 5);
    await house.start('TRTC_ROOM', KEY);
    const { taskId, vendorKey } = await house.started('TRTC_ROOM', KEY);
    await house.restart(await emptyLedger(house));
    house.fault('TRTC_ROOM', action, 'code', THROTTLED, 5);
    const failed = (await house.start('TRTC_ROOM', KEY)).recording!;
    expect(failed).toMatchObject({ state: 'FAILED', vendorKey });
    await house.ledger.beginEpoch();
    const { postTrtc, inbox } = await receive(house);
    await postTrtc(roomEvent(301, taskId!, { Status: 0 }, { EventMsTs: house.now(), UserId: vendorKey }));
    await inbox.runDue();
    await house.due('TRTC_ROOM');
    expect(await house.running()).toMatchObject([{ taskId }]);
    const own = { labels: [{ name: 'lesson', value: '7' }], stopBy: new Date(house.now() + HOUR).toISOString() };
    const again = await house.start('TRTC_ROOM', { ...KEY, ...own });
    expect(again).toMatchObject({ replayed: true, taskId, recording: { taskId, state: 'RECORDING' } });
    expect(await house.row(again.recording!.id)).toMatchObject({ labels: { lesson: '7' }, stopBy: house.now() + HOUR });
    house.advance(HOUR);
    await house.due('TRTC_ROOM');
    expect(await house.find(again.recording!.id)).toMatchObject({ wanted: 'STOPPED', cause: 'STOP_BY' });
    expect((await house.find(failed.id)).state).toBe('FAILED');
  });
});

it('a start for which the vendor was asked first is held for as long as every other, from when it is sent', async () => {
  const house = await RecordingHarness.open();
  await restore(house);
  const [asked, sent] = [house.held.next('back', 'DescribeWebRecord'), house.held.next('out', 'StartWebRecord')];
  onTestFinished(() => [asked, sent].forEach(({ release }) => release()));
  const answer = house.start('TRTC_WEB', KEY);
  await asked.arrived;
  house.advance(MINUTE);
  asked.release();
  await sent.arrived;
  const { rows } = await house.ledger.page({}, { order: 'NEWEST_FIRST', take: { first: 1 } });
  expect(rows[0]).toMatchObject({ sentAt: house.now(), nextActionAt: house.now() + LEASE_MS });
  sent.release();
  expect((await answer).errors).toEqual([]);
});

describe('a start with a key and a robot of its caller, after a restore', () => {
  it('does not take over what another program recorded with that robot before the backup', async () => {
    const house = await RecordingHarness.open({ site: 'china' });
    const theirs = await house.startElsewhere('TIW', ROBOT);
    house.advance(HOUR);
    await house.start('TIW', { roomId: 9 }); // the last change of the backup
    await house.ledger.beginEpoch();
    const { recording, errors } = await house.start('TIW', { ...ROBOT, ...KEY });
    expect(codesOf({ errors })).toEqual(['VENDOR_IN_USE']);
    expect(recording).toMatchObject({ state: 'FAILED', taskId: null });
    expect(await house.ledger.findByTask('TIW', theirs.taskId!)).toBeUndefined();
  });
});

describe('a start that the vendor refused for a passing reason', () => {
  it('and carried out all the same leaves its retry the task that the answer names', async () => {
    const house = await RecordingHarness.open();
    const { postTrtc, inbox } = await receive(house);
    const { action } = startOf('TRTC_ROOM');
    house.fault('TRTC_ROOM', action, 'code', 'InternalError');
    const { vendorKey } = (await house.start('TRTC_ROOM', KEY)).recording!;
    const held = house.held.next('back', action);
    onTestFinished(() => held.release());
    const answer = house.start('TRTC_ROOM', KEY);
    await held.arrived;
    await postTrtc(roomEvent(301, 'task-1', { Status: 0 }, { EventMsTs: house.now(), UserId: vendorKey }));
    await inbox.runDue();
    held.release();
    const [task] = await house.running();
    expect(await answer).toMatchObject({ errors: [], recording: { taskId: task!.taskId, vendorKey } });
    await house.due('TRTC_ROOM');
    expect(await house.running()).toMatchObject([{ taskId: task!.taskId }]);
  });

  it('has a retry that a callback proves to run where its answer is lost', async () => {
    const house = await RecordingHarness.open();
    const { postTrtc, inbox } = await receive(house);
    const { action } = startOf('TRTC_ROOM');
    house.fault('TRTC_ROOM', action, 'code', 'InternalError');
    await house.start('TRTC_ROOM', KEY);
    house.fault('TRTC_ROOM', action, 'reset-after');
    const { id, vendorKey, state } = (await house.start('TRTC_ROOM', KEY)).recording!;
    expect(state).toBe('UNKNOWN');
    const [task] = await house.running();
    await postTrtc(roomEvent(301, task!.taskId, { Status: 0 }, { EventMsTs: house.now(), UserId: vendorKey }));
    await inbox.runDue();
    expect(await house.find(id)).toMatchObject({ state: 'RECORDING', taskId: task!.taskId, attempts: 1, errors: [] });
  });
});
