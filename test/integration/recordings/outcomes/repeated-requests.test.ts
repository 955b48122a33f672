import { describe, expect, it } from 'vitest';
import { STORES } from '../../../shared/both-stores.ts';
import { mintUserSig } from '../../../../src/providers/tencent/shared/usersig.ts';
import { Secret } from '../../../../src/wire/secret.ts';
import { APP, BIZ, RTC_KEY, startOf } from '../starts.ts';
import { codesOf, HOUR, MINUTE, NOW, SECOND, RecordingHarness } from '../harness.ts';

// A network that repeats a request gives the vendor's answer to the second copy: something runs there already. What runs
// is then this very start, or that of another program.

const ROBOT = {
  recordUserId: 'tic_record_user_4294967290_own',
  recordUserSig: mintUserSig(new Secret(RTC_KEY), {
    userId: 'tic_record_user_4294967290_own',
    sdkAppId: APP,
    issuedAt: NOW / 1000,
    validFor: 2 * 86_400,
  }).reveal(),
};
const RECORD_ID = { recordId: 'lesson-7' };

describe.each(STORES)('a start that reaches the vendor twice, with the ledger on $name', ({ open }) => {
  const harness = (site?: 'china') =>
    RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger, ...(site && { site }) });

  it.each([
    ['TIW', {}, undefined],
    ['TIW', {}, 'china'],
    ['TIW', ROBOT, undefined],
    ['GME', {}, undefined],
    ['GME', { subscribeRecordUserIds: { subscribeUserIds: ['b', 'a'] } }, undefined],
    ['TRTC_ROOM', {}, undefined],
    ['TRTC_WEB', {}, undefined],
    ['TRTC_WEB', RECORD_ID, undefined],
  ] as const)(
    'is the recording that runs, and the client is told so at once: %s %o %s',
    async (product, more, site) => {
      const house = await harness(site);
      house.fault(product, startOf(product).action, 'duplicate');
      const { recording, errors, taskId } = await house.start(product, more);
      const [task, ...others] = await house.running();
      expect(others).toEqual([]);
      expect(errors).toEqual([]);
      expect(recording).toMatchObject({ taskId: task!.taskId, attempts: 1, errors: [] });
      expect(taskId).toBe(task!.taskId);
      await house.run('stopRecording', { id: recording!.id });
      await house.live(recording!.id, ({ endedAt }) => endedAt === null);
      expect(await house.running()).toEqual([]);
    },
  );

  it('is UNKNOWN until TIW China reports when a task of the robot of the caller began: its list has no zones', async () => {
    const house = await harness('china');
    house.fault('TIW', 'StartOnlineRecord', 'duplicate');
    const { recording, errors } = await house.start('TIW', ROBOT);
    expect(recording).toMatchObject({ state: 'UNKNOWN' });
    expect(codesOf({ errors })).toEqual(['OUTCOME_UNKNOWN', 'VENDOR_IN_USE']);
    house.advance(5 * SECOND);
    await house.due('TIW');
    const [task] = await house.running();
    expect(await house.find(recording!.id)).toMatchObject({ state: 'RECORDING', taskId: task!.taskId, errors: [] });
  });

  it('stays UNKNOWN if RongCloud cannot say, with the message of RongCloud, and is not sent again', async () => {
    const house = await harness();
    house.fault('RONGCLOUD', 'startRecord', 'duplicate');
    const { recording, errors } = await house.start('RONGCLOUD');
    expect(recording).toMatchObject({ state: 'UNKNOWN', cause: 'ANSWER_LOST', taskId: null });
    expect(errors).toMatchObject([
      { code: 'OUTCOME_UNKNOWN', retryable: false },
      { code: 'VENDOR_INVALID_PARAMETER', vendorCode: '1002' },
    ]);
    expect(recording!.explanation).toContain('The vendor refused the start');
    expect(recording!.explanation).not.toContain('No answer');
    house.advance(HOUR);
    await house.due('RONGCLOUD');
    expect(house.calls('startRecord')).toBe(2);
    const stopped = await house.run('stopRecording', { id: recording!.id });
    // Nothing is looked up any more.
    expect(stopped.recording).toMatchObject({ state: 'PROCESSING', cause: 'CLIENT', errors: [] });
    expect(await house.running()).toEqual([]);
  });

  it('came to nothing where the session of RongCloud is over', async () => {
    const house = await harness();
    house.fault('RONGCLOUD', 'startRecord', 'code', '1002');
    const { recording, errors } = await house.start('RONGCLOUD');
    expect(recording).toMatchObject({ state: 'FAILED', cause: 'REFUSED', errors: [{ vendorCode: '1002' }] });
    expect(codesOf({ errors })).toEqual(['VENDOR_INVALID_PARAMETER']);
  });
});

describe.each(STORES)('a start where something runs already, with the ledger on $name', ({ open }) => {
  const harness = () => RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });

  it.each([
    ['TIW', ROBOT],
    ['GME', {}],
    ['TRTC_WEB', RECORD_ID],
    ['RONGCLOUD', {}],
  ])('FAILED with VENDOR_IN_USE where that is another recording of the ledger: %s', async (product, more) => {
    const house = await harness();
    const first = await house.recording(product, more);
    const { recording, errors } = await house.start(product, more);
    expect(codesOf({ errors })).toEqual(['VENDOR_IN_USE']);
    expect(errors[0]!.vendorCode).toBeDefined();
    expect(recording).toMatchObject({ state: 'FAILED', cause: 'REFUSED', evidence: 'LOOKUP', taskId: null });
    expect((await house.find(first.id)).taskId).toBe((await house.running())[0]!.taskId);
  });

  it.each([
    ['TIW', ROBOT],
    ['GME', {}],
  ])('FAILED where another program began it before: %s', async (product, more) => {
    const house = await harness();
    if (product === 'GME') await house.room('join', { app: BIZ, room: 'room-7', user: 'a' });
    await house.startElsewhere(product, more);
    house.advance(5 * MINUTE);
    const { recording, errors } = await house.start(product, more);
    expect(codesOf({ errors })).toEqual(['VENDOR_IN_USE']);
    expect(recording).toMatchObject({ state: 'FAILED', cause: 'REFUSED' });
    expect(await house.running()).toHaveLength(1);
  });

  it('FAILED where the room is recorded by another program with another mode', async () => {
    const house = await harness();
    await house.startElsewhere('GME', { recordMode: 'SINGLE' });
    expect(codesOf(await house.start('GME'))).toEqual(['VENDOR_IN_USE']);
  });

  it('is UNKNOWN if the vendor reports other lists than were sent, because that proves neither', async () => {
    const house = await harness();
    await house.startElsewhere('GME', { subscribeRecordUserIds: { subscribeUserIds: ['a'] } });
    const { recording, errors } = await house.start('GME');
    expect(recording).toMatchObject({ state: 'UNKNOWN' });
    expect(codesOf({ errors })).toEqual(['OUTCOME_UNKNOWN', 'VENDOR_IN_USE']);
  });

  it('is UNKNOWN while the vendor cannot be asked, and found when it can', async () => {
    const house = await harness();
    house.fault('GME', 'StartRecord', 'duplicate');
    house.fault('GME', 'DescribeTaskInfo', 'code', 'InternalError', 5);
    const { recording } = await house.start('GME');
    expect(recording).toMatchObject({ state: 'UNKNOWN' });
    house.advance(5 * SECOND);
    await house.due('GME');
    house.advance(5 * SECOND);
    await house.due('GME');
    expect(await house.find(recording!.id)).toMatchObject({ state: 'RECORDING', errors: [] });
  });

  it('does not take the task of a start whose answer is still on its way', async () => {
    const house = await harness();
    const held = house.held.next('back', 'StartRecord');
    const first = house.start('GME');
    await held.arrived;
    const second = await house.start('GME');
    expect(second.recording).toMatchObject({ state: 'UNKNOWN', taskId: null });
    held.release();
    const { recording } = await first;
    expect(recording!.taskId).not.toBeNull();
    house.advance(5 * SECOND);
    await house.due('GME');
    const end = await house.find(second.recording!.id);
    expect(end).toMatchObject({ state: 'FAILED', cause: 'REFUSED' });
    expect(codesOf(end)).toEqual(['VENDOR_IN_USE']);
  });
});
