import { describe, expect, it } from 'vitest';
import { mintUserSig } from '../../src/providers/tencent/usersig.ts';
import { Secret } from '../../src/wire/secret.ts';
import { APP, BIZ, RTC_KEY } from './starts.ts';
import { NOW, World, type Payload } from './world.ts';

// A change of a running task replaces all of its settings at the vendor. What a call leaves out stays as it was.

const ALICE = { subscribeAudioUserIds: ['alice'] };
const GRID = { mixLayoutMode: 'GRID' };
const FLOATING = { mixLayoutMode: 'FLOATING', maxResolutionUserId: 'alice' };
const MIXED = { recordMode: 'MIXED', subscribeStreamUserIds: ALICE };

const WIRE_ALICE = { SubscribeAudioUserIds: ['alice'] };
const WIRE_FLOATING = { MixLayoutMode: 1, MaxResolutionUserId: 'alice' };

/** The last change that reached the vendor, without its address. */
function lastChange(house: World, action: string): unknown {
  const { body } = house.tencent.calls.filter((call) => call.action === action).at(-1)!;
  const { SdkAppId: _, BizId: __, TaskId: ___, ...settings } = body as Record<string, unknown>;
  return settings;
}

async function change(house: World, name: string, input: object): Promise<Payload> {
  const answer: Payload = await house.ask(
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) {
      it: ${name}(input: $input) { warnings errors { message path } recording { id } replayed }
    }`,
    { input },
  );
  return answer;
}

describe.each(['trtcModifyCloudRecording', 'updateRecordingLayout'])('%s', (name) => {
  const modify = async (house: World, { id, taskId }: { id: string; taskId: string | null }, settings: object) =>
    change(
      house,
      name,
      name === 'updateRecordingLayout' ? { id, trtcRoom: settings } : { sdkAppId: APP, taskId, ...settings },
    );

  it('keeps the lists of the start where a layout is given alone', async () => {
    const house = await World.open();
    const recording = await house.recording('TRTC_ROOM', { recordParams: MIXED, mixLayoutParams: GRID });
    const answer = await modify(house, recording, { mixLayoutParams: FLOATING });
    expect(answer).toMatchObject({ errors: [], warnings: [] });
    expect(lastChange(house, 'ModifyCloudRecording')).toEqual({
      MixLayoutParams: WIRE_FLOATING,
      SubscribeStreamUserIds: WIRE_ALICE,
    });
  });

  it('keeps the layout of the start where lists are given alone, and the lists of one change in the next', async () => {
    const house = await World.open();
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
    const house = await World.open();
    const recording = await house.recording('TRTC_ROOM', { recordParams: MIXED });
    await modify(house, recording, { subscribeStreamUserIds: {} });
    expect(lastChange(house, 'ModifyCloudRecording')).toEqual({ SubscribeStreamUserIds: {} });
    expect(await modify(house, recording, { mixLayoutParams: GRID })).toMatchObject({ warnings: [] });
    expect(lastChange(house, 'ModifyCloudRecording')).toEqual({ MixLayoutParams: { MixLayoutMode: 3 } });
  });

  it('keeps what the start set also where the start held secrets of its caller', async () => {
    const house = await World.open();
    const claim = { userId: 'robot', sdkAppId: APP, issuedAt: NOW / 1000, validFor: 2 * 86_400 };
    const secrets = { userId: 'robot', userSig: mintUserSig(new Secret(RTC_KEY), claim).reveal() };
    const recording = await house.recording('TRTC_ROOM', { recordParams: MIXED, ...secrets });
    await modify(house, recording, { mixLayoutParams: GRID });
    expect(lastChange(house, 'ModifyCloudRecording')).toMatchObject({ SubscribeStreamUserIds: WIRE_ALICE });
  });

  it('is refused with nothing to change, and reaches nobody', async () => {
    const house = await World.open();
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
  const house = await World.open();
  const lists = { subscribeUserIds: ['alice'], unSubscribeUserIds: [] };
  const { taskId } = await house.recording('GME', { subscribeRecordUserIds: lists });
  const input = { bizId: BIZ, taskId, recordMode: 'MIXED' };
  expect(await change(house, 'gmeModifyRecordInfo', input)).toMatchObject({ errors: [], warnings: [] });
  expect(lastChange(house, 'ModifyRecordInfo')).toEqual({
    RecordMode: 2,
    SubscribeRecordUserIds: { SubscribeUserIds: ['alice'] },
  });
});
