import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../../src/wire/secret.ts';
import { answerOf, APP_KEY, APP_SECRET, NOW, START, startCaller } from './caller.ts';

const CAMERA = { tag: 'RongCloudRTC', mediaType: 1 };
const ROOM = { roomId: 'room-1' };
const EMPTY = { app: APP_KEY, room: 'room-1', sessionId: null, users: [], publishers: [] };

describe('the control of rooms', () => {
  it('lets users join, and answers who is in the room', async () => {
    const { control, ask } = await startCaller();
    const joined = await control('POST', 'rooms/room-1/join', { user: 'alice', streams: [CAMERA] });
    expect(joined.status).toBe(200);
    const { code, ...room } = await ask('queryRoom', ROOM);
    expect(code).toBe(200);
    const { sessionId } = room;
    expect(answerOf(joined)).toEqual({
      ...{ app: APP_KEY, room: 'room-1', sessionId },
      users: ['alice'],
      publishers: ['alice'],
    });
    expect(room).toMatchObject({ members: [{ userId: 'alice', data: { uris: [{ msid: 'alice_RongCloudRTC' }] } }] });
  });

  it('lets users publish and switch off', async () => {
    const { control, ask } = await startCaller();
    await control('POST', 'rooms/room-1/join', { user: 'alice', streams: [CAMERA] });
    const body = { user: 'alice', streams: [{ ...CAMERA, state: 0 }] };
    expect(answerOf(await control('POST', 'rooms/room-1/publish', body))).toMatchObject({ publishers: [] });
    expect(await ask('queryRoom', ROOM)).toMatchObject({ members: [{ data: { uris: [{ state: 0 }] } }] });
  });

  it('lets users leave until the room is empty', async () => {
    const { control } = await startCaller();
    for (const userId of ['alice', 'bob']) await control('POST', 'rooms/room-1/join', { user: userId });
    expect(answerOf(await control('POST', 'rooms/room-1/leave', { user: 'alice' }))).toMatchObject({ users: ['bob'] });
    expect(answerOf(await control('POST', 'rooms/room-1/leave', { user: 'bob' }))).toEqual(EMPTY);
  });

  it('ends rooms, and with them their recordings', async () => {
    const { emulator, control, ask } = await startCaller();
    const { sessionId } = answerOf(await control('POST', 'rooms/room-1/join', { user: 'alice' }));
    await ask('startRecord', { ...START, sessionId });
    expect(answerOf(await control('POST', 'rooms/room-1/end', {}))).toEqual(EMPTY);
    expect(emulator.recordings).toMatchObject([{ state: 'ended', endedBy: 'session' }]);
  });

  it('reads the room from the path, where its signs may be escaped', async () => {
    const { control } = await startCaller();
    expect(answerOf(await control('POST', 'rooms/a%2Bb/join', { user: 'alice' }))).toMatchObject({ room: 'a+b' });
  });

  it.each<[number, string, string, object]>([
    [404, 'a user who is not there leaves', 'room-1/leave', { user: 'bob' }],
    [404, 'a user who is not there publishes', 'room-1/publish', { user: 'bob', streams: [] }],
    [404, 'the room is not in use', 'room-2/end', {}],
    [404, 'the application is unknown', 'room-1/join', { user: 'bob', app: 'other' }],
    [404, 'the command is unknown', 'room-1/burn', {}],
    [404, 'there is no command', 'room-1', {}],
    [404, 'a whiteboard is meant', 'room-1/activity', {}],
    [400, 'nobody is named', 'room-1/join', {}],
    [400, 'the name is empty', 'room-1/join', { user: '' }],
    [400, 'a field is misspelt', 'room-1/join', { user: 'bob', stream: [] }],
    [400, 'a stream has no tag', 'room-1/join', { user: 'bob', streams: [{ mediaType: 1 }] }],
    [
      400,
      'a stream is neither audio nor video',
      'room-1/join',
      { user: 'bob', streams: [{ ...CAMERA, mediaType: 2 }] },
    ],
    [400, 'the room id has a blank', 'room%201/join', { user: 'bob' }],
    [400, 'the path is not well encoded', '%E0/join', { user: 'bob' }],
  ])('answers %i when %s', async (status, _, path, body) => {
    const { control, ask } = await startCaller();
    await control('POST', 'rooms/room-1/join', { user: 'alice' });
    expect((await control('POST', `rooms/${path}`, body)).status).toBe(status);
    expect(await ask('queryRoom', ROOM)).toMatchObject({ members: [{ userId: 'alice' }] });
  });

  it('asks for the application when there are several', async () => {
    const apps = [APP_KEY, 'other-app'].map((appKey) => ({ appKey, appSecret: APP_SECRET }));
    const { control } = await startCaller({ apps });
    expect((await control('POST', 'rooms/room-1/join', { user: 'alice' })).text).toContain('app is required');
    expect((await control('POST', 'rooms/room-1/join', { user: 'alice', app: 'other-app' })).status).toBe(200);
  });
});

describe('the store', () => {
  it('have every recording with its state and times, and no secret', async () => {
    const { clock, ask, control } = await startCaller();
    const { recordId } = await ask('startRecord', { ...START, extra: 'tag-1' });
    clock.now += 500;
    await ask('stopRecord', { sessionId: START.sessionId });
    const second = await ask('startRecord', START);
    const files = { mode: 3, sliceMs: 3_600_000, format: 'mp4', users: null };
    const common = { app: APP_KEY, room: 'room-1', sessionId: 'session-1', recordType: 1, ...files };
    const layout = { mixLayout: 2, renderMode: 2 };
    const received = await control('GET', 'tasks');
    expect(JSON.parse(received.text)).toEqual({
      now: NOW + 500,
      tasks: [
        {
          ...{ taskId: recordId, ...common, key: 'tag-1', layout },
          ...{ state: 'ended', startedAt: NOW, endedAt: NOW + 500, endedBy: 'stop' },
          ...{ failures: [], files: [{ name: 'mixed_1.mp4', state: 'STORED' }] },
        },
        {
          ...{ taskId: second.recordId, ...common, key: null, layout },
          ...{ state: 'recording', startedAt: NOW + 500, endedAt: null, endedBy: null },
          ...{ failures: [], files: [] },
        },
      ],
    });
    expect(received.text).not.toContain(APP_SECRET.reveal());
  });

  it('have nothing of a start that was refused', async () => {
    const { ask, control } = await startCaller();
    await ask('startRecord', { ...START, extra: 1 });
    await ask('startRecord', START, { secret: new Secret('other') });
    expect((await control('GET', 'tasks')).text).toBe(`{"now":${NOW},"tasks":[]}`);
  });
});

describe('the clock', () => {
  it('moves the times of sessions, members and recordings', async () => {
    const { emulator, ask, control } = await startCaller();
    expect((await control('POST', 'clock', { advanceMs: 3_600_000 })).text).toBe(`{"now":${NOW + 3_600_000}}`);
    const sessionId = emulator.rooms.join('room-1', { userId: 'alice' });
    await ask('startRecord', { ...START, sessionId });
    emulator.clock.advance(1000);
    await ask('stopRecord', { sessionId });
    expect(await ask('queryRoom', ROOM)).toMatchObject({
      createTime: NOW + 3_600_000,
      members: [{ joinTime: NOW + 3_600_000 }],
    });
    expect(emulator.recordings).toMatchObject([{ startedAt: NOW + 3_600_000, endedAt: NOW + 3_601_000 }]);
  });

  it('lets a second of calls pass', async () => {
    const { ask, control } = await startCaller({ callsPerSecond: 1 });
    await ask('queryRoom', ROOM);
    expect(await ask('queryRoom', ROOM)).toMatchObject({ code: 1008 });
    await control('POST', 'clock', { advanceMs: 1000 });
    expect(await ask('queryRoom', ROOM)).toMatchObject({ code: 1002 });
  });

  it('does not age signatures, for callers sign by a clock of their own', async () => {
    const { ask, control } = await startCaller({ strict: true });
    await control('POST', 'clock', { advanceMs: 3_600_000 });
    expect(await ask('startRecord', START)).toMatchObject({ code: 200 });
  });
});
