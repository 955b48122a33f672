import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/wire/json.ts';
import { STORES } from '../../shared/both-stores.ts';
import { actionOf } from './held-calls.ts';
import { APP, STARTS } from './starts.ts';
import { codesOf, courseOf, MINUTE, SECOND, RecordingHarness } from './harness.ts';

const products = STARTS.map(({ product }) => product);
const CAN: Readonly<Record<string, readonly string[]>> = {
  TIW: ['STOP', 'PAUSE', 'RESUME', 'REFRESH'],
  GME: ['STOP', 'REFRESH'],
  TRTC_ROOM: ['STOP', 'REFRESH', 'UPDATE_LAYOUT'],
  TRTC_WEB: ['STOP', 'REFRESH'],
  RONGCLOUD: ['STOP', 'REFRESH', 'UPDATE_LAYOUT'],
};
const LAYOUTS = {
  TRTC_ROOM: { trtcRoom: { mixLayoutParams: { mixLayoutMode: 'GRID' } } },
  RONGCLOUD: {
    rongcloud: { mixLayout: 'FLOATING', renderMode: 'FIT', hostUserId: 'alice', hostStreamId: 'alice_RongCloudRTC' },
  },
};
const CONTROLS = [
  ['PAUSE', 'pauseRecording', {}],
  ['RESUME', 'resumeRecording', {}],
  ['UPDATE_LAYOUT', 'updateRecordingLayout', LAYOUTS.TRTC_ROOM],
] as const;

describe.each(STORES)('pause and resumption, with the ledger on $name', ({ open }) => {
  it('of a whiteboard show in the recording, and are put down as changes', async () => {
    const house = await RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });
    const { id } = await house.recording('TIW');
    const pausedAt = house.now() + 2 * SECOND;
    const paused = await house.run('pauseRecording', { id });
    expect(paused).toMatchObject({ errors: [], recording: { state: 'PAUSED', evidence: 'ANSWER' } });
    expect(paused.recording!['pausedAt']).toBe(new Date(pausedAt).toISOString());
    house.advance(MINUTE);
    await house.due('TIW');
    expect(await house.find(id)).toMatchObject({ state: 'PAUSED' });
    const resumed = await house.run('resumeRecording', { id });
    expect(resumed).toMatchObject({ errors: [], recording: { state: 'RECORDING', pausedAt: null } });
    house.advance(MINUTE);
    await house.due('TIW');
    expect(courseOf(await house.find(id))).toEqual(['STARTING', 'RECORDING', 'PAUSED', 'RECORDING']);
  });
});

describe.each(products)('a recording of %s', (product) => {
  it('reports what can be done with it', async () => {
    const house = await RecordingHarness.open();
    expect(await house.started(product)).toMatchObject({ productCapabilities: CAN[product] });
  });

  it.each(CONTROLS.filter(([capability]) => !CAN[product]!.includes(capability)))(
    'does not take %s, and says what it takes',
    async (capability, name, more) => {
      const house = await RecordingHarness.open();
      const { id } = await house.recording(product);
      const calls = house.tencent.calls.length + house.rongcloud.calls.length;
      const { recording, errors } = await house.run(name, { id, ...more });
      expect(recording).toBeNull();
      expect(errors).toMatchObject([{ code: 'NOT_SUPPORTED', retryable: false }]);
      expect(errors[0]!.message).toContain(CAN[product]!.join(', '));
      expect(errors[0]!.message).toContain(capability);
      expect(house.tencent.calls.length + house.rongcloud.calls.length).toBe(calls);
    },
  );

  it('is asked about when a client wants to know', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.started(product);
    house.advance(5 * SECOND);
    const { recording, errors } = await house.run('refreshRecording', { id });
    expect(errors).toEqual([]);
    // RongCloud tells nothing of recordings.
    expect(recording).toMatchObject({ state: product === 'RONGCLOUD' ? 'STARTING' : 'RECORDING' });
  });

  it('stays as it was when the vendor cannot be asked, and the client learns this', async () => {
    const house = await RecordingHarness.open();
    const before = await house.recording(product);
    const action = { TIW: 'DescribeOnlineRecord', GME: 'DescribeTaskInfo', TRTC_ROOM: 'DescribeCloudRecording' }[
      product
    ];
    house.fault(
      product,
      action ?? (product === 'TRTC_WEB' ? 'DescribeWebRecord' : 'queryRoom'),
      'reset-before',
      undefined,
      3,
    );
    const { recording, errors } = await house.run('refreshRecording', { id: before.id });
    expect(errors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE', retryable: true }]);
    expect(recording).toBeNull();
    expect(await house.find(before.id)).toMatchObject({ state: before.state, taskId: before.taskId, errors: [] });
  });

  it.each(CONTROLS.filter(([capability]) => CAN[product]!.includes(capability)))(
    'that has ended takes no %s',
    async (_capability, name) => {
      const house = await RecordingHarness.open();
      const { id } = await house.recording(product);
      await house.run('stopRecording', { id });
      const ended = await house.live(id);
      const { recording, errors } = await house.run(name, { id, ...LAYOUTS[product as 'RONGCLOUD'] });
      expect(recording).toBeNull();
      expect(errors).toMatchObject([{ code: 'RECORDING_ENDED', retryable: false }]);
      expect(await house.find(id)).toEqual(ended);
    },
  );

  it('that has ended is not asked about any more', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording(product);
    await house.run('stopRecording', { id });
    const ended = await house.live(id);
    const calls = house.tencent.calls.length + house.rongcloud.calls.length;
    expect(await house.run('refreshRecording', { id })).toMatchObject({ errors: [], recording: ended });
    expect(house.tencent.calls.length + house.rongcloud.calls.length).toBe(calls);
  });
});

describe('a pause', () => {
  it('that the vendor refuses is answered with its reason, and the recording is looked at', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording('TIW');
    await house.run('pauseRecording', { id });
    house.advance(5 * SECOND);
    const { recording, errors } = await house.run('pauseRecording', { id });
    expect(recording).toBeNull();
    expect(errors).toMatchObject([{ vendorCode: 'UnsupportedOperation.InvalidTaskStatus' }]);
    expect((await house.row(id)).nextActionAt).toBe(house.now());
  });

  it('without an answer is reported as such, and shows at the next poll', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording('TIW');
    house.fault('TIW', 'PauseOnlineRecord', 'reset-after');
    expect(codesOf(await house.run('pauseRecording', { id }))).toEqual(['OUTCOME_UNKNOWN']);
    house.advance(5 * SECOND);
    await house.due('TIW');
    expect(await house.find(id)).toMatchObject({ state: 'PAUSED', evidence: 'POLL' });
    expect(house.calls('PauseOnlineRecord')).toBe(1);
  });
});

describe('a new layout', () => {
  it.each([
    ['TRTC_ROOM', 'ModifyCloudRecording', { MixLayoutParams: { MixLayoutMode: 3 } }],
    ['RONGCLOUD', 'updateRecordLayout', { mixLayout: 2, renderMode: 2, hostUserId: 'alice' }],
  ] as const)('is sent whole to the task of the recording: %s', async (product, action, expected) => {
    const house = await RecordingHarness.open();
    const { id, taskId } = await house.recording(product);
    const bodies: unknown[] = [];
    house.held.onCall = (call) => {
      if (actionOf(call) === action) bodies.push(parseJson(call.body ?? ''));
    };
    const { recording, errors } = await house.run('updateRecordingLayout', { id, ...LAYOUTS[product] });
    expect(errors).toEqual([]);
    expect(recording).toMatchObject({ id, taskId });
    expect(bodies).toMatchObject([expected]);
    if (product === 'TRTC_ROOM') expect(bodies).toMatchObject([{ TaskId: taskId, SdkAppId: APP }]);
    else expect(bodies).toMatchObject([{ sessionId: 'session-7' }]);
  });

  it('of another product is not sent', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording('TRTC_ROOM');
    const { recording, errors } = await house.run('updateRecordingLayout', { id, ...LAYOUTS.RONGCLOUD });
    expect(recording).toBeNull();
    expect(codesOf({ errors })).toEqual(['NOT_SUPPORTED']);
    expect(house.calls('ModifyCloudRecording')).toBe(0);
  });

  it.each([
    ['none', {}],
    ['two', { ...LAYOUTS.TRTC_ROOM, ...LAYOUTS.RONGCLOUD }],
  ])('must be exactly one: not %s', async (_what, layouts) => {
    const house = await RecordingHarness.open();
    const { id } = await house.started('TRTC_ROOM');
    const { errors } = await house.run('updateRecordingLayout', { id, ...layouts });
    expect(new Set(codesOf({ errors }))).toEqual(new Set(['INVALID_INPUT']));
  });
});

it.each(['pauseRecording', 'resumeRecording', 'refreshRecording'])(
  '%s needs a recording that is there',
  async (name) => {
    const house = await RecordingHarness.open();
    const { errors } = await house.run(name, { id: 'rec_01kc6w3q8zabcdefghjkmnpq' });
    expect(errors).toMatchObject([{ code: 'RECORDING_NOT_FOUND', path: ['input', 'id'] }]);
  },
);

describe('a control of a start without an answer', () => {
  it('is refused by its reason, and sends nothing', async () => {
    const house = await RecordingHarness.open();
    house.fault('TIW', 'StartOnlineRecord', 'reset-after');
    const { recording } = await house.start('TIW');
    const { errors } = await house.run('pauseRecording', { id: recording!.id });
    expect(errors).toHaveLength(1);
    expect(house.calls('PauseOnlineRecord')).toBe(0);
  });
});
