import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../../../src/wire/json.ts';
import { responseOf, startCaller } from './caller.ts';
import { GME, TIW, TRTC_CLOUD, TRTC_WEB } from './api/parameters-of.ts';

describe('a task id', () => {
  it.each([
    ['tiw', 'StartOnlineRecord', TIW, /^[a-z0-9]{20}$/],
    ['trtc', 'CreateCloudRecording', TRTC_CLOUD, /^[A-Za-z0-9+/.]{60,}$/],
    ['trtc', 'StartWebRecord', TRTC_WEB, /^(?=.*\+)(?=.*\/)(?=.*\.)/],
  ])('of %s %s is text', async (service, action, parameters, shape) => {
    const { call } = await startCaller();
    expect(responseOf(await call(service, action, parameters)).TaskId).toMatch(shape);
  });

  it('of gme StartRecord is a bare number that no double holds', async () => {
    const { call } = await startCaller();
    const { text } = await call('gme', 'StartRecord', GME);
    const digits = /"TaskId":(\d+),/.exec(text)?.[1] ?? '';
    expect(BigInt(digits)).toBeGreaterThan(2n ** 53n);
    expect(BigInt(digits)).toBeLessThan(2n ** 64n);
    expect(BigInt(Number(digits))).not.toBe(BigInt(digits));
    expect(parseJson(text)).toMatchObject({ Response: { TaskId: BigInt(digits) } });
  });
});

describe('a second start', () => {
  it.each<[string, string, object, object, string | null]>([
    ['tiw', 'StartOnlineRecord', TIW, {}, 'ResourceInUse.RecordUserId'],
    ['tiw', 'StartOnlineRecord', TIW, { RecordUserId: 'tic_record_user_1203_a2' }, 'LimitExceeded.TaskConcurrency'],
    ['tiw', 'StartOnlineRecord', TIW, { RoomId: 1204, RecordUserId: 'tic_record_user_1204_a1' }, null],
    ['tiw', 'StartOnlineRecord', TIW, { SdkAppId: 1400000002 }, null],
    ['gme', 'StartRecord', GME, { RecordMode: 1 }, 'ResourceInUse.TaskInUse'],
    ['gme', 'StartRecord', GME, { RoomId: 'room-8' }, null],
    ['gme', 'StartRecord', GME, { BizId: 3400352519 }, null],
    ['trtc', 'StartWebRecord', TRTC_WEB, { RecordUrl: 'https://example.org' }, 'FailedOperation.TaskExist'],
    ['trtc', 'StartWebRecord', TRTC_WEB, { RecordId: 'lesson-2' }, null],
    ['trtc', 'CreateCloudRecording', TRTC_CLOUD, {}, null],
  ])('of %s %s', async (service, action, parameters, change, expected) => {
    const { code } = await startCaller();
    expect(await code(service, action, parameters)).toBeNull();
    expect(await code(service, action, { ...parameters, ...change })).toBe(expected);
  });

  it('of a web page without a RecordId is another recording', async () => {
    const { code } = await startCaller();
    const parameters = { ...TRTC_WEB, RecordId: undefined };
    expect(await code('trtc', 'StartWebRecord', parameters)).toBeNull();
    expect(await code('trtc', 'StartWebRecord', parameters)).toBeNull();
  });

  it('that is refused starts nothing, and a refused first start leaves the key free', async () => {
    const { code } = await startCaller();
    expect(await code('gme', 'StartRecord', { ...GME, RecordMode: 9 })).toBe('InvalidParameterValue.InvalidRecordMode');
    expect(await code('gme', 'StartRecord', GME)).toBeNull();
  });
});

describe('a robot in a TRTC room', () => {
  it.each<[string, Record<string, string | number>, boolean]>([
    ['ends its earlier recording in that room', {}, false],
    ['ends it too when the kind of room is said the second time only', { RoomIdType: 1 }, false],
    ['leaves one in another room', { RoomId: '3561' }, true],
    ['leaves one in the text room of the same name', { RoomIdType: 0 }, true],
    ['leaves one of another robot', { UserId: 'rec_bot_2' }, true],
  ])('%s', async (_, change, isRunning) => {
    const { call, tasks } = await startCaller();
    for (const start of [TRTC_CLOUD, { ...TRTC_CLOUD, ...change }]) await call('trtc', 'CreateCloudRecording', start);
    const [first, second] = await tasks();
    expect(first).toMatchObject(isRunning ? { reason: null } : { reason: 'REPLACED' });
    expect(second).toMatchObject({ endedAt: null });
  });
});

describe('the rate', () => {
  const start = (index: number) => ({ ...GME, RoomId: `room-${index}` });

  it('is twenty calls of an action in any second', async () => {
    const { clock, code } = await startCaller();
    for (let call = 0; call < 20; call++) expect(await code('gme', 'StartRecord', start(call))).toBeNull();
    clock.now += 999;
    expect(await code('gme', 'StartRecord', start(20))).toBe('RequestLimitExceeded');
    clock.now += 1;
    expect(await code('gme', 'StartRecord', start(20))).toBeNull();
  });

  it('counts every action for itself', async () => {
    const { code } = await startCaller();
    for (let call = 0; call < 21; call++) await code('gme', 'StartRecord', start(call));
    expect(await code('trtc', 'CreateCloudRecording', TRTC_CLOUD)).toBeNull();
  });

  it('does not count calls with an unknown signer', async () => {
    const { code } = await startCaller();
    for (let call = 0; call < 21; call++) await code('gme', 'StartRecord', start(call), { secretId: 'AKIDother' });
    expect(await code('gme', 'StartRecord', start(0))).toBeNull();
  });
});
