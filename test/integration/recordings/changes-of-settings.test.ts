import { describe, expect, it } from 'vitest';
import { mintUserSig } from '../../../src/providers/tencent/shared/usersig.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { APP, BIZ, RTC_KEY } from './starts.ts';
import { NOW, SECOND, RecordingHarness, type Payload } from './harness.ts';

// A change of a running task replaces all of its settings at the vendor. What a call leaves out stays as it was.

const ALICE = { subscribeAudioUserIds: ['alice'] };
const GRID = { mixLayoutMode: 'GRID' };
const FLOATING = { mixLayoutMode: 'FLOATING', maxResolutionUserId: 'alice' };
const MIXED = { recordMode: 'MIXED', subscribeStreamUserIds: ALICE };

const WIRE_ALICE = { SubscribeAudioUserIds: ['alice'] };
const WIRE_FLOATING = { MixLayoutMode: 1, MaxResolutionUserId: 'alice' };

/** The last change that reached the vendor, without its address. */
function lastChange(house: RecordingHarness, action: string): unknown {
  const { body } = house.tencent.calls.filter((call) => call.action === action).at(-1)!;
  const { SdkAppId: _, BizId: __, TaskId: ___, ...settings } = body as Record<string, unknown>;
  return settings;
}

async function change(house: RecordingHarness, name: string, input: object): Promise<Payload> {
  const answer: Payload = await house.ask(
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) {
      it: ${name}(input: $input) { warnings errors { message path } recording { id } replayed }
    }`,
    { input },
  );
  return answer;
}

describe.each(['trtcModifyCloudRecording', 'updateRecordingLayout'])('%s', (name) => {
  const modify = async (
    house: RecordingHarness,
    { id, taskId }: { id: string; taskId: string | null },
    settings: object,
  ) =>
    change(
      house,
      name,
      name === 'updateRecordingLayout' ? { id, trtcRoom: settings } : { sdkAppId: APP, taskId, ...settings },
    );

  it('keeps the lists of the start where a layout is given alone', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording('TRTC_ROOM', { recordParams: MIXED, mixLayoutParams: GRID });
    const answer = await modify(house, recording, { mixLayoutParams: FLOATING });
    expect(answer).toMatchObject({ errors: [], warnings: [] });
    expect(lastChange(house, 'ModifyCloudRecording')).toEqual({
      MixLayoutParams: WIRE_FLOATING,
      SubscribeStreamUserIds: WIRE_ALICE,
    });
  });

  it('keeps the layout of the start where lists are given alone, and the lists of one change in the next', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording('TRTC_ROOM', { recordParams: MIXED, mixLayoutParams: FLOATING });
    await modify(house, recording, { subscribeStreamUserIds: { unSubscribeAudioUserIds: ['bob'] } });
    expect(lastChange(house, 'ModifyCloudRecording')).toEqual({
      MixLayoutParams: WIRE_FLOATING,
      SubscribeStreamUserIds: { UnSubscribeAudioUserIds: ['bob'] },
    });
    await modify(house, recording, { mixLayoutParams: GRID });
    expect(lastChange(house, 'ModifyCloudRecording')).toEqual({
      MixLayoutParams: { MixLayoutMode: 3 },
      SubscribeStreamUserIds: { UnSubscribeAudioUserIds: ['bob'] },
    });
  });

  it('takes everybody again where that is asked for', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording('TRTC_ROOM', { recordParams: MIXED });
    await modify(house, recording, { subscribeStreamUserIds: {} });
    expect(lastChange(house, 'ModifyCloudRecording')).toEqual({ SubscribeStreamUserIds: {} });
    expect(await modify(house, recording, { mixLayoutParams: GRID })).toMatchObject({ warnings: [] });
    expect(lastChange(house, 'ModifyCloudRecording')).toEqual({ MixLayoutParams: { MixLayoutMode: 3 } });
  });

  it('keeps what the start set also where the start held secrets of its caller', async () => {
    const house = await RecordingHarness.open();
    const claim = { userId: 'robot', sdkAppId: APP, issuedAt: NOW / 1000, validFor: 2 * 86_400 };
    const secrets = { userId: 'robot', userSig: mintUserSig(new Secret(RTC_KEY), claim).reveal() };
    const recording = await house.recording('TRTC_ROOM', { recordParams: MIXED, ...secrets });
    await modify(house, recording, { mixLayoutParams: GRID });
    expect(lastChange(house, 'ModifyCloudRecording')).toMatchObject({ SubscribeStreamUserIds: WIRE_ALICE });
  });

  it('without an answer leaves what it sent unknown, and says so where the next change leaves that out', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording('TRTC_ROOM', { recordParams: MIXED, mixLayoutParams: FLOATING });
    house.fault('TRTC_ROOM', 'ModifyCloudRecording', 'reset-after');
    const lost = await modify(house, recording, { subscribeStreamUserIds: { unSubscribeAudioUserIds: ['bob'] } });
    expect(lost.errors).toMatchObject([{ message: expect.stringContaining('may have executed the call') as string }]);
    const next = await modify(house, recording, { mixLayoutParams: GRID });
    expect(next.errors).toEqual([]);
    expect(next['warnings']).toEqual([
      'subscribeStreamUserIds is not given, and unknown since a change without an answer: TRTC records all users in the room from now on',
    ]);
    expect(lastChange(house, 'ModifyCloudRecording')).toEqual({ MixLayoutParams: { MixLayoutMode: 3 } });
  });

  it('without an answer keeps what it sent as it was before', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording('TRTC_ROOM', { recordParams: MIXED, mixLayoutParams: FLOATING });
    house.fault('TRTC_ROOM', 'ModifyCloudRecording', 'reset-after');
    await modify(house, recording, { mixLayoutParams: GRID }); // the lists were sent along, as they are
    expect(await modify(house, recording, { mixLayoutParams: FLOATING })).toMatchObject({ errors: [], warnings: [] });
    expect(lastChange(house, 'ModifyCloudRecording')).toEqual({
      MixLayoutParams: WIRE_FLOATING,
      SubscribeStreamUserIds: WIRE_ALICE,
    });
  });

  it('that is refused changes nothing of what is known', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording('TRTC_ROOM', { recordParams: MIXED, mixLayoutParams: FLOATING });
    house.fault('TRTC_ROOM', 'ModifyCloudRecording', 'code', 'InvalidParameter');
    await modify(house, recording, { subscribeStreamUserIds: { unSubscribeAudioUserIds: ['bob'] } });
    expect(await modify(house, recording, { mixLayoutParams: GRID })).toMatchObject({ errors: [], warnings: [] });
    expect(lastChange(house, 'ModifyCloudRecording')).toMatchObject({ SubscribeStreamUserIds: WIRE_ALICE });
  });

  it('that is refused when it is sent again says nothing of the time before, which had no answer', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording('TRTC_ROOM', { recordParams: MIXED, mixLayoutParams: FLOATING });
    const bob = { subscribeStreamUserIds: { unSubscribeAudioUserIds: ['bob'] } };
    house.fault('TRTC_ROOM', 'ModifyCloudRecording', 'reset-after');
    await modify(house, recording, bob);
    house.fault('TRTC_ROOM', 'ModifyCloudRecording', 'code', 'InvalidParameter');
    await modify(house, recording, bob);
    expect(Object.keys((await house.row(recording.id)).ref['pending'] as object)).toHaveLength(1);
    expect((await modify(house, recording, { mixLayoutParams: GRID }))['warnings']).toHaveLength(1);
  });

  it('with an answer makes all known again, half a minute after one without', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording('TRTC_ROOM', {
      recordParams: { ...MIXED, maxIdleTime: 86_400 },
      mixLayoutParams: FLOATING,
    });
    house.fault('TRTC_ROOM', 'ModifyCloudRecording', 'reset-before');
    const bob = { unSubscribeAudioUserIds: ['bob'] };
    await modify(house, recording, { mixLayoutParams: GRID, subscribeStreamUserIds: bob });
    house.advance(31 * SECOND);
    await modify(house, recording, { mixLayoutParams: FLOATING, subscribeStreamUserIds: ALICE });
    expect(await modify(house, recording, { mixLayoutParams: GRID })).toMatchObject({ errors: [], warnings: [] });
    expect(lastChange(house, 'ModifyCloudRecording')).toMatchObject({ SubscribeStreamUserIds: WIRE_ALICE });
  });

  it('is put down before it is sent, so a server that is killed knows that the settings are open', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording('TRTC_ROOM', { recordParams: MIXED, mixLayoutParams: FLOATING });
    const held = house.held.next('out', 'ModifyCloudRecording');
    const change = modify(house, recording, { subscribeStreamUserIds: { unSubscribeAudioUserIds: ['bob'] } });
    await held.arrived;
    const [pending] = Object.values((await house.row(recording.id)).ref['pending'] as Record<string, object>);
    expect(pending).toMatchObject({ settings: { subscribeStreamUserIds: { unSubscribeAudioUserIds: ['bob'] } } });
    held.release();
    await change;
    expect((await house.row(recording.id)).ref['pending']).toEqual({});
  });

  it('is refused with nothing to change, and reaches no vendor', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording('TRTC_ROOM');
    const calls = house.tencent.calls.length;
    const { errors } = await modify(house, recording, {});
    expect(errors.map(({ message }) => message)).toEqual([
      'mixLayoutParams is required when subscribeStreamUserIds is absent',
    ]);
    expect(house.tencent.calls.length).toBe(calls);
  });
});

it('a change of a voice recording keeps the lists that it leaves out', async () => {
  const house = await RecordingHarness.open();
  const lists = { subscribeUserIds: ['alice'], unSubscribeUserIds: [] };
  const { taskId } = await house.recording('GME', { subscribeRecordUserIds: lists });
  const input = { bizId: BIZ, taskId, recordMode: 'MIXED' };
  expect(await change(house, 'gmeModifyRecordInfo', input)).toMatchObject({ errors: [], warnings: [] });
  expect(lastChange(house, 'ModifyRecordInfo')).toEqual({
    RecordMode: 2,
    SubscribeRecordUserIds: { SubscribeUserIds: ['alice'] },
  });
});

it.each(['reset-before', 'reset-after'] as const)(
  'the lists of a voice recording are looked up where a change had no answer (%s)',
  async (kind) => {
    const house = await RecordingHarness.open();
    const { taskId } = await house.recording('GME', { subscribeRecordUserIds: { subscribeUserIds: ['alice'] } });
    const input = { bizId: BIZ, taskId, recordMode: 'MIXED' };
    house.fault('GME', 'ModifyRecordInfo', kind);
    const bob = { subscribeRecordUserIds: { subscribeUserIds: ['bob'] } };
    expect((await change(house, 'gmeModifyRecordInfo', { ...input, ...bob })).errors).toHaveLength(1);
    expect(await change(house, 'gmeModifyRecordInfo', input)).toMatchObject({ errors: [], warnings: [] });
    expect(lastChange(house, 'ModifyRecordInfo')).toEqual({
      RecordMode: 2,
      SubscribeRecordUserIds: { SubscribeUserIds: [kind === 'reset-after' ? 'bob' : 'alice'] },
    });
  },
);
