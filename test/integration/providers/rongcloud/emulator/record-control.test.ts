import { describe, expect, it } from 'vitest';
import { CONFIG, START, startCaller, type Caller } from './caller.ts';

const SESSION = { sessionId: START.sessionId };
const LAYOUT = { ...SESSION, mixLayout: 3, renderMode: 1, hostUserId: 'alice', hostStreamId: 'alice_RongCloudRTC' };
const MCU = { ...START, config: { ...CONFIG, recordType: 2, mcuConfig: { mode: 6, videoResolution: '640x480' } } };
const WINDOW = { userId: 'alice', streamId: 'alice_RongCloudRTC', x: 0.5, y: 0, width: 0.5, height: 1 };

const NOT_RECORDING = { code: 1002, errorMessage: 'session is not being recorded' };
const UNKNOWN_SESSION = { code: 1002, errorMessage: 'session not found' };
const NOT_MANUAL = { code: 1007, errorMessage: 'recording trigger is not manual' };

const states = ({ emulator }: Caller) => emulator.recordings.map(({ state, endedBy }) => [state, endedBy]);

describe('a stop', () => {
  it('ends the recording of the session and repeats its id', async () => {
    const caller = await startCaller();
    const { recordId } = await caller.ask('startRecord', START);
    expect(await caller.ask('stopRecord', SESSION)).toEqual({ code: 200, errorMessage: 'Success', recordId });
    expect(states(caller)).toEqual([['ended', 'stop']]);
  });

  it('is refused when nothing was started', async () => {
    const { ask } = await startCaller();
    expect(await ask('stopRecord', SESSION)).toEqual(NOT_RECORDING);
  });

  it('is refused the second time', async () => {
    const { ask } = await startCaller();
    await ask('startRecord', START);
    await ask('stopRecord', SESSION);
    expect(await ask('stopRecord', SESSION)).toEqual(NOT_RECORDING);
  });

  it('leaves the session free for another recording', async () => {
    const { ask } = await startCaller();
    const first = await ask('startRecord', START);
    await ask('stopRecord', SESSION);
    const second = await ask('startRecord', START);
    expect(second.code).toBe(200);
    expect(second.recordId).not.toBe(first.recordId);
  });

  it('needs a session that is no empty text', async () => {
    const { ask } = await startCaller();
    expect(await ask('stopRecord', { sessionId: '' })).toEqual({
      code: 1002,
      errorMessage: 'sessionId must not be empty.',
    });
  });
});

describe('a change of the layout', () => {
  it('replaces the layout of the running recording', async () => {
    const { emulator, ask } = await startCaller();
    await ask('startRecord', { ...START, config: { ...CONFIG, hostUserId: 'bob' } });
    expect(emulator.recordings[0]?.layout).toEqual({ mixLayout: 2, renderMode: 2, hostUserId: 'bob' });
    expect(await ask('updateRecordLayout', LAYOUT)).toEqual({ code: 200, errorMessage: 'Success' });
    const { sessionId: _, ...layout } = LAYOUT;
    expect(emulator.recordings[0]?.layout).toEqual(layout);
  });

  it('needs no host when it places the windows itself', async () => {
    const { emulator, ask } = await startCaller();
    await ask('startRecord', START);
    const layout = { mixLayout: 1, renderMode: 2, input: { video: [WINDOW] } };
    expect(await ask('updateRecordLayout', { ...SESSION, ...layout })).toMatchObject({ code: 200 });
    expect(emulator.recordings[0]?.layout).toEqual(layout);
  });

  it.each([
    ['nothing was started', []],
    ['the recording was stopped', ['startRecord', 'stopRecord'] as const],
  ])('is refused when %s', async (_, before) => {
    const { ask } = await startCaller();
    for (const action of before) await ask(action, action === 'startRecord' ? START : SESSION);
    expect(await ask('updateRecordLayout', LAYOUT)).toEqual(NOT_RECORDING);
  });

  it('is refused for an MCU recording, whose picture the live mixer makes', async () => {
    const { emulator, ask } = await startCaller();
    await ask('startRecord', MCU);
    expect(await ask('updateRecordLayout', LAYOUT)).toEqual({
      code: 1002,
      errorMessage: 'the layout of an MCU recording is changed at the live mixer',
    });
    expect(emulator.recordings[0]).toMatchObject({ recordType: 2, layout: {} });
  });

  it.each<[string, object, number, string]>([
    ['a host', { hostUserId: undefined }, 1002, 'hostUserId is required.'],
    ["the host's stream", { hostStreamId: undefined }, 1002, 'hostStreamId is required.'],
    ['a render mode', { renderMode: undefined }, 1002, 'renderMode is required.'],
    ['a render mode, in a custom layout', { mixLayout: 1, renderMode: undefined }, 1002, 'renderMode is required.'],
    ['windows for a custom layout', { mixLayout: 1 }, 1002, 'input is required for mixLayout 1.'],
    ['a flat body', { config: {} }, 1002, 'config is not defined.'],
    ['a layout by number', { mixLayout: 'custom' }, 1501, 'mixLayout must be an integer.'],
    [
      'windows within the canvas',
      { input: { video: [{ ...WINDOW, x: 0.6 }] } },
      1002,
      'input.video.0: x + width must be at most 1.',
    ],
  ])('needs %s', async (_, change, code, errorMessage) => {
    const { ask } = await startCaller();
    await ask('startRecord', START);
    expect(await ask('updateRecordLayout', { ...LAYOUT, ...change })).toEqual({ code, errorMessage });
  });
});

it('refuses every recording call when the console starts recordings by itself', async () => {
  const { emulator, ask } = await startCaller({ trigger: 'automatic' });
  expect(await ask('startRecord', START)).toEqual(NOT_MANUAL);
  expect(await ask('stopRecord', SESSION)).toEqual(NOT_MANUAL);
  expect(await ask('updateRecordLayout', LAYOUT)).toEqual(NOT_MANUAL);
  expect(emulator.recordings).toEqual([]);
});

describe('with strict sessions', () => {
  it('a start needs a session that runs', async () => {
    const { emulator, ask } = await startCaller({ strictSessions: true });
    expect(await ask('startRecord', START)).toEqual(UNKNOWN_SESSION);
    const sessionId = emulator.rooms.join('room-1', { userId: 'alice' });
    expect(await ask('startRecord', { ...START, sessionId })).toMatchObject({ code: 200 });
    emulator.rooms.end('room-1');
    expect(await ask('startRecord', { ...START, sessionId })).toEqual(UNKNOWN_SESSION);
  });

  it('every recording call needs the room of the session in Room-Id', async () => {
    const { emulator, ask } = await startCaller({ strictSessions: true });
    const sessionId = emulator.rooms.join('room-1', { userId: 'alice' });
    const elsewhere = { headers: { 'Room-Id': 'room-2' } };
    expect(await ask('startRecord', { ...START, sessionId }, elsewhere)).toEqual(UNKNOWN_SESSION);
    await ask('startRecord', { ...START, sessionId });
    expect(await ask('updateRecordLayout', { ...LAYOUT, sessionId }, elsewhere)).toEqual(NOT_RECORDING);
    expect(await ask('stopRecord', { sessionId }, elsewhere)).toEqual(NOT_RECORDING);
    expect(await ask('stopRecord', { sessionId })).toMatchObject({ code: 200 });
  });
});

describe('without strict sessions', () => {
  it('a start begins the session that it names, in the room of Room-Id', async () => {
    const { emulator, ask } = await startCaller();
    await ask('startRecord', START);
    expect(await ask('queryRoom', { roomId: 'room-1' })).toMatchObject({ sessionId: START.sessionId, members: [] });
    expect(emulator.rooms.join('room-1', { userId: 'alice' })).toBe(START.sessionId);
  });

  it('a start may name a session beside the one of the room, and ends with that room', async () => {
    const caller = await startCaller();
    const { emulator, ask } = caller;
    const sessionId = emulator.rooms.join('room-1', { userId: 'alice' });
    expect(await ask('startRecord', START)).toMatchObject({ code: 200 });
    expect(await ask('queryRoom', { roomId: 'room-1' })).toMatchObject({ sessionId });
    emulator.rooms.leave('room-1', { userId: 'alice' });
    expect(states(caller)).toEqual([['ended', 'session']]);
  });

  it('a start keeps to the room in which its session runs, whatever Room-Id says', async () => {
    const { emulator, ask } = await startCaller();
    const sessionId = emulator.rooms.join('room-2', { userId: 'alice' });
    await ask('startRecord', { ...START, sessionId });
    expect(emulator.recordings[0]).toMatchObject({ sessionId, roomId: 'room-2' });
    expect(await ask('queryRoom', { roomId: 'room-1' })).toMatchObject({ errorMessage: 'room not found' });
  });
});
