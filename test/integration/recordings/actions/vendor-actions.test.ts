import { describe, expect, it } from 'vitest';
import { APP, BIZ } from '../starts.ts';
import { codesOf, SECOND, RecordingHarness, type Seen } from '../harness.ts';

/** The vendors' own actions on a recording, and what each of them takes. */
const STOPS: readonly (readonly [product: string, name: string, action: string, input: (it: Seen) => object])[] = [
  ['TIW', 'tiwStopOnlineRecord', 'StopOnlineRecord', ({ taskId }) => ({ sdkAppId: APP, taskId })],
  ['GME', 'gmeStopRecord', 'StopRecord', ({ taskId }) => ({ bizId: BIZ, taskId })],
  ['TRTC_ROOM', 'trtcDeleteCloudRecording', 'DeleteCloudRecording', ({ taskId }) => ({ sdkAppId: APP, taskId })],
  ['TRTC_WEB', 'trtcStopWebRecord', 'StopWebRecord', ({ taskId }) => ({ taskId })],
  ['RONGCLOUD', 'rongcloudStopRecord', 'stopRecord', () => ({ roomId: 'room-7', sessionId: 'session-7' })],
];
const CHANGES: typeof STOPS = [
  ['TIW', 'tiwPauseOnlineRecord', 'PauseOnlineRecord', ({ taskId }) => ({ sdkAppId: APP, taskId })],
  ['GME', 'gmeModifyRecordInfo', 'ModifyRecordInfo', ({ taskId }) => ({ bizId: BIZ, taskId, recordMode: 'SINGLE' })],
  [
    'TRTC_ROOM',
    'trtcModifyCloudRecording',
    'ModifyCloudRecording',
    ({ taskId }) => ({ sdkAppId: APP, taskId, mixLayoutParams: { mixLayoutMode: 'GRID' } }),
  ],
  [
    'RONGCLOUD',
    'rongcloudUpdateRecordLayout',
    'updateRecordLayout',
    () => ({
      ...{ roomId: 'room-7', sessionId: 'session-7', mixLayout: 'FLOATING', renderMode: 'FIT' },
      ...{ hostUserId: 'alice', hostStreamId: 'alice_RongCloudRTC' },
    }),
  ],
];

describe.each(STOPS)('%s %s', (product, name, action, inputOf) => {
  it('puts down that the recording is to stop before it is sent', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording(product);
    const held = house.held.next('out', action);
    const answer = house.run(name, inputOf(recording));
    await held.arrived;
    expect(await house.find(recording.id)).toMatchObject({ state: 'STOPPING', wanted: 'STOPPED', cause: 'CLIENT' });
    held.release();
    expect(await answer).toMatchObject({ errors: [], recording: { id: recording.id, wanted: 'STOPPED' } });
  });

  it('moves the recording to its end', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording(product);
    await house.run(name, inputOf(recording));
    const ended = await house.live(recording.id, ({ endedAt }) => endedAt === null);
    expect(ended).toMatchObject({ cause: 'CLIENT' });
    house.advance(SECOND);
    expect(await house.running()).toEqual([]);
  });

  it('is carried out by the server when it did not come through', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording(product);
    house.fault(product, action, 'reset-before', undefined, 3);
    const { errors } = await house.run(name, inputOf(recording));
    expect(codesOf({ errors })).toEqual(['OUTCOME_UNKNOWN']);
    expect(await house.running()).toHaveLength(1);
    await house.live(recording.id, ({ endedAt }) => endedAt === null);
    house.advance(SECOND);
    expect(await house.running()).toEqual([]);
  });

  it('is sent also for what the ledger does not have, and then gives no recording', async () => {
    const house = await RecordingHarness.open();
    const elsewhere = await house.startElsewhere(product);
    house.advance(5 * SECOND);
    expect(await house.run(name, inputOf(elsewhere))).toMatchObject({ errors: [], recording: null });
    house.advance(5 * SECOND);
    expect(await house.running()).toEqual([]);
  });
});

describe.each(CHANGES)('%s %s', (product, name, action, inputOf) => {
  it('gives the recording, and has it looked at', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording(product);
    const { errors, recording: after } = await house.run(name, inputOf(recording));
    expect(errors).toEqual([]);
    expect(after).toMatchObject({ id: recording.id, wanted: 'RECORDING' });
    expect((await house.row(recording.id)).nextActionAt).toBe(house.now());
  });

  it('without an answer is not sent again, and the recording is looked at', async () => {
    const house = await RecordingHarness.open();
    const recording = await house.recording(product);
    house.fault(product, action, 'reset-after');
    const { errors } = await house.run(name, inputOf(recording));
    expect(codesOf({ errors })).toEqual(['OUTCOME_UNKNOWN']);
    expect(house.calls(action)).toBe(1);
    expect((await house.row(recording.id)).nextActionAt).toBe(house.now());
  });
});

/** The query of a vendor's own read. */
function reading(name: string): string {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  return `query ($input: ${type}!) { it: ${name}(input: $input) { errors { code } } }`;
}

it.each([
  ['TIW', 'tiwDescribeOnlineRecord', (it: Seen) => ({ sdkAppId: APP, taskId: it.taskId })],
  ['TRTC_ROOM', 'trtcDescribeCloudRecording', (it: Seen) => ({ sdkAppId: APP, taskId: it.taskId })],
  ['TRTC_WEB', 'trtcDescribeWebRecord', (it: Seen) => ({ taskId: it.taskId })],
] as const)('%s %s tells the ledger that it records', async (product, name, inputOf) => {
  const house = await RecordingHarness.open();
  const started = await house.started(product);
  expect(started.state).toBe('STARTING');
  house.advance(5 * SECOND);
  await house.ask(reading(name), { input: inputOf(started) });
  expect(await house.find(started.id)).toMatchObject({ state: 'RECORDING', evidence: 'POLL' });
});

it('a pause by the vendor’s own action shows in the recording at the next look', async () => {
  const house = await RecordingHarness.open();
  const { id, taskId } = await house.recording('TIW');
  await house.run('tiwPauseOnlineRecord', { sdkAppId: APP, taskId });
  house.advance(3 * SECOND);
  await house.due('TIW');
  expect(await house.find(id)).toMatchObject({ state: 'PAUSED', evidence: 'POLL' });
  await house.run('tiwResumeOnlineRecord', { sdkAppId: APP, taskId });
  house.advance(3 * SECOND);
  await house.due('TIW');
  expect(await house.find(id)).toMatchObject({ state: 'RECORDING' });
});

it('a stop by the vendor’s own action of a recording that has ended leaves it as it is', async () => {
  const house = await RecordingHarness.open();
  const { id, taskId } = await house.recording('TIW');
  await house.run('stopRecording', { id });
  const ended = await house.live(id);
  const { errors } = await house.run('tiwStopOnlineRecord', { sdkAppId: APP, taskId });
  expect(codesOf({ errors })).toEqual(['VENDOR_CONFLICT']);
  expect(await house.find(id)).toEqual(ended);
});
