import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { freshFile } from '../../../../shared/emulation/fresh-file.ts';
import { APP_SECRET, NOW, START, startCaller } from './caller.ts';

const CAMERA = { tag: 'RongCloudRTC', mediaType: 1 };
const HOST = { hostUserId: 'alice', hostStreamId: 'alice_RongCloudRTC' };
const ROOM = { roomId: 'room-1' };
const DAY = 86_400_000;

/** A caller of an emulator with its store in a file. */
const startKeeping = () => startCaller({ storeFile: freshFile() });

describe('an emulator that is started again on its store', () => {
  it('has the recordings as they were', async () => {
    const { emulator, ask, restart } = await startKeeping();
    await ask('startRecord', { ...START, extra: 'tag-1' });
    await ask('updateRecordLayout', { sessionId: START.sessionId, mixLayout: 3, renderMode: 1, ...HOST });
    await ask('startRecord', { ...START, sessionId: 'session-2' });
    await ask('stopRecord', { sessionId: 'session-2' });
    const before = emulator.recordings;
    expect(before).toMatchObject([{ state: 'recording', layout: { mixLayout: 3 } }, { state: 'ended' }]);
    expect((await restart()).emulator.recordings).toEqual(before);
  });

  it('has the rooms with their members and streams as they were', async () => {
    const { emulator, ask, restart } = await startKeeping();
    emulator.rooms.join('room-1', { userId: 'alice', streams: [CAMERA] });
    emulator.rooms.join('room-1', { userId: 'bob' });
    emulator.rooms.join('room-1', { userId: 'carol' });
    emulator.rooms.publish('room-1', { userId: 'alice', streams: [{ ...CAMERA, state: 0 }] });
    emulator.rooms.leave('room-1', { userId: 'bob' });
    const before = await ask('queryRoom', ROOM);
    expect(before).toMatchObject({
      code: 200,
      members: [{ userId: 'alice', data: { uris: [{ state: 0 }] } }, { userId: 'carol' }],
    });
    expect(await (await restart()).ask('queryRoom', ROOM)).toEqual(before);
  });

  it('still refuses a second recording of a session, and stops the first', async () => {
    const first = await startKeeping();
    const { recordId } = await first.ask('startRecord', START);
    const second = await first.restart();
    expect((await second.ask('startRecord', START)).code).not.toBe(200);
    expect(await second.ask('stopRecord', { sessionId: START.sessionId })).toMatchObject({ code: 200, recordId });
    const third = await second.restart();
    expect(third.emulator.recordings).toMatchObject([{ recordId, endedBy: 'stop' }]);
    expect((await third.ask('startRecord', START)).code).toBe(200);
  });

  it('ends a recording with its session, also with one that a start began', async () => {
    const first = await startKeeping();
    const sessionId = first.emulator.rooms.join('room-1', { userId: 'alice' });
    await first.ask('startRecord', { ...START, sessionId });
    await first.ask('startRecord', { ...START, sessionId: 'beside it' });
    const second = await first.restart();
    second.emulator.rooms.leave('room-1', { userId: 'alice' });
    const third = await second.restart();
    expect(third.emulator.recordings.map(({ endedBy }) => endedBy)).toEqual(['session', 'session']);
    expect((await third.ask('queryRoom', ROOM)).code).not.toBe(200);
  });

  it('goes on where its clock was moved to', async () => {
    const { clock, emulator, restart } = await startKeeping();
    emulator.clock.advance(DAY);
    clock.now += 1000;
    expect((await restart()).emulator.clock.now()).toBe(NOW + DAY + 1000);
  });

  it('has nothing of a start that was refused, and all of one whose answer was lost', async () => {
    const { call, restart } = await startKeeping();
    const faulty = (kind: string) => ({ headers: { 'x-emulator-fault': JSON.stringify({ kind }) } });
    await call({ ...START, sessionId: 'session-2' }, faulty('code'));
    await call(START, faulty('reset-after')).catch(() => undefined);
    expect((await restart()).emulator.recordings).toMatchObject([{ sessionId: START.sessionId, state: 'recording' }]);
  });

  it('has forgotten what ended more than seven days ago, and nothing else', async () => {
    const { emulator, ask, restart } = await startKeeping();
    await ask('startRecord', START);
    for (const sessionId of ['old', 'new']) {
      await ask('startRecord', { ...START, sessionId });
      await ask('stopRecord', { sessionId });
      emulator.clock.advance(4 * DAY);
    }
    const { recordings } = (await restart()).emulator;
    expect(recordings.map(({ sessionId }) => sessionId)).toEqual([START.sessionId, 'new']);
  });
});

it('keeps no secret in the file', async () => {
  const storeFile = freshFile();
  const { ask } = await startCaller({ storeFile });
  await ask('startRecord', START);
  const text = ['', '-wal'].map((ending) => readFileSync(storeFile + ending, 'latin1')).join('');
  expect(text).toContain(START.sessionId);
  expect(text).not.toContain(APP_SECRET.reveal());
});
