import { describe, expect, it } from 'vitest';
import type { FaultScript } from '../../../../../src/emulation/faults/fault-scripts.ts';
import { send } from '../../../emulation/send-raw.ts';
import { NOW, startCaller, type Caller } from './caller.ts';
import { GME, TIW, TRTC_CLOUD, TRTC_WEB } from './api/parameters-of.ts';

const scripted = (script: FaultScript) => ({ headers: { 'x-emulator-fault': JSON.stringify(script) } });
const IN_ROOM = { BizId: GME.BizId, RoomId: GME.RoomId };

describe('a fault for an action', () => {
  it.each<[FaultScript, boolean]>([
    [{ kind: 'reset-before' }, false],
    [{ kind: 'reset-after' }, true],
    [{ kind: 'status', status: 503 }, false],
    [{ kind: 'html' }, false],
    [{ kind: 'truncated' }, true],
    [{ kind: 'code' }, false],
  ])('%j leaves a task behind: %s', async (script, hasTask) => {
    const { call, ask } = await startCaller();
    await call('gme', 'StartRecord', GME, scripted(script)).catch(() => undefined);
    expect((await ask('gme', 'DescribeTaskInfo', IN_ROOM))['TaskId'] !== null).toBe(hasTask);
  });

  it('is an error of the vendor', async () => {
    const { code, emulator } = await startCaller();
    emulator.faults.add([{ action: 'StartRecord', kind: 'code' }]);
    emulator.faults.add([{ action: 'StartRecord', kind: 'code', code: 'RequestLimitExceeded' }]);
    expect(await code('gme', 'DescribeTaskInfo', IN_ROOM)).toBeNull();
    expect(await code('gme', 'StartRecord', GME)).toBe('InternalError');
    expect(await code('gme', 'StartRecord', GME)).toBe('RequestLimitExceeded');
    expect(await code('gme', 'StartRecord', GME)).toBeNull();
    expect(emulator.calls.map((it) => it.code)).toEqual([null, 'InternalError', 'RequestLimitExceeded', null]);
  });

  it('spends the key of a web page recording, as any failure but a busy one does', async () => {
    const { code } = await startCaller();
    const busy = scripted({ kind: 'code', code: 'RequestLimitExceeded' });
    expect(await code('trtc', 'StartWebRecord', TRTC_WEB, busy)).toBe('RequestLimitExceeded');
    expect(await code('trtc', 'StartWebRecord', TRTC_WEB, scripted({ kind: 'code' }))).toBe('InternalError');
    expect(await code('trtc', 'StartWebRecord', TRTC_WEB)).toBe('FailedOperation.TaskExist');
  });
});

it.each(['not JSON', '[]'])('answers a scripted error whatever the body is: %s', async (body) => {
  const { code } = await startCaller();
  const variation = { ...scripted({ kind: 'code', code: 'ServiceUnavailable' }), body };
  expect(await code('trtc', 'StartWebRecord', null, variation)).toBe('ServiceUnavailable');
});

describe('the driven clock', () => {
  it('leaves the signatures of callers alone', async () => {
    const { call, advance } = await startCaller();
    await advance(86_400_000);
    const { headers } = await call('gme', 'StartRecord', GME);
    expect(headers.date).toBe(new Date(NOW).toUTCString());
  });
});

describe('a room', () => {
  it('reports who is in it', async () => {
    const { room } = await startCaller();
    await room('join', { app: 1, room: 5, user: 'alice', publishes: false });
    const { text } = await room('join', { app: 1, room: 5, user: 'bob' });
    expect(JSON.parse(text)).toEqual({
      ...{ app: 1, room: 5, roomIdType: 'NUMBER' },
      ...{ users: ['alice', 'bob'], publishers: ['bob'] },
    });
    expect(JSON.parse((await room('join', { app: 1, room: 5, user: 'alice' })).text)).toMatchObject({
      publishers: ['bob', 'alice'],
    });
    expect(JSON.parse((await room('end', { app: 1, room: 5 })).text)).toMatchObject({ users: [] });
  });

  it.each<[string, object]>([
    ['app', { app: 'x', room: 5, user: 'alice' }],
    ['roomIdType', { app: 1, room: 5, roomIdType: 'WORD', user: 'alice' }],
    ['user', { app: 1, room: 5 }],
    ['publishes', { app: 1, room: 5, user: 'alice', publishes: 1 }],
  ])('needs a valid %s in a room command', async (name, body) => {
    const { room } = await startCaller();
    const { status, text } = await room('join', body);
    expect(status).toBe(400);
    expect(text).toContain(`${name} must be`);
  });

  /** A command without the helper's own members. */
  const command = async ({ emulator }: Caller, path: string, body: object) => {
    const { status, text } = await send(emulator.port, {
      path: `/__control/rooms/${path}`,
      body: JSON.stringify(body),
    });
    return { status, answer: JSON.parse(text) as object };
  };

  it('is found by the recording that goes on there', async () => {
    const caller = await startCaller();
    await caller.ask('gme', 'StartRecord', { ...GME, RoomId: '3560' });
    expect(await command(caller, '3560/join', { user: 'alice' })).toMatchObject({
      answer: { app: GME.BizId, room: '3560', roomIdType: 'TEXT', users: ['alice'] },
    });
  });

  it('must be identified further if two rooms of its name are recorded', async () => {
    const caller = await startCaller();
    await caller.ask('gme', 'StartRecord', { ...GME, RoomId: '3560' });
    await caller.ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    expect(await command(caller, '3560/join', { user: 'alice' })).toMatchObject({ status: 400 });
    expect(await command(caller, '3560/join', { user: 'alice', roomIdType: 'NUMBER' })).toMatchObject({
      answer: { app: TRTC_CLOUD.SdkAppId, room: 3560, roomIdType: 'NUMBER' },
    });
    expect(await command(caller, '3560/join', { user: 'alice', app: GME.BizId })).toMatchObject({
      answer: { app: GME.BizId, room: '3560', roomIdType: 'TEXT' },
    });
  });

  it('without a recording has a number where its name has one, and the only application of the store', async () => {
    const caller = await startCaller();
    expect(await command(caller, '7/join', { user: 'alice' })).toMatchObject({ status: 400 });
    await caller.ask('gme', 'StartRecord', GME);
    const app = GME.BizId;
    expect(await command(caller, '7/join', { user: 'alice' })).toMatchObject({ answer: { app, room: 7 } });
    expect(await command(caller, '07/join', { user: 'alice' })).toMatchObject({ answer: { app, room: '07' } });
    expect(await command(caller, '07/join', { user: 'alice', roomIdType: 'NUMBER' })).toMatchObject({ status: 400 });
  });

  it('has users who begin and end publishing, once they are there', async () => {
    const { room } = await startCaller();
    const alice = { app: 1, room: 5, user: 'alice' };
    expect((await room('publish', alice)).status).toBe(404);
    await room('join', { ...alice, publishes: false });
    expect(JSON.parse((await room('publish', alice)).text)).toMatchObject({ publishers: ['alice'] });
    expect(JSON.parse((await room('publish', { ...alice, publishes: false })).text)).toMatchObject({
      ...{ users: ['alice'], publishers: [] },
    });
  });

  it('takes no member that it does not know', async () => {
    const { room } = await startCaller();
    expect((await room('end', { app: 1, room: 5, user: 'alice' })).text).toContain('takes app, roomIdType');
  });

  it('knows no other command', async () => {
    const { room } = await startCaller();
    expect((await room('dance', { app: 1, room: 5 })).status).toBe(404);
  });
});

describe('the store', () => {
  it('has every task of every service, and no secret', async () => {
    const { ask, tasks } = await startCaller();
    await ask('tiw', 'StartOnlineRecord', TIW);
    await ask('gme', 'StartRecord', GME);
    await ask('trtc', 'CreateCloudRecording', TRTC_CLOUD);
    await ask('trtc', 'StartWebRecord', TRTC_WEB);
    const listed = await tasks();
    expect(listed.map(({ kind, state, startedAt }) => [kind, state, startedAt])).toEqual([
      ['whiteboard', 'PREPARED', NOW],
      ['voice', 'running', NOW],
      ['room', 'Idle', NOW],
      ['web-page', 'recording', NOW],
    ]);
    expect(JSON.stringify(listed)).not.toMatch(/made-up/);
  });
});
