import { describe, expect, it } from 'vitest';
import { answerOf, START, startCaller } from '../../providers/rongcloud/emulator/caller.ts';

const MINUTE = 60_000;
const ROOM = { roomId: 'room-1' };
const ALICE_AND_BOB = { members: [{ userId: 'alice' }, { userId: 'bob' }] };

describe('rooms of RongCloud that are alive', () => {
  it('have guests in the session that a start names', async () => {
    const { ask } = await startCaller({ alive: true });
    await ask('startRecord', START);
    expect(await ask('queryRoom', ROOM)).toMatchObject({ sessionId: START.sessionId, ...ALICE_AND_BOB });
  });

  it('have the users whom a layout names', async () => {
    const { ask } = await startCaller({ alive: true });
    const place = (userId: string) => ({ userId, streamId: `${userId}_RongCloudRTC`, x: 0, y: 0, width: 1, height: 1 });
    const config = { ...START.config, mixLayout: 1, input: { video: [place('ann'), place('ben')] } };
    await ask('startRecord', { ...START, config });
    expect(await ask('queryRoom', ROOM)).toMatchObject({
      members: [
        { userId: 'ann', data: { uris: [{ msid: 'ann_RongCloudRTC' }, { msid: 'ann_RongCloudRTC' }] } },
        { userId: 'ben' },
      ],
    });
  });

  it('have a session for a caller who asks for the room alone, and are left when nothing is recorded', async () => {
    const { ask, clock, control } = await startCaller({ alive: true });
    expect(await ask('queryRoom', ROOM)).toMatchObject(ALICE_AND_BOB);
    clock.now += 5 * MINUTE;
    await control('POST', 'clock', { advanceMs: 0 });
    expect(answerOf(await control('GET', 'rooms'))).toEqual({ rooms: [] });
  });

  it('end with the recording, and their session with them', async () => {
    const { emulator, ask, control } = await startCaller({ alive: true });
    const { sessionId } = await ask('queryRoom', ROOM);
    await ask('startRecord', { ...START, sessionId });
    await ask('stopRecord', { sessionId });
    await control('POST', 'clock', { advanceMs: 0 });
    expect(answerOf(await control('GET', 'rooms'))).toEqual({ rooms: [] });
    expect(emulator.recordings).toMatchObject([{ state: 'ended', endedBy: 'stop' }]);
  });

  it('end after an hour, to the second, however far the clock is moved on', async () => {
    const { emulator, ask, clock, control } = await startCaller({ alive: true });
    await ask('startRecord', START);
    await control('POST', 'clock', { advanceMs: 24 * 60 * MINUTE });
    const hour = { endedBy: 'session', endedAt: clock.now + 60 * MINUTE };
    expect(emulator.recordings).toMatchObject([hour]);
  });

  it('stay away by default: an unused room is unknown', async () => {
    const { ask } = await startCaller();
    expect(await ask('queryRoom', ROOM)).toMatchObject({ code: 1002 });
  });
});
