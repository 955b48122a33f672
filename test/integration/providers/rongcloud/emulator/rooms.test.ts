import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../../src/wire/secret.ts';
import { APP_KEY, APP_SECRET, NOW, START, startCaller } from './caller.ts';

const ROOM = { roomId: 'room-1' };
const NOT_FOUND = { code: 1002, errorMessage: 'room not found' };
const CAMERA = { tag: 'RongCloudRTC', mediaType: 1 };
const MICROPHONE = { tag: 'RongCloudRTC', mediaType: 0 };

describe('a session', () => {
  it('begins with the first join and stays the same for those who follow', async () => {
    const { emulator, ask } = await startCaller();
    const sessionId = emulator.rooms.join('room-1', { userId: 'alice' });
    expect(emulator.rooms.join('room-1', { userId: 'bob' })).toBe(sessionId);
    expect(await ask('queryRoom', ROOM)).toMatchObject({ code: 200, sessionId });
  });

  it('ends when everybody has left, and not before', async () => {
    const { emulator, ask } = await startCaller();
    const sessionId = emulator.rooms.join('room-1', { userId: 'alice' });
    emulator.rooms.join('room-1', { userId: 'bob' });
    emulator.rooms.leave('room-1', { userId: 'alice' });
    expect(await ask('queryRoom', ROOM)).toMatchObject({ sessionId });
    emulator.rooms.leave('room-1', { userId: 'bob' });
    expect(await ask('queryRoom', ROOM)).toEqual(NOT_FOUND);
  });

  it('is another one when the same room is used again', async () => {
    const { emulator } = await startCaller();
    const first = emulator.rooms.join('room-1', { userId: 'alice' });
    emulator.rooms.leave('room-1', { userId: 'alice' });
    expect(emulator.rooms.join('room-1', { userId: 'alice' })).not.toBe(first);
  });

  it('ends its recording with it', async () => {
    const { emulator, clock, ask } = await startCaller();
    const sessionId = emulator.rooms.join('room-1', { userId: 'alice' });
    await ask('startRecord', { ...START, sessionId });
    clock.now += 60_000;
    emulator.rooms.leave('room-1', { userId: 'alice' });
    expect(emulator.recordings).toMatchObject([
      { state: 'ended', endedBy: 'session', startedAt: NOW, endedAt: NOW + 60_000 },
    ]);
    expect(await ask('stopRecord', { sessionId })).toMatchObject({ errorMessage: 'session is not being recorded' });
  });

  it('belongs to one application', async () => {
    const other = { appKey: 'other-app', appSecret: new Secret('other-secret') };
    const { emulator, ask } = await startCaller({ apps: [{ appKey: APP_KEY, appSecret: APP_SECRET }, other] });
    emulator.rooms.join('room-1', { userId: 'alice', appKey: APP_KEY });
    const byOther = { headers: { 'App-Key': 'other-app' }, secret: other.appSecret };
    expect(await ask('queryRoom', ROOM, byOther)).toEqual(NOT_FOUND);
    expect(() => emulator.rooms.join('room-1', { userId: 'alice' })).toThrow('app is required');
    expect(() => emulator.rooms.end('room-1', { appKey: 'third-app' })).toThrow('There is no such application.');
  });
});

describe('the query of a room', () => {
  it('reports its session, who is there and what they publish', async () => {
    const { emulator, clock, ask } = await startCaller();
    const sessionId = emulator.rooms.join('room-1', { userId: 'alice', streams: [CAMERA, MICROPHONE] });
    clock.now += 1000;
    emulator.rooms.join('room-1', { userId: 'bob' });
    const stream = { msid: 'alice_RongCloudRTC', uri: expect.stringMatching(/./) as string, tag: 'RongCloudRTC' };
    expect(await ask('queryRoom', ROOM)).toEqual({
      code: 200,
      roomId: 'room-1',
      sessionId,
      createTime: NOW,
      members: [
        {
          userId: 'alice',
          joinTime: NOW,
          data: {
            uris: [
              { ...stream, mediaType: 1, state: 1 },
              { ...stream, mediaType: 0, state: 1 },
            ],
          },
        },
        { userId: 'bob', joinTime: NOW + 1000, data: { uris: [] } },
      ],
    });
  });

  it('shows what is published later, and what is switched off, under the same address', async () => {
    const { emulator, ask } = await startCaller();
    emulator.rooms.join('room-1', { userId: 'alice', streams: [CAMERA] });
    const before = JSON.stringify(await ask('queryRoom', ROOM));
    emulator.rooms.publish('room-1', { userId: 'alice', streams: [{ ...CAMERA, state: 0 }] });
    expect(JSON.stringify(await ask('queryRoom', ROOM))).toBe(before.replace('"state":1', '"state":0'));
    emulator.rooms.publish('room-1', { userId: 'alice', streams: [{ tag: 'screen', mediaType: 1 }] });
    expect(await ask('queryRoom', ROOM)).toMatchObject({
      members: [{ data: { uris: [{ state: 0 }, { msid: 'alice_screen', tag: 'screen', state: 1 }] } }],
    });
  });

  it('keeps the time of the first join of who joins twice', async () => {
    const { emulator, clock, ask } = await startCaller();
    emulator.rooms.join('room-1', { userId: 'alice' });
    clock.now += 1000;
    emulator.rooms.join('room-1', { userId: 'alice', streams: [CAMERA] });
    expect(await ask('queryRoom', ROOM)).toMatchObject({
      members: [{ joinTime: NOW, data: { uris: [{ mediaType: 1 }] } }],
    });
  });

  it('is refused in an empty room', async () => {
    const { ask } = await startCaller();
    expect(await ask('queryRoom', ROOM)).toEqual(NOT_FOUND);
  });

  it('must name the same room in the body and in Room-Id', async () => {
    const { ask } = await startCaller();
    expect(await ask('queryRoom', { roomId: 'room-2' })).toEqual({
      code: 1002,
      errorMessage: 'Room-Id must repeat roomId.',
    });
  });

  it('is refused for what is no room id', async () => {
    const { ask } = await startCaller();
    expect(await ask('queryRoom', { roomId: 'room 1' })).toMatchObject({ code: 1002 });
    expect(await ask('queryRoom', { roomId: 'r'.repeat(65) })).toMatchObject({ code: 1005 });
  });
});

describe('the destruction of a room', () => {
  it('removes everybody, ends session and recording, and is answered with nothing but 10000', async () => {
    const { emulator, ask } = await startCaller();
    const sessionId = emulator.rooms.join('room-1', { userId: 'alice' });
    emulator.rooms.join('room-1', { userId: 'bob' });
    await ask('startRecord', { ...START, sessionId });
    expect(await ask('destroyRoom', { room_id: 'room-1' })).toEqual({ code: 10_000 });
    expect(await ask('queryRoom', ROOM)).toEqual(NOT_FOUND);
    expect(emulator.recordings).toMatchObject([{ state: 'ended', endedBy: 'session' }]);
    expect(emulator.rooms.join('room-1', { userId: 'alice' })).not.toBe(sessionId);
  });

  it('reads the room from the path, where its signs are escaped', async () => {
    const { emulator, ask } = await startCaller();
    emulator.rooms.join('a+b=c', { userId: 'alice' });
    expect(await ask('destroyRoom', { room_id: 'a+b=c' })).toEqual({ code: 10_000 });
    expect(emulator.calls.at(-1)).toMatchObject({ action: 'destroyRoom', roomId: null, body: { room_id: 'a+b=c' } });
  });

  it('leaves other rooms alone', async () => {
    const { emulator, ask } = await startCaller();
    emulator.rooms.join('room-1', { userId: 'alice' });
    emulator.rooms.join('room-2', { userId: 'alice' });
    await ask('destroyRoom', { room_id: 'room-2' });
    expect(await ask('queryRoom', ROOM)).toMatchObject({ code: 200 });
  });

  it('is refused in an empty room', async () => {
    const { ask } = await startCaller();
    expect(await ask('destroyRoom', { room_id: 'room-1' })).toEqual(NOT_FOUND);
  });
});
