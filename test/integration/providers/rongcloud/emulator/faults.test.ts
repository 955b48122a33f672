import { describe, expect, it } from 'vitest';
import type { EmulatedCall } from '../../../../../src/emulation/server/request-log.ts';
import type { FaultScript } from '../../../../../src/emulation/faults/fault-scripts.ts';
import { answerOf, START, startCaller, type Action } from './caller.ts';

const scripted = (script: FaultScript) => ({ headers: { 'x-emulator-fault': JSON.stringify(script) } });

describe('a scripted fault of a start', () => {
  it('cuts the connection off before anything is recorded', async () => {
    const { emulator, call } = await startCaller();
    await expect(call(START, scripted({ kind: 'reset-before' }))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(emulator.recordings).toEqual([]);
    expect(emulator.calls).toEqual([]);
  });

  it('cuts the connection off while the recording runs, so that a repeated start is refused', async () => {
    const { emulator, call, codes } = await startCaller();
    await expect(call(START, scripted({ kind: 'reset-after' }))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(emulator.recordings).toMatchObject([{ state: 'recording' }]);
    expect(await codes(START)).toEqual([400, 1002]);
  });

  it('answers late', async () => {
    const { codes } = await startCaller();
    expect(await codes(START, scripted({ kind: 'delay', delayMs: 1 }))).toEqual([200, 200]);
  });

  it('holds up its own call alone', async () => {
    const { emulator, call, ask } = await startCaller();
    const held = call(START, scripted({ kind: 'delay', delayMs: 600_000 })).catch(() => 'ended with the emulator');
    const later = ask('queryRoom', { roomId: 'room-1' }).then(() => 'no answer so far');
    expect(await Promise.race([held, later])).toBe('no answer so far');
    expect(emulator.recordings).toEqual([]);
  });

  it('answers with a status and without the envelope', async () => {
    const { emulator, call } = await startCaller();
    const received = await call(START, scripted({ kind: 'status', status: 503 }));
    expect([received.status, received.text]).toEqual([503, 'Scripted fault.']);
    expect(emulator.recordings).toEqual([]);
  });

  it('answers with a page', async () => {
    const { emulator, call } = await startCaller();
    const received = await call(START, scripted({ kind: 'html' }));
    expect([received.status, received.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(emulator.recordings).toEqual([]);
  });

  it('answers with half an envelope while the recording runs', async () => {
    const { emulator, call } = await startCaller();
    const { status, text } = await call(START, scripted({ kind: 'truncated' }));
    expect(status).toBe(200);
    expect(text).toMatch(/^\{"code":200,"errorMessage".*[^}]$/);
    expect(emulator.recordings).toMatchObject([{ state: 'recording' }]);
  });

  it.each<[string, FaultScript, number, number]>([
    ['a fault inside', { kind: 'code' }, 500, 1000],
    ['a timeout inside', { kind: 'code', code: '1050' }, 504, 1050],
    ['a service that is not enabled', { kind: 'code', code: '1009' }, 403, 1009],
    ['a code without a known status', { kind: 'code', code: '40021' }, 400, 40_021],
    ['a fault inside, for what is no code of this vendor', { kind: 'code', code: 'InternalError' }, 500, 1000],
  ])("answers with the vendor's code: %s", async (_, script, status, code) => {
    const { emulator, call } = await startCaller();
    const received = await call(START, scripted(script));
    expect(received.status).toBe(status);
    expect(answerOf(received)).toEqual({ code, errorMessage: 'Scripted fault.' });
    expect(emulator.recordings).toEqual([]);
    expect(emulator.calls).toMatchObject([{ action: 'startRecord', code }]);
  });

  it('never answers while the recording runs', async () => {
    const carriedOut = Promise.withResolvers<EmulatedCall>();
    const { emulator, call, ask } = await startCaller({ onCall: carriedOut.resolve });
    const lost = call(START, scripted({ kind: 'lost-answer' })).catch(() => 'ended with the emulator');
    expect(await carriedOut.promise).toMatchObject({ action: 'startRecord', code: null });
    expect(emulator.recordings).toMatchObject([{ state: 'recording' }]);
    const later = ask('queryRoom', { roomId: 'room-1' }).then(() => 'no answer so far');
    expect(await Promise.race([lost, later])).toBe('no answer so far');
  });
});

describe('a fault that waits', () => {
  it.each<[Action, Record<string, unknown>]>([
    ['startRecord', START],
    ['stopRecord', { sessionId: 'session-1' }],
    ['updateRecordLayout', { sessionId: 'session-1' }],
    ['queryRoom', { roomId: 'room-1' }],
    ['destroyRoom', { room_id: 'room-1' }],
  ])('is taken by the next %s, and by no other call', async (action, parameters) => {
    const { emulator, control, ask, codes } = await startCaller();
    await control('POST', 'faults', { action, kind: 'code', code: '1050' });
    expect(await codes({}, { path: '/rtc/other.json' })).toEqual([404, 1002]);
    expect(emulator.faults.waiting).toHaveLength(1);
    expect(await ask(action, parameters)).toMatchObject({ code: 1050 });
    expect(emulator.faults.waiting).toEqual([]);
    expect(await ask(action, parameters)).not.toMatchObject({ code: 1050 });
  });

  it('can be set without HTTP', async () => {
    const { emulator, codes } = await startCaller();
    emulator.faults.add([{ kind: 'code', code: '1008', times: 2 }]);
    expect(await codes(START)).toEqual([429, 1008]);
    expect(await codes(START)).toEqual([429, 1008]);
    expect(await codes(START)).toEqual([200, 200]);
  });

  it('does not stop a session from ending', async () => {
    const { emulator, control, ask } = await startCaller();
    await ask('startRecord', START);
    await control('POST', 'faults', { action: 'destroyRoom', kind: 'reset-after' });
    await expect(ask('destroyRoom', { room_id: 'room-1' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(emulator.recordings).toMatchObject([{ state: 'ended', endedBy: 'session' }]);
  });
});
