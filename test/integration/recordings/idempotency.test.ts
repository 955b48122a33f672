import { describe, expect, it } from 'vitest';
import { STORES } from '../../shared/both-stores.ts';
import { startOf, STARTS } from './starts.ts';
import { codesOf, MINUTE, SECOND, RecordingHarness } from './harness.ts';

const products = STARTS.map(({ product }) => product);
const KEY = { idempotencyKey: 'key-1' };

describe.each(STORES)('an idempotency key, with the ledger on $name', ({ open }) => {
  const harness = () => RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });

  it.each(products)('gives the same recording for the same start: %s', async (product) => {
    const house = await harness();
    const first = await house.start(product, KEY);
    const second = await house.start(product, KEY);
    expect(first.replayed).toBe(false);
    expect(second).toEqual({ ...first, replayed: true });
    expect(house.calls(startOf(product).action)).toBe(1);
  });

  it('returns the recording in its state at the second time', async () => {
    const house = await harness();
    const { recording } = await house.start('TIW', KEY);
    house.advance(5 * SECOND);
    await house.run('refreshRecording', { id: recording!.id });
    await house.run('stopRecording', { id: recording!.id });
    await house.live(recording!.id);
    const again = await house.start('TIW', KEY);
    expect(again).toMatchObject({
      replayed: true,
      errors: [],
      taskId: recording!.taskId,
      recording: { id: recording!.id, state: 'COMPLETE' },
    });
    expect(house.calls('StartOnlineRecord')).toBe(1);
  });

  it('takes a default of the server, null and an absent field for one', async () => {
    const house = await harness();
    const first = await house.start('TRTC_WEB', KEY);
    for (const same of [{ dryRun: false }, { dryRun: null }, { maxDurationLimit: 36_000 }]) {
      const again = await house.start('TRTC_WEB', { ...KEY, ...same });
      expect(again).toMatchObject({ replayed: true, errors: [], recording: { id: first.recording!.id } });
    }
    const { errors } = await house.start('TRTC_WEB', { ...KEY, maxDurationLimit: 1_800 });
    expect(errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  it('can come in the header of the request', async () => {
    const house = await harness();
    const first = await house.start('GME', {}, 'key-1');
    const second = await house.start('GME', {}, 'key-1');
    expect(second).toEqual({ ...first, replayed: true });
    const inInput = await house.start('GME', KEY);
    expect(inInput).toMatchObject({ replayed: true, recording: { id: first.recording!.id } });
  });

  it('is refused for another input', async () => {
    const house = await harness();
    const first = await house.start('GME', KEY);
    const { recording, errors, replayed } = await house.start('GME', { ...KEY, roomId: 'room-8' });
    expect(errors).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'], retryable: false },
    ]);
    expect({ recording, replayed }).toEqual({ recording: null, replayed: false });
    expect(house.calls('StartRecord')).toBe(1);
    expect((await house.start('GME', KEY)).recording).toEqual(first.recording);
  });

  it.each([
    ['another start', 'trtcStartWebRecord', startOf('TRTC_WEB').input],
    ['a mutation that is no start', 'rongcloudDestroyRoom', { roomId: 'room-7' }],
  ])('of a start is refused for %s', async (_what, name, input) => {
    const house = await harness();
    await house.start('GME', KEY);
    const { errors } = await house.ask<{ errors: { code: string }[] }>(
      `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { it: ${name}(input: $input) { errors { code } } }`,
      { input: { ...input, ...KEY } },
    );
    expect(errors).toEqual([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    expect(house.calls('StartWebRecord') + house.calls('destroyRoom')).toBe(0);
  });

  it.each(products)('starts one task for two calls at the same moment: %s', async (product) => {
    const house = await harness();
    const both = await Promise.all([house.start(product, KEY), house.start(product, KEY)]);
    expect(both.map(({ errors }) => errors)).toEqual([[], []]);
    expect(new Set(both.map(({ recording }) => recording!.id)).size).toBe(1);
    expect(both.map(({ replayed }) => replayed).sort()).toEqual([false, true]);
    expect(house.calls(startOf(product).action)).toBe(1);
    expect(await house.running()).toHaveLength(1);
  });

  it('is free again when the vendor was too busy, for nothing was started', async () => {
    const house = await harness();
    house.fault('TIW', 'StartOnlineRecord', 'code', 'RequestLimitExceeded', 5);
    const first = await house.start('TIW', KEY);
    expect(first).toMatchObject({
      errors: [{ code: 'VENDOR_THROTTLED', retryable: true }],
      recording: { state: 'FAILED' },
    });
    const second = await house.start('TIW', KEY);
    expect(second).toMatchObject({ replayed: false, errors: [], recording: { state: 'STARTING' } });
    expect(second.recording!.id).not.toBe(first.recording!.id);
  });

  it('keeps a failure that would come again', async () => {
    const house = await harness();
    house.fault('TIW', 'StartOnlineRecord', 'code', 'FailedOperation');
    const first = await house.start('TIW', KEY);
    expect(await house.start('TIW', KEY)).toEqual({ ...first, replayed: true });
    expect(house.calls('StartOnlineRecord')).toBe(1);
  });

  it('keeps a start whose answer was lost, and reports its outcome once it is known', async () => {
    const house = await harness();
    house.fault('TRTC_WEB', 'StartWebRecord', 'reset-after');
    expect(codesOf(await house.start('TRTC_WEB', KEY))).toEqual(['OUTCOME_UNKNOWN']);
    const again = await house.start('TRTC_WEB', KEY);
    expect(again).toMatchObject({ replayed: true, recording: { state: 'UNKNOWN' } });
    expect(codesOf(again)).toEqual(['OUTCOME_UNKNOWN']);
    house.advance(MINUTE);
    await house.due('TRTC_WEB');
    const [task] = await house.running();
    const known = await house.start('TRTC_WEB', KEY);
    expect(known).toMatchObject({
      replayed: true,
      errors: [],
      taskId: task!.taskId,
      recording: { taskId: task!.taskId },
    });
  });

  it('is not taken by a start that was refused here', async () => {
    const house = await harness();
    expect(codesOf(await house.start('TIW', { ...KEY, recordUserId: 'wrong' }))).toEqual(['INVALID_INPUT']);
    expect(await house.start('TIW', KEY)).toMatchObject({ replayed: false, errors: [] });
  });
});

describe.each(STORES)('an idempotency key of a mutation that is no start, with the ledger on $name', ({ open }) => {
  const harness = () => RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });
  const pauseOf = ({ taskId }: { taskId: string | null }) => ({ sdkAppId: 1400000001, taskId, ...KEY });

  it('does it once, and gives the first answer again', async () => {
    const house = await harness();
    const recording = await house.recording('TIW');
    const first = await house.run('tiwPauseOnlineRecord', pauseOf(recording));
    const second = await house.run('tiwPauseOnlineRecord', pauseOf(recording));
    expect(first).toMatchObject({ replayed: false, errors: [] });
    expect(second).toMatchObject({ replayed: true, errors: [], recording: { id: recording.id } });
    expect(house.calls('PauseOnlineRecord')).toBe(1);
  });

  it('does it once for two calls at the same moment', async () => {
    const house = await harness();
    const recording = await house.recording('TIW');
    const both = await Promise.all([1, 2].map(() => house.run('tiwPauseOnlineRecord', pauseOf(recording))));
    expect(both.map(({ errors }) => errors)).toEqual([[], []]);
    expect(both.map(({ replayed }) => replayed).sort()).toEqual([false, true]);
    expect(house.calls('PauseOnlineRecord')).toBe(1);
  });

  it('is refused for another input, and for another mutation', async () => {
    const house = await harness();
    const recording = await house.recording('TIW');
    await house.run('tiwPauseOnlineRecord', pauseOf(recording));
    const other = await house.run('tiwPauseOnlineRecord', { ...pauseOf(recording), taskId: 'other' });
    expect(codesOf(other)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    const resume = await house.run('tiwResumeOnlineRecord', pauseOf(recording));
    expect(codesOf(resume)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    expect(codesOf(await house.start('TRTC_WEB', KEY))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    expect(house.calls('ResumeOnlineRecord') + house.calls('StartWebRecord')).toBe(0);
  });

  it('keeps an unknown outcome, and does not send again', async () => {
    const house = await harness();
    const recording = await house.recording('TIW');
    house.fault('TIW', 'PauseOnlineRecord', 'reset-after');
    const first = await house.run('tiwPauseOnlineRecord', pauseOf(recording));
    expect(codesOf(first)).toEqual(['OUTCOME_UNKNOWN']);
    const second = await house.run('tiwPauseOnlineRecord', pauseOf(recording));
    expect(second).toMatchObject({ replayed: true, errors: first.errors });
    expect(house.calls('PauseOnlineRecord')).toBe(1);
  });

  it('is free again after a failure that changed nothing', async () => {
    const house = await harness();
    const recording = await house.recording('TIW');
    house.fault('TIW', 'PauseOnlineRecord', 'code', 'RequestLimitExceeded', 5);
    expect(codesOf(await house.run('tiwPauseOnlineRecord', pauseOf(recording)))).toEqual(['VENDOR_THROTTLED']);
    const second = await house.run('tiwPauseOnlineRecord', pauseOf(recording));
    expect(second).toMatchObject({ replayed: false, errors: [] });
  });

  it('serves the mutations of every product, too', async () => {
    const house = await harness();
    const { id } = await house.recording('GME');
    const first = await house.run('stopRecording', { id, ...KEY });
    const second = await house.run('stopRecording', { id, ...KEY });
    expect(first).toMatchObject({ replayed: false, recording: { wanted: 'STOPPED' } });
    expect(second).toMatchObject({ replayed: true, errors: [], recording: { id, wanted: 'STOPPED' } });
    expect(house.calls('StopRecord')).toBe(1);
  });

  it('shows the recording with its files and changes in an answer that is given again', async () => {
    const house = await harness();
    const { id } = await house.recording('GME');
    const first = await house.run('stopRecording', { id, ...KEY });
    const second = await house.run('stopRecording', { id, ...KEY });
    expect(second.recording).toEqual(first.recording);
  });
});

describe('a key in the header', () => {
  it('must be that of the input where both are there', async () => {
    const house = await RecordingHarness.open();
    const { errors } = await house.start('GME', KEY, 'key-2');
    expect(errors).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', 'idempotencyKey'] }]);
    expect(house.calls('StartRecord')).toBe(0);
    expect(await house.start('GME', KEY, 'key-1')).toMatchObject({ replayed: false, errors: [] });
  });

  it.each([
    ['with spaces', 'a b'],
    ['without a character', ''],
    ['too long', 'x'.repeat(256)],
    ['not ASCII', 'Schlüssel'],
  ])('is refused %s', async (_what, header) => {
    const house = await RecordingHarness.open();
    const { errors } = await house.start('GME', {}, header);
    expect(errors).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', 'idempotencyKey'] }]);
    expect(house.calls('StartRecord')).toBe(0);
  });
});
